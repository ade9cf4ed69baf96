"""A moderator's words at the tables: each once, with a receipt, and again where Discord kept them from a table."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import discord

from bot.core.broadcasts import TRIES, Broadcast
from bot.core.calls import somebody
from bot.core.due import retry
from bot.core.places import Place
from bot.core.words import Text, _
from bot.replies import MESSAGE_LIMIT, plain, quoted, shortened
from bot.scene import Scene
from bot.storage import broadcasts, posts
from bot.storage.database import Database
from bot.texts import Say

SHOWN = 200  # characters of the words, in the receipt
WHOLE = 2 * MESSAGE_LIMIT  # with a mark before every character they still fit in this


async def broadcast(scene: Scene) -> datetime | None:
    """Say it wherever it does not stand yet; when it has arrived, or can't arrive any more, forget the words."""
    db = scene.bot.db
    sent = await broadcasts.get(db.read, int(scene.cue.note))
    if sent is None:
        return None
    if scene.cue.attempts >= 2 * TRIES:  # the moderators' channel can't be written either: the words go all the same
        await _forget(db, sent)
        return None
    rooms = [place for place in scene.venue.places if place.id in sent.places]
    standing = await posts.of_cue(db.read, scene.cue.id)
    arrived = {post.channel for post in standing if post.part == "words"}
    waiting = [place for place in rooms if place.channel not in arrived]
    are_open = scene.timeline.rooms_are_open(scene.cue.block)
    missed = await _say_at(scene, sent, waiting) if are_open else dict.fromkeys(waiting, _("the tables have closed"))
    again = bool(missed) and are_open and scene.cue.attempts + 1 < TRIES
    if waiting or not any(post.part == "receipt" for post in standing):
        await scene.show(scene.to_moderators("receipt", receipt(scene.say, sent, rooms, missed, again=again)))
    if again:
        scene.cue = retry(scene.cue, scene.now)
        return scene.cue.due
    if scene.now < sent.forget_at:
        return sent.forget_at
    await _forget(db, sent)
    return None


async def _forget(db: Database, sent: Broadcast) -> None:
    async with db.transaction() as transaction:
        await broadcasts.forget(transaction, sent.id)
    await db.forget_log()


async def _say_at(scene: Scene, sent: Broadcast, waiting: list[Place]) -> dict[Place, Text]:
    """Post it at these tables; gives those where that did not work, and why."""
    text = scene.say(_("📣 **From the moderators**")) + "\n" + quoted(sent.text, WHOLE)
    results = await asyncio.gather(*(scene.deliver(place, "words", text) for place in waiting))
    return {place: _reason(error) for place, error in zip(waiting, results, strict=True) if error}


def _reason(error: Exception) -> Text:
    match error:
        case discord.Forbidden():
            return _("I may not write there")
        case LookupError() | discord.NotFound():
            return _("the channel is gone")
        case discord.DiscordException():
            return _("Discord stumbles")
    return _("it could not be saved")


def receipt(say: Say, sent: Broadcast, rooms: list[Place], missed: Mapping[Place, Text], *, again: bool) -> str:
    """For the moderators: whose words they are, and for each table whether they have arrived."""
    lines = [
        say(_("📣 Message from {who} to the tables:", who=somebody(sent.person))),
        "> " + shortened(plain(sent.text), SHOWN),
        " · ".join(f"✅ <#{place.channel}>" for place in rooms if place not in missed),
        *(f"❌ <#{place.channel}> ({plain(place.title)}): {say(why)}" for place, why in missed.items()),
    ]
    if missed and again:
        lines.append(say(_("I try these again by myself.")))
    elif missed:
        lines.append(say(_("I don't try any more. Please go there and say it yourself.")))
    return shortened("\n".join(filter(None, lines)), MESSAGE_LIMIT)
