"""Messages that are kept current: edited in place, and what becomes of one that somebody deleted."""

from dataclasses import replace

import pytest

from bot.core.evening.cues import CueKind
from bot.core.evening.retries import Reason, Step
from bot.core.evening.slots import CueState
from bot.core.words.text import Text
from bot.platform import standing
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.storage import timelines
from tests.evening import Evening


@pytest.fixture
async def scene(evening: Evening) -> Scene:
    """The scene of the welcome of a meetup that is planned."""
    await evening.plan()
    bot, meetup = evening.bot, await evening.meetup()
    timeline = await timelines.of_meetup(bot.db.read, meetup.id)
    guild = bot.channels.guild(meetup)
    (cue,) = timeline.cues_of(0, CueKind.WELCOME)
    return Scene(bot, meetup, timeline, await evening.venue(), guild, replace(cue, state=CueState.TODO), evening.now)


async def delete(evening: Evening, text: str) -> None:
    plenary = await evening.plenary
    (message,) = [message for message in plenary.history() if message.content == text]
    evening.env.backend.delete_message(plenary.id, message.id)


async def kept(evening: Evening) -> list[str]:
    return [text for text in await evening.posts(await evening.plenary) if text.startswith("stand")]


async def keep(scene: Scene, text: str, when: When = When.ONCE) -> None:
    await standing.keep(scene, scene.to_plenary("stand", Text.of(text)), when)


async def test_a_message_is_posted_once_and_edited_after_that(evening: Evening, scene: Scene) -> None:
    await keep(scene, "stand 1")
    await keep(scene, "stand 2")
    await keep(scene, "stand 3", When.ALWAYS)
    await keep(scene, "stand 4", When.NEVER)
    assert await kept(evening) == ["stand 4"]


async def test_one_that_was_never_posted_is_not_edited_either(evening: Evening, scene: Scene) -> None:
    await keep(scene, "stand 1", When.NEVER)
    assert await kept(evening) == []


@pytest.mark.parametrize("when", [When.ONCE, When.NEVER])
async def test_one_that_somebody_deleted_stays_away(evening: Evening, scene: Scene, when: When) -> None:
    await keep(scene, "stand 1")
    await delete(evening, "stand 1")
    await keep(scene, "stand 2", when)
    assert await kept(evening) == []


async def test_one_that_is_always_to_stand_comes_back_each_time(evening: Evening, scene: Scene) -> None:
    await keep(scene, "stand 1", When.ALWAYS)
    await delete(evening, "stand 1")
    await keep(scene, "stand 2", When.ALWAYS)
    assert await kept(evening) == ["stand 2"]
    await keep(scene, "stand 3", When.ALWAYS)
    await delete(evening, "stand 3")
    await keep(scene, "stand 4", When.ALWAYS)
    assert await kept(evening) == ["stand 4"]


async def test_a_channel_that_is_missing_is_no_silence(evening: Evening, scene: Scene) -> None:
    """What has no channel is left over, so that it comes again."""
    evening.env.backend.delete_channel((await evening.plenary).id)
    await evening.env.settle()
    await keep(scene, "stand 2")
    assert [(retry.step, retry.reason) for retry in scene.left] == [(Step.POST, Reason.GONE)]
