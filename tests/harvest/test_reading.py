"""oogst.json of both versions, read into one record type."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.core.people.contributions import ThemeSource
from bot.core.people.sharing import Sharing
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.harvest import json_file
from bot.harvest.reading import read
from tests.harvest.sample import UID, ZONE, a_harvest, an_item, at

VERSION_1 = Path(__file__).parent.parent / "data" / "oogst-1.json"  # written by the bot of before version 2


def test_what_was_written_is_read(tmp_path: Path) -> None:
    items = (
        replace(an_item(0, "bel ik\nouders"), sharing=Sharing.NAMED, highlighted=True),
        replace(an_item(1, "tijd", "nodig"), sharing=Sharing.UNNAMED, people=4, joined=2),
        replace(an_item(2, "koffie", "idee"), hidden=True, theme="taal", theme_source=ThemeSource.TABLE),
        replace(an_item(130, "mail ik"), sharing=Sharing.NOT, late=True, edited_at=at(140)),
    )
    path = tmp_path / "oogst.json"
    json_file.write(a_harvest(*items), ZONE, path)
    harvest = read(path)
    assert (harvest.version, harvest.exported_at) == (2, at(125))
    assert (harvest.meetup.uid, harvest.meetup.people, harvest.meetup.key) == (UID, 3, (UID,))
    assert [(table.people, table.most) for table in harvest.rooms] == [(5, 3)]
    assert [item.text for item in harvest.contributions] == [item.text for item in items]
    assert [item.shared for item in harvest.contributions] == ["name", "anonymous", None, "no"]
    assert [item.theme_source for item in harvest.contributions] == [None, "said", "table", None]
    assert [item.may_be_quoted for item in harvest.contributions] == [True, True, False, False]
    assert [(item.people, item.joined) for item in harvest.contributions] == [(1, 0), (4, 2), (1, 0), (1, 0)]
    assert [item.late for item in harvest.contributions] == [False, False, False, True]


def test_what_follows_from_another_and_its_details_are_read(tmp_path: Path) -> None:
    details: dict[str, Typed | date | int] = {
        "owner": Typed("Noor"),
        "due": date(2026, 12, 1),
        "chosen": True,
        "dots": 2,
    }
    item = replace(an_item(2, "bel ik"), parent=1, labels=(Typed("tijd"), Typed("rust")), details=details)
    path = tmp_path / "oogst.json"
    json_file.write(a_harvest(an_item(1, "tijd", "nodig"), item), ZONE, path)
    first, second = read(path).contributions
    assert (first.parent, list(first.labels), first.details) == (None, [], {})
    assert second.parent == 1
    assert [label.raw for label in second.labels] == ["tijd", "rust"]
    assert second.details == {"owner": "Noor", "due": "2026-12-01", "chosen": True, "dots": 2}


def test_version_1_gets_what_it_lacks() -> None:
    harvest = read(VERSION_1)
    written = json.loads(VERSION_1.read_text("utf-8"))
    assert harvest.version == 1
    assert harvest.exported_at is None
    assert harvest.meetup.key == ("1", "Eigen meetup", "2026-01-01 18:30:00+00:00")
    assert [item.text for item in harvest.contributions] == [item["text"] for item in written["contributions"]]
    assert {item.theme_source for item in harvest.contributions if item.theme} == {"said"}
    assert {item.theme_source for item in harvest.contributions if not item.theme} == {None}
    assert all(item.may_be_quoted and item.shared is None and not item.late for item in harvest.contributions)


@pytest.mark.parametrize(("place", "province"), [("Drenthe", "Drenthe"), ("Assen", ""), ("", "")])
def test_version_1_has_a_province_where_its_place_is_one(tmp_path: Path, place: str, province: str) -> None:
    content = json.loads(VERSION_1.read_text("utf-8"))
    content["meetup"]["place"] = place
    path = tmp_path / "oogst.json"
    path.write_text(json.dumps(content), "utf-8")
    assert read(path).meetup.province == province


def test_in_version_1_what_was_said_after_the_end_is_late(tmp_path: Path) -> None:
    content = json.loads(VERSION_1.read_text("utf-8"))
    content["contributions"][0]["said_at"] = "2026-01-01T23:00:00Z"
    path = tmp_path / "oogst.json"
    path.write_text(json.dumps(content), "utf-8")
    first, second, *_rest = read(path).contributions
    assert (first.late, second.late) == (True, False)
    assert first.said_at == datetime(2026, 1, 1, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "3", "null", "{}", '{"version": 1}', '{"version": 2, "meetup": {}}', '{"version": "x"}',
        "[" * 100_000,
        '{"version": 1, "meetup": [], "rooms": [], "contributions": []}', "\x00\x01", '{"version": null}',
    ],
)  # fmt: skip
def test_what_is_no_harvest_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "iets.json"
    path.write_text(content, "utf-8")
    with pytest.raises(Refusal, match="is no harvest"):
        read(path)
    with pytest.raises(Refusal, match="can't be read"):
        read(tmp_path / "weg.json")


@pytest.mark.parametrize("key", ["meetup", "evening"])  # also where it has other keys
def test_a_harvest_of_a_newer_bot_is_refused(tmp_path: Path, key: str) -> None:
    path = tmp_path / "oogst.json"
    json_file.write(a_harvest("bel ik"), ZONE, path)
    newer = path.read_text("utf-8").replace('"version": 2', '"version": 3').replace('"meetup"', f'"{key}"')
    path.write_text(newer, "utf-8")
    with pytest.raises(Refusal, match="newer version"):
        read(path)
