"""What a person reads when Discord refuses what they asked for: the cause as it is, not that it is our mistake."""

import pytest

from bot.platform.troubles import reason_of
from tests.evening import Evening, answer
from tests.refusing import FAILURES, Refusing

SAID = {
    "no right": "Dit mag ik niet van Discord. Een moderator ziet met </meetup check:",
    "two factor": "Dit mag ik niet van Discord. De server vraagt inloggen in twee stappen",
    "stumbles": "Discord hapert even",
    "its network refuses": "Discord hapert even",
    "asks to wait": "pas over 12 seconden weer",
    "time-out": "Discord hapert even",
    "no connection": "Discord hapert even",
    "reset": "Discord hapert even",
    "a bug": "Er ging bij ons iets mis",
}


@pytest.mark.parametrize("name", SAID)
async def test_a_failure_is_told_as_what_it_is(evening: Evening, name: str) -> None:
    await evening.begin_harvest()
    message = await evening.sem.send(await evening.plenary, "ik ga bellen")
    await evening.restart()  # so that the message has to be fetched
    Refusing(evening, FAILURES[name]).at = lambda route: route.path.endswith("/messages/{message_id}")
    assert SAID[name] in answer(await evening.save_as(evening.sem, "morgen", message))
    evening.env.errors.clear()


def test_a_file_that_is_not_there_is_our_mistake() -> None:
    with pytest.raises(FileNotFoundError) as caught, open("/nowhere/at/all"):
        pass
    assert reason_of(caught.value)[0] == "bug"
    assert reason_of(OSError(101, "network unreachable"))[0] == "discord"
