"""A block as an organiser fills it in on a form: the same values as in a file, with the same sentences on mistakes."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.content.mistakes import BrokenContent
from bot.content.reading import Source, modelled
from bot.core.programme.models import Block, BlockKind, Room
from bot.core.words.text import Refusal, Text
from bot.core.words.typed import Typed

FILE = Path("formulier")
M = TypeVar("M", bound=BaseModel)


def filled_in(old: Block, values: dict[str, Typed]) -> Block:
    """Return a block with the values of a form, by key: titel, duur, tekst, vragen (one a line), url.

    A key that is not there stays as it is. Raises Refusal with a sentence for each value that is not right.
    """
    data: dict[str, Any] = {"titel": old.title.raw, "soort": BlockKind.PLENARY.value, "duur": "10 min"}
    for key in ("titel", "duur", "tekst"):
        if key in values and (key != "tekst" or values[key].raw.strip()):
            data[key] = values[key].raw.strip()
    if "vragen" in values:
        data["vragen"] = [{"tekst": line} for line in _lines(values["vragen"])]
    if "url" in values and values["url"].line:
        title = old.fragment.title if old.fragment else old.title
        data["fragment"] = {"titel": title.raw, "url": values["url"].line.raw.strip()}
    read = _read(Block, data)
    return old.model_copy(update=_changes(old, read, values))


def room_filled_in(old: Room, values: dict[str, Typed]) -> Room:
    """Return what a table has with the values of a form, by key: tekst, vragen, richtingen (one a line), url.

    Raises Refusal, as ``filled_in``.
    """
    data: dict[str, Any] = {"titel": old.name.raw, "richtingen": _lines(values["richtingen"])}
    data["vragen"] = [{"tekst": line} for line in _lines(values["vragen"])]
    if values["tekst"].raw.strip():
        data["tekst"] = values["tekst"].raw.strip()
    if values["url"].line:
        title = old.fragment.title if old.fragment else old.name
        data["fragment"] = {"titel": title.raw, "url": values["url"].line.raw.strip()}
    read = _read(Room, data)
    same = old.fragment is not None and read.fragment is not None and read.fragment.url == old.fragment.url
    return old.model_copy(
        update={
            "text": read.text,
            "prompts": read.prompts,
            "directions": read.directions,
            "fragment": old.fragment if same else read.fragment,
        }
    )


def _lines(words: Typed) -> list[str]:
    return [line.raw.strip() for line in words.lines if line.raw.strip()]


def _read(model: type[M], data: dict[str, Any]) -> M:
    try:
        return modelled(model, Source(FILE, data, {}, {}))
    except BrokenContent as broken:
        lines = (Text.of(Typed(mistake.key), ": ", mistake.text) for mistake in broken.mistakes)
        raise Refusal(Text.lines(*lines)) from broken


def _changes(old: Block, read: Block, values: dict[str, Typed]) -> dict[str, object]:
    changes: dict[str, object] = {"title": read.title}
    if "duur" in values:
        changes["length"] = read.length
    if "tekst" in values:
        changes["text"] = read.text
    if "vragen" in values:
        changes["prompts"] = read.prompts
    if "url" in values and (read.fragment is None or old.fragment is None or read.fragment.url != old.fragment.url):
        changes["fragment"] = read.fragment
    return changes
