"""An author's choice for the wall: with their name, without it, or not at all."""

from dataclasses import replace
from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.people import contributions as rules
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.people.sharing import Sharing
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown
from bot.features.contributions import sharing as sharing_views
from bot.features.privacy import asking
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.app import App
from bot.platform.lasting import LastingButton
from bot.storage import contributions, meetups, timelines, walls


async def _question(
    interaction: discord.Interaction[Any], item: Contribution, meetup: Meetup, opening: Text | None = None
) -> tuple[Shown, discord.ui.View]:
    """Return the contribution and its present choice for the wall, and the buttons to choose."""
    say = await voice_of(interaction)
    in_plenary = await walls.in_plenary(bot_of(interaction).db.read, item)
    line = sharing_views.wall(item, meetup.shows_names, in_plenary=in_plenary)
    text = Text.lines(*([opening] if opening else []), sentences.quoted(item.kind, item.text), line)
    return say(text), sharing_views.own(item, meetup.shows_names, say)


class AskButton(LastingButton, template=sharing_views.ASK_SHARE):
    """Button that opens the choice for one's own contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the contribution with the choice."""
        db = bot_of(interaction).db.read
        item = rules.own(await contributions.get(db, id), interaction.user.id)
        meetup = await meetups.get(db, item.meetup)
        assert meetup is not None
        await answer(interaction, *await _question(interaction, item, meetup))


class ShareButton(LastingButton, template=sharing_views.SHARE):
    """Button of one choice, which also holds for later contributions at this meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], choice: Sharing, id: int) -> None:
        """Store the choice and update the wall. After a first choice, ask for the person's role too."""
        bot = bot_of(interaction)
        async with bot.db.transaction() as db:
            item = rules.own(await contributions.get(db, id), interaction.user.id)
            is_first, item = item.sharing is None, replace(item, sharing=choice)
            await contributions.choose_sharing(db, item.id, choice)
            if choice is Sharing.NOT:
                await walls.take_off(db, item.id)
            await timelines.wake(db, item.meetup, CueKind.WALL, bot.clock())
        meetup = await meetups.get(bot.db.read, item.meetup)
        assert meetup is not None
        noted = _("Noted. This also holds for what you bring in at this meetup from now on.")
        await answer_in_place(interaction, *await _question(interaction, item, meetup, noted))
        if is_first:
            await asking.ask_once(interaction, meetup)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(AskButton, ShareButton)
