"""The simulated people around somebody who tries an evening: they talk, go to tables and write, and command nothing."""

import random

from rich.console import Console

from bot.content.texts import DEFAULT
from bot.core.evening.meetup import Meetup
from bot.core.programme.models import CHOOSE, BlockKind
from bot.rehearsal.behaviour import Behaviour
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.screen import Screen
from bot.rehearsal.script import shipped
from bot.rehearsal.world import World


class Company(Behaviour):
    """Behaviour without the moderator's part, which whoever tries the evening does."""

    def __init__(self, world: World, crowd: Crowd, seed: int) -> None:
        dice = random.Random(seed)
        screen = Screen(DEFAULT, world.bot.settings.zone, Console(quiet=True))
        super().__init__(world, crowd, shipped().shuffled(dice), None, screen, seed)

    def _plan(self, meetup: Meetup) -> None:
        block = meetup.programme.blocks[self._block]
        if block.kind is BlockKind.BREAKOUT:
            if block.allocation == CHOOSE:
                self._later(block.length * 0.05, self._choose_tables)
            self._later(block.length * 0.3, self._talk_at_tables)
            self._later(block.length * 0.7, self._talk_at_tables)
            self._later(block.length - block.grace / 2, self._go_back)
        elif block.kind is BlockKind.HARVEST:
            self._later(block.length * 0.2, self._contribute)
        else:
            self._later(block.length * 0.3, self._small_talk)
