"""Words in the chat of an evening, and what was stored of them."""

import discord
import simcord

from bot.core.people.contributions import Contribution
from bot.storage import contributions
from tests.evening import Evening


async def stored(evening: Evening) -> list[Contribution]:
    """The contributions of this meetup, in order of their numbers."""
    return await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)


async def texts(evening: Evening) -> list[str]:
    """Their texts."""
    return [item.text.raw for item in await stored(evening)]


async def chat(evening: Evening, text: str, who: simcord.MemberActor | None = None) -> discord.Message:
    """Say something in the plenary; Noor does, unless somebody else is given."""
    return await (who or evening.noor).send(await evening.plenary, text)


def marked(evening: Evening, message: discord.Message) -> bool:
    """Whether the bot has put its ✅ under the message."""
    reactions = evening.env.backend.get_message(message.channel.id, message.id).reactions
    return any(reaction.emoji == "✅" for reaction in reactions)
