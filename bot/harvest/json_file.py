"""oogst.json, version 2: the format that programs read. Its fields are a contract."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any

from bot.core.evening.meetup import Meetup
from bot.core.people.filling import Value
from bot.core.people.follow_ups import FollowUp
from bot.core.people.sharing import EXPORTED
from bot.core.words.typed import Typed
from bot.harvest.forms import plain
from bot.harvest.records import ContributionItem, Harvest

VERSION = 2
_EMPTY = '"contributions": []'


def write(harvest: Harvest, _zone: tzinfo, path: Path) -> None:
    """Write the harvest as UTF-8 JSON, times in UTC, ISO 8601.

    Writes one contribution at a time: the json module would need all of them in memory at once.
    """
    stream(_frame(harvest), (_text(contribution(item)) for item in harvest.contributions), path)


def stream(frame: dict[str, Any], contributions: Iterable[str], path: Path) -> None:
    """Write a frame, whose "contributions" are still empty, with these in their place, each as JSON."""
    begin, empty, end = _text(frame).partition(_EMPTY)  # no text has it: there its quotes are escaped
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(begin + empty[:-1])
        before, after = "\n  ", "]"
        for item in contributions:
            file.write(before + item.replace("\n", "\n  "))
            before, after = ",\n  ", "\n ]"
        file.write(f"{after}{end}\n")


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _frame(harvest: Harvest) -> dict[str, Any]:
    """Everything but the contributions, whose list is still empty."""
    meetup = harvest.meetup
    return {
        "version": VERSION,
        "exported_at": iso(harvest.exported_at),
        "meetup": {
            "id": meetup.id,
            "uid": meetup.uid,
            "title": meetup.title.raw,
            "kind": meetup.kind.value,
            "place": meetup.place.raw,
            "province": meetup.province,
            "season": meetup.season,
            "follows": _followed(harvest.follows),
            "started_at": iso(meetup.started_at),
            "ended_at": iso(meetup.ended_at),
            "people": harvest.people,
        },
        "agenda": [
            {
                "title": item.title.raw,
                "kind": item.kind.value,
                "planned_start": iso(item.planned_start),
                "planned_end": iso(item.planned_end),
                "actual_start": iso(item.actual_start),
                "actual_end": iso(item.actual_end),
            }
            for item in harvest.agenda
        ],
        "rooms": [
            {
                "title": table.title.raw,
                "theme": table.theme,
                "people": table.people,
                "most": table.most,
                "prompts_posted": table.prompts_posted,
            }
            for table in harvest.tables
        ],
        "contributions": [],
        "forms": [plain(form) for form in harvest.forms],
    }


def _followed(before: Meetup | None) -> dict[str, Any] | None:
    """The meetup that this one follows, with the date in UTC on which it began."""
    if before is None:
        return None
    return {"uid": before.uid, "title": before.title.raw, "date": before.begins.astimezone(UTC).date().isoformat()}


def contribution(item: ContributionItem) -> dict[str, Any]:
    """Return a contribution as oogst.json has it."""
    return {
        "id": item.id,
        "kind": item.kind,
        "text": item.text.raw,
        "author": item.author and item.author.raw,
        "role": item.role and item.role.value,
        "theme": item.theme,
        "theme_source": item.theme_source,
        "room": item.table and item.table.raw,
        "source": item.source,
        "said_at": iso(item.said_at),
        "edited_at": iso(item.edited_at),
        "joined": item.joined,
        "people": item.people,
        "shared": EXPORTED[item.sharing] if item.sharing else None,
        "highlighted": item.highlighted,
        "hidden": item.hidden,
        "late": item.late,
        "parent": item.parent,
        "parent_meetup": item.parent_meetup,
        "labels": [label.raw for label in item.labels],
        "details": {key: _plain(value) for key, value in item.details.items()},
        "follow_up": _follow_up(item.follow_up),
    }


def _follow_up(told: FollowUp | None) -> dict[str, str | None] | None:
    if told is None:
        return None
    return {
        "asked_at": iso(told.asked_at),
        "answer": told.answer,
        "line": told.line.raw or None,
    }


def _plain(value: Value) -> str | int:
    match value:
        case Typed():
            return value.raw
        case date():
            return value.isoformat()
    return value


def iso(moment: datetime | None) -> str | None:
    """Return a moment as "2026-11-24T18:30:00Z", with milliseconds if it has any. None stays None."""
    if moment is None:
        return None
    precision = "milliseconds" if moment.microsecond else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")
