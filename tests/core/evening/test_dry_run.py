"""The timeline of a dry run: everything of the real one, in about a minute."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.content.library import Library
from bot.core.evening import dry_run, events, planning
from bot.core.evening.cues import CueKind
from bot.core.programme.models import Programme
from bot.core.programme.resolving import resolve

NOW = datetime(2026, 3, 3, 19, 30, tzinfo=UTC)

MOMENT = timedelta(milliseconds=1)


def programme(blocks: int, tables: int = 2) -> Programme:
    titles = [{"titel": f"Tafel {number}", "vragen": [{"tekst": "Waarom?"}]} for number in range(tables)]
    talk = {"titel": "Praten", "soort": "break-out", "duur": "20 min", "ruimtes": titles}
    look = {"titel": "Kijken", "soort": "plenair", "duur": "15 min"}
    given = {"titel": "Avond", "soort": "eigen", "blokken": [look, talk] * (blocks // 2)}
    return resolve(Programme.model_validate(given), {})


A_DAY_LONGER = timedelta(seconds=10)  # a whole day has more moments than fit in a minute


@pytest.mark.parametrize("name", sorted(Library().names()))
def test_every_shipped_programme_is_played_in_a_minute_with_all_that_is_in_it(name: str) -> None:
    real = planning.plan(Library().programme(name), NOW, NOW)
    dry = dry_run.plan(Library().programme(name), NOW)
    assert dry.ends - NOW == dry_run.length(Library().programme(name))
    assert dry_run.LENGTH - MOMENT <= dry.ends - NOW <= dry_run.LENGTH + A_DAY_LONGER
    left_out = [cue for cue in real.cues if cue.kind not in (CueKind.REMIND, CueKind.NOT_BEGUN)]
    assert [(cue.kind, cue.block) for cue in dry.cues[:-1]] == [(cue.kind, cue.block) for cue in left_out]
    assert sorted(left_out, key=lambda cue: cue.due) == [
        cue for _dry, cue in sorted(zip(dry.cues, left_out, strict=False), key=lambda both: both[0].due)
    ]
    assert dry.cues[-1].kind is CueKind.TAKE_DOWN
    assert dry.cues[-1].due == dry.ends + dry_run.LOOK_AROUND
    assert len({cue.due for cue in dry.cues}) == len({cue.due for cue in left_out}) + 1


@pytest.mark.parametrize("blocks, tables, apart", [(2, 2, 2.0), (2, 47, 4.7), (60, 2, 2.0)])
def test_moments_are_so_far_apart_that_discord_takes_the_posts(blocks: int, tables: int, apart: float) -> None:
    dry = dry_run.plan(programme(blocks, tables), NOW)
    moments = sorted({cue.due for cue in dry.cues[:-1]})
    assert min(after - before for before, after in pairwise(moments)) >= timedelta(seconds=apart) - MOMENT


def test_a_long_programme_takes_longer_than_a_minute_and_says_so() -> None:
    assert dry_run.length(programme(60)) > timedelta(minutes=3)


def test_the_time_to_return_is_squeezed_too() -> None:
    dry = dry_run.plan(programme(2), NOW)
    (recall,) = dry.cues_of(1, CueKind.RECALL)
    assert recall.due + recall.offset == dry.slots[1].ends
    recalled = events.after_recall(dry, 1, recall.due)
    assert recalled.cues_of(1, CueKind.CLOSE)[0].due == dry.slots[1].ends


def test_taking_down_can_be_hurried() -> None:
    hurried = dry_run.taken_down_now(dry_run.plan(programme(2), NOW), NOW)
    assert hurried.cues[-1].due == NOW
    assert hurried.cues[:-1] == dry_run.plan(programme(2), NOW).cues[:-1]


def test_what_comes_before_the_start_comes_at_the_start() -> None:
    tables = {"titel": "Praten", "soort": "break-out", "duur": "20 min", "indeling": "gelijk"}
    given = {
        "titel": "Avond",
        "soort": "eigen",
        "blokken": [tables | {"ruimtes": [{"titel": "Een"}, {"titel": "Twee"}]}],
    }
    dry = dry_run.plan(resolve(Programme.model_validate(given), {}), NOW)
    assert dry.slots[0].starts == NOW == min(cue.due for cue in dry.cues)
    assert dry.cues_of(0, CueKind.DIVIDE)[0].due == NOW
