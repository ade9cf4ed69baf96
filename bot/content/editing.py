"""Change values in the text of a programme file; whatever else stands there, notes too, stays as it is."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.mistakes import BrokenContent
from bot.content.raw.faults import Keys
from bot.content.reading import Source, source_of
from bot.core.words.escaping import one_line
from bot.core.words.text import Refusal, _

_INDENT = re.compile(r"\s*(?:-\s+)*")
BETWEEN_BRACKETS = _(
    "I can't change this here without changing more of the file. `/programma toon` gives you the file."
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


def with_values(text: str, source: Source, keys: Keys, changes: Mapping[str, str]) -> str:
    """Return the text of a programme with these values of a block or a table, as a form has them; an empty one goes.

    ``keys`` is its path; questions stand one on each line. What stands between brackets is written in lines of its
    own first. Raises Refusal where that can't be.
    """
    for size in range(2, len(keys) + 1, 2):  # the block, and then its table
        text, source = _spread(text, source, keys[:size])
    found, raw = _lines_of(text), _at(source, keys)
    if not isinstance(raw, dict):
        raise Refusal(BETWEEN_BRACKETS)
    starts = {key: source.lines[(*keys, key)] - 1 for key in raw}
    if len(set(starts.values())) < len(starts):
        raise Refusal(BETWEEN_BRACKETS)
    first, end = min(starts.values()), _end_of_item(source, keys, len(found))
    indent = " " * len(_prefix(found[first]))
    behind = _end_of_value(found, starts.get("duur", first), [*starts.values(), end])  # where what is new comes
    wanted = raw | ({"titel": changes["titel"]} if "titel" in changes else {})
    # From the last line up, so that the lines above keep their numbers.
    for key, value in sorted(changes.items(), key=lambda item: -starts.get(_key(item[0]), behind - 0.5)):
        name = _key(key)
        new = _written(key, value, wanted, indent)
        if name in starts:
            at, until = starts[name], _end_of_value(found, starts[name], [*starts.values(), end])
            front = _prefix(found[at])
            if new:
                new = [front + new[0][len(indent) :] + (_note(found, at, until) if len(new) == 1 else ""), *new[1:]]
            elif front != indent:
                raise Refusal(BETWEEN_BRACKETS)  # the first key of a block is never empty
            found[at:until] = new
        elif new:
            found[behind:behind] = new
    return "\n".join(found)


def _at(source: Source, keys: Keys) -> Any:
    value: Any = source.data
    for key in keys:
        value = value[key]
    return value


def _spread(text: str, source: Source, keys: Keys) -> tuple[str, Source]:
    """Return the text, and its source, with an item of a list that stands between brackets in lines of its own.

    Raises Refusal where it would read otherwise.
    """
    found, at = _lines_of(text), source.lines[keys] - 1
    front = _prefix(found[at])
    if "-" not in front or not found[at].startswith("{", len(front)):
        return text, source
    until = _end_of_value(found, at, [_end_of_item(source, keys, len(found))])
    lines = _lines_between(_at(source, keys), " " * len(front))
    note = re.search(r"\}(\s+#[^}]*)$", found[until - 1])
    found[at:until] = [front + lines[0][len(front) :] + (note[1] if note else ""), *lines[1:]]
    text = "\n".join(found)
    try:
        after = source_of(source.path, text.encode())
    except BrokenContent as broken:
        raise Refusal(BETWEEN_BRACKETS) from broken
    if after.data != source.data:
        raise Refusal(BETWEEN_BRACKETS)
    return text, after


def _lines_between(value: Any, indent: str) -> list[str]:
    """Return the lines of what stood between brackets: keys with values, or a list."""
    lines: list[str] = []
    for key, inner in value.items() if isinstance(value, dict) else ((None, item) for item in value):
        begin = f"{indent}-" if key is None else f"{indent}{key}:"
        if isinstance(inner, dict | list) and inner:
            within = _lines_between(inner, indent + "  ")
            if key is None:
                begin, within = f"{begin} {within[0].lstrip()}", within[1:]
            lines += [begin, *within]
        elif isinstance(inner, str) and "\n" in inner:
            lines += [f"{begin} |-", *(f"{indent}  {line}".rstrip() for line in inner.split("\n"))]
        else:
            lines.append(f"{begin} {quoted(inner)}" if isinstance(inner, str) else begin)
    return lines


def _key(field: str) -> str:
    return "fragment" if field == "url" else field


def _lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _prefix(line: str) -> str:
    found = _INDENT.match(line)
    return found[0] if found else ""


def _end_of_item(source: Source, keys: Keys, last: int) -> int:
    begins = source.lines[keys]
    after = [line - 1 for other, line in source.lines.items() if line > begins and other[: len(keys)] != keys]
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
    if key == "richtingen":
        return [f"{indent}richtingen:", *(f"{indent}  - {quoted(line)}" for line in words if line)]
    if key == "url":
        old = raw.get("fragment")
        title = (old.get("titel") if isinstance(old, dict) else None) or raw.get("titel") or raw.get("thema")
        inside = (f"titel: {quoted(str(title))}", f"url: {quoted(value)}")
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
