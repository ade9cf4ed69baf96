"""How long a programme lets names and texts be kept."""

from pathlib import Path

import pytest

from bot.content.library import Library
from tests.evening import Evening

LESSON = """
titel: Les
soort: {kind}
{keep}
blokken: [{{titel: Kijken, soort: plenair, duur: 10 min}}]
"""


def written(folder: Path, kind: str = "klas", keep: str = "") -> Path:
    path = folder / "les.yaml"
    path.write_text(LESSON.format(kind=kind, keep=keep))
    return path


@pytest.mark.parametrize(
    ("kind", "keep", "days"),
    [
        ("klas", "", 30),
        ("klas", "bewaren: 7 dagen", 7),
        ("meetup", "", None),
        ("meetup", "bewaren: 365 dagen", 365),
        ("meetup", "bewaren: 2 weken", 14),
    ],
)
def test_a_programme_says_how_long_and_a_lesson_keeps_little(
    tmp_path: Path, kind: str, keep: str, days: int | None
) -> None:
    assert Library().load(written(tmp_path, kind, keep)).keep_days == days


@pytest.mark.parametrize("keep", ["bewaren: 5 uur", "bewaren: 2000 dagen", "bewaren: altijd", "bewaren: 30"])
def test_another_length_is_named_with_what_to_write(tmp_path: Path, keep: str) -> None:
    (mistake,) = Library().check(written(tmp_path, keep=keep))
    assert mistake.line == 4


async def test_a_meetup_is_planned_with_it(evening: Evening, tmp_path: Path) -> None:
    evening.bot.library = Library(extra={"les": written(tmp_path, keep="bewaren: 7 dagen")})
    await evening.plan(programma="les")
    assert (await evening.meetup()).keep_days == 7
