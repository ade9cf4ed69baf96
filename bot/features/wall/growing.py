"""A list that grows in the plenary while people bring in: who takes on what, under what, and by when."""

from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind
from bot.core.people import commitments, owners, sentences
from bot.core.people import shows as rules
from bot.core.people.contributions import Contribution
from bot.core.people.wall import Piece
from bot.core.words.text import Text, _, ngettext
from bot.features.contributions import filled, owning, parents
from bot.features.wall import current
from bot.platform import limits
from bot.platform.scene import Scene
from bot.platform.views import lasting
from bot.storage import contributions, walls

ROOM = limits.MESSAGE - 200  # characters of entries in one message; above them comes a heading
WHO, WORDS, FACTS, UNDER = 60, 120, 120, 80  # characters
NOTHING = 0  # in place of the id of what something stands under


async def keep(scene: Scene) -> None:
    """Post the list of a block, or bring it up to date; one message, and another one when that is full.

    What was chosen by dots stands there too before anything is brought in under it, with a button for that.
    """
    show, db = scene.block.show, scene.bot.db.read
    assert show is not None
    all_of_it = await walls.of_meetup(db, scene.meetup.id)
    pieces = rules.listed(show, all_of_it, scene.meetup)
    chosen = rules.chosen_above(show, all_of_it, scene.meetup)
    above = {item.id: item for item in chosen} | await _above(scene, pieces)
    boards = _boards(scene, [*_lines(scene.meetup, pieces, above, chosen)])
    if not boards:
        boards = [[_("Nothing here yet. What you write down comes here by itself.")]]
    boards[0].insert(0, "📜 " + Text.bold(scene.block.title))
    plenary = scene.venue.one(PlaceKind.PLENARY)
    messages = []
    for n, board in enumerate(boards):
        view = _buttons(scene, chosen, pieces) if n == len(boards) - 1 else None
        messages += scene.to(plenary, f"list {n}", Text.lines(*board), view)
    await current.keep(scene, messages, posts_new=not scene.slot.ended)


def _buttons(scene: Scene, chosen: Sequence[Contribution], pieces: Sequence[Piece]) -> discord.ui.View | None:
    """Return a button for each thing that was chosen, to bring in what is done for it, and one to take one's own."""
    numbered = enumerate(chosen, start=1)
    found = (parents.buttons(item, scene.meetup.programme, f" · {n}", scene.say) for n, item in numbered)
    all_of_them = [button for buttons in found for button in buttons]
    if any(owners.has_owner(piece.item.kind) for piece in pieces):
        all_of_them.append(owning.button(scene.meetup, scene.say))
    return lasting(*all_of_them) if all_of_them else None


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


def _lines(
    meetup: Meetup, pieces: Sequence[Piece], above: Mapping[int, Contribution], chosen: Sequence[Contribution]
) -> Iterator[Text]:
    """Yield what was chosen with what stands under it, then the rest by what it is for, last what is for nothing."""
    under: dict[int, list[Piece]] = {item.id: [] for item in chosen}
    for piece in pieces:
        parent = piece.item.parent or NOTHING
        under.setdefault(parent if parent in above else NOTHING, []).append(piece)
    loose = under.pop(NOTHING, [])
    numbers = {item.id: number for number, item in enumerate(chosen, start=1)}
    for id, entries in under.items():
        words = Text.cut(sentences.opened(above[id].kind, above[id].text.line), UNDER)
        if id in numbers:
            yield Text.bold(Text.of(f"🎯 {numbers[id]}. ", words))
        else:
            yield "-# ↳ " + _("For: {words}", words=words)
        yield from (_entry(meetup, piece) for piece in entries)
        if not entries:
            yield "-# " + _("Nothing stands under it yet.")
    yield from (_entry(meetup, piece) for piece in loose)


def _entry(meetup: Meetup, piece: Piece) -> Text:
    by = commitments.by(piece.item, meetup)
    words = Text.cut(sentences.opened(piece.item.kind, piece.item.text.line), WORDS)
    facts = [*filled.for_others(piece.item, meetup)]
    if piece.joined:
        facts.append("🙋 " + ngettext("one person joins", "{n} people join", piece.joined))
    who = Text.of(Text.bold(Text.cut(Text.join(", ", by), WHO)), ": ") if by else Text.of()
    line = Text.of("- ", who, words)
    return Text.of(line, " · ", Text.cut(Text.join(" · ", facts), FACTS)) if facts else line
