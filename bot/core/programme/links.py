"""Links in a programme that lead nowhere: placeholders not filled in, and malformed links in a text."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.core.programme.models import Block, Programme, Room
from bot.core.words.text import Text, _
from bot.core.words.typed import Markup, Typed

# Placeholders that people leave where a link is still to come.
_NOT_FILLED_IN = re.compile(
    r"example\.(com|org|net|nl)$|voorbeeld\.(nl|com)$|\.(example|invalid|test|local|localhost)$|^localhost$",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(r"x{3,}|…|\.{3}|\btodo\b|vul-(?:hier-)?in\b|(?:jouw|je|hier-de)-link", re.IGNORECASE)
# Text that looks like an attempt at a link.
_MEANT = re.compile(r"(?:www\.|h?t{1,3}ps?[:;/])\S+", re.IGNORECASE)
_AROUND = "()[]<>{}\"'“”‘’,.;:!?*_"


def doubtful(programme: Programme) -> Iterator[tuple[Typed, Typed, Text]]:
    """Yield every link that leads nowhere: where it stands, the link, and what to do.

    It stands in a block (its title) or a room (block and room); for the programme's description the place is empty.
    """
    for where, link in _links(programme):
        if (problem := problem_of(link)) is not None:
            yield where, Typed(link), problem


# Pages about the whole series, its meetups or its knowledge base: no fragment stands on them.
_ABOUT_ALL = {"human.nl/klassen", "human.nl/klassen/meetups", "gelijkekansenindeklas.nl"}
_FRONT = re.compile(r"/?(?:(?:index|home|default)(?:\.\w+)?|nl|en)?/?", re.IGNORECASE)


def without_fragment(programme: Programme) -> Iterator[Typed]:
    """Yield where a fragment has a link to a home page only, so that somebody still has to choose one."""
    for where, part in _parts(programme):
        if part.fragment and is_home_page(part.fragment.url):
            yield where


def is_home_page(link: str) -> bool:
    """Return whether a link leads to a site as a whole, or to a page about the whole series, not to a fragment."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    page = f"{(parts.hostname or '').removeprefix('www.')}{parts.path}".rstrip("/").lower()
    return not parts.query and (bool(_FRONT.fullmatch(parts.path)) or page in _ABOUT_ALL)


def problem_of(link: str) -> Text | None:
    """Return what is wrong with the form of a link, or None.

    Nothing is fetched: whether it leads somewhere, only a browser can tell.
    """
    if link.lower().startswith("www."):
        return _("Write https:// in front of it.")
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not link.lower().startswith(("http://", "https://")) or not host:
        return _("This is no link. It begins with https:// and a website.")
    if _NOT_FILLED_IN.search(host) or _STILL_TO_COME.search(link):
        return _("This is still an example. Put the real link there.")
    if "." not in host.strip(".") or not re.fullmatch(r"[\w.:-]+", host):
        return _("This is no website. Is there a mistake in it?")
    return None


def _links(programme: Programme) -> Iterator[tuple[Typed, str]]:
    yield from ((Typed(""), link) for link in _in_text(programme.description))
    for where, part in _parts(programme):
        yield from ((where, link) for link in _of(part))


def _parts(programme: Programme) -> Iterator[tuple[Typed, Block | Room]]:
    """Yield every block and every room of a programme, each with the words for where it stands."""
    for block in programme.blocks:
        yield block.title, block
        yield from ((Typed(f"{block.title.raw}, {room.name.raw}"), room) for room in block.rooms)


def _of(part: Block | Room) -> Iterator[str]:
    if part.fragment:
        yield part.fragment.url
        yield from _in_text(part.fragment.remark)
    yield from _in_text(part.text)
    for prompt in part.prompts:
        yield from _in_text(prompt.text)
    if isinstance(part, Room):
        for direction in part.directions:
            yield from _in_text(direction)


def _in_text(text: Markup | None) -> Iterator[str]:
    return (found[0].rstrip(_AROUND) for found in _MEANT.finditer(text.raw if text else ""))
