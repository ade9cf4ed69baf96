"""A moderator moves one person to a table, or to the plenary."""

import discord

from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind
from bot.core.tables.divisions import SeatState
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.features.seats.going import voice_of
from bot.platform import lookup
from bot.platform.answers import Interaction, answer
from bot.platform.app import App
from bot.platform.callers import meetup_here
from bot.platform.voice import Moved, move_to
from bot.storage import places, seats, timelines


async def move_one(
    interaction: Interaction, person: discord.User | discord.Member, table: discord.abc.GuildChannel | None
) -> None:
    """Move a person from one place of the meetup to another; without a table to the plenary.

    Raises Refusal where they are in no voice channel of the meetup, and where the table is not open.
    """
    bot = interaction.client
    meetup = await meetup_here(interaction, State.LIVE, State.PAUSED)
    to = await _goal(bot, meetup, table)
    here = voice_of(person)
    now = await places.at(bot.db.read, here.id) if here else None
    if here is None or now is None or now.meetup != meetup.id:
        raise Refusal(
            _("{person} is in no voice channel of this meetup, and I can't take anybody out of another. Ask them to "
              "tap {channel}.", person=person.mention, channel=f"<#{to.channel}>")
        )  # fmt: skip
    if now.id == to.id:
        raise Refusal(_("{person} is there already.", person=person.mention))
    goal = lookup.voice(bot, to.channel)
    if goal is None or not isinstance(person, discord.Member):
        raise Refusal(
            _("The channel is gone. I make it again in a minute; try it then."), Remedy(Mend.TRY_AGAIN, meetup.id)
        )
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _keep_seat(bot, meetup, person.id, now, to)
    await answer(interaction, await _move(person, goal))


async def _goal(bot: App, meetup: Meetup, table: discord.abc.GuildChannel | None) -> Place:
    """Return the place to move to. Raises Refusal where it is no open table of the meetup."""
    if table is None:
        return (await places.venue(bot.db.read, meetup.id)).one(PlaceKind.VOICE)
    place = await places.at(bot.db.read, table.id)
    if place is None or place.meetup != meetup.id or place.kind not in (PlaceKind.TABLE, PlaceKind.VOICE):
        raise Refusal(_("{channel} is no table of this meetup.", channel=table.mention))
    timeline = await timelines.of_meetup(bot.db.read, meetup.id)
    if place.block is not None and (place.closed_at or not timeline.tables_are_open(place.block)):
        raise Refusal(_("That table is closed now. Choose one that is open."))
    return place


async def _keep_seat(bot: App, meetup: Meetup, person: int, left: Place, to: Place) -> None:
    """Let somebody who was dealt to a table have their seat where they are moved, also after a lost connection.

    Who is moved to the plenary keeps the seat that they have. Until they come in anew, nobody brings them to it.
    """
    block = left.block if to.block is None else to.block
    if block is None:
        return
    async with bot.db.transaction() as db:
        division = await seats.standing(db, meetup.id, block)
        if division and to.block is not None:
            await seats.seat(db, division.id, {person: to.id})
        if seat := await seats.seat_of(db, meetup.id, block, person):
            await seats.mark(db, [seat.id], SeatState.SEATED)


async def _move(person: discord.Member, goal: discord.VoiceChannel) -> Text:
    match await move_to(person.guild, person.id, goal):
        case Moved.GONE:
            return _("{person} has just left voice.", person=person.mention)
        case Moved.NO:
            return _(
                "Discord did not let me move {person}. Ask them to tap {channel}.",
                person=person.mention,
                channel=goal.mention,
            )
    return _("{person} is in {channel} now.", person=person.mention, channel=goal.mention)
