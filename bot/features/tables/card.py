"""The card at a table: the current question, the time left and the buttons, always the last message there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import Step
from bot.core.tables import cards
from bot.core.tables.cards import Moment
from bot.core.words.text import Part, Text
from bot.features.programmes import words as programme_words
from bot.features.tables import talking
from bot.features.tables import views as table_views
from bot.features.tables import words as table_words
from bot.features.tables.talking import AtTable
from bot.platform import lookup, standing
from bot.platform.app import App
from bot.platform.errands import Errand
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.troubles import Missing
from bot.storage import calls, places, timelines
from bot.storage.database import Transaction

PART = "card"
CARDS = {PlaceKind.TABLE: CueKind.TABLE_CARD, PlaceKind.PLENARY: CueKind.TURNOUT}  # what is kept in sight where
CALM = timedelta(seconds=2)  # between what makes the card move and its moving (our choice)


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of one table shows; the one that stands has this many ``questions``, for so many ``news``."""

    table: AtTable
    help_comes: bool
    questions: int
    news: int


async def wake(db: Transaction, meetup: int, block: int, now: datetime, wait: timedelta = timedelta()) -> None:
    """Have the cards at the tables of a block brought up to date, at ``now + wait``."""
    await timelines.ensure(db, meetup, CueKind.TABLE_CARD, now, wait, block=block)


async def stir(scene: Scene) -> None:
    """Have the cards of the block of this scene brought up to date now."""
    async with scene.bot.db.transaction() as db:
        await wake(db, scene.meetup.id, scene.cue.block, scene.now)


async def heard(app: App, channel: int) -> None:
    """Count a line of chat at a table or in the plenary, and have the card there brought below every ``NEAR``."""
    # After a restart nobody knows how many there were.
    app.lines[channel] = app.lines.get(channel, standing.NEAR - 1) + 1
    if app.lines[channel] % standing.NEAR:
        return
    place = await places.at(app.db.read, channel)
    if place is not None and place.kind in CARDS:
        async with app.db.transaction() as db:
            await timelines.wake(db, place.meetup, CARDS[place.kind], app.clock(), CALM, block=place.block)


async def refresh(scene: Scene) -> datetime | None:
    """Bring the cards up to date, each on its own; return when what they show changes by itself, or None.

    Once the tables are closed, say so on those that stand, and take their buttons away.
    """
    block = scene.cue.block
    if not scene.timeline.tables_are_open(block):
        if scene.timeline.tables_are_closed(block) or scene.slot.started is None:  # it was begun by mistake
            await _put_away(scene)
        return None
    await talking.go_on(scene)
    found = await _cards(scene)
    closed = [table for table in scene.venue.every_table(block) if table.closed_at]
    await scene.run(
        [
            *(
                Errand(Step.POST, card.table.place, partial(_show, scene, card), partial(_said, scene, card))
                for card in found
            ),
            *(Errand(Step.POST, table, partial(_show_closed, scene, table)) for table in closed),
        ]
    )
    if scene.meetup.state is not State.LIVE:
        return None
    return min((moment for card in found for moment in _changes(scene, card.table)), default=None)


def _changes(scene: Scene, table: AtTable) -> list[datetime]:
    """Return when the minutes that the card names change, and when it is drawn who begins."""
    moments = (cards.next_change(scene.timeline, scene.cue.block, table.at, scene.now), table.drawn_at)
    return [moment for moment in moments if moment and moment > scene.now]


async def _cards(scene: Scene) -> list[Card]:
    db, meetup = scene.bot.db.read, scene.meetup
    waiting, shown = await calls.open_of_meetup(db, meetup.id), await places.shown_per_place(db, meetup.id)
    tables = scene.venue.tables(scene.cue.block)
    return [
        Card(
            table,
            table.place.id in waiting and waiting[table.place.id].claimed_at is not None,
            *shown[table.place.id],
        )
        for table in await talking.look(scene.bot, db, meetup, scene.timeline, tables, scene.now)
    ]


def _words(scene: Scene, card: Card) -> Text:
    table = card.table
    lines: list[Part] = [_time(scene, table.at)]
    if table.hosted_by and not table.at.closes:
        lines.append(table_words.hosted_by(table.hosted_by))
    if table.at.asked:  # also after the recall: it may be due while the bot was away, and nobody has seen it yet
        lines.append(programme_words.question(table.room, table.at.asked))
    if not table.at.closes:
        lines += _talk(scene, table)
    if card.help_comes:
        lines.append(table_words.help_comes())
    return Text.lines(*lines)


def _talk(scene: Scene, table: AtTable) -> Iterator[Text]:
    """Yield who begins and whose turn it is, how many are ready, and when the next question comes."""
    if table.at.asked == 1 and table.talk.begins in table.there:
        yield table_words.begins(table.talk.begins)
    if table.talk.holder:
        yield table_words.has_stick(table.talk.holder)
    if table.is_ready:
        yield table_words.table_ready()
    elif table.ready:
        yield table_words.ready_so_far(len(table.ready), len(table.there))
    if table.at.next_question and table.at.asked and scene.meetup.state is State.LIVE:
        yield table_words.next_question(table.at.next_question)


def _time(scene: Scene, at: Moment) -> Text:
    if at.closes:
        return table_words.recall(at.closes, scene.venue.one(PlaceKind.VOICE).channel)
    if scene.meetup.state is State.PAUSED:
        return table_words.paused()
    if at.warned:
        return table_words.warning(scene.slot, scene.now)
    return table_words.open_until(scene.slot)


def _message(scene: Scene, card: Card) -> Message:
    """Return the card of a table. Raises Missing where its channel is gone."""
    table = card.table
    buttons = table_views.at_table(
        scene.meetup,
        table.place,
        scene.say,
        asked=table.at.asked,
        turn=len(table.talk.turns),
        is_ready=table.is_ready,
        is_called_back=table.at.closes is not None,
        form=scene.block.form,
    )
    for message in scene.to(table.place, PART, _words(scene, card), buttons):
        return replace(message, mark=table_views.HELP(id=table.place.id))
    raise Missing


async def _show(scene: Scene, card: Card) -> None:
    place, at = card.table.place, card.table.at
    is_same = at.asked == card.questions  # then only numbers and names change, which needs no new place below the chat
    await standing.keep_last(scene, _message(scene, card), anew=at.news > card.news, calm=is_same)
    if (at.asked, at.news) != (card.questions, card.news):
        async with scene.bot.db.transaction() as db:
            await places.shown(db, place.id, at.asked, at.news)


async def _show_closed(scene: Scene, table: Place) -> None:
    """Say at a table that a moderator closed where its people go on, in place of its card."""
    goal = scene.venue.goal_of(table)
    if lookup.channel(scene.guild, table.channel) is None:
        return
    for message in scene.to(table, "closed", table_words.closed_by_moderator(goal.channel)):
        await standing.keep_last(scene, message, calm=True)
        cards = await standing.last_ones(scene.bot.db.read, scene.cue.id, message.channel.id, PART)
        await standing.take_away(scene.bot, cards)


def _said(scene: Scene, card: Card) -> str:
    return scene.say(_words(scene, card))


async def _put_away(scene: Scene) -> None:
    """Replace the cards of closed tables by where everybody is now, without buttons.

    Of one that was being moved when the table closed, the older goes.
    """
    text = table_words.closed_here(scene.venue.one(PlaceKind.VOICE).channel)

    async def edit(place: Place) -> None:
        for message in scene.to(place, PART, text):
            stand = await standing.last_ones(scene.bot.db.read, scene.cue.id, message.channel.id, PART)
            for post in stand[-1:]:
                await standing.edit(scene.guild, post, content=message.content, view=None)
                scene.bot.looks.pop(post.message, None)
            await standing.take_away(scene.bot, stand[:-1])

    tables = scene.venue.tables(scene.cue.block)
    await scene.run([Errand(Step.EDIT, place, partial(edit, place), tells=False) for place in tables])
