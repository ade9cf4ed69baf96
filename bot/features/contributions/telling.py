"""Telling authors in a friendly sentence that a moderator keeps their words out of what is published, or no longer."""

from datetime import timedelta
from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.words.text import Text, _
from bot.platform import direct
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.scene import Scene
from bot.platform.text import speaking
from bot.storage import contributions, decisions, people, timelines
from bot.storage.database import Transaction

WAIT = timedelta(minutes=1)  # who hides something by mistake can undo it before its author hears of it (our choice)
SHOWN = 300  # characters of the contribution


async def plan(db: Transaction, app: App, item: Contribution) -> None:
    """Have the author told, in a minute."""
    note = str(item.id)
    await timelines.ensure(db, item.meetup, CueKind.TELL_AUTHOR, app.clock(), WAIT, note=note)


def words(item: Contribution) -> Text:
    """Return what an author reads about a contribution that was hidden, or let in again."""
    quoted = sentences.quoted(item.kind, item.text.line, SHOWN)
    if item.hidden is None:
        return Text.lines(_("A moderator lets this count again in what is published. Thank you for it!"), quoted)
    return Text.lines(
        _(
            "Thank you for what you wrote. A moderator leaves this out of what is published: {reason}",
            reason=item.hidden,
        ),
        quoted,
        _("It stays yours: `/mijn bijdragen` shows it, and there you can change it. Questions? Ask a moderator."),
    )


async def tell(scene: Scene) -> None:
    """Tell the author by direct message; who gets none reads it with their next private answer."""
    item = await contributions.get(scene.bot.db.read, int(scene.cue.note))
    if item is None or item.author <= 0 or item.id not in {one.id for one in await _untold(scene.bot, item.author)}:
        return
    language = await people.language_at(scene.bot.db.read, None, None, item.author) or scene.meetup.language
    if await direct.send(scene, item.author, speaking(language)(words(item))):
        await _note(scene.bot, [item])


async def tell_here(interaction: discord.Interaction[Any]) -> None:
    """After another private answer, tell a person what they were not told yet."""
    bot = bot_of(interaction)
    if not (items := await _untold(bot, interaction.user.id)):
        return
    for item in items:
        await answer(interaction, words(item))
    await _note(bot, items)


async def _untold(bot: App, person: int) -> list[Contribution]:
    return await decisions.untold(bot.db.read, person)


async def _note(bot: App, items: list[Contribution]) -> None:
    async with bot.db.transaction() as db:
        await decisions.told(db, [item.id for item in items])
