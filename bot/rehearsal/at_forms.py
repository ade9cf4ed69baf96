"""Simulated people who fill in the forms of a programme."""

import random
from collections.abc import Iterator
from typing import Any

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind
from bot.core.programme.forms import Form, Question, QuestionKind, steps
from bot.core.words.text import _
from bot.features.forms import views
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.screen import Screen
from bot.rehearsal.world import World
from bot.storage import replies


class AtForms:
    """Fill in forms; ``Behaviour`` calls it at their moment. ``words`` are what people write in a field."""

    def __init__(self, world: World, crowd: Crowd, screen: Screen, words: Iterator[str], seed: int) -> None:
        self._world, self._crowd, self._screen, self._words = world, crowd, screen, words
        self._dice = random.Random(f"forms {seed}")

    async def fill_in(self, key: str) -> None:
        """Have three quarters of the people fill in a form and those that go on from it; the others pass it by."""
        meetup = await self._world.meetup()
        forms = meetup.programme.forms
        plenary = await self._world.place(PlaceKind.PLENARY)
        for person in self._crowd.some(len(self._crowd.people) * 3 // 4):
            first, *following = (self._button(meetup, step) for step in steps(forms, key))
            page = next(m for m in reversed(plenary.history()) if first[0] in str(m.components))
            opened = await person.actor.click(page, custom_id=first[0])
            sent = await person.actor.submit_modal(opened, self._answers(first[1]))
            for custom_id, form in following:
                assert sent.response is not None
                opened = await person.actor.click(sent.response, custom_id=custom_id)
                sent = await person.actor.submit_modal(opened, self._answers(form))
        counted = await replies.count(self._world.bot.db.read, meetup.id)
        text = _("{n} people fill in “{form}”.", n=counted.get(key, 0), form=forms[key].title)
        self._screen.event(self._world.now, "📝", text)

    @staticmethod
    def _button(meetup: Meetup, key: str) -> tuple[str, Form]:
        forms = meetup.programme.forms
        return views.FORM(meetup=meetup.id, form=list(forms).index(key)), forms[key]

    def _answers(self, form: Form) -> dict[str, Any]:
        return {views.name_of(number): self._answer(question) for number, question in enumerate(form.questions)}

    def _answer(self, question: Question) -> str | list[str]:
        if not question.is_chosen:
            return next(self._words)
        several = question.kind is QuestionKind.CHOICES
        return self._dice.sample(
            question.options, self._dice.randint(1, min(3, len(question.options))) if several else 1
        )
