"""The wall for moderators: in a private list they show, highlight and hide contributions."""

import re
from datetime import UTC, datetime
from typing import Any

import discord
from discord.ext import commands

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.people import wall as rules
from bot.core.people.wall import Piece, View
from bot.core.words.text import Refusal
from bot.features.contributions import mine, travelling
from bot.features.wall import to_all
from bot.features.wall import views as wall_views
from bot.features.wall.listing import answer_list
from bot.platform.answers import bot_of
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingMenu
from bot.platform.text import name_of
from bot.storage import contributions, decisions, deeds, timelines, walls
from bot.storage.database import Transaction, moment

_ACTIONS = {"toon": Action.SHOW, "toon-alles": Action.SHOW, "licht-uit": Action.HIGHLIGHT, "verberg": Action.HIDE}


class ListButton(LastingButton, template=wall_views.LIST):
    """Button to another page or order of the list."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, **here: Any) -> None:
        """Show the list in that view."""
        await answer_list(interaction, await meetup_of(interaction, id), wall_views.view_of(**here))


class FilterMenu(LastingMenu, template=wall_views.FILTER):
    """Menu that chooses the list: all that waits, what waits of a kind or theme, what is shown, or hidden."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, **here: Any) -> None:
        """Show the first page of what was chosen."""
        meetup = await meetup_of(interaction, id)
        which = next((value for value in self.chosen(interaction) if re.fullmatch("[a-z0-9-]{1,60}", value)), "wacht")
        await answer_list(interaction, meetup, View(which, wall_views.view_of(**here).newest_first))


class DoMenu(LastingMenu, template=wall_views.DO):
    """Menus to show, highlight or hide chosen contributions, and the button to show all of the list."""

    async def pressed(
        self, interaction: discord.Interaction[Any], act: str, id: int, newest: int, seen: int, **here: Any
    ) -> None:
        """Decide and store in one transaction, so that two moderators are safe; the wall follows by its cue.

        Raises Refusal where none of the chosen ones can be shown, highlighted or hidden now.
        """
        meetup, view = await meetup_of(interaction, id), wall_views.view_of(**here)
        bot = bot_of(interaction)
        now, chosen = bot.clock(), set(self.chosen(interaction))
        async with bot.db.transaction() as db:
            pieces = await walls.of_meetup(db, meetup.id)
            if act == "toon-alles":
                listed = [piece for piece in pieces if piece.item.id <= newest]
                found = View(view.which, newest_first=False).of(listed)
                # None left: choose those shown already, so that the refusal names who was first.
                found = found or [piece for piece in listed if piece.is_shown and not piece.starred]
            else:
                found = [piece for piece in pieces if str(piece.item.id) in chosen]
            action = _ACTIONS[act]
            possible = _possible(action, found, datetime.fromtimestamp(seen, UTC))
            deed = Deed(action, name_of(interaction.user), now)
            number = await deeds.note(db, meetup.id, deed, interaction.user.id)
            await _decide(db, meetup, action, possible, number)
            await timelines.ensure(db, meetup.id, CueKind.WALL, now)
        await answer_list(interaction, meetup, view)


def _possible(action: Action, found: list[Piece], seen: datetime) -> list[Piece]:
    if action is Action.HIDE:
        return rules.to_put_away(found)
    return rules.to_show(found, star=action is Action.HIGHLIGHT, seen=seen)


async def _decide(db: Transaction, meetup: Meetup, action: Action, pieces: list[Piece], deed: int) -> None:
    ids = [piece.item.id for piece in pieces]
    if action is Action.HIDE:
        await walls.put_away(db, ids, deed)
        return
    if action is Action.HIGHLIGHT:
        await decisions.highlight(db, ids, deed, True)
    else:  # a highlighted one stays where it is, no longer highlighted
        await decisions.highlight(db, [piece.item.id for piece in pieces if piece.is_shown], deed, False)
        ids = [piece.item.id for piece in pieces if not piece.is_shown]
    await walls.put(db, meetup.id, ids, deed)


class FirstButton(LastingButton, template=wall_views.FIRST):
    """Button with which a moderator lets a text through that nobody else has seen, or does not."""

    async def pressed(self, interaction: discord.Interaction[Any], act: str, id: int, seen: int) -> None:
        """Store the decision; the message and the wall follow by their cues. Raises Refusal where it is too late."""
        bot, action = bot_of(interaction), _ACTIONS[act]
        item = await contributions.get(bot.db.read, id)
        if item is None:
            raise Refusal(rules.GONE)
        meetup = await meetup_of(interaction, item.meetup)
        async with bot.db.transaction() as db:
            found = [piece for piece in await walls.of_meetup(db, meetup.id) if piece.item.id == id]
            possible = _possible(action, found, moment(seen))
            deed = await deeds.note(
                db, meetup.id, Deed(action, name_of(interaction.user), bot.clock()), interaction.user.id
            )
            if action is Action.SHOW:
                await walls.put_with_last(db, meetup.id, possible[0].item.id, deed)
            else:
                await _decide(db, meetup, action, possible, deed)
            await timelines.ensure(db, meetup.id, CueKind.WALL, bot.clock())
        await interaction.response.defer()


class BecameButton(LastingButton, template=travelling.ASK, open_to=For.EVERYBODY):
    """Button under an idea of the youth council."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Tell what became of it."""
        await travelling.show(interaction, id)


class AskAllButton(LastingButton, template=wall_views.ASK_ALL):
    """Button to what can be shown to everybody."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the list."""
        await to_all.show_list(interaction, id)


class ToAllMenu(LastingMenu, template=wall_views.TO_ALL):
    """Menu that shows one contribution to everybody."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, seen: int) -> None:
        """Show it."""
        value = next((value for value in self.chosen(interaction) if re.fullmatch(r"[0-9]{1,18}", value)), "0")
        await to_all.show(interaction, id, int(value), seen)


class MineOnWallButton(LastingButton, template=wall_views.MINE, open_to=For.EVERYBODY):
    """Button on the wall to a person's own contributions."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the person's own contributions."""
        await mine.show(interaction)


class WallCog(commands.Cog):
    """Notices messages of the wall that are deleted by hand."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Let the contributions of a deleted message of the wall wait again."""
        await self._deleted({event.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Let the contributions of several deleted messages of the wall wait again."""
        await self._deleted(event.message_ids)

    async def _deleted(self, messages: set[int]) -> None:
        if gone := await walls.boards_in(self.bot.db.read, messages):
            async with self.bot.db.transaction() as db:
                for board in gone:
                    await walls.forget_board(db, board)


async def setup(bot: App) -> None:
    """Add the buttons, the menus and the cog to the bot; called by discord.py."""
    bot.add_dynamic_items(
        ListButton, FilterMenu, DoMenu, MineOnWallButton, FirstButton, BecameButton, AskAllButton, ToAllMenu
    )
    await bot.add_cog(WallCog(bot))
