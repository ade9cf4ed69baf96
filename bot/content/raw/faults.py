"""Faults of raw lines, as sentences. YAML itself would name another line, or lose words."""

from dataclasses import dataclass

from bot.core.words.text import Text, _
from bot.core.words.typed import Typed

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Fault on a line (from 1) at a path of keys."""

    line: int
    keys: Keys
    text: Text


class Faulty(Exception):
    """Lines that can't be read; ``found`` says which, and what to do."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__()
        self.found = found


class Misplaced(Exception):
    """A line behind which nobody can tell where the next ones belong."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


def _short(text: str) -> Typed:
    """Return at most 60 characters of a line."""
    line = " ".join(text.split())
    return Typed(line if len(line) <= 60 else f"{line[:59]}…")


def tab() -> Text:
    return _("This line begins with a tab. Use spaces instead, as many as the lines around it have.")


def strange_space() -> Text:
    return _("There is a space here that YAML does not know. Type it again with the space bar.")


def bullet(mark: str, text: str) -> Text:
    return _(
        "“{mark}” does not begin an item. Write a plain hyphen and a space: “- {text}”.",
        mark=_short(mark),
        text=_short(text),
    )


def no_space_after_dash(text: str) -> Text:
    return _("A space is missing after the hyphen. Write “- {text}”.", text=_short(text))


def no_colon(key: str, value: str) -> Text:
    return _("The colon is missing after “{key}”. Write “{key}: {value}”.", key=_short(key), value=_short(value))


def no_space(key: str, value: str) -> Text:
    return _("A space is missing after the colon. Write “{key}: {value}”.", key=_short(key), value=_short(value))


def no_key(text: str) -> Text:
    return _(
        "“{text}” has no key and no colon. Write “key: value”, or put a # and a space before a note.", text=_short(text)
    )


def loose_text(text: str, key: str, line: int, spaces: int) -> Text:
    return _(
        "“{text}” has no key. Does it belong to “{key}” on line {line}? Then write “{key}: >-” there and put the text "
        "under it, each line after {spaces} spaces.",
        text=_short(text),
        key=_short(key),
        line=line,
        spaces=spaces,
    )


def loose_item(text: str) -> Text:
    return _("A hyphen is missing in front of this item. Write “- {text}”.", text=_short(text))


def capitals(key: str, small: str) -> Text:
    return _("Keys are in small letters. Write “{small}” instead of “{key}”.", key=_short(key), small=small)


def forgotten_dash(key: str, line: int, list_key: str) -> Text:
    return _(
        "“{key}” stands on line {line} already. Does a new item of “{list_key}” begin here? Put “- ” in front of it: "
        "“- {key}: …”, right under the hyphen of the item before.",
        key=_short(key),
        line=line,
        list_key=_short(list_key),
    )


def twice(key: str, line: int) -> Text:
    return _("The key “{key}” stands here twice, also on line {line}. Remove one of them.", key=_short(key), line=line)


def indented(spaces: int, like: str, line: int) -> Text:
    return _(
        "The indentation is not right. Put {spaces} spaces in front, as before “{like}” on line {line}.",
        spaces=spaces,
        like=_short(like),
        line=line,
    )


def item_indented(spaces: int, key: str) -> Text:
    return _(
        "The indentation is not right. Put {spaces} spaces in front of the hyphen, as before the others of “{key}”.",
        spaces=spaces,
        key=_short(key),
    )


def belongs_under(key: str, line: int, spaces: int) -> Text:
    return _(
        "The indentation is not right. Does this belong to “{key}” on line {line}? Put {spaces} spaces in front of the "
        "hyphen.",
        key=_short(key),
        line=line,
        spaces=spaces,
    )


def text_indented(spaces: int, key: str, line: int) -> Text:
    return _(
        "This line belongs to the text of “{key}” on line {line}, and begins too far to the left. Put {spaces} spaces "
        "in front.",
        key=_short(key),
        line=line,
        spaces=spaces,
    )


def hash_sign(text: str) -> Text:
    return _(
        "What stands after a # is a note that nobody gets to read: “{text}”. Is it part of the text? Put the text "
        "between quotation marks or after “>-”.",
        text=_short(text),
    )


def lost(text: str) -> Text:
    return _(
        "Not every word of this line was read: “{text}”. Put the text between quotation marks or after “>-”.",
        text=_short(text),
    )


def backslash() -> Text:
    return _("A backslash between double quotation marks has a meaning of its own. Use single ones: '…'.")


def unclosed_quote(mark: str) -> Text:
    return _(
        "The quotation mark {mark} that opens here is not closed. Put the same mark at the end.", mark=_short(mark)
    )


def unclosed_bracket(mark: str) -> Text:
    return _("The bracket “{mark}” that opens here is not closed.", mark=_short(mark))


def too_deep() -> Text:
    return _("There are too many brackets within brackets here. A programme needs three at the most.")


def reference() -> Text:
    return _(
        "A value that begins with & or * is a reference, and these are not read here. Is it text? Put it between "
        "quotation marks or after “>-”."
    )


def tag(mark: str) -> Text:
    return _("“{mark}” is not read here. Is it text? Put it between quotation marks or after “>-”.", mark=_short(mark))


def divider() -> Text:
    return _("A line of hyphens splits the file in two, and only the first part is read. Remove this line.")


def no_text_key() -> Text:
    return _("Here must be a key and a colon, such as “titel: …”.")
