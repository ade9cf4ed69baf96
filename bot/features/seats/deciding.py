"""Commands of moderators about seats: divide, host, together, apart; and the answer with a person's own table."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind
from bot.core.tables import closing
from bot.core.tables.divisions import How, block_meant
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.seats import acts as seat_acts
from bot.features.seats import dividing, hosting
from bot.platform.answers import Interaction, answer
from bot.platform.callers import UNFINISHED, meetup_here
from bot.platform.text import name_of
from bot.platform.views import ways
from bot.storage import places, timelines, wishes


async def divide(interaction: Interaction, how: str | None, number: int | None, seed: int | None) -> None:
    """Have a preview of a division posted for the moderators.

    ``number`` is the round, from 1; ``seed`` mixes the same people the same way. Raises Refusal where nobody can be
    seated or the round is over.
    """
    bot, meetup = interaction.client, await meetup_here(interaction, State.LIVE, State.PAUSED)
    meetup.must_run()
    block = block_meant(meetup.programme, await timelines.of_meetup(bot.db.read, meetup.id), number)
    venue = await places.venue(bot.db.read, meetup.id)
    dividing.refuse_nobody(await dividing.company(bot, bot.db.read, meetup, venue, block))
    programmed = meetup.programme.blocks[block]
    chosen = How(how or (programmed.allocation if programmed.is_previewed else How.EQUAL))
    older = await dividing.ask_preview(bot, meetup, block, chosen, seed, interaction.user)
    await answer(
        interaction,
        _(
            "In {channel} you see in a moment who would sit where. Nobody is moved until one of you confirms it there.",
            channel=f"<#{venue.one(PlaceKind.MODERATORS).channel}>",
        ),
    )
    await seat_acts.put_buttons_away(bot, older)


async def host(interaction: Interaction, person: discord.User, table: discord.abc.GuildChannel | None) -> None:
    """Make a person host of a table; without a table, end that they are host."""
    bot, meetup = interaction.client, await _to_come(interaction)
    _refuse_bots([person])
    name = name_of(person)
    if table is None:
        async with bot.db.transaction() as db:
            was = await wishes.no_host(db, meetup.id, person.id)
            await timelines.wake(db, meetup.id, CueKind.TABLE_CARD, bot.clock())  # it names the host
        if not was:
            raise Refusal(_("{name} is no host. Name a table too, to make them one.", name=name))
        await answer(interaction, _("{name} is no host any more.", name=name))
        return
    place = await places.at(bot.db.read, table.id)
    if place is None or place.meetup != meetup.id or place.kind is not PlaceKind.TABLE:
        raise Refusal(_("That is no table of this meetup. Choose one of its tables."))
    closing.refuse_closed(place)
    async with bot.db.transaction() as db:
        await wishes.set_host(db, place.id, person.id)
        await timelines.wake(db, meetup.id, CueKind.TABLE_CARD, bot.clock())
    await interaction.response.defer(ephemeral=True, thinking=True)  # a direct message may take a while
    told = await hosting.tell(bot, meetup, place, person.id)
    lines: list[Text] = [
        _(
            "{name} is host of {table}. When the tables are divided, they sit there. Once more without a table undoes "
            "this.",
            name=name,
            table=Text.bold(place.title),
        )
    ]
    if not told:
        lines.append(
            _("I could not send them how that works. They read it when they press something on the card of the table.")
        )
    await answer(interaction, Text.lines(*lines))


async def together(interaction: Interaction, people: Sequence[discord.User]) -> None:
    """Keep these people at one table whenever the tables are divided. Raises Refusal for fewer than two."""
    bot, meetup = interaction.client, await _to_come(interaction)
    _refuse_bots(people)
    ids = {person.id for person in people}
    if len(ids) < 2:
        raise Refusal(_("Name two different people at least."))
    async with bot.db.transaction() as db:
        everybody = await wishes.keep_together(db, meetup.id, ids)
    names = tuple(name_of(person) for person in dict.fromkeys(people))
    lines: list[Text] = [_("{names} sit at one table when the tables are divided.", names=names)]
    if more := len(everybody) - len(ids):
        lines.append(
            ngettext(
                "With them goes {n} other, who belonged with one of them already.",
                "With them go {n} others, who belonged with one of them already.",
                more,
            )
        )
    lines.append(_("`/ruimtes los` undoes this. A host stays at their own table."))
    await answer(interaction, Text.join(" ", lines))


async def apart(interaction: Interaction, person: discord.User) -> None:
    """Let a person be seated without those they were kept together with."""
    meetup = await _to_come(interaction)
    name = name_of(person)
    async with interaction.client.db.transaction() as db:
        was = await wishes.let_go(db, meetup.id, person.id)
    if not was:
        raise Refusal(_("{name} need not sit with anybody. `/ruimtes samen` keeps people together.", name=name))
    await answer(interaction, _("{name} may be seated with anybody again.", name=name))


async def _to_come(interaction: Interaction) -> Meetup:
    """Return the meetup that is meant. Raises Refusal where it is over."""
    meetup = await meetup_here(interaction, *UNFINISHED)
    if meetup.state is State.CLOSED:
        raise Refusal(_("**{title}** is over already.", title=meetup.title))
    return meetup


def _refuse_bots(people: Sequence[discord.User]) -> None:
    if any(person.bot for person in people):
        raise Refusal(_("A bot does not sit at a table. Choose a person."))


async def show_way(
    interaction: discord.Interaction[Any], meetup: Meetup, own: Place, other: Place | None = None
) -> None:
    """Answer with links to a person's own table and, if given, to the other one that they asked for."""
    table = f"<#{own.channel}>"
    text = _("Your table is {table}. Tap it to go in.", table=table)
    if other is not None:
        text = _(
            "Your table is {table}. Would you rather go to {other}? You may.", table=table, other=f"<#{other.channel}>"
        )
    tables = [place for place in (own, other) if place is not None]
    await answer(interaction, text, ways(meetup.server, *tables))
