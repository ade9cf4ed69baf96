"""Times in posts that stay: right after every change, edited and not posted anew."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from tests.evening import Evening, answer


def stamps(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:"


async def counted(evening: Evening) -> Mapping[str, int]:
    """How many messages stand in each channel."""
    return {place: len(posts) for place, posts in (await evening.everything_posted()).items()}


async def holding(evening: Evening, words: str) -> list[str]:
    """The posts with these words, in all channels."""
    return [text for posts in (await evening.everything_posted()).values() for text in posts if words in text]


async def test_more_time_shows_in_the_opening_of_the_plenary(evening: Evening) -> None:
    await evening.begin()
    ends = (await evening.timeline()).slots[0].ends
    assert stamps(ends) in (await holding(evening, "## Welkom"))[0]
    before = await counted(evening)
    await evening.command("meetup verleng", minuten=5)
    (opening,) = await holding(evening, "## Welkom")
    assert stamps(ends) not in opening
    assert stamps(ends + timedelta(minutes=5)) in opening
    assert await counted(evening) == before


@pytest.mark.parametrize("change", ["extend", "pause"])
async def test_everything_at_the_tables_follows(evening: Evening, change: str) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=20)  # five minutes are left, as every table was told
    await evening.command("meetup verleng", minuten=2)
    old = (await evening.timeline()).slots[1].ends
    if change == "extend":
        await evening.pass_time(seconds=4)
        await evening.command("meetup verleng", minuten=5)
    else:
        await evening.command("meetup pauze")
        await evening.pass_time(minutes=3)
        await evening.command("meetup verder")
    new = (await evening.timeline()).slots[1].ends
    assert new > old
    assert await holding(evening, stamps(old)) == []
    found = await holding(evening, "Deze tafel is open")
    assert len(found) == 2
    assert all(stamps(new) in text for text in found)
    (panel,) = await holding(evening, "De tafels zijn open")
    assert stamps(new) in panel


async def test_more_time_after_the_recall_corrects_when_the_table_closes(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=24, seconds=40)
    assert len(await holding(evening, "🔔")) == 2
    await evening.command("meetup verleng", minuten=5)
    new = (await evening.timeline()).slots[1].ends
    assert all(stamps(new) in text for text in await holding(evening, "🔔"))


async def test_the_welcome_says_when_it_really_began(evening: Evening) -> None:
    await evening.plan("20:00")
    planned = (await evening.meetup()).planned_start
    assert len(await holding(evening, stamps(planned))) == 2
    await evening.command("meetup start")
    began = (await evening.meetup()).started_at
    assert began is not None
    assert await holding(evening, stamps(planned)) == []
    assert len(await holding(evening, stamps(began))) == 2


async def test_another_start_shows_in_the_welcome(evening: Evening) -> None:
    await evening.plan("20:00")
    before = await counted(evening)
    opened = await evening.moderator.click(await evening.panel_message(), label="Andere tijd")
    assert "gepland" in answer(await evening.moderator.submit_modal(opened, {"begin": "21:00", "eind": ""}))
    await evening.run_due()
    start = (await evening.meetup()).planned_start
    assert len(await holding(evening, stamps(start))) == 2
    assert await counted(evening) == before


async def test_a_post_that_was_deleted_does_not_come_back_for_its_time(evening: Evening) -> None:
    await evening.begin()
    plenary = await evening.plenary
    opening = next(message for message in plenary.history() if message.content.startswith("## Welkom"))
    evening.env.backend.delete_message(plenary.id, opening.id)
    await evening.env.settle()
    await evening.command("meetup verleng", minuten=5)
    assert await holding(evening, "## Welkom") == []


async def times_to_come(evening: Evening) -> set[int]:
    """The moments that lie ahead in everything that the bot has posted, the panel too, in seconds since 1970."""
    texts = [text for posts in (await evening.everything_posted()).values() for text in posts]
    texts += [str(message.components) for message in await evening.panel_messages()]
    found = {int(stamp) for text in texts for stamp in re.findall(r"<t:(\d+)", text)}
    return {stamp for stamp in found if stamp > evening.now.timestamp()}


async def known(evening: Evening) -> set[int]:
    """The moments of the evening as it is planned now."""
    timeline, meetup = await evening.timeline(), await evening.meetup()
    moments = {moment for slot in timeline.slots for moment in (slot.starts, slot.ends)}
    moments |= {meetup.planned_start, meetup.ends_by or meetup.planned_start}
    moments |= {cue.due for cue in timeline.cues if cue.kind is CueKind.PROMPT and cue.is_todo}  # at the tables
    return {int(moment.timestamp()) for moment in moments}


@pytest.mark.parametrize("change", ["verleng", "pauze", "volgende", "trim", "drop"])
@pytest.mark.parametrize("minutes", [2, 12, 34])
async def test_no_post_shows_a_time_that_has_changed(evening: Evening, change: str, minutes: int) -> None:
    await evening.plan(start="20:00", eindigt="21:00")
    await evening.wait_until((await evening.meetup()).planned_start)
    await evening.command("meetup start")
    await evening.pass_time(minutes=minutes)
    assert await times_to_come(evening) <= await known(evening)
    moderators = await evening.place(PlaceKind.MODERATORS)
    if change == "pauze":
        await evening.command("meetup pauze")
        await evening.pass_time(minutes=4)
        await evening.command("meetup verder")
    elif change == "volgende":
        await evening.command("meetup volgende")
    else:
        extended = (await evening.moderator.slash(moderators, "meetup verleng", minuten=7)).response
        assert extended is not None
        if change == "trim":
            await evening.moderator.click(extended, label="Rest gelijk inkorten")
        elif change == "drop":
            await evening.moderator.select(extended, ["4"], custom_id=f"bord:vervalt:{evening.meetup_id}")
    await evening.pass_time(seconds=20)
    assert await times_to_come(evening) <= await known(evening)


@pytest.mark.parametrize("away", [20, 60, 170, 600])
async def test_no_post_shows_a_wrong_time_where_tables_run_over_their_block(evening: Evening, away: int) -> None:
    """The bot is away at the recall: people get the whole time to return, also when the next block has begun."""
    await evening.plan(start="20:00", eindigt="21:00")
    await evening.wait_until((await evening.meetup()).planned_start)
    await evening.command("meetup start")
    await evening.pass_time(minutes=34, seconds=25)
    await evening.restart(timedelta(seconds=away))
    (close,) = [cue for cue in (await evening.timeline()).cues if cue.kind is CueKind.CLOSE and cue.is_todo]
    over = close.due - (await evening.timeline()).slots[1].ends
    assert over > timedelta(0)
    assert len([text for text in await holding(evening, stamps(close.due)) if "deze tafel sluit" in text]) == 2
    for _look in range(4):  # until the tables are closed, and after that
        await evening.pass_time(seconds=10)
        assert await times_to_come(evening) <= await known(evening) | {int(close.due.timestamp())}
    await evening.pass_time(seconds=5)
    assert await holding(evening, "deze tafel sluit") == []
    assert await times_to_come(evening) <= await known(evening)
