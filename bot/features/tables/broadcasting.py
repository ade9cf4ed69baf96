"""A moderator's message to the tables or the plenary: each gets it once, with retries and a receipt for moderators."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import SAME_WISH, Meetup
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import Reason, Retry, Step
from bot.core.evening.slots import Cue
from bot.core.tables import broadcasts as rules
from bot.core.tables.broadcasts import TRIES, Broadcast
from bot.core.tables.calls import somebody
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.tables import card
from bot.features.tables.access import open_tables
from bot.platform import limits, standing
from bot.platform.answers import answer, bot_of
from bot.platform.scene import Scene
from bot.platform.seen import as_read, giving_back
from bot.storage import broadcasts, places, posts, retries, timelines
from bot.storage.database import Database

SHOWN = 200  # characters of the words, in the receipt
WHOLE = 2 * limits.MESSAGE  # with a mark before every character they still fit in this


async def broadcast(scene: Scene) -> datetime | None:
    """Post a message at its tables, retry failures, and keep the receipt current; return when to go on, or None.

    Once it has arrived, or can't arrive any more, its words are deleted.
    """
    db = scene.bot.db
    sent = await broadcasts.get(db.read, int(scene.cue.note))
    if sent is None:
        return None
    tables = [place for place in scene.venue.places if place.id in sent.places]
    are_open = scene.timeline.tables_are_open(scene.cue.block)
    waiting = await _waiting(scene, tables)
    await _say_at(scene, sent, [place for place in waiting if _can_be_read(place, are_open=are_open)])
    if are_open:
        await card.stir(scene)
    retry = {retry.target: retry for retry in await _tries(scene)}
    missed = {place: _reason(place, retry.get(place.id), are_open=are_open) for place in await _waiting(scene, tables)}
    again = [
        retry[place.id].due
        for place in missed
        if _can_be_read(place, are_open=are_open) and place.id in retry and retry[place.id].attempts < TRIES
    ]
    scene.left.clear()  # of the tables; the receipt, which comes now, is the moderators' own
    posted = await posts.of_cue(db.read, scene.cue.id)
    if waiting or not any(post.part == "receipt" for post in posted):
        text = receipt(sent, tables, missed, again=bool(again))
        await standing.keep(scene, scene.to_moderators("receipt", text))
    if again:
        return min(again)
    if scene.left and scene.left[0].attempts < 2 * TRIES:
        return scene.left[0].due
    scene.left.clear()  # where the moderators' channel fails too, the words are deleted all the same
    if scene.now < sent.forget_at:
        return sent.forget_at
    await _forget(db, sent)
    return None


async def _waiting(scene: Scene, tables: Sequence[Place]) -> list[Place]:
    """Return the tables at which the words do not stand yet."""
    arrived = {post.channel for post in await posts.of_cue(scene.bot.db.read, scene.cue.id) if post.part == "words"}
    return [place for place in tables if place.channel not in arrived]


async def _tries(scene: Scene) -> list[Retry]:
    known = await retries.of_cue(scene.bot.db.read, scene.cue.id)
    return [retry for retry in known.values() if retry.step is Step.POST]


async def _forget(db: Database, sent: Broadcast) -> None:
    async with db.transaction() as transaction:
        await broadcasts.forget(transaction, sent.id)
    await db.forget_log()


async def _say_at(scene: Scene, sent: Broadcast, waiting: Sequence[Place]) -> None:
    """Post the message at these places, but where it failed too often. The receipt tells the moderators."""
    given_up = {retry.target for retry in await _tries(scene) if retry.attempts >= TRIES}
    text = Text.lines(_("📣 **From the moderators**"), Text.quote(sent.text, WHOLE))
    places = [place for place in waiting if place.id not in given_up]
    await scene.post_at(places, lambda place: scene.to(place, "words", text), tells=False)


def _can_be_read(place: Place, *, are_open: bool) -> bool:
    """Return whether somebody reads it there: at a table only while the tables are open."""
    return are_open or place.kind is PlaceKind.PLENARY


def _reason(place: Place, retry: Retry | None, *, are_open: bool) -> Text:
    if not _can_be_read(place, are_open=are_open):
        return _("the tables have closed")
    match retry.reason if retry else None:
        case Reason.FORBIDDEN:
            return _("I may not write there")
        case Reason.GONE:
            return _("the channel is gone")
        case Reason.WAIT | Reason.DISCORD | Reason.SLOW:
            return _("Discord stumbles")
    return _("it could not be saved")


def receipt(sent: Broadcast, tables: list[Place], missed: Mapping[Place, Text], *, again: bool) -> Text:
    """Return the receipt for the moderators: who sent the message, and at which tables it arrived."""
    arrived = [f"✅ <#{place.channel}>" for place in tables if place not in missed]
    lines: list[Part] = [
        _("📣 Message from {who}:", who=somebody(sent.person)),
        "> " + Text.cut(sent.text, SHOWN),
        *([" · ".join(arrived)] if arrived else []),
        *(Text.of(f"❌ <#{place.channel}> (", place.title, "): ", why) for place, why in missed.items()),
    ]
    if missed and again:
        lines.append(_("I try these again by myself."))
    elif missed:
        lines.append(_("I don't try any more. Please go there and say it yourself."))
    return Text.cut(Text.lines(*lines), limits.MESSAGE)


async def say_at_tables(
    interaction: discord.Interaction[Any],
    meetup: Meetup,
    said: Typed,
    choose: Callable[[Sequence[Place]], list[Place]],
) -> None:
    """Store a moderator's message and plan its cue; ``choose`` picks its tables among the open ones.

    Raises Refusal without words, without open tables, or where the same was sent a moment ago.
    """
    db = bot_of(interaction).db.read
    tables = await open_tables(db, meetup, await timelines.of_meetup(db, meetup.id))
    with giving_it_back(said):
        if not tables:
            raise Refusal(_("No tables are open now, so nobody would read it there. Write it in the plenary."))
        chosen = choose(tables)
    await _send(interaction, meetup, said, chosen)


async def say_in_plenary(interaction: discord.Interaction[Any], meetup: Meetup, said: Typed) -> None:
    """Store a moderator's message to the plenary and plan its cue. Raises Refusal as ``say_at_tables`` does."""
    plenary = (await places.venue(bot_of(interaction).db.read, meetup.id)).one(PlaceKind.PLENARY)
    await _send(interaction, meetup, said, [plenary])


async def say_where_picked(
    interaction: discord.Interaction[Any], meetup: Meetup, said: Typed, ids: Collection[str]
) -> None:
    """Do the same for the places that were picked in the form, by id."""
    there = await where_it_is_read(interaction, meetup)
    with giving_it_back(said):
        chosen = rules.picked(there, ids)
    await _send(interaction, meetup, said, chosen)


async def where_it_is_read(interaction: discord.Interaction[Any], meetup: Meetup) -> list[Place]:
    """Return where a message can go now: the tables that are open, and the plenary last."""
    db = bot_of(interaction).db.read
    tables = await open_tables(db, meetup, await timelines.of_meetup(db, meetup.id))
    return [*tables, (await places.venue(db, meetup.id)).one(PlaceKind.PLENARY)]


@contextmanager
def giving_it_back(said: Typed) -> Iterator[None]:
    """Context manager that adds the words to a Refusal raised in it: a form that was sent is gone."""
    try:
        yield
    except Refusal as refusal:
        raise giving_back(refusal, said) from refusal


async def _send(interaction: discord.Interaction[Any], meetup: Meetup, said: Typed, chosen: Sequence[Place]) -> None:
    bot = bot_of(interaction)
    timeline = await timelines.of_meetup(bot.db.read, meetup.id)
    with giving_it_back(said):
        meetup.must_run()
        text = rules.worded(await as_read(bot, said, meetup))
    now, block = bot.clock(), timeline.current.block if timeline.current else 0
    sent = Broadcast(0, meetup.id, interaction.user.id, text, now, tuple(place.id for place in chosen))
    async with bot.db.transaction() as db:
        if before := await broadcasts.same(db, meetup.id, text, now - SAME_WISH):
            raise Refusal(
                _("{who} has just sent these very words. Nothing was sent a second time.", who=somebody(before.person))
            )
        id = await broadcasts.add(db, sent)
        await timelines.add_cue(db, meetup.id, Cue(CueKind.BROADCAST, block, now, note=str(id)))
    await answer(interaction, _on_its_way(chosen))


def _on_its_way(chosen: Sequence[Place]) -> Text:
    if any(place.kind is PlaceKind.PLENARY for place in chosen):
        return _("Your message is on its way. In the moderators' channel you see where it has arrived.")
    return ngettext(
        "Your message is on its way to one table. In the moderators' channel you see whether it has arrived.",
        "Your message is on its way to {n} tables. In the moderators' channel you see where it has arrived.",
        len(chosen),
    )
