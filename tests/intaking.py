"""Filling in an intake as people do: the words that they type, and the steps one after the other."""

from typing import Any

import simcord

from bot.core.programme import intake as rules
from tests.evening import Evening

WHEN = {"begin": "27-11-2026 13:00"}
SCHOOL = {
    "school": "De Esdoorn",
    "sector": ["po"],
    "people": "24 collega's",
    "functions": [*rules.FUNCTIONS],
    "time": "een middag",
}
TALK = {
    "themes": ["taal", "armoede"],
    "already": "wij lezen elke dag voor",
    "hurts": "ouders komen niet",
    "outcome": "een plan dat iedereen kent",
    "figures": "woordenschat: onder het *gemiddelde*\n@everyone 12%",
}


async def step(
    who: simcord.MemberActor | simcord.UserHandle,
    shown: simcord.ResponseMessage | None,
    label: str,
    filled: dict[str, Any],
) -> simcord.ResponseMessage:
    """Fill in one step of the intake that is shown. Returns what is shown then."""
    assert shown is not None
    form = await who.click(shown, label=label)
    sent = await who.submit_modal(form, filled)
    assert sent.response is not None
    return sent.response


async def whole(evening: Evening) -> simcord.ResponseMessage:
    """Fill in both steps as a moderator."""
    shown = (await evening.moderator.slash(evening.lobby, "meetup intake")).response
    shown = await step(evening.moderator, shown, "1 · De school", SCHOOL)
    return await step(evening.moderator, shown, "2 · Wat er speelt", TALK)


async def begun(evening: Evening) -> simcord.ResponseMessage:
    """Give the command as a moderator. Returns the intake that is shown."""
    shown = (await evening.moderator.slash(evening.lobby, "meetup intake")).response
    assert shown is not None
    return shown
