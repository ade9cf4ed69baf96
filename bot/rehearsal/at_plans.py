"""Simulated people who bring in what has no tag: ambitions, actions under them, answers, commitments."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import cycle

import simcord

from bot.core.evening.places import PlaceKind
from bot.core.kinds import ContributionKind
from bot.core.people import commitments as commitment_rules
from bot.core.people.sharing import Sharing
from bot.core.words.text import _, ngettext
from bot.core.words.typed import Typed
from bot.features.contributions import commitments, parents
from bot.features.seats import screens
from bot.rehearsal.crowd import Crowd, Person
from bot.rehearsal.screen import Screen
from bot.rehearsal.world import World
from bot.storage import contributions, walls

WRITERS = 10  # people who fill in the form of a kind, at most
Filled = Mapping[str, str]  # the fields of a form


class AtPlans:
    """Acts around kinds with a form; ``Behaviour`` calls them at their moment.

    ``forms`` is what people fill in, by kind; ``came_by`` is called for each form that was sent.
    """

    def __init__(
        self,
        world: World,
        crowd: Crowd,
        screen: Screen,
        forms: Mapping[str, Sequence[Filled]],
        came_by: Callable[[Person, str], None],
    ) -> None:
        self._world, self._crowd, self._screen, self._came_by = world, crowd, screen, came_by
        self._forms = {kind: cycle(filled) for kind, filled in forms.items()}

    async def bring_in(self, kinds: Iterable[ContributionKind]) -> None:
        """Have up to ``WRITERS`` people fill in the form of each kind, and put two of three under what it is for."""
        plenary = await self._world.place(PlaceKind.PLENARY)
        for kind in (kind for kind in kinds if kind in self._forms):
            for number, person in enumerate(self._crowd.some(WRITERS)):
                filled = next(self._forms[kind])
                opened = await person.actor.slash(plenary, kind)
                sent = await person.actor.submit_modal(opened, dict(filled))
                self._came_by(person, f"/{kind} ▸ 📝 {filled['tekst']}")
                if number % 3:
                    await self._put_under(person, sent)
                    await self._let_read(person, sent)
        if any(commitment_rules.takes_confirming(kind) for kind in kinds):
            await self._write_down()

    async def _put_under(self, person: Person, sent: simcord.InteractionResult) -> None:
        """Choose the first of what the new contribution may stand under, where that is asked."""
        shown = str(sent.response.components) if sent.response else ""
        menu = re.search(r"'bijdrage:hoort:\d+'", shown)
        if menu and sent.response and (first := re.search(r"'value': '([1-9]\d*)'", shown)):
            await person.actor.select(sent.response, [first[1]], custom_id=menu[0].strip("'"))

    async def _let_read(self, person: Person, sent: simcord.InteractionResult) -> None:
        """Let others read it without a name, where that is asked."""
        shown = str(sent.response.components) if sent.response else ""
        if sent.response and (choice := re.search(rf"'lezen:{Sharing.UNNAMED}:\d+'", shown)):
            await person.actor.click(sent.response, custom_id=choice[0].strip("'"))

    async def _write_down(self) -> None:
        """Have the moderator write a commitment down for two people on stage: one confirms it, one says it is wrong."""
        plenary = await self._world.place(PlaceKind.PLENARY)
        for number, person in enumerate(self._crowd.some(2)):
            filled = next(self._forms["toezegging"])
            opened = await self._world.moderator.slash(plenary, "toezegging", wie=person.actor)
            await self._world.moderator.submit_modal(opened, {**filled, "tekst": f"{filled['tekst']} ({number + 1})"})
            await self._world.run_due()
            await self._screen.show_new_posts(self._world)
            newest = (await contributions.of_author(self._world.bot.db.read, person.actor.id))[0]
            button = (commitments.DECLINE if number else commitments.CONFIRM)(id=newest.id)
            asked = [message for message in plenary.history() if f"'{button}'" in str(message.components)]
            for message in asked:
                await person.actor.click(message, custom_id=button)
            name = Typed(person.name)
            no, yes = (
                _("{name} says that it is not right", name=name),
                _("{name} confirms it with one press", name=name),
            )
            self._screen.event(self._world.now, "🤝", no if number else yes)

    async def tell_how_many(self) -> None:
        """Have one account say that it is a whole class, where that is asked."""
        plenary, ask = await self._world.place(PlaceKind.PLENARY), screens.ASK(id=self._world.meetup_id)
        for message in [message for message in plenary.history() if f"'{ask}'" in str(message.components)]:
            person = self._crowd.people[0]
            opened = await person.actor.click(message, custom_id=ask)
            await person.actor.submit_modal(opened, {"aantal": "24", "naam": "klas 3b"})
            text = _("{name} is with 24 people at one screen.", name=Typed(person.name))
            self._screen.event(self._world.now, "👥", text)

    async def think_on(self) -> None:
        """Have two people think on from each idea on the wall."""
        thoughts = 0
        shown = await walls.shown(self._world.bot.db.read, self._world.meetup_id)
        plenary = await self._world.place(PlaceKind.PLENARY)
        for piece in [piece for pieces in shown.values() for piece in pieces if piece.item.kind == "idee"]:
            under = parents.UNDER(kind=piece.item.kind, id=piece.item.id)
            for board in [message for message in plenary.history() if f"'{under}'" in str(message.components)]:
                for person in self._crowd.some(2):
                    opened = await person.actor.click(board, custom_id=under)
                    thoughts += 1
                    words = f"en dan ook bij ons ({thoughts})"
                    await person.actor.submit_modal(opened, {"tekst": words})
                    self._came_by(person, f"Hierop doordenken ▸ {words}")
        if thoughts:
            text = ngettext("one person thinks on from an idea", "{n} people think on from an idea", thoughts)
            self._screen.event(self._world.now, "💡", text)
