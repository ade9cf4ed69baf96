"""A block as an organiser fills it in on a form: the same values as in a file, with the same sentences on mistakes."""

from pathlib import Path
from typing import Any

from bot.content.mistakes import BrokenContent
from bot.content.reading import Source, modelled
from bot.core.programme.models import Block, BlockKind
from bot.core.words.text import Refusal, Text
from bot.core.words.typed import Typed

FILE = Path("formulier")


def filled_in(old: Block, values: dict[str, Typed]) -> Block:
    """Return a block with the values of a form, by key: titel, duur, tekst, vragen (one a line), url.

    A key that is not there stays as it is. Raises Refusal with a sentence for each value that is not right.
    """
    data: dict[str, Any] = {"titel": old.title.raw, "soort": BlockKind.PLENARY.value, "duur": "10 min"}
    for key in ("titel", "duur", "tekst"):
        if key in values and (key != "tekst" or values[key].raw.strip()):
            data[key] = values[key].raw.strip()
    if "vragen" in values:
        data["vragen"] = [{"tekst": line.raw.strip()} for line in values["vragen"].lines if line.raw.strip()]
    if "url" in values and values["url"].line:
        title = old.fragment.title if old.fragment else old.title
        data["fragment"] = {"titel": title.raw, "url": values["url"].line.raw.strip()}
    try:
        read = modelled(Block, Source(FILE, data, {}, {}))
    except BrokenContent as broken:
        lines = (Text.of(Typed(mistake.key), ": ", mistake.text) for mistake in broken.mistakes)
        raise Refusal(Text.lines(*lines)) from broken
    return old.model_copy(update=_changes(old, read, values))


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
