"""Who was erased, noted beside the copies of the database for as long as a copy has them."""

from datetime import timedelta
from pathlib import Path

from bot.storage.file import erased, rotation
from tests.storage.files import NOW, made

HOUR = timedelta(hours=1)


def test_those_of_a_moment_and_later_are_found_whatever_else_stands_there(tmp_path: Path) -> None:
    folder = tmp_path / "kopieen"
    assert erased.since(folder, NOW) == set()
    for hours, person in ((0, 7), (1, 8), (2, 7)):
        erased.note(folder, person, NOW + hours * HOUR)
    with (folder / erased.NAME).open("ab") as file:
        file.write(b"wat iemand schreef\n\xff\xfe 3\n12 \n9999999999999 9")
    assert erased.since(folder, NOW) == {7, 8, 9}
    assert erased.since(folder, NOW + 2 * HOUR) == {7, 9}
    assert (folder / erased.NAME).stat().st_mode & 0o077 == 0


async def test_a_note_goes_with_the_last_copy_from_before_it(tmp_path: Path) -> None:
    source, folder = await made(tmp_path / "meetups.sqlite3", 1), tmp_path / "kopieen"
    for day in range(4):
        rotation.add(source, folder, 2, NOW + timedelta(days=day))
        erased.note(folder, day + 10, NOW + timedelta(days=day) + HOUR)
    # The copies of days 2 and 3 are left: whoever was erased on day 2 or later is in one of them.
    rotation.add(source, folder, 3, NOW + timedelta(days=3, hours=2))
    assert erased.since(folder, NOW) == {12, 13}
    assert (folder / erased.NAME).stat().st_mode & 0o077 == 0
