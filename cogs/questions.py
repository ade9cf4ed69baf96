"""The buttons under the question about a doubtful chat message. Only its author can answer."""

from contextlib import suppress
from typing import Any

import discord

from bot.core.kinds import Source
from bot.core.words.text import Refusal, _
from bot.features.contributions import keeping, questions, visits
from bot.features.contributions.listening import home_of, message_of, reading_of
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton


async def _own_message(interaction: discord.Interaction[Any], channel: int, message: int) -> discord.Message:
    """Find the message that is asked about. Raises Refusal for anybody but its author."""
    found = await message_of(interaction, channel, message)
    if found.author.id != interaction.user.id:
        raise Refusal(_("Only who wrote this message can choose. You need to do nothing."))
    return found


class YesButton(LastingButton, template=questions.YES, open_to=For.OWN):
    """Yes, it is a contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], channel: int, message: int) -> None:
        """Keep it as shown; the question goes by its cue."""
        app, found = bot_of(interaction), await _own_message(interaction, channel, message)
        visit = await visits.visit_of(interaction)
        asked = (await reading_of(app, found, visit.meetup)).asked
        if asked is None or not asked.text:
            raise Refusal(_("This question is over: the message says something else now."))
        item = await keeping.keep(
            app, visit.meetup, interaction.user, home_of(found), asked.kind, asked.text, Source.CHAT, found
        )  # fmt: skip
        async with app.db.transaction() as db:
            await questions.settle(db, visit.meetup.id, channel, message, app.clock())
        await visits.show_new(interaction, item, visit)
        app.marks.put_under(found, answered=True)


class NoButton(LastingButton, template=questions.NO, open_to=For.OWN):
    """No, it is just talk."""

    async def pressed(self, interaction: discord.Interaction[Any], channel: int, message: int) -> None:
        """Take the question away."""
        await _own_message(interaction, channel, message)
        await answer(interaction, _("Fine, I don't keep it."))
        if interaction.message is not None:
            bot_of(interaction).removing.add(interaction.message.id)
            with suppress(discord.NotFound):  # pressed twice, or taken away by hand meanwhile
                await interaction.message.delete()


async def setup(bot: App) -> None:
    """Register the buttons. Called by discord.py."""
    bot.add_dynamic_items(YesButton, NoButton)
