"""Simulated acts in a block whose programme divides the people over the tables."""

from bot.content.texts import bare
from bot.core.evening.places import PlaceKind
from bot.core.words.text import _, ngettext
from bot.core.words.typed import Typed
from bot.features.seats import views as seat_views
from bot.rehearsal.at_tables import with_button
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.screen import Screen
from bot.rehearsal.world import World


class Seats:
    """Acts around the division of each break-out."""

    def __init__(self, world: World, crowd: Crowd, screen: Screen) -> None:
        self._world, self._crowd, self._screen = world, crowd, screen

    async def confirm(self) -> None:
        """Have the moderator confirm the previewed division."""
        moderators = await self._world.place(PlaceKind.MODERATORS)
        if message := with_button(moderators, seat_views.CONFIRM):
            self._screen.line(self._world.now, f"👤 {self._world.moderator.name}", "▸ ✅ Bevestigen")
            await self._world.moderator.click(message, label="Bevestigen")
            await self._world.run_due()

    async def tell(self, block: int) -> None:
        """Print how many people sit at each table of a block, after the bot has moved them."""
        for table in (await self._world.venue()).tables(block):
            people = ngettext("one person sits here", "{n} people sit here", len(self._crowd.inside(table.channel)))
            self._screen.event(self._world.now, f"🔊 {bare(table.title)}", people)

    async def drop_out(self, block: int) -> None:
        """Have one person lose their connection and come back into the plenary.

        The bot then moves them to their table.
        """
        tables = (await self._world.venue()).tables(block)
        people = [person for table in tables for person in self._crowd.inside(table.channel)]
        if people:
            await people[0].actor.leave_voice()
            await people[0].actor.join_voice(await self._world.place(PlaceKind.VOICE))
            text = _("{who} drops out, and comes back into the plenary", who=Typed(people[0].name))
            self._screen.event(self._world.now, "🔊", text)
            await self._world.run_due()
