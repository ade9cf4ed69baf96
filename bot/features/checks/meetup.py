"""``/meetup check``: check everything that must be right for one evening on this server.

What is the same for every evening is checked in ``bot.features.checks.installation``; missing rights are found
in ``bot.platform.rights``.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import discord

from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind, Venue, places_of
from bot.core.evening.slots import Timeline
from bot.core.people.floor import Floor
from bot.core.programme.models import Programme
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.checks import dry_run, machine, participants
from bot.features.checks import programme as contents
from bot.features.checks import server as server_check
from bot.features.checks import views as check_views
from bot.features.checks.findings import Finding, damaged, message_content
from bot.features.programmes import attaching, own
from bot.platform import hidden, limits, lookup, rights, troubles
from bot.platform.answers import Interaction, answer_long, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_here
from bot.storage import floors, meetups, places, timelines
from bot.storage.servers import Server


@dataclass(frozen=True, slots=True)
class Checked:
    """Subject of a check: a programme, and the planned meetup with its venue and timeline, if there is one."""

    name: str
    programme: Programme
    meetup: Meetup | None = None
    venue: Venue | None = None
    timeline: Timeline | None = None


async def what_is_meant(interaction: Interaction, programme: str | None) -> Checked:
    """Return the subject of a check: the programme of this name, else the meetup of this channel or server.

    Raises Refusal for a dry run, a meetup that is over, or a name that is not known.
    """
    bot = interaction.client
    if programme:
        return Checked(programme, await own.find(bot, interaction.guild_id or 0, programme))
    return await of_meetup(bot, await meetup_here(interaction, State.PLANNED, State.LIVE, State.PAUSED))


async def of_meetup(bot: App, meetup: Meetup) -> Checked:
    """Return a meetup as the subject of a check. Raises Refusal for a dry run, or one that is over."""
    if meetup.is_dry_run:
        raise Refusal(_("This is a dry run. Do this in a channel of the meetup itself."))
    if meetup.state is State.CLOSED:
        raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."), Remedy(Mend.PLAN))
    return Checked(
        "",
        meetup.programme,
        meetup,
        await places.venue(bot.db.read, meetup.id),
        await timelines.of_meetup(bot.db.read, meetup.id),
    )


async def show(interaction: Interaction, server: Server, checked: Checked) -> None:
    """Answer with all findings, and with buttons for a dry run and test messages."""
    assert interaction.guild is not None
    say = await voice_of(interaction)
    found = [finding async for finding in findings(interaction.client, interaction.guild, server, checked)]
    wrong = sum(finding.fine is False for finding in found)
    title = Text.bold(checked.meetup.title if checked.meetup else checked.programme.title)
    if wrong:
        head = ngettext("🔎 {title}: one thing needs doing.", "🔎 {title}: {n} things need doing.", wrong, title=title)
    else:
        head = _("🔎 {title}: all that I can see from here is right.", title=title)
    lines: list[Text] = [head, *(f"{finding.mark} " + finding.text for finding in found)]
    mends = tuple(dict.fromkeys(finding.remedy for finding in found if finding.remedy))
    view = check_views.after_check(checked.meetup.id if checked.meetup else None, checked.name, say, mends)
    await answer_long(interaction, lines, view)


async def findings(bot: App, guild: discord.Guild, server: Server, checked: Checked) -> AsyncIterator[Finding]:
    """Yield the findings of all checks of a meetup or programme; one that is wrong never stops the others."""
    floor = (await floors.get(bot.db.read, checked.meetup.id)).at(bot.clock()) if checked.meetup else Floor()
    for finding in (
        *_rights(guild, checked),
        *_channels(guild, checked),
        *_moderators(guild, server),
        *await _hidden(bot, guild, server),
        *participants.everything(guild, server, checked.programme, checked.venue, floor),
        *server_check.settings(guild, checked.venue, bot.user),
    ):
        yield finding
    async for finding in server_check.asked(guild, checked.venue):
        yield finding
    yield await _intent(bot)
    for finding in (
        *contents.links(checked.programme),
        *contents.attachments(await _without_attachment(bot, guild.id, checked)),
        *contents.minors(checked.programme),
        *(contents.shows(checked.programme, checked.meetup) if checked.meetup else ()),
        *contents.times(checked.programme, checked.meetup, checked.timeline, bot.clock()),
        *await _machine(bot),
        *damaged(await meetups.unreadable(bot.db.read, guild.id)),
    ):
        yield finding
    async for finding in _dry_runs(bot, guild, checked):
        yield finding
    yield Finding(
        None,
        _(
            "Names and texts go {n} days after the end. `/meetup instellen` chooses another time.",
            n=checked.meetup.keep_days if checked.meetup else checked.programme.keep_days or server.keep_days,
        ),
    )
    if checked.meetup:
        text = _("Whether table hosts and moderators get direct messages I only know by trying: see the button below.")
        yield Finding(None, text)


async def _without_attachment(bot: App, server: int, checked: Checked) -> list[Text]:
    if checked.meetup:
        return await attaching.lost(bot, bot.db.read, checked.meetup)
    folder = await own.folder(bot, server, checked.name)
    return await asyncio.to_thread(attaching.wrong_beside, checked.programme, folder)


def _rights(guild: discord.Guild, checked: Checked) -> Iterator[Finding]:
    wrong = rights.all_missing(guild, checked.venue)
    yield from (Finding(False, text) for text in wrong)
    if not wrong:
        yield Finding(True, _("Rights: I have all that I need."))


def _channels(guild: discord.Guild, checked: Checked) -> Iterator[Finding]:
    wanted = checked.venue.places if checked.venue else tuple(places_of(checked.programme, checked.programme.title))
    missing = [place for place in wanted if lookup.channel(guild, place.channel) is None]
    free = limits.CHANNELS - len(guild.channels)
    if len(missing) > free:
        text = _(
            "Channels: {more} still have to be made, and this server has place for {free} more (Discord allows 500). "
            "Remove channels of earlier meetups.",
            more=len(missing),
            free=free,
        )
        yield Finding(False, text)
    elif not missing:
        yield Finding(True, _("Channels: all of them are there."))
    else:
        yield Finding(
            True,
            _(
                "Channels: {more} still have to be made; this server has place for {free}.",
                more=len(missing),
                free=free,
            ),
        )
    if checked.venue is None:
        return
    for home in (place for place in checked.venue.places if place.kind is PlaceKind.CATEGORY):
        category = lookup.category(guild, home.channel)
        more = sum(
            place.kind is not PlaceKind.CATEGORY
            and checked.venue.category_of(place.block if place.kind is PlaceKind.TABLE else None) == home
            for place in missing
        )
        if category and len(category.channels) + more > limits.IN_CATEGORY:
            text = _(
                "The category {title} is too full: Discord allows 50 channels in it, and {more} still have to be made. "
                "Move or remove channels that are not of this meetup.",
                title=Text.bold(Typed(category.name)),
                more=more,
            )
            yield Finding(False, text)


def _moderators(guild: discord.Guild, server: Server) -> Iterator[Finding]:
    role = guild.get_role(server.moderator_role or 0)
    if role is not None:
        yield Finding(True, _("Moderators: who has the role {role}.", role=role.mention))
        if not (role.mentionable or guild.me.guild_permissions.mention_everyone):
            text = _("When a table waits for help, the role {role} gets no notification. In Server Settings → Roles, "
                     "let anyone mention it.", role=role.mention)  # fmt: skip
            yield Finding(None, text)
    elif any(rights.may_command(role, server) for role in guild.roles):
        yield Finding(
            None,
            _("Moderators: no role is chosen, so only people with the right Manage Events can command. "
              "`/meetup instellen` chooses a role, or makes one."),
            Remedy(Mend.SETTINGS),
        )  # fmt: skip
    else:
        yield Finding(
            False,
            _("Moderators: nobody but the owner of the server can command. Choose a role with `/meetup instellen`, or "
              "let it make one."),
            Remedy(Mend.SETTINGS),
        )  # fmt: skip


async def _hidden(bot: App, guild: discord.Guild, server: Server) -> list[Finding]:
    """Return a finding where Discord hides the moderators' commands from the moderators that were chosen."""
    role = guild.get_role(server.moderator_role or 0)
    if role is None:
        return []
    try:
        missing = await hidden.hidden_from(bot, role)
    except troubles.FAILURES:
        text = _("Whether moderators see their commands Discord did not tell. Try again in a moment.")
        return [Finding(None, text)]
    return [Finding(False, hidden.in_two_steps(bot, role, missing), Remedy(Mend.SETTINGS))] if missing else []


async def _intent(bot: App) -> Finding:
    try:
        return message_content((await bot.application_info()).flags)
    except troubles.FAILURES:
        return Finding(None, _("Message Content Intent: Discord did not answer. Try again in a moment."))


async def _machine(bot: App) -> list[Finding]:
    """Return the findings on database, disk and clock; the clock is known once Discord has answered a call."""
    found = [Finding(False, bot.db.trouble.sentence)] if bot.db.trouble else []
    found += await machine.disk(bot.settings.database)
    if not found:
        found = [Finding(True, _("Database: everything can be saved, and there is room on the disk."))]
    clock = machine.clock(bot.skew.ahead)
    return [*found, clock] if clock else found


async def _dry_runs(bot: App, guild: discord.Guild, checked: Checked) -> AsyncIterator[Finding]:
    standing = await meetups.dry_runs(bot.db.read, guild.id)
    for run in standing:
        venue = await places.venue(bot.db.read, run.id)
        here = next((place.channel for place in reversed(venue.places) if lookup.channel(guild, place.channel)), None)
        text = _(
            "Dry run: one is still there, in {channel}. I remove it by myself.",
            channel=f"<#{here}>" if here else "–",
        )
        yield Finding(None, text)
    if not standing:
        count = sum(1 for _place in places_of(checked.programme, checked.programme.title))
        text = _(
            "Dry run: the button below plays this programme in about {length}, in {n} channels of its own that only "
            "moderators see. I remove them afterwards.",
            length=dry_run.takes(checked.programme),
            n=count,
        )
        yield Finding(None, text)
