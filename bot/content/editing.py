"""Change a value in the text of a programme file; whatever else stands there, notes too, stays as it is."""

import re
from collections.abc import Mapping

from bot.content.raw.faults import Keys
from bot.core.words.escaping import one_line


def retitled(text: str, lines: Mapping[Keys, int], title: str) -> str:
    """Return the text of a programme with another title; ``lines`` has the line of each path of keys, from 1."""
    found = text.replace("\r\n", "\n").split("\n")
    at = lines[("titel",)] - 1
    until = at + 1
    while until < len(found) and found[until].startswith((" ", "\t")) and found[until].strip():
        until += 1  # a title over several lines
    note = re.search(r"\s+#.*$", found[at]) if until == at + 1 and found[at].rstrip().count("#") == 1 else None
    found[at:until] = [f"titel: {quoted(title)}{note[0] if note else ''}"]
    return "\n".join(found)


def quoted(words: str) -> str:
    """Return words as a value of YAML on one line."""
    return "'" + one_line(words).replace("'", "''") + "'"
