"""Hiding and highlighting: buttons, menus and the form of the moderators' list of everything that was brought in."""

from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.people import decisions as rules
from bot.core.people.contributions import Contribution
from bot.core.people.decisions import Decided, Which
from bot.core.words.text import _
from bot.features.contributions import telling
from bot.features.wall import deciding
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.lasting import LastingButton, LastingForm, LastingMenu
from bot.platform.seen import as_read
from bot.platform.text import name_of
from bot.storage import decisions, deeds, timelines
from bot.storage.database import Transaction


async def _of_contribution(interaction: discord.Interaction[Any], id: int) -> Meetup:
    """Return the meetup of a contribution. Raises Refusal unless it is of this server."""
    one = rules.there(await decisions.get(bot_of(interaction).db.read, id))
    return await meetup_of(interaction, one.item.meetup)


async def _note(interaction: discord.Interaction[Any], db: Transaction, item: Contribution, action: Action) -> int:
    """Store the deed, and have the wall follow. Returns its id."""
    now = bot_of(interaction).clock()
    number = await deeds.note(db, item.meetup, Deed(action, name_of(interaction.user), now), interaction.user.id)
    await timelines.wake(db, item.meetup, CueKind.WALL, now)
    return number


async def _undo(interaction: discord.Interaction[Any], meetup: Meetup, id: int) -> None:
    """Let a hidden contribution count again, or stop highlighting it."""
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        one = rules.to_undo(_here(await decisions.get(db, id), meetup))
        await decisions.let_in(db, id, await _note(interaction, db, one.item, Action.LET_IN))
        if one.is_hidden:
            await telling.plan(db, bot, one.item)


def _here(one: Decided | None, meetup: Meetup) -> Decided | None:
    return one if one is not None and one.item.meetup == meetup.id else None


class PageButton(LastingButton, template=deciding.PAGE):
    """Button to another page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, which: Which, page: int) -> None:
        """Show that page."""
        await deciding.answer_list(interaction, await meetup_of(interaction, id), which, page)


class FilterMenu(LastingMenu, template=deciding.FILTER):
    """Menu that chooses what the list shows."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the first page of it."""
        which = next((one for one in Which if one in self.chosen(interaction)), Which.ALL)
        await deciding.answer_list(interaction, await meetup_of(interaction, id), which)


class DoMenu(LastingMenu, template=deciding.DO):
    """Menus to highlight a contribution, to hide it, and to undo either."""

    async def pressed(self, interaction: discord.Interaction[Any], act: str, id: int, which: Which, page: int) -> None:
        """Do it in one transaction, so that two moderators are safe; hiding asks for a reason first."""
        meetup, bot = await meetup_of(interaction, id), bot_of(interaction)
        value = next(iter(self.chosen(interaction)), "")
        chosen = int(value) if value.isascii() and value.isdecimal() and len(value) <= 18 else 0
        if act == "verbergen":
            one = rules.to_hide(_here(await decisions.get(bot.db.read, chosen), meetup))
            await interaction.response.send_modal(deciding.hide_form(one.item.id, await voice_of(interaction)))
            return
        if act == "herstellen":
            await _undo(interaction, meetup, chosen)
        else:
            async with bot.db.transaction() as db:
                one = rules.to_highlight(_here(await decisions.get(db, chosen), meetup))
                number = await _note(interaction, db, one.item, Action.HIGHLIGHT)
                await decisions.highlight(db, [one.item.id], number, True)
        await deciding.answer_list(interaction, meetup, which, page)


class HideForm(LastingForm, template=deciding.HIDE_FORM):
    """Form of the reason why a contribution is kept out of what is published."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Hide it, and have its author told."""
        meetup, bot = await _of_contribution(interaction, id), bot_of(interaction)
        reason = rules.reason(await as_read(bot, self.typed("tekst"), meetup))
        async with bot.db.transaction() as db:
            one = rules.to_hide(await decisions.get(db, id))
            await decisions.hide(db, id, reason, await _note(interaction, db, one.item, Action.KEEP_OUT))
            await telling.plan(db, bot, one.item)
        say = await voice_of(interaction)
        await answer(interaction, say(deciding.hidden(one, reason)), deciding.undo(id, say))


class LetInButton(LastingButton, template=deciding.LET_IN):
    """Button that undoes hiding a contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Let it count again."""
        await _undo(interaction, await _of_contribution(interaction, id), id)
        say = await voice_of(interaction)
        await answer_in_place(interaction, say(_("Undone: it counts again.")), discord.ui.View())


async def setup(bot: App) -> None:
    """Add the buttons and menus to the bot; called by discord.py."""
    bot.add_dynamic_items(PageButton, FilterMenu, DoMenu, LetInButton)
