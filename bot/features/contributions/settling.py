"""Chat messages that were edited, deleted, or said while the bot was away: the store says what they say last."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.kinds import KINDS
from bot.core.people import edits
from bot.core.people.contributions import Contribution
from bot.core.people.edits import Changes, Placed
from bot.core.people.parents import children_of
from bot.core.words.text import Text, _, ngettext
from bot.features.contributions import hearing, questions
from bot.features.contributions.hearing import Kept
from bot.features.contributions.listening import Heard
from bot.platform import mending
from bot.platform.app import App
from bot.storage import contributions, decisions, hanging, joins, meetups, parents, places, timelines, walls
from bot.storage import messages as chat_messages
from bot.storage.database import Transaction

_CHANGED = _(
    "✏️ Words that you hid were changed by their author. They stay hidden: look with `/oogst verberg`, and show them "
    "again if you like."
)


@dataclass(frozen=True, slots=True)
class Settled:
    """Outcome of settling a message: what was kept, whether words are gone, whether nothing is left of many."""

    result: Kept
    words_gone: bool
    is_empty: bool
    was_hidden: bool  # whether words changed that a moderator keeps out of what is published


async def edited(app: App, heard: Heard) -> None:
    """Make the stored contributions equal to an edited message, unless this edit was dealt with before."""
    found = heard.reading.kept
    takes = not found or not await _adds(app, heard) or await hearing.takes(app, heard)
    async with app.db.transaction() as db:
        settled = await _settle(db, app, heard, adds=takes)
    if settled is not None:
        await _afterwards(app, [(heard, settled)], asks=takes)


async def catch_up(app: App, some: Sequence[Heard]) -> None:
    """Do the same for messages of before, in one transaction."""
    async with app.db.transaction() as db:
        done = [
            (heard, await _settle(db, app, heard, adds=heard.meetup.takes_contributions(heard.version)))
            for heard in some
        ]
    await _afterwards(app, [(heard, settled) for heard, settled in done if settled], asks=True)


async def deleted(app: App, message: int) -> None:
    """Withdraw what a deleted message said, unless its author says it elsewhere too."""
    app.versions.deleted(message)
    app.marks.drop(message)
    # Under the lock of the writer: what is being saved is saved before this, or never.
    async with app.db.transaction(one_statement=True) as db:
        if not await chat_messages.holds(db, message):
            return
    async with app.db.transaction() as db:
        await chat_messages.repeats_no_more(db, message)
        stored = await chat_messages.of_message(db, message)
        for item in stored:
            await _withdraw(db, app, item)
    if stored:
        await app.db.forget_log()


async def gone(app: App, messages: Sequence[int]) -> None:
    """Do what ``deleted`` does for messages of one channel that went while the bot was away.

    Where they were rather tidied up, what they said stays, and the moderators are told.
    """
    authors = [item.author for id in messages for item in (await chat_messages.of_message(app.db.read, id))[:1]]
    if edits.was_tidied_up(authors):
        await tidied_up(app, messages)
        return
    for id in messages:
        await deleted(app, id)


async def tidied_up(app: App, messages: Collection[int]) -> None:
    """Keep what messages said that were deleted together, and tell the moderators.

    Only moderators and bots can do that: it is not the wish of the authors.
    """
    app.versions.tidied(messages)
    async with app.db.transaction() as db:
        kept = await chat_messages.detach(db, messages)
    for id, count in kept.items():
        if meetup := await meetups.get(app.db.read, id):
            await mending.tell_moderators(app, meetup, await places.venue(app.db.read, id), _tidied(count))


def _tidied(count: int) -> Text:
    return ngettext(
        "🧹 Chat messages were deleted together. One contribution in them stays in the harvest; its author can "
        "withdraw it with `/mijn bijdragen`.",
        "🧹 Chat messages were deleted together. {n} contributions in them stay in the harvest; their authors can "
        "withdraw them with `/mijn bijdragen`.",
        count,
    )


async def _adds(app: App, heard: Heard) -> bool:
    """Return whether the message says something that is not stored of it yet."""
    stored = await chat_messages.of_message(app.db.read, heard.message.id)
    return bool(edits.compare(stored, heard.seen, heard.reading.kept, app.clock()).added)


async def _settle(db: Transaction, app: App, heard: Heard, *, adds: bool) -> Settled | None:
    """Store what a message says now; None where this version, or a later one, was dealt with or is about to be."""
    id, now = heard.message.id, app.clock()
    if not app.versions.is_latest(id, heard.edited_at) or not await chat_messages.is_news(db, id, heard.edited_at):
        return None
    stored = await chat_messages.of_message(db, id)
    if stored and heard.edited_at is None:
        return None
    withdrawn = await chat_messages.withdrawn_words(db, id)
    changes = edits.compare(stored, heard.seen, heard.reading.kept, now, withdrawn)
    await chat_messages.repeats_no_more(db, id)
    moved = await _apply(db, app, heard, changes)
    added = [*moved, *(changes.added if adds else ())]
    result = await hearing.add(db, app, heard, added)
    if heard.edited_at is not None:
        await questions.settle(db, heard.meetup.id, heard.message.channel.id, id, now)
        await chat_messages.dealt_with(db, heard.meetup.id, id, heard.edited_at)
    gone = bool(changes.changed or changes.withdrawn)
    is_empty = bool(stored) and not result.kept and len(changes.withdrawn) == len(stored)
    return Settled(result, gone, is_empty, await _keep_hidden(db, id, stored))


async def _keep_hidden(db: Transaction, message: int, before: Sequence[Contribution]) -> bool:
    """Keep out what a message says anew where words in it were kept out: an edit is no way around a moderator.

    Return whether hidden words changed.
    """
    hidden = {item.id: item for item in before if item.hidden is not None}
    if not hidden:
        return False
    now = {item.id: item for item in await chat_messages.of_message(db, message)}
    mended = any(id in now and now[id].text != item.text for id, item in hidden.items())
    gone = [item.hidden for id, item in hidden.items() if item.hidden is not None and id not in now]
    new = [id for id in now if id not in {item.id for item in before}] if gone else []
    for id in new:
        await decisions.stay_hidden(db, id, gone[0])
    return mended or bool(new)


async def _apply(db: Transaction, app: App, heard: Heard, changes: Changes) -> list[Placed]:
    """Store changes; return what of it is to be added instead, because the words of before are said elsewhere too."""
    for item in changes.withdrawn:
        await _withdraw(db, app, item)
    moved = [item for item in changes.changed if await _is_elsewhere(db, item)]
    elsewhere = {item.id for item in moved}
    await chat_messages.place(db, heard.message.id, [item for item in changes.stay if item.id not in elsewhere])
    for item in changes.changed:
        if item.id not in elsewhere:
            await contributions.change(db, item)
            await walls.changed(db, item, app.clock())
            if not KINDS[item.kind].joinable:
                await joins.forget(db, item.id)
            await parents.keep_only(db, item.id, children_of(item.kind))
    return [Placed(item.origin.position, item.kind, item.text, edits.words_of(item)) for item in moved if item.origin]


async def _is_elsewhere(db: Transaction, item: Contribution) -> bool:
    """Return whether this message only repeats what stands elsewhere: its words of before, or those of now."""
    if await chat_messages.move_to_repeat(db, item.id):
        return True
    other = await contributions.same_words(db, item)
    if other is None or other.id == item.id:
        return False
    await hanging.move(db, item.id, other.id)
    await contributions.withdraw(db, item.id)
    return True


async def _withdraw(db: Transaction, app: App, item: Contribution) -> None:
    """Withdraw what a message does not say any more; where its author says it elsewhere too, it stands there now."""
    if not await chat_messages.move_to_repeat(db, item.id):
        await contributions.withdraw(db, item.id)
        await timelines.wake(db, item.meetup, CueKind.PANEL, app.clock(), PANEL_CALM)
        await timelines.wake(db, item.meetup, CueKind.WALL, app.clock())


async def _afterwards(app: App, done: Sequence[tuple[Heard, Settled]], *, asks: bool) -> None:
    if any(settled.words_gone for _heard, settled in done):
        await app.db.forget_log()
    for meetup in {heard.meetup.id: heard.meetup for heard, settled in done if settled.was_hidden}.values():
        await mending.tell_moderators(app, meetup, await places.venue(app.db.read, meetup.id), _CHANGED)
    for heard, settled in done:
        await hearing.acknowledge(app, heard, settled.result)
        if settled.is_empty:
            await app.marks.take_away(heard.message.channel.id, heard.message.id)
        if asks and heard.reading.asked:
            await questions.plan(app, heard)
