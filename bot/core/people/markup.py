"""Discord's markup in a chat message: what is not the writer's own words, and marks whose other half is cut off."""

import re
from functools import lru_cache

_NOT_SAID = re.compile(
    r"""
      ```.*?```                              # a block of code
    | (?<!`)(`+)(?!`).+?(?<!`)\1(?!`)        # code in a line
    | (?:^|(?<=\n))[ \t]*>>>[ ].*            # a quote up to the end
    | (?:^|(?<=\n))[ \t]*>[ ][^\n]*          # a quoted line
    | \]\([^)\s]*\)                          # the address of a masked link
    | (?P<link><?(?:https?://|www\.)[^\s>]*>?)
    | (?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+               # an e-mail address
    | ~~.*?~~                                # struck out
    | [‘'’`´]\#\w+[’'‘`´]                    # the tag itself, between single quotation marks
    | (?<!\w)'(?=\#)[^'\n]*'(?!\w)          # what somebody else tagged
    | (?P<quoted>"[^"\n]*" | “[^”\n]*” | „[^”“\n]*[”“] | «[^»\n]*» | (?<!\w)[‘][^’\n]*[’](?!\w))
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
LINK = "\ue000"  # stands for each character of a link, which is no word, but something said
Place = tuple[int, int]  # from where to where
_MARK = re.compile(r"\*{1,3}|_{1,3}|\|\|")


def masked(message: str) -> str:
    """Return the message with spaces in place of all in which a tag is none; as long as the message.

    Words between quotation marks are somebody else's where a tag stands with them; else they are left.
    """
    return _NOT_SAID.sub(_blank, message)


def _blank(part: re.Match[str]) -> str:
    if part["quoted"] and "#" not in part["quoted"]:
        return part[0]
    return LINK * len(part[0]) if part["link"] else re.sub(r"[^\n]", " ", part[0])


def without_halves(message: str, start: int, end: int) -> str:
    """Return the words between two places, without marks whose other half stands outside them."""
    text, at = [], start
    for begin, stop in _halves(message, start, end):
        text.append(message[at:begin])
        at = stop
    return "".join([*text, message[at:end]])


def _halves(message: str, start: int, end: int) -> list[Place]:
    """Return the marks between two places whose other half is not, in order."""
    inside = [[mark for mark in pair if start <= mark[0] and mark[1] <= end] for pair in pairs(message)]
    return sorted(marks[0] for marks in inside if len(marks) == 1)


@lru_cache(maxsize=1)  # asked again for each contribution in a message
def pairs(message: str) -> list[tuple[Place, Place]]:
    """Return the places of marks that belong together: bold, italics, underline, spoiler; each of a run by itself."""
    waiting: list[tuple[str, int, int]] = []
    found = []
    for mark in _MARK.finditer(masked(message)):
        text, start, end = mark[0], mark.start(), mark.end()
        before, after = message[start - 1 : start], message[end : end + 1]
        if "_" in text and before.isalnum() and after.isalnum():
            continue  # within a word
        opener = next((number for number in range(len(waiting) - 1, -1, -1) if waiting[number][0] == text), None)
        if opener is not None and before.strip():
            _text, *place = waiting[opener]
            found.append(((place[0], place[1]), (start, end)))
            del waiting[opener:]
        elif after.strip():
            waiting.append((text, start, end))
    return found
