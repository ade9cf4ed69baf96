"""The wall, for moderators: from a list of their own they show, highlight and hide what people brought in."""

import re
from datetime import UTC, datetime
from typing import Any

import discord
from discord.ext import commands

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.evening.slots import Cue
from bot.core.people import wall as rules
from bot.core.people.wall import Piece, View
from bot.features.contributions import mine
from bot.features.wall import views as wall_views
from bot.features.wall.listing import answer_list, plenary_of
from bot.platform.answers import bot_of
from bot.platform.app import App
from bot.platform.callers import meetup_of, moderator
from bot.platform.lasting import LastingButton, LastingMenu
from bot.platform.text import name_of
from bot.storage import meetups, timelines, walls
from bot.storage.database import Transaction

_ACTIONS = {"toon": Action.SHOW, "toon-alles": Action.SHOW, "licht-uit": Action.HIGHLIGHT, "verberg": Action.HIDE}


async def _meetup(interaction: discord.Interaction[Any], id: int) -> Meetup:
    """The meetup of a list, for a moderator of its server. Raises Refusal."""
    await moderator(interaction)
    return await meetup_of(interaction, id)


class ListButton(LastingButton, template=wall_views.LIST):
    """Another page, or the other way round."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, **here: Any) -> None:
        """Show it."""
        await answer_list(interaction, await _meetup(interaction, id), wall_views.view_of(**here))


class FilterMenu(LastingMenu, template=wall_views.FILTER):
    """Another kind, another theme, or what stands on the wall."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, **here: Any) -> None:
        """Show what was chosen, from its first page."""
        meetup = await _meetup(interaction, id)
        which = next((value for value in self.chosen(interaction) if re.fullmatch("[a-z0-9-]{1,60}", value)), "wacht")
        await answer_list(interaction, meetup, View(which, wall_views.view_of(**here).newest_first))


class DoMenu(LastingMenu, template=wall_views.DO):
    """Show, highlight or hide what was chosen, or show all of this list."""

    async def pressed(
        self, interaction: discord.Interaction[Any], act: str, id: int, newest: int, seen: int, **here: Any
    ) -> None:
        """Decide and keep it as one, so that two moderators are safe; the wall follows by its cue."""
        meetup, view = await _meetup(interaction, id), wall_views.view_of(**here)
        plenary = await plenary_of(interaction, meetup.id)
        bot = bot_of(interaction)
        now, chosen = bot.clock(), set(self.chosen(interaction))
        async with bot.db.transaction() as db:
            pieces = await walls.of_meetup(db, meetup.id)
            if act == "toon-alles":
                listed = [piece for piece in pieces if piece.item.id <= newest]
                found = View(view.which, newest_first=False).of(listed, plenary)
                # None left: a refusal that names who was first.
                found = found or [piece for piece in listed if piece.is_shown and not piece.starred]
            else:
                found = [piece for piece in pieces if str(piece.item.id) in chosen]
            action = _ACTIONS[act]
            possible = _possible(action, found, plenary, datetime.fromtimestamp(seen, UTC))
            deed = Deed(action, name_of(interaction.user), now)
            number = await meetups.note_deed(db, meetup.id, deed, interaction.user.id)
            await _decide(db, meetup, action, possible, number)
            if not await timelines.wake(db, meetup.id, CueKind.WALL, now):
                await timelines.add_cue(db, meetup.id, Cue(CueKind.WALL, 0, now))
        await answer_list(interaction, meetup, view)


def _possible(action: Action, found: list[Piece], plenary: int | None, seen: datetime) -> list[Piece]:
    if action is Action.HIDE:
        return rules.to_hide(found)
    return rules.to_show(found, plenary, star=action is Action.HIGHLIGHT, seen=seen)


async def _decide(db: Transaction, meetup: Meetup, action: Action, pieces: list[Piece], deed: int) -> None:
    ids = [piece.item.id for piece in pieces]
    if action is Action.HIDE:
        await walls.hide(db, ids, deed)
        return
    if action is Action.SHOW:  # what is highlighted stays where it stands, and is highlighted no more
        await walls.unstar(db, [piece.item.id for piece in pieces if piece.is_shown], deed)
        ids = [piece.item.id for piece in pieces if not piece.is_shown]
    await walls.put(db, meetup.id, ids, deed, starred=action is Action.HIGHLIGHT)


class MineOnWallButton(LastingButton, template=wall_views.MINE):
    """From the wall to one's own contributions."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show them."""
        await mine.show(interaction)


class WallCog(commands.Cog):
    """Notices what is done to the wall by hand."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A message of the wall was deleted: what stood on it waits again."""
        await self._deleted({event.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many at once."""
        await self._deleted(event.message_ids)

    async def _deleted(self, messages: set[int]) -> None:
        if gone := await walls.boards_in(self.bot.db.read, messages):
            async with self.bot.db.transaction() as db:
                for board in gone:
                    await walls.forget_board(db, board)


async def setup(bot: App) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(ListButton, FilterMenu, DoMenu, MineOnWallButton)
    await bot.add_cog(WallCog(bot))
