"""Simulated people who want to be asked how it went, and tell so when they are, a week later."""

import simcord

from bot.core.evening.places import PlaceKind
from bot.core.people import follow_ups as rules
from bot.core.people.follow_ups import Answer
from bot.core.people.reminders import Wait
from bot.core.words.text import _, ngettext
from bot.features.follow_ups import asking, own, telling
from bot.rehearsal.crowd import Crowd, Person
from bot.rehearsal.screen import Screen
from bot.rehearsal.world import World
from bot.storage import follow_ups

_ANSWERS = (Answer.DONE, Answer.PARTLY, Answer.DONE)  # of as many people who want to be asked


class AtFollowUps:
    """Acts around looking back; ``Behaviour`` calls them at their moment."""

    def __init__(self, world: World, crowd: Crowd, screen: Screen) -> None:
        self._world, self._crowd, self._screen = world, crowd, screen
        self._asked: dict[int, tuple[Person, Answer]] = {}  # by contribution: who wants to be asked, and will say
        self.told = 0

    async def want(self) -> None:
        """Have a few people with a plan choose, among their own, to be asked of it in a week."""
        plenary, left = await self._world.place(PlaceKind.PLENARY), [*_ANSWERS]
        for person in self._crowd.people:
            if not left:
                break
            plans = await follow_ups.of_author(
                self._world.bot.db.read, person.actor.id, self._world.meetup_id, rules.FOLLOWED
            )
            if plans and await self._asks(person, plenary, plans[0].id):
                self._asked[plans[0].id] = person, left.pop(0)
        if n := len(self._asked):
            text = ngettext(
                "one person wants to be asked in a week how it went",
                "{n} people want to be asked in a week how it went",
                n,
            )
            self._screen.event(self._world.now, "⏰", text)

    async def _asks(self, person: Person, plenary: simcord.ChannelHandle, plan: int) -> bool:
        """Have somebody choose it; return False where the buttons for it are not there."""
        shown = await person.actor.slash(plenary, "mijn bijdragen")
        for press in (own.ONE(id=plan), asking.WAIT(wait=Wait.WEEK, id=plan)):
            if shown.response is None or f"'{press}'" not in str(shown.response.components):
                return False
            shown = await person.actor.click(shown.response, custom_id=press)
        return True

    async def tell(self) -> None:
        """Have those who were asked by now tell how it went, and print what they read and answer."""
        zone = self._world.bot.settings.zone
        for plan, (person, said) in [*self._asked.items()]:
            press = telling.ANSWER(id=plan, answer=said.value.replace(" ", ""))
            for message in person.actor.user.dm_channel.history():
                if f"'{press}'" in str(message.components):
                    del self._asked[plan]
                    when = f"💌 {self._world.now.astimezone(zone):%d-%m-%Y}"
                    self._screen.line(self._world.now, when, f"@{person.name}: {message.content}")
                    await person.actor.user.click(message, custom_id=press)
                    text = _("{name} presses “{answer}”", name=person.name, answer=rules.LABELS[said])
                    self._screen.event(self._world.now, "🔁", text)
                    self.told += 1
