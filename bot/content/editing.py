"""Change values in the text of a programme file; whatever else stands there, notes too, stays as it is."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.raw.faults import Keys
from bot.content.reading import Source
from bot.core.words.escaping import one_line
from bot.core.words.text import Refusal, _

_INDENT = re.compile(r"\s*(?:-\s+)*")
BETWEEN_BRACKETS = _(
    "This block stands between brackets on one line, so I can't change it here. `/programma toon` gives you the file."
)


def retitled(text: str, lines: Mapping[Keys, int], title: str) -> str:
    """Return the text of a programme with another title; ``lines`` has the line of each path of keys, from 1."""
    found = _lines_of(text)
    at = lines[("titel",)] - 1
    until = at + 1
    while until < len(found) and found[until].startswith((" ", "\t")) and found[until].strip():
        until += 1  # a title over several lines
    found[at:until] = [f"titel: {quoted(title)}{_note(found, at, until)}"]
    return "\n".join(found)


def with_block(text: str, source: Source, number: int, changes: Mapping[str, str]) -> str:
    """Return the text of a programme with these values of a block, as a form has them; an empty one goes.

    Questions stand one on each line. Raises Refusal where the block stands between brackets on one line.
    """
    found, raw = _lines_of(text), source.data["blokken"][number]
    if not isinstance(raw, dict):
        raise Refusal(BETWEEN_BRACKETS)
    starts = {key: source.lines[("blokken", number, key)] - 1 for key in raw}
    if len(set(starts.values())) < len(starts):
        raise Refusal(BETWEEN_BRACKETS)
    end = _end_of_block(source, number, len(found))
    indent = " " * len(_prefix(found[starts["titel"]]))
    behind = _end_of_value(found, starts["duur"], [*starts.values(), end])  # where what is new comes
    wanted = raw | {"titel": changes.get("titel", raw["titel"])}
    # From the last line up, so that the lines above keep their numbers.
    for key, value in sorted(changes.items(), key=lambda item: -starts.get(_key(item[0]), behind - 0.5)):
        name = _key(key)
        new = _written(key, value, wanted, indent)
        if name in starts:
            at, until = starts[name], _end_of_value(found, starts[name], [*starts.values(), end])
            first = _prefix(found[at])
            if new:
                new = [first + new[0][len(indent) :] + (_note(found, at, until) if len(new) == 1 else ""), *new[1:]]
            elif first != indent:
                raise Refusal(BETWEEN_BRACKETS)  # the first key of a block is never empty
            found[at:until] = new
        elif new:
            found[behind:behind] = new
    return "\n".join(found)


def _key(field: str) -> str:
    return "fragment" if field == "url" else field


def _lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _prefix(line: str) -> str:
    found = _INDENT.match(line)
    return found[0] if found else ""


def _end_of_block(source: Source, number: int, last: int) -> int:
    begins = source.lines[("blokken", number)]
    after = [line - 1 for keys, line in source.lines.items() if line > begins and keys[:2] != ("blokken", number)]
    return min(after, default=last)


def _end_of_value(found: Sequence[str], at: int, starts: Sequence[int]) -> int:
    """Return the line behind a value: before the next key, and the blank lines and notes above that."""
    until = min(start for start in starts if start > at)
    while until > at + 1 and (not found[until - 1].strip() or found[until - 1].lstrip().startswith("#")):
        until -= 1
    return until


def _note(found: Sequence[str], at: int, until: int) -> str:
    """Return the note behind a value on one line, with the spaces before it."""
    note = re.search(r"\s+#.*$", found[at]) if until == at + 1 and found[at].rstrip().count("#") == 1 else None
    return note[0] if note else ""


def _written(key: str, value: str, raw: Mapping[str, Any], indent: str) -> list[str]:
    """Return the lines of a value; none for an empty one."""
    words = [line.strip() for line in value.strip().split("\n")]
    if not any(words):
        return []
    if key == "vragen":
        return [f"{indent}vragen:", *_questions([line for line in words if line], raw.get("vragen"), indent)]
    if key == "url":
        old = raw.get("fragment")
        title = old.get("titel") if isinstance(old, dict) else None
        inside = (f"titel: {quoted(str(title or raw['titel']))}", f"url: {quoted(value)}")
        return [f"{indent}fragment:", *(f"{indent}  {line}" for line in inside)]
    if len(words) > 1:
        return [f"{indent}{key}: |", *(f"{indent}  {line}".rstrip() for line in words)]
    return [f"{indent}{key}: {quoted(words[0])}"]


def _questions(words: Sequence[str], old: Any, indent: str) -> list[str]:
    """Return the lines of questions; as many as before keep the moments of before."""
    before = old if isinstance(old, list) and len(old) == len(words) else [None] * len(words)
    lines: list[str] = []
    for text, item in zip(words, before, strict=True):
        moment = item.get("na") if isinstance(item, dict) else None
        if moment is None:
            lines.append(f"{indent}  - tekst: {quoted(text)}")
        else:
            lines += [f"{indent}  - na: {moment}", f"{indent}    tekst: {quoted(text)}"]
    return lines


def quoted(words: str) -> str:
    """Return words as a value of YAML on one line."""
    return "'" + one_line(words).replace("'", "''") + "'"
