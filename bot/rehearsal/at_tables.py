"""Simulated use of the buttons in the chat of a table, and of the moderators' card with a call for help."""

import discord
import simcord

from bot.content.texts import bare
from bot.core.evening.places import Place, PlaceKind
from bot.core.words.text import _, ngettext
from bot.core.words.typed import Typed
from bot.features.tables import views as table_views
from bot.platform.custom_id import CustomId
from bot.rehearsal.crowd import Crowd, Person
from bot.rehearsal.screen import Screen
from bot.rehearsal.world import World


class AtTables:
    """Acts at the tables of each break-out."""

    def __init__(self, world: World, crowd: Crowd, screen: Screen) -> None:
        self._world, self._crowd, self._screen = world, crowd, screen

    async def ask_for_help(self, block: int) -> None:
        """Have somebody at the fullest table press the button for help."""
        tables = await self._tables(block)
        if tables:
            table, people = max(tables, key=lambda pair: len(pair[1]))
            await self._press(people[0], table, table_views.HELP)
            text = _("{who} presses “Ask for help”", who=Typed(people[0].name))
            self._screen.event(self._world.now, f"🔊 {bare(table.title)}", text)

    async def go_and_help(self) -> None:
        """Have the moderator take the call for help."""
        await self._see_to(table_views.CLAIM, "Ik ga")

    async def helped(self) -> None:
        """Have the moderator report that the table was helped."""
        await self._see_to(table_views.DONE, "Klaar")

    async def show_again(self, block: int) -> None:
        """Have somebody at the first occupied table press the button that shows all its questions so far."""
        for table, people in (await self._tables(block))[:1]:
            await self._press(people[-1], table, table_views.AGAIN)

    async def report_ready(self, block: int) -> None:
        """Have more than half of those at every occupied table say that they are ready."""
        tables = await self._tables(block)
        for table, people in tables:
            for person in people[: len(people) // 2 + 1]:
                await self._press(person, table, table_views.READY)
        if tables:
            text = ngettext("one table says it is ready", "{n} tables say they are ready", len(tables))
            self._screen.event(self._world.now, "🔊", text)

    async def pass_the_stick(self, block: int) -> None:
        """Have somebody at the first occupied table take the talking stick, and pass it on."""
        for table, people in (await self._tables(block))[:1]:
            await self._press(people[0], table, table_views.STICK)
            await self._world.run_due()
            await self._press(people[0], table, table_views.STICK)
            self._screen.event(self._world.now, f"🔊 {bare(table.title)}", _("the talking stick goes round"))

    async def _tables(self, block: int) -> list[tuple[Place, list[Person]]]:
        """Return the occupied tables of a block with the people at them."""
        tables = (await self._world.venue()).tables(block)
        inside = ((table, self._crowd.inside(table.channel)) for table in tables)
        return [(table, people) for table, people in inside if people]

    async def _press(self, person: Person, table: Place, button: CustomId) -> None:
        channel = self._world.channel(table.channel)
        if message := with_button(channel, button):
            await person.actor.click(message, custom_id=_ids(message, button)[0])

    async def _see_to(self, button: CustomId, label: str) -> None:
        moderators = await self._world.place(PlaceKind.MODERATORS)
        if message := with_button(moderators, button):
            await self._world.moderator.click(message, label=label)
            self._screen.line(self._world.now, f"👤 {self._world.moderator.name}", label)


def with_button(channel: simcord.ChannelHandle, wanted: CustomId) -> discord.Message | None:
    """Return the newest message of a channel with a button of this CustomId, or None. The panel has texts too."""
    for message in reversed(channel.history()):
        if _ids(message, wanted):
            return message
    return None


def _ids(message: discord.Message, wanted: CustomId) -> list[str]:
    """Return the custom_ids of the buttons of this CustomId under a message."""
    items = (item for row in message.components for item in getattr(row, "children", ()))
    ids = (getattr(item, "custom_id", None) or "" for item in items)
    return [id for id in ids if wanted.read(id) is not None]
