"""bundel.json, version 1: the format that programs read. Its fields are a contract."""

import json
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any

from bot.content.texts import say
from bot.core.people.follow_ups import Answer
from bot.harvest import json_file
from bot.harvest.bundle.collecting import Bundle, Part
from bot.harvest.bundle.records import Row
from bot.harvest.json_file import iso

VERSION = 1


def write(bundle: Bundle, _zone: tzinfo, path: Path) -> None:
    """Write the bundle as UTF-8 JSON, one contribution at a time and on a line; times in UTC, ISO 8601."""
    lines = (json.dumps(contribution(row), ensure_ascii=False) for row in bundle.watched(path.name))
    json_file.stream(_frame(bundle), lines, path)


def _frame(bundle: Bundle) -> dict[str, Any]:
    return {
        "version": VERSION,
        "title": bundle.title.raw,
        "season": bundle.season,
        "made_at": iso(bundle.made_at),
        "meetups": list(map(_meetup, bundle.parts)),
        "figures": _figures(bundle),
        "contributions": [],
        "rejected": [{"source": rejected.source, "why": say(rejected.why)} for rejected in bundle.rejected],
    }


def _meetup(part: Part) -> dict[str, Any]:
    meetup = part.meetup
    return {
        "uid": meetup.uid,
        "title": meetup.title.raw,
        "kind": meetup.kind,
        "place": meetup.place.raw,
        "province": meetup.province,
        "date": meetup.date and meetup.date.isoformat(),
        "people": meetup.people,
        "contributions": part.tally.contributions,
        "exported_at": iso(meetup.exported_at),
    }


def _figures(bundle: Bundle) -> dict[str, Any]:
    tally = bundle.figures
    return {
        "meetups": len(bundle.parts),
        "people": bundle.people,
        "contributions": tally.contributions,
        "joined": tally.joined,
        "by_kind": _most_first(tally.kinds),
        "by_theme": _most_first(tally.themes),
        "by_province": _most_first(bundle.per_province()),
        "by_label": _most_first({label.raw: n for label, n in tally.labels.items()}),
        "by_role": _most_first({role.value: n for role, n in tally.roles.items()}),
        "followed_up": {answer.value: tally.followed_up[answer] for answer in Answer},
        "commitments": {"confirmed": tally.confirmed, "open": tally.unconfirmed},
    }


def _most_first(counts: Mapping[Any, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def contribution(row: Row) -> dict[str, Any]:
    """Return a contribution as a harvest has it, with its meetup."""
    meetup = row.meetup
    return json_file.contribution(row.item) | {
        "meetup": meetup.title.raw,
        "uid": meetup.uid,
        "place": meetup.place.raw,
        "province": meetup.province,
        "date": meetup.date and meetup.date.isoformat(),
    }
