"""Ask how to put a meetup that is over away, and have it done: ``/meetup opruim``."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.content.texts import Say
from bot.content.times import day_with_time, stamp
from bot.core.evening import archiving as rules
from bot.core.evening.archiving import How
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind, Venue
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.meetups import clearing, picking
from bot.features.meetups.views import GO_ON
from bot.platform import limits, lookup
from bot.platform.answers import Interaction, answer, bot_of, language_of, place_of, voice_of
from bot.platform.callers import moderator
from bot.platform.custom_id import CustomId
from bot.platform.text import speaking
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
    bot, language = interaction.client, await language_of(interaction)
    say = speaking(language)
    known = await listed.of_server(bot.db.read, interaction.guild_id or 0)
    over = [meetup for meetup in known if meetup.state is State.CLOSED and meetup.channels]
    if not over:
        raise Refusal(NOTHING)
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=CHOOSE(), placeholder=say(_("Which one do I clear away?"))
    )
    for meetup in over[-limits.OPTIONS :]:
        channels = ngettext("one channel", "{n} channels", meetup.channels)
        when = day_with_time(meetup.begins, language, bot.settings.zone)
        menu.add_option(
            label=label(meetup.title, limits.OPTION),
            value=str(meetup.id),
            description=say(Text.of(when, " · ", channels)),
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


async def refuse(db: Queries, interaction: discord.Interaction[Any], meetup: Meetup, how: How) -> None:
    """Raise Refusal where a meetup can't be put away in this way, or not yet, or somebody is doing that already."""
    is_test = not await written.by_others(db, meetup.id, interaction.user.id)
    if meetup.is_dry_run or (how is How.TEST and not is_test):
        raise Refusal(_("People wrote something down there, so it is no test. Clear it away with `/meetup opruim`."))
    timeline, done = await timelines.of_meetup(db, meetup.id), await deeds.of_meetup(db, meetup.id)
    rules.refuse(meetup, timeline, done, bot_of(interaction).clock(), is_test=is_test)
    venue = await places.venue(db, meetup.id)
    if how is not How.READ or _is_read_only(interaction.guild, venue):
        rules.refuse_nothing_left(meetup, venue, how)
