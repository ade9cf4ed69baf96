"""Simulated people who want to be asked how it went, and tell so when they are, a week later."""

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
            plans = await follow_ups.of_author(
                self._world.bot.db.read, person.actor.id, self._world.meetup_id, rules.FOLLOWED
            )
            if not left or not plans:
                continue
            plan = plans[0].id
            mine = await person.actor.slash(plenary, "mijn bijdragen")
            if mine.response is None or f"'{own.ONE(id=plan)}'" not in str(mine.response.components):
                continue
            shown = await person.actor.click(mine.response, custom_id=own.ONE(id=plan))
            wait = asking.WAIT(wait=Wait.WEEK, id=plan)
            if shown.response is not None and f"'{wait}'" in str(shown.response.components):
                await person.actor.click(shown.response, custom_id=wait)
                self._asked[plan] = person, left.pop(0)
        if n := len(self._asked):
            text = ngettext(
                "one person wants to be asked in a week how it went",
                "{n} people want to be asked in a week how it went",
                n,
            )
            self._screen.event(self._world.now, "⏰", text)

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
