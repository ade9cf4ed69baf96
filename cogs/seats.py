"""Seats at the tables: what moderators wish and decide, and everybody's way to their own table."""

from collections.abc import Sequence
from typing import Any

import discord

from bot import allotting, seat_panels, seating
from bot.client import MeetupBot
from bot.commanding import UNFINISHED, meetup_here, moderator
from bot.core.allotments import Allotment, How, block_meant
from bot.core.meetup import Meetup, State
from bot.core.places import Place, PlaceKind
from bot.core.programme import CHOOSE
from bot.core.words import Refusal, _, ngettext
from bot.replies import Interaction, LastingButton, answer, bot_of, plain, voice_of
from bot.storage import places, timelines, wishes


async def divide(interaction: Interaction, how: str | None, number: int | None, seed: int | None) -> None:
    """A preview of who would sit where, for the moderators."""
    await moderator(interaction)
    bot, meetup = interaction.client, await meetup_here(interaction, State.LIVE, State.PAUSED)
    meetup.must_run()
    block = block_meant(meetup.programme, await timelines.of_meetup(bot.db.read, meetup.id), number)
    venue = await places.venue(bot.db.read, meetup.id)
    allotting.refuse_nobody(await allotting.company(bot, bot.db.read, meetup, venue, block))
    given = meetup.programme.blocks[block].allocation
    chosen = How(how or (How.EQUAL if given == CHOOSE else given))
    older = await allotting.ask_preview(bot, meetup, block, chosen, seed, interaction.user)
    await answer(
        interaction,
        _(
            "In {channel} you see in a moment who would sit where. Nobody is moved until one of you confirms it there.",
            channel=f"<#{venue.one(PlaceKind.MODERATORS).channel}>",
        ),
    )
    await _put_buttons_away(bot, older)


async def _put_buttons_away(bot: MeetupBot, deals: Sequence[Allotment]) -> None:
    for deal in deals:
        await seating.put_buttons_away(bot, deal)


async def host(interaction: Interaction, person: discord.User, table: discord.abc.GuildChannel | None) -> None:
    """This is somebody's table; without a table they are no host any more."""
    await moderator(interaction)
    bot, meetup = interaction.client, await _to_come(interaction)
    _refuse_bots([person])
    name = plain(person.display_name)
    if table is None:
        async with bot.db.transaction() as db:
            was = await wishes.no_host(db, meetup.id, person.id)
        if not was:
            raise Refusal(_("{name} is no host. Name a table too, to make them one.", name=name))
        await answer(interaction, _("{name} is no host any more.", name=name))
        return
    place = await places.at(bot.db.read, table.id)
    if place is None or place.meetup != meetup.id or place.kind is not PlaceKind.ROOM:
        raise Refusal(_("That is no table of this meetup. Choose one of its tables."))
    async with bot.db.transaction() as db:
        await wishes.set_host(db, place.id, person.id)
    await answer(
        interaction,
        _(
            "{name} is host of {room}. When the tables are divided, they sit there. Once more without a table undoes "
            "this.",
            name=name,
            room=f"**{plain(place.title)}**",
        ),
    )


async def together(interaction: Interaction, people: Sequence[discord.User]) -> None:
    """These sit at one table when the tables are divided."""
    await moderator(interaction)
    bot, meetup = interaction.client, await _to_come(interaction)
    _refuse_bots(people)
    ids = {person.id for person in people}
    if len(ids) < 2:
        raise Refusal(_("Name two different people at least."))
    async with bot.db.transaction() as db:
        everybody = await wishes.keep_together(db, meetup.id, ids)
    names = tuple(plain(person.display_name) for person in dict.fromkeys(people))
    say = await voice_of(interaction)
    lines = [say(_("{names} sit at one table when the tables are divided.", names=names))]
    if more := len(everybody) - len(ids):
        lines.append(
            say(
                ngettext(
                    "With them goes {n} other, who belonged with one of them already.",
                    "With them go {n} others, who belonged with one of them already.",
                    more,
                )
            )
        )
    lines.append(say(_("`/ruimtes los` undoes this. A host stays at their own table.")))
    await answer(interaction, " ".join(lines))


async def apart(interaction: Interaction, person: discord.User) -> None:
    """Somebody need not sit with others any more."""
    await moderator(interaction)
    meetup = await _to_come(interaction)
    name = plain(person.display_name)
    async with interaction.client.db.transaction() as db:
        was = await wishes.let_go(db, meetup.id, person.id)
    if not was:
        raise Refusal(_("{name} need not sit with anybody. `/ruimtes samen` keeps people together.", name=name))
    await answer(interaction, _("{name} may be seated with anybody again.", name=name))


async def _to_come(interaction: Interaction) -> Meetup:
    """The meetup that is meant, which is not over. Raises Refusal."""
    meetup = await meetup_here(interaction, *UNFINISHED)
    if meetup.state is State.CLOSED:
        raise Refusal(_("**{title}** is over already.", title=plain(meetup.title)))
    return meetup


def _refuse_bots(people: Sequence[discord.User]) -> None:
    if any(person.bot for person in people):
        raise Refusal(_("A bot does not sit at a table. Choose a person."))


class ConfirmButton(LastingButton, template=seat_panels.CONFIRM):
    """Yes, seat people like this."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """It holds, for those who are there now; bringing them follows by itself."""
        await moderator(interaction)
        bot, id = bot_of(interaction), self.id_in("id")
        await interaction.response.defer(ephemeral=True, thinking=True)
        done = await allotting.confirm(bot, id, interaction.user, interaction.guild_id)
        say = await voice_of(interaction)
        now = _("Confirmed. I bring people to their tables now.")
        later = _("Confirmed. I bring people to their tables as soon as these open.")
        lines = [say(now if done.tables_open else later)]
        if done.changed:
            lines.append(
                say(
                    ngettext(
                        "People came or went since the preview: {n} person got a table just now, or another one.",
                        "People came or went since the preview: {n} people got a table just now, or another one.",
                        done.changed,
                    )
                )
            )
        if done.left:
            lines.append(
                say(
                    ngettext(
                        "{n} person is not in voice any more; their seat stays free for them.",
                        "{n} people are not in voice any more; their seats stay free for them.",
                        done.left,
                    )
                )
            )
        await answer(interaction, " ".join(lines))
        await seating.put_buttons_away(bot, done.deal)


class MixButton(LastingButton, template=seat_panels.MIX):
    """Another way, please."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """A new preview comes, mixed otherwise."""
        await moderator(interaction)
        bot = bot_of(interaction)
        older = await allotting.mix_again(bot, self.id_in("id"), interaction.user, interaction.guild_id)
        await answer(interaction, _("I mix again. The new preview comes below."))
        await _put_buttons_away(bot, older)


class PutAwayButton(LastingButton, template=seat_panels.PUT_AWAY):
    """No, leave it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Nobody is moved by this preview."""
        await moderator(interaction)
        bot = bot_of(interaction)
        deal = await allotting.put_away(bot, self.id_in("id"), interaction.user, interaction.guild_id)
        await answer(interaction, _("Put away. This preview moves nobody."))
        await _put_buttons_away(bot, [deal])


CLOSED = _("The tables are closed now. Look in the plenary for what is going on.")


class MyTableButton(LastingButton, template=seat_panels.MY_TABLE):
    """Where do I sit?"""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """The way to one's own table; who has none yet gets one."""
        bot = bot_of(interaction)
        deal, meetup = await allotting.of_server(bot.db.read, self.id_in("id"), interaction.guild_id)
        timeline = await timelines.of_meetup(bot.db.read, meetup.id)
        if not meetup.is_running or not timeline.rooms_are_open(deal.block):
            raise Refusal(CLOSED)
        own = await allotting.place_of(bot, meetup, deal.block, interaction.user)
        if own is None:
            raise Refusal(_("You have no table of your own. Choose one with the buttons in the plenary."))
        await show_way(interaction, meetup, own)


async def show_way(
    interaction: discord.Interaction[Any], meetup: Meetup, own: Place, other: Place | None = None
) -> None:
    """The way to somebody's own table, and to the other one that they asked for."""
    room = f"<#{own.channel}>"
    text = _("Your table is {room}. Tap it to go in.", room=room)
    if other is not None:
        text = _(
            "Your table is {room}. Would you rather go to {other}? You may.", room=room, other=f"<#{other.channel}>"
        )
    tables = [place for place in (own, other) if place is not None]
    ways = ((place.title, f"https://discord.com/channels/{meetup.server}/{place.channel}") for place in tables)
    await answer(interaction, text, seat_panels.ways(*ways))


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(ConfirmButton, MixButton, PutAwayButton, MyTableButton)
