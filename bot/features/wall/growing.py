"""A list that grows in the plenary while people bring in: who takes on what, under what, and by when."""

from collections.abc import Iterator, Mapping, Sequence

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind
from bot.core.people import commitments, sentences
from bot.core.people import shows as rules
from bot.core.people.contributions import Contribution
from bot.core.people.wall import Piece
from bot.core.words.text import Text, _, ngettext
from bot.features.contributions import filled
from bot.features.wall import current
from bot.platform import limits
from bot.platform.scene import Scene
from bot.storage import contributions, walls

ROOM = limits.MESSAGE - 200  # characters of entries in one message; above them comes a heading
WHO, WORDS, FACTS, UNDER = 60, 120, 120, 80  # characters


async def keep(scene: Scene) -> None:
    """Post the list of a block, or bring it up to date; one message, and another one when that is full."""
    show = scene.block.show
    assert show is not None
    pieces = rules.listed(show, await walls.of_meetup(scene.bot.db.read, scene.meetup.id), scene.meetup)
    above = await _above(scene, pieces)
    lines = [*_lines(scene.meetup, rules.by_parent(pieces, above), above)]
    boards = _boards(scene, lines) or [[_("Nothing here yet. What you write down comes here by itself.")]]
    boards[0].insert(0, "📜 " + Text.bold(scene.block.title))
    plenary = scene.venue.one(PlaceKind.PLENARY)
    messages = [
        message for n, board in enumerate(boards) for message in scene.to(plenary, f"list {n}", Text.lines(*board))
    ]
    await current.keep(scene, messages, posts_new=not scene.slot.ended)


async def _above(scene: Scene, pieces: Sequence[Piece]) -> dict[int, Contribution]:
    """Return what these stand under, by its id, as far as everybody may read that."""
    ids = {piece.item.parent for piece in pieces if piece.item.parent}
    found = [await contributions.get(scene.bot.db.read, id) for id in ids]
    return {item.id: item for item in found if item and item.text and item.is_for_all}


def _boards(scene: Scene, lines: Sequence[Text]) -> list[list[Text]]:
    """Return the lines of each message, as many as fit."""
    boards, left = list[list[Text]](), 0
    for line in lines:
        length = len(scene.say(line)) + 1
        if length > left:
            boards.append([])
            left = ROOM
        boards[-1].append(line)
        left -= length
    return boards


def _lines(meetup: Meetup, pieces: Sequence[Piece], above: Mapping[int, Contribution]) -> Iterator[Text]:
    under = None
    for piece in pieces:
        parent = above.get(piece.item.parent or 0)
        if parent != under and parent:
            words = Text.cut(sentences.opened(parent.kind, parent.text.line), UNDER)
            yield "-# ↳ " + _("For: {words}", words=words)
        under = parent
        yield _entry(meetup, piece)


def _entry(meetup: Meetup, piece: Piece) -> Text:
    by = commitments.by(piece.item, meetup)
    words = Text.cut(sentences.opened(piece.item.kind, piece.item.text.line), WORDS)
    facts = [*filled.for_others(piece.item, meetup)]
    if piece.joined:
        facts.append("🙋 " + ngettext("one person joins", "{n} people join", piece.joined))
    who = Text.of(Text.bold(Text.cut(Text.join(", ", by), WHO)), ": ") if by else Text.of()
    line = Text.of("- ", who, words)
    return Text.of(line, " · ", Text.cut(Text.join(" · ", facts), FACTS)) if facts else line
