"""The wall, for moderators: from a list of their own they show, highlight and hide what people brought in."""

import re
from datetime import UTC, datetime
from typing import Any

import discord
from discord.ext import commands

from bot import wall_panels
from bot.client import MeetupBot
from bot.commanding import meetup_here, moderator
from bot.core import wall as rules
from bot.core.cues import Cue, CueKind
from bot.core.meetup import Action, Deed, Meetup, State
from bot.core.places import PlaceKind
from bot.core.wall import Piece, View
from bot.core.words import Refusal, _
from bot.replies import LastingButton, LastingItem, LastingMenu, answer_in_place, bot_of, voice_of
from bot.storage import meetups, places, timelines, walls
from bot.storage.database import Transaction
from cogs import mine

_ACTIONS = {"toon": Action.SHOW, "toon-alles": Action.SHOW, "licht-uit": Action.HIGHLIGHT, "verberg": Action.HIDE}


async def show_list(interaction: discord.Interaction[Any]) -> None:
    """The list of the meetup here, privately."""
    await moderator(interaction)
    meetup = await meetup_here(interaction, State.LIVE, State.PAUSED, State.CLOSED)
    await _answer_list(interaction, meetup, View())


async def _answer_list(interaction: discord.Interaction[Any], meetup: Meetup, view: View) -> None:
    """Show the list. What waits is never shown to others."""
    db, say = bot_of(interaction).db.read, await voice_of(interaction)
    pieces, plenary = await walls.of_meetup(db, meetup.id), await _plenary(interaction, meetup.id)
    text = wall_panels.listed(say, meetup, pieces, view, plenary)
    under = wall_panels.under_list(say, meetup, pieces, view, plenary, bot_of(interaction).clock())
    await answer_in_place(interaction, text, under)


async def _plenary(interaction: discord.Interaction[Any], meetup: int) -> int | None:
    return (await places.venue(bot_of(interaction).db.read, meetup)).one(PlaceKind.PLENARY).channel


class _OfList(LastingItem, template=r"(?!)"):
    """What stands under the list: only for moderators of the server that the meetup is on."""

    async def meetup(self, interaction: discord.Interaction[Any]) -> Meetup:
        """The meetup that it is about. Raises Refusal."""
        await moderator(interaction)
        meetup = await meetups.get(bot_of(interaction).db.read, self.id_in("id"))
        if meetup is None or meetup.server != interaction.guild_id:
            raise Refusal(_("There is no meetup here yet. Plan one with `/meetup plan`."))
        return meetup

    @property
    def view_here(self) -> View:
        """What the moderator is looking at."""
        return View(self.match["which"], self.match["order"] == "nieuw", int(self.match["page"]))


class ListButton(_OfList, template=wall_panels.LIST):
    """Another page, or the other way round."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await _answer_list(interaction, await self.meetup(interaction), self.view_here)


class FilterMenu(_OfList, LastingMenu, template=wall_panels.FILTER):
    """Another kind, another theme, or what stands on the wall."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show what was chosen, from its first page."""
        meetup = await self.meetup(interaction)
        which = next((value for value in self.chosen(interaction) if re.fullmatch("[a-z0-9-]{1,60}", value)), "wacht")
        await _answer_list(interaction, meetup, View(which, self.view_here.newest_first))


class DoMenu(_OfList, LastingMenu, template=wall_panels.DO):
    """Show, highlight or hide what was chosen, or show all of this list."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Decide and keep it as one, so that two moderators are safe; the wall follows by its cue."""
        meetup = await self.meetup(interaction)
        plenary = await _plenary(interaction, meetup.id)
        bot = bot_of(interaction)
        now, chosen = bot.clock(), set(self.chosen(interaction))
        async with bot.db.transaction() as db:
            pieces = await walls.of_meetup(db, meetup.id)
            if self.match["act"] == "toon-alles":
                listed = [piece for piece in pieces if piece.item.id <= self.id_in("newest")]
                found = View(self.view_here.which, newest_first=False).of(listed, plenary)
                # None left: a refusal that names who was first.
                found = found or [piece for piece in listed if piece.is_shown and not piece.starred]
            else:
                found = [piece for piece in pieces if str(piece.item.id) in chosen]
            action = _ACTIONS[self.match["act"]]
            possible = _possible(action, found, plenary, datetime.fromtimestamp(self.id_in("seen"), UTC))
            deed = Deed(action, interaction.user.display_name, now)
            number = await meetups.note_deed(db, meetup.id, deed, interaction.user.id)
            await _decide(db, meetup, action, possible, number)
            if not await walls.wake(db, meetup.id, now):
                await timelines.add_cue(db, meetup.id, Cue(CueKind.WALL, 0, now))
        bot.runner.wake()
        await _answer_list(interaction, meetup, self.view_here)


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


class MineOnWallButton(LastingButton, template=wall_panels.MINE):
    """From the wall to one's own contributions."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show them."""
        await mine.show(interaction)


class WallCog(commands.Cog):
    """Notices what is done to the wall by hand."""

    def __init__(self, bot: MeetupBot) -> None:
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


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(ListButton, FilterMenu, DoMenu, MineOnWallButton)
    await bot.add_cog(WallCog(bot))
