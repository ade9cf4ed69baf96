"""Whose the actions of a plan are: people take theirs privately, and are asked in eight weeks how it goes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.content.texts import Say, bare
from bot.content.times import stamp
from bot.core.evening.meetup import Meetup
from bot.core.people import owners, reminders, sentences
from bot.core.people.contributions import Contribution
from bot.core.people.reminders import Wait
from bot.core.people.shows import may_list
from bot.core.words.escaping import shortened
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.contributions import filled
from bot.features.follow_ups import asking
from bot.platform import limits
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.callers import of_server
from bot.platform.custom_id import CustomId
from bot.platform.text import name_of
from bot.platform.views import Button, lasting
from bot.storage import follow_ups, walls
from bot.storage.database import Queries

MINE = CustomId("actie:mijn:{id}")  # the meetup whose actions are meant
CHOOSE = CustomId("actie:kies:{id}")
SHOWN = 200  # characters
GONE = _("This meetup is no longer there. `/mijn gegevens` shows all I keep of you.")


def button(meetup: Meetup, say: Say) -> Button:
    """Return the button with which people take their own actions."""
    return Button(label=say(_("Which ones are mine?")), emoji="🙋", custom_id=MINE(id=meetup.id))


async def _actions(db: Queries, meetup: Meetup) -> list[Contribution]:
    pieces = [piece for piece in await walls.of_meetup(db, meetup.id) if owners.has_owner(piece.item.kind)]
    return [piece.item for piece in pieces if may_list(piece, meetup)]


async def ask(interaction: discord.Interaction[Any], id: int) -> None:
    """Answer privately with the actions to choose from; those with one's name, or that one took, are chosen already.

    Raises Refusal where there are none.
    """
    bot, say, person = bot_of(interaction), await voice_of(interaction), interaction.user
    meetup = await of_server(bot.db.read, id, interaction.guild_id)
    if meetup is None:
        raise Refusal(GONE)
    items = await _actions(bot.db.read, meetup)
    if not items:
        raise Refusal(_("There are no actions yet. Write one down; then you find it here."))
    known = await follow_ups.of_person(bot.db.read, person.id)
    mine = {item.id for item in items if item.id in known or owners.is_named(item, name_of(person))}
    items.sort(key=lambda item: item.id not in mine)  # of more than the list holds, one's own are in it
    options = [
        discord.SelectOption(
            label=shortened(bare(item.text.line), limits.OPTION), value=str(item.id), default=item.id in mine
        )
        for item in items[: limits.OPTIONS]
    ]
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=CHOOSE(id=id),
        placeholder=say(_("What do you do?")),
        options=options,
        min_values=0,
        max_values=len(options),
    )
    text = _("**Which actions are yours?** Choose them; only you see this. In eight weeks I ask how it goes.")
    await answer(interaction, say(text), lasting(menu))


async def choose(interaction: discord.Interaction[Any], id: int, offered: Sequence[int], chosen: Sequence[int]) -> None:
    """Store whose the chosen actions are, and give them to their owner; others that were offered are let go.

    Raises Refusal where the meetup is gone.
    """
    bot, person = bot_of(interaction), interaction.user.id
    async with bot.db.transaction() as db:
        meetup = await of_server(db, id, interaction.guild_id)
        if meetup is None:
            raise Refusal(GONE)
        actions = await _actions(db, meetup)
        items = [item for item in actions if item.id in chosen]
        known = await follow_ups.of_person(db, person)
        day = asking.today(bot) + timedelta(days=reminders.DAYS[Wait.EIGHT_WEEKS])
        is_kept = day <= reminders.last_day(meetup, bot.clock(), bot.settings.zone)
        for item in items:
            moment = reminders.moment_on(day, item.id, bot.settings.zone)
            if item.id in known:
                continue
            if is_kept and not meetup.is_dry_run:
                await asking.plan(db, item, person, moment, bot.clock())
            else:
                await follow_ups.plan(db, item.id, person, None)
        for item in actions:
            told = known.get(item.id)
            if (
                item.id in offered
                and item.id not in chosen
                and told is not None
                and told.asked == 0
                and told.answer is None
            ):
                await follow_ups.forget(db, item.id, person)
    known = await follow_ups.of_person(bot.db.read, person)
    moments = [told.ask_at for item in items if (told := known.get(item.id)) and told.ask_at]
    say = await voice_of(interaction)
    await answer_in_place(interaction, say(_yours(items, min(moments, default=None))), lasting())


def _yours(items: Sequence[Contribution], asked_at: datetime | None) -> Text:
    if not items:
        return _("Fine, none of these is yours.")
    lines: list[Text] = [ngettext("**This one is yours:**", "**These {n} are yours:**", len(items))]
    for item in items:
        lines += [sentences.quoted(item.kind, item.text.line, SHOWN), *filled.brief(item)]
    if asked_at is not None:
        lines.append("⏰ " + _("I ask you how it goes on {day}, in a direct message.", day=stamp(asked_at, "D")))
    return Text.lines(*lines)
