"""Simulated people who spread dots, and a coach who decides where it is a tie."""

import random
import re

from bot.core.evening.places import PlaceKind
from bot.core.programme.dots import Dots
from bot.core.words.text import _, ngettext
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.screen import Screen
from bot.rehearsal.world import World


class AtDots:
    """Acts around dots; ``Behaviour`` calls them at their moment."""

    def __init__(self, world: World, crowd: Crowd, screen: Screen, dice: random.Random) -> None:
        self._world, self._crowd, self._screen, self._dice = world, crowd, screen, dice

    async def put(self, asked: Dots) -> None:
        """Have everybody put all their dots on what stands on the boards; the first ones are liked a little more."""
        plenary = await self._world.place(PlaceKind.PLENARY)
        boards = [message for message in plenary.history() if "'stip:op:" in str(message.components)]
        doors = [(board, id) for board in boards for id in re.findall(r"'(stip:op:\d+)'", str(board.components))]
        for person in self._crowd.people if doors else []:
            for _dot in range(asked.each):
                board, id = doors[min(self._dice.randrange(len(doors)), self._dice.randrange(len(doors)))]
                await person.actor.click(board, custom_id=id)
        if doors:
            text = ngettext("One person spreads dots.", "{n} people spread their dots.", len(self._crowd.people))
            self._screen.event(self._world.now, "🔴", text)

    async def decide(self, asked: Dots) -> None:
        """Have the moderator choose what has most dots, where it is a tie; else leave it as it is."""
        moderators = await self._world.place(PlaceKind.MODERATORS)
        for message in moderators.history():
            menu = re.search(r"'(stip:kies:\d+:\d+:0)'", str(message.components))
            if menu and "⚖️" in await self._chosen():
                ids = re.findall(r"'value': '(\d+)'", str(message.components))[: asked.most]
                await self._world.moderator.select(message, ids, custom_id=menu[1])
                self._screen.event(
                    self._world.now, "⚖️", _("It is a tie; the moderator chooses together with the team.")
                )
                await self._world.run_due()
                await self._screen.show_new_posts(self._world)

    async def _chosen(self) -> str:
        plenary = await self._world.place(PlaceKind.PLENARY)
        return "\n".join(message.content for message in plenary.history())
