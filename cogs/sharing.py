"""How an author wants a contribution on the wall: with their name, without it, or not at all."""

from dataclasses import replace
from typing import Any

import discord

from bot import choices
from bot.client import MeetupBot
from bot.core import contributions as rules
from bot.core.contributions import Contribution
from bot.core.sharing import Sharing
from bot.core.words import _
from bot.replies import LastingButton, answer, bot_of, quoted, voice_of
from bot.storage import contributions, meetups, walls


async def ask(interaction: discord.Interaction[Any], item: Contribution, opening: str = "") -> None:
    """How it stands with the wall now, and the choice."""
    say = await voice_of(interaction)
    meetup = await meetups.get(bot_of(interaction).db.read, item.meetup)
    shows_names = meetup is not None and meetup.shows_names
    lines = [*([opening] if opening else []), quoted(item.text), choices.wall(item, shows_names, say)]
    await answer(interaction, "\n".join(lines), choices.shares(item, shows_names, say))


class AskButton(LastingButton, template=choices.ASK_SHARE):
    """Shows the choice for one's own contribution."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        found = await contributions.get(bot_of(interaction).db.read, self.id_in("id"))
        await ask(interaction, rules.own(found, interaction.user.id))


class ShareButton(LastingButton, template=choices.SHARE):
    """One's choice; it holds for what one brings in next, too."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Keep it; the wall follows."""
        bot, choice = bot_of(interaction), Sharing(self.match["choice"])
        async with bot.db.transaction() as db:
            item = rules.own(await contributions.get(db, self.id_in("id")), interaction.user.id)
            item = replace(item, sharing=choice)
            await contributions.choose_sharing(db, item.id, choice)
            if choice is Sharing.NOT:
                await walls.take_off(db, item.id)
            await walls.wake(db, item.meetup, bot.clock())
        bot.runner.wake()
        say = await voice_of(interaction)
        await ask(interaction, item, say(_("Noted. This also holds for what you bring in next.")))


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(AskButton, ShareButton)
