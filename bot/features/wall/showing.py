"""What a block shows of harvests: chosen once when it begins, and as its authors let others read it from then on."""

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.people import follow_ups as follow_up_rules
from bot.core.people import shows as rules
from bot.core.people.wall import Piece
from bot.core.programme.shows import From, Show
from bot.core.words.text import Text
from bot.features.follow_ups import telling
from bot.features.wall import current, growing
from bot.features.wall import views as wall_views
from bot.features.wall import words as wall_words
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.views import lasting
from bot.storage import attendance, contributions, follow_ups, meetups, shows, walls

NOTHING = "show nothing"  # the part that says so


async def keep(scene: Scene) -> None:
    """Post what the block shows, one message a screenful; or bring it up to date, and remove what may not be shown."""
    show, db = scene.block.show, scene.bot.db.read
    if show is None or scene.slot.started is None:  # it was begun by mistake
        return
    if show.grows:
        await growing.keep(scene)
        return
    known = {one.id: one for one in await meetups.of_server(db, scene.meetup.server, *State)}
    sources = rules.sources(show, scene.meetup, known.values())
    chosen = await shows.of_block(db, scene.meetup.id, scene.cue.block)
    if not chosen and not scene.slot.ended:
        chosen = [*rules.chosen(show, await _pieces(scene, sources), sources)]
        async with scene.bot.db.transaction() as transaction:
            await shows.add(transaction, scene.meetup.id, scene.cue.block, [one for one in chosen if one], scene.now)
    above = await _above(scene, show, sources)
    boards = [chosen[at : at + walls.ON_BOARD] for at in range(0, len(chosen), walls.ON_BOARD)]
    messages = [
        message for n, board in enumerate(boards) for message in _board(scene, n, board, known, [] if n else above)
    ]
    if not messages:
        nothing = wall_words.nothing_to_show(show.source, sources)
        messages = scene.to_plenary(NOTHING, Text.lines(*above[1:], nothing))
    if messages and show.source is From.PREVIOUS and sources:
        messages[-1] = _with_own(messages[-1], sources[0], scene)
    await current.keep(scene, messages, posts_new=not scene.slot.ended)


def _with_own(message: Message, meetup: Meetup, scene: Scene) -> Message:
    """Return a message with the button to one's own plans of the meetup before."""
    view = message.view if isinstance(message.view, discord.ui.View) else lasting()
    return replace(message, view=view.add_item(telling.button(meetup, scene.say)))


async def choose_anew(scene: Scene) -> None:
    """Forget what a block has chosen to show that was begun by mistake."""
    async with scene.bot.db.transaction() as db:
        await shows.clear(db, scene.meetup.id, scene.cue.block)


async def _pieces(scene: Scene, sources: Sequence[Meetup]) -> list[Piece]:
    return [piece for source in sources for piece in await walls.of_meetup(scene.bot.db.read, source.id)]


async def _above(scene: Scene, show: Show, sources: Sequence[Meetup]) -> list[Text]:
    """Return the heading, and of a season its figures."""
    if not sources:
        return []
    above = ["## " + wall_words.show_heading(show.source, sources)]
    if show.source is From.PREVIOUS:
        total, told = await follow_ups.counts(scene.bot.db.read, sources[0].id, follow_up_rules.FOLLOWED)
        above.append("🔁 " + follow_up_rules.counted(total, told))
    if show.source is From.SEASON:
        db, ids = scene.bot.db.read, [source.id for source in sources]
        people = [await attendance.people(db, id) for id in ids]
        above.append(wall_words.figures(len(ids), sum(people), await contributions.counted(db, ids)))
    return above


def _board(
    scene: Scene, n: int, board: Sequence[Piece | None], known: dict[int, Meetup], above: Sequence[Text]
) -> list[Message]:
    """Return one message of a show; none where nothing in it may be shown any more."""
    assert scene.block.show is not None
    there = [piece for piece in board if piece and rules.may_show(piece, known.get(piece.item.meetup))]
    if not there:
        return []
    text = wall_words.shown(scene.block.show, there, known, above)
    view = wall_views.under_show(scene.meetup, there, scene.say)
    return scene.to(scene.venue.one(PlaceKind.PLENARY), f"show {n}", text, view)
