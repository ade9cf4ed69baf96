"""Buttons for the talk at a table: say ready, take and pass the talking stick, show the questions so far."""

from typing import Any

import discord

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place
from bot.core.tables import calls as call_rules
from bot.core.tables.talk import StickAct
from bot.core.words.text import Refusal, Text, _
from bot.features.seats import hosting
from bot.features.tables import signing, talking
from bot.features.tables import views as table_views
from bot.features.tables import words as table_words
from bot.features.tables.access import table_here
from bot.platform import limits
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton
from bot.platform.voice import people_in


class ReadyButton(LastingButton, template=table_views.READY, open_to=For.EVERYBODY):
    """Button with which somebody at a table says that they are ready with its question."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, question: int | None) -> None:
        """Store it, for the card to tell and to go on. A press on a card of an earlier question changes nothing."""
        meetup, place = await _own_table(interaction, id)
        table = await signing.say_ready(bot_of(interaction), meetup, place, interaction.user.id, question)
        if table is None:
            say = await voice_of(interaction)
            text = _("This counts already. Is it not so after all? Then press below.")
            await answer(interaction, say(text), table_views.after_all(place.id, say))
            return
        ready, there = len(table.ready), len(table.there)
        await answer(interaction, table_words.noted(ready, there, goes_on=table.goes_on, has_more=table.has_more))
        await hosting.tell_here(interaction, meetup, place)


class NotReadyButton(LastingButton, template=table_views.NOT_READY, open_to=For.EVERYBODY):
    """Button with which somebody takes back that they are ready, or that their table is."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store it, for the card to tell."""
        meetup, place = await _own_table(interaction, id)
        await signing.take_back(bot_of(interaction), meetup, place, interaction.user.id)
        await answer(interaction, _("💬 Good, talk on for a while."))


class StickButton(LastingButton, template=table_views.STICK, open_to=For.EVERYBODY):
    """Button of the talking stick."""

    async def pressed(self, interaction: discord.Interaction[Any], act: StickAct, id: int, turn: int) -> None:
        """Take the stick, pass it on by lot to somebody who had no turn, or put it away.

        Raises Refusal where somebody else did something with it meanwhile.
        """
        meetup, place = await _own_table(interaction, id)
        to = await signing.move_stick(bot_of(interaction), meetup, place, interaction.user.id, act, turn)
        await answer(interaction, table_words.stick_goes(act, to))
        await hosting.tell_here(interaction, meetup, place)


async def _own_table(interaction: discord.Interaction[Any], id: int) -> tuple[Meetup, Place]:
    """Return the table a person may speak for. Raises Refusal unless they are in its voice, or nobody is."""
    meetup, place = await table_here(interaction, id)
    inside = people_in(bot_of(interaction).channels.guild(meetup), place)
    if not call_rules.may_speak_for(interaction.user.id, inside):
        raise Refusal(_("Only who sits at this table can say that. Do you belong here? Go in first, and press again."))
    return meetup, place


class AgainButton(LastingButton, template=table_views.AGAIN, open_to=For.EVERYBODY):
    """Button that shows a person what their table was given so far; the card shows the current question only."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Answer with the fragment and the questions so far."""
        bot = bot_of(interaction)
        meetup, place = await table_here(interaction, id)
        table = await talking.at(bot, bot.db.read, meetup, place, bot.clock())
        texts = table_words.so_far(table.room, table.at.asked)
        if not texts:
            raise Refusal(_("Nothing was asked here yet. The first question comes by itself."))
        say = await voice_of(interaction)
        whole = Text.join("\n\n", texts)
        for text in [whole] if len(say(whole)) <= limits.MESSAGE else texts:
            await answer(interaction, Text.cut(text, limits.MESSAGE))
        await hosting.tell_here(interaction, meetup, place)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(ReadyButton, NotReadyButton, StickButton, AgainButton)
