"""Notes behind a value, such as `duur: 15 min   # kort`."""

import re

_HASH = re.compile(r"(?P<space>\s+)(?P<note>#.*)$")
_NOTE = re.compile(r"(?P<space>\s+)(?P<note>#(?:\s.*)?)$")
_APART = re.compile(r"  |\t")  # a space that does not break belongs to a text


class Doubt(Exception):
    """A # that may begin a note or be part of the text."""

    def __init__(self, note: str) -> None:
        super().__init__()
        self.note = note


def without_note(value: str, is_text: bool) -> tuple[str, str]:
    """Return the words and the note of a value.

    In a text, `#morgen` is a word; only `# ` after two spaces is a note, and after one space nobody can tell: Doubt.
    """
    if not is_text:
        found = _HASH.search(value)
        return (value[: found.start()], found["note"]) if found else (value, "")
    if value.lstrip().startswith("# "):
        raise Doubt(value.strip())
    found = _NOTE.search(value)
    if found is None or re.search(r"\s#\S", value):
        return value, ""
    if not _APART.search(found["space"]) or not found["note"].strip("# "):
        raise Doubt(found["note"])
    return value[: found.start()], found["note"]
