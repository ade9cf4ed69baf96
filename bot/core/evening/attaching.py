"""Which block a moderator gives an attachment to."""

from collections.abc import Sequence

from bot.core.evening.slots import Timeline
from bot.core.programme.models import Programme
from bot.core.words.plain import fitting, plain
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed


def open_blocks(timeline: Timeline) -> list[int]:
    """Return the numbers of the blocks that can still get an attachment: the one that goes on, and those to come."""
    current = [timeline.current.block] if timeline.current else []
    return [*current, *(slot.block for slot in timeline.to_come)]


def offered(typed: Typed, programme: Programme, timeline: Timeline) -> list[tuple[int, Typed]]:
    """Return the number, from 1, and the title of each open block in which what was typed so far stands."""
    wanted = plain(typed.raw)
    titles = [(block + 1, programme.blocks[block].title) for block in open_blocks(timeline)]
    return [(number, title) for number, title in titles if wanted in f"{number} {plain(title.raw)}"]


def meant(typed: Typed, programme: Programme, timeline: Timeline) -> int:
    """Return the block that is meant by its number, from 1, or its title; without words the first that is open.

    Raises Refusal where there is none, or it is over.
    """
    blocks = open_blocks(timeline)
    if not blocks:
        raise Refusal(_("No part of this meetup is to come any more, so this file has no place. Put it in the chat."))
    found = named(typed, programme, blocks)
    if found not in blocks:
        title = programme.blocks[found].title
        raise Refusal(_("“{block}” is over, so nothing can be posted with it. Choose one to come.", block=title))
    return found


def named(typed: Typed, programme: Programme, blocks: Sequence[int]) -> int:
    """Return the block of this number, from 1, or title, one of ``blocks`` if it can be; without words the first.

    Raises Refusal where there is no such block.
    """
    wanted = typed.line.raw
    if not wanted:
        return blocks[0]
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 4:
        found = [int(wanted) - 1] if 0 < int(wanted) <= len(programme.blocks) else []
    else:
        alike = fitting(typed, [block.title for block in programme.blocks])
        found = [block for block in alike if block in blocks] or alike
    if not found:
        titles = tuple(programme.blocks[block].title for block in blocks[:10])
        raise Refusal(_("There is no part “{name}”. Choose one of: {titles}.", name=typed.line, titles=titles))
    return found[0]
