"""Ask how to put a meetup that is over away, and have it done: ``/meetup opruim``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import discord

from bot.content.texts import Say
from bot.content.times import stamp
from bot.core.evening import archiving as rules
from bot.core.evening.archiving import How
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, State
from bot.core.evening.places import PlaceKind, Venue
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.core.words.typed import Shown, Typed
from bot.features.delivery import handing_over, harvest_files, opened
from bot.features.meetups import clearing, picking
from bot.features.meetups.views import GO_ON
from bot.platform import limits, lookup
from bot.platform.answers import Interaction, answer, bot_of, place_of, voice_of
from bot.platform.callers import meetup_of, moderator
from bot.platform.custom_id import CustomId
from bot.platform.text import name_of
from bot.platform.troubles import FAILURES
from bot.platform.views import Button, label, lasting
from bot.storage import deeds, listed, meetups, places, timelines, written
from bot.storage.database import Queries

ASK = CustomId("meetup:opruim:{id}")
DO = CustomId("meetup:opruim:{how}:{id}", how=How)
CHOOSE = CustomId("meetup:opruim:kies")
NOTHING = _("There is nothing to clear away here: no meetup that is over has channels left, and all can be read.")


async def begin(interaction: Interaction, which: Typed) -> None:
    """Ask about the meetup that is meant: typed, of this channel, damaged, or chosen from a list of those over.

    Raises Refusal where there is nothing to put away.
    """
    server = await moderator(interaction)
    db = interaction.client.db.read
    if which.line:
        await ask(interaction, await picking.meant(interaction, which))
    elif await meetups.unreadable(db, server.id):
        await clearing.ask(interaction)
    elif (here := await meetups.of_channel(db, place_of(interaction))) is not None:
        await ask(interaction, here)
    else:
        await _offer(interaction)


async def _offer(interaction: Interaction) -> None:
    """Show the meetups that are over and have channels left; of more than fit, the oldest."""
    bot, say = interaction.client, await voice_of(interaction)
    known = await listed.of_server(bot.db.read, interaction.guild_id or 0)
    over = [meetup for meetup in known if meetup.state is State.CLOSED and meetup.channels]
    if not over:
        raise Refusal(NOTHING)
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=CHOOSE(), placeholder=say(_("Which one do I clear away?"))
    )
    for meetup in over[-limits.OPTIONS :]:
        channels = ngettext("one channel", "{n} channels", meetup.channels)
        menu.add_option(
            label=label(meetup.title, limits.OPTION), value=str(meetup.id), description=say(Text.of(channels))
        )
    total = sum(meetup.channels for meetup in over)
    text = ngettext(
        "Meetups that are over still have one channel here. I ask once more before anything goes.",
        "Meetups that are over still have {n} channels here. I ask once more before anything goes.",
        total,
    )
    await answer(interaction, text, lasting(menu))


async def ask(interaction: discord.Interaction[Any], meetup: Meetup) -> None:
    """Ask how to put it away, with what will happen. Raises Refusal where it can't be yet, or is done already."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    meetup.must_be_readable()
    if meetup.is_dry_run:
        raise Refusal(
            _("This is a dry run: I remove all of it by myself. The button under its report does that at once.")
        )
    venue = await places.venue(bot.db.read, meetup.id)
    is_test = not await written.by_others(bot.db.read, meetup.id, interaction.user.id)
    timeline, done = await timelines.of_meetup(bot.db.read, meetup.id), await deeds.of_meetup(bot.db.read, meetup.id)
    rules.refuse(meetup, timeline, done, bot.clock(), is_test=is_test)
    going, tables = rules.all_to_go(venue, How.AWAY), rules.all_to_go(venue, How.READ)
    if not going and not is_test:
        rules.refuse_nothing_left(meetup, venue, How.AWAY)
    reads = _stays_to_read(interaction.guild, venue) and bool(tables or not _is_read_only(interaction.guild, venue))
    lines = await _what_happens(interaction, meetup, venue, len(going), reads=reads, is_test=is_test)
    hows = [*([How.AWAY] if going else []), *([How.READ] if reads else []), *([How.TEST] if is_test else [])]
    await answer(interaction, say(Text.lines(*lines)), _question(meetup, hows, say))


async def _what_happens(
    interaction: discord.Interaction[Any], meetup: Meetup, venue: Venue, going: int, *, reads: bool, is_test: bool
) -> list[Part]:
    when = stamp(meetup.begins, "D")
    lines: list[Part] = [_("What shall I do with the channels of **{title}** ({date})?", title=meetup.title, date=when)]
    if going:
        lines.append(
            ngettext(
                "- **All away**: its channel goes, with what was said there. What people wrote down stays in the "
                "harvest and with them.",
                "- **All away**: its {n} channels go, with what was said there. What people wrote down stays in the "
                "harvest and with them.",
                going,
            )
        )
    if reads:
        lines.append(
            _(
                "- **Keep to read**: the plenary stays, and nobody writes there any more; the tables and the voice "
                "channel go. This is best where people look something up, or hear what became of their ideas."
            )
        )
    if is_test:
        lines.append(_("- **It was a test**: nobody else wrote anything down. I erase all of it, with its files."))
    if threads := _open_threads(interaction.guild, venue):
        lines.append(
            ngettext(
                "In the plenary one conversation is open still. So the plenary stays, to be read, until it closes.",
                "In the plenary {n} conversations are open still. So the plenary stays, to be read, until they close.",
                threads,
            )
        )
    if meetup.has_begun:
        lines.append("-# " + _("First I make the files once more, and give them to you. `/meetup lijst` keeps it."))
    return lines


def _question(meetup: Meetup, hows: Sequence[How], say: Say) -> discord.ui.View:
    labels = {How.AWAY: _("Yes, all away"), How.READ: _("Yes, keep to read"), How.TEST: _("Yes, it was a test")}
    styles = {How.READ: discord.ButtonStyle.primary}
    return lasting(
        *(
            Button(
                label=say(labels[how]),
                style=styles.get(how, discord.ButtonStyle.danger),
                custom_id=DO(how=how, id=meetup.id),
            )
            for how in hows
        ),
        Button(label=say(_("No, leave it")), custom_id=GO_ON()),
    )


def _stays_to_read(guild: discord.Guild | None, venue: Venue) -> bool:
    plenary = venue.one(PlaceKind.PLENARY)
    return guild is not None and lookup.text(guild, plenary.channel) is not None


def _is_read_only(guild: discord.Guild | None, venue: Venue) -> bool:
    channel = lookup.text(guild, venue.one(PlaceKind.PLENARY).channel) if guild else None
    return channel is not None and channel.overwrites_for(channel.guild.default_role).send_messages is False


def _open_threads(guild: discord.Guild | None, venue: Venue) -> int:
    channel = lookup.text(guild, venue.one(PlaceKind.PLENARY).channel) if guild else None
    return sum(not thread.archived for thread in channel.threads) if channel else 0


async def put_away(interaction: discord.Interaction[Any], id: int, how: How) -> None:
    """Make the files once more, hand them to who asked, then have the channels put away.

    The files come with the answer, and by direct message where the answer goes with its channel. Raises Refusal where
    it can't be, and where the files can't be written or handed over: then nothing goes.
    """
    bot, who = bot_of(interaction), interaction.user
    meetup = await meetup_of(interaction, id)
    await _refuse(bot.db.read, meetup, how, who.id, interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    say, now = await voice_of(interaction), bot.clock()
    paths: list[Path] = []
    async with handing_over(bot, meetup):
        if meetup.has_begun and how is not How.TEST:
            _text, paths = await harvest_files(bot, meetup)
        if goes_too := await _goes_too(bot.db.read, interaction, meetup, how):
            await _send(who, say(_files_of(meetup)), paths)
        async with bot.db.transaction() as db:
            meetup = await meetup_of(interaction, id, db)
            await _refuse(db, meetup, how, who.id, interaction)
            await deeds.note(db, id, Deed(Action.ARCHIVE, name_of(who), now), who.id)
            await timelines.ensure(db, id, CueKind.ARCHIVE, now, note=how)
        with opened([] if goes_too else paths) as attached:
            await interaction.followup.send(say(_begun(meetup, how)), files=attached, ephemeral=True)


async def _goes_too(db: Queries, interaction: discord.Interaction[Any], meetup: Meetup, how: How) -> bool:
    """Return whether the channel of the press goes, and what stands there with it."""
    going = rules.all_to_go(await places.venue(db, meetup.id), how)
    return place_of(interaction) in {place.channel for place in going}


async def _send(person: discord.User | discord.Member, text: Shown, paths: Sequence[Path]) -> None:
    """Send the files to somebody by direct message. Raises Refusal where Discord does not let the bot."""
    if not paths:
        return
    try:
        with opened(paths) as attached:
            await person.send(text, files=attached)
    except FAILURES as error:
        raise Refusal(
            _(
                "This channel goes as well, and I can't send you the files by direct message. Give `/meetup opruim` in "
                "a channel that stays."
            )
        ) from error


def _files_of(meetup: Meetup) -> Text:
    return _("🌾 The files of **{title}**, from before I clear it away.", title=meetup.title)


async def _refuse(db: Queries, meetup: Meetup, how: How, person: int, interaction: discord.Interaction[Any]) -> None:
    is_test = not await written.by_others(db, meetup.id, person)
    if meetup.is_dry_run or (how is How.TEST and not is_test):
        raise Refusal(_("People wrote something down there, so it is no test. Clear it away with `/meetup opruim`."))
    timeline, done = await timelines.of_meetup(db, meetup.id), await deeds.of_meetup(db, meetup.id)
    rules.refuse(meetup, timeline, done, bot_of(interaction).clock(), is_test=is_test)
    venue = await places.venue(db, meetup.id)
    if how is not How.READ or _is_read_only(interaction.guild, venue):
        rules.refuse_nothing_left(meetup, venue, how)


def _begun(meetup: Meetup, how: How) -> Text:
    if how is How.TEST:
        return _("I remove all of “{title}” now, a few channels at a time.", title=meetup.title)
    text = _(
        "I clear “{title}” away now, a few channels at a time; one with people in it when they have left.",
        title=meetup.title,
    )
    return Text.join(" ", (text, _("You have its files here, or by direct message."))) if meetup.has_begun else text
