"""Calls for help from a table: the card for the moderators, and the notice to all of them."""

from datetime import datetime

from bot.content.times import stamp
from bot.core.evening.cues import CueKind
from bot.core.evening.places import Place
from bot.core.tables import calls as rules
from bot.core.tables.calls import Call, somebody
from bot.core.words.text import Text, _
from bot.features.tables import card as card_at_table
from bot.features.tables import views as table_views
from bot.platform import standing
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.storage import calls, posts, servers, timelines, watchers
from bot.storage.database import Transaction


async def help_table(scene: Scene) -> datetime | None:
    """Post or update the card of a call for help, and have the card at the table tell that somebody comes.

    After ``Call.alarm`` without anybody going, notify all moderators. Returns when to look again while that is to come.
    """
    call = await calls.get(scene.bot.db.read, int(scene.cue.note))
    place = next((place for place in scene.venue.places if call and place.id == call.place), None)
    if call is None or place is None:
        return None
    after = rules.left_alone(call, scene.now)
    if after != call:
        call = after
        async with scene.bot.db.transaction() as db:
            await calls.save(db, call)
    card = _card(scene, call, place, await watchers.of_table(scene.bot.db.read, place.id))
    await standing.keep(scene, card, When.ONCE if call.ended_at else When.ALWAYS)
    await standing.keep(scene, await _answered(scene, call, place), part="answered")
    await card_at_table.stir(scene)
    if call.claimed_at or call.ended_at or not scene.timeline.tables_are_open(scene.cue.block):
        return None
    if scene.now < call.alarm:
        return call.next_look
    await scene.post(await _to_all(scene, call, place))
    return None


async def note_empty(db: Transaction, meetup: int, table: int, now: datetime) -> None:
    """Note that everybody has left a table, and have its call for help looked at after a while."""
    if call := (await calls.open_of_meetup(db, meetup)).get(table):
        await calls.note_emptied(db, table, now)
        await timelines.wake(db, meetup, CueKind.HELP, now, rules.EMPTY_FOR, note=str(call.id))


async def note_full(db: Transaction, table: int) -> None:
    """Note that people are at a table."""
    await calls.note_emptied(db, table, None)


def _card(scene: Scene, call: Call, place: Place, watcher: int | None) -> list[Message]:
    view = None if call.ended_at else table_views.call(call.id, scene.say, claimed=call.claimed_at is not None)
    return scene.to_moderators("card", card_of(call, place, watcher), view)


def card_of(call: Call, place: Place, watcher: int | None = None) -> Text:
    """Return the card of a call: which table, who asked, since when, and who goes; first the table's ``watcher``."""
    asked = _(
        "🙋 **Help** at {table}, asked by {who}, {since}.",
        table=f"<#{place.channel}>",
        who=somebody(call.asker),
        since=stamp(call.asked_at, "R"),
    )
    if watcher is None or call.claimed_at or call.ended_at:
        return Text.lines(asked, _how_it_stands(call))
    first = _("👀 {who} looks after this table and goes first; otherwise whoever can.", who=somebody(watcher))
    return Text.lines(asked, first)


def _how_it_stands(call: Call) -> Text:
    if call.ended_at and call.claimed_at:
        return _("✅ Done. {who} took care of it.", who=somebody(call.helper))
    if call.ended_at:
        return _("The table is empty or has closed; nobody needs to go any more.")
    if call.claimed_at:
        return _("🏃 {who} goes.", who=somebody(call.helper))
    return _("Who goes? The table hears at once that somebody is on the way.")


async def _answered(scene: Scene, call: Call, place: Place) -> list[Message]:
    """Return who goes, to replace the notice to all moderators; empty where that was not posted or is unanswered."""
    called = any(post.part == "unclaimed" for post in await posts.of_cue(scene.bot.db.read, scene.cue.id))
    if not called or not (call.claimed_at or call.ended_at):
        return []
    return scene.to_moderators("unclaimed", f"<#{place.channel}> " + _how_it_stands(call))


async def _to_all(scene: Scene, call: Call, place: Place) -> list[Message]:
    """Return the notice to all moderators that a table waits, which notifies their role where there is one."""
    role = (await servers.get(scene.bot.db.read, scene.meetup.server)).moderator_role
    waits = _(
        "{table} has been waiting for help, {since}. Who can go?",
        table=f"<#{place.channel}>",
        since=stamp(call.asked_at, "R"),
    )
    text = (f"<@&{role}> " if role else "") + waits
    buttons = table_views.call(call.id, scene.say, claimed=False)
    return scene.to_moderators("unclaimed", text, buttons, calls=role)
