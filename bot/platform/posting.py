"""Posting a message exactly once, however often it is tried."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.core.evening.cues import CUES, Once
from bot.core.evening.slots import Cue
from bot.core.words.typed import Shown
from bot.platform import limits, lookup
from bot.storage import posts
from bot.storage.database import Database

SKEW = timedelta(minutes=2)  # our clock and Discord's may differ
LOOK_BACK = 500  # messages of a channel that are searched for one that stands there already
AT_MOMENT, EVER = timedelta(seconds=30), timedelta(days=400)  # how far back, for those that may be said twice or stay


@dataclass(frozen=True, slots=True)
class Message:
    """One message to post; ``part`` names it within its cue.

    ``calls`` is the role that it may notify, ``mentions`` are the people. ``mark`` is the custom_id of one of its
    buttons: by it a message is recognised whose text may have changed since it was posted.
    """

    channel: lookup.Chat
    part: str
    content: Shown
    view: discord.ui.View | discord.ui.LayoutView | None = None  # a layout is the whole message, without content
    files: tuple[discord.File, ...] = ()
    calls: int | None = None
    mentions: tuple[int, ...] = ()
    mark: str = ""
    replies_to: int | None = None  # a message of the same channel

    @property
    def is_known_by_buttons(self) -> bool:
        """True where it is found on Discord by its buttons, because its words change."""
        return bool(self.mark) or isinstance(self.view, discord.ui.LayoutView)


def _pages(message: Message) -> list[Message]:
    """Return the message, split where it is too long for Discord; buttons, files and mentions go with the last."""
    pages: list[Message] = []
    rest = message.content
    while len(rest) > limits.MESSAGE:
        at = rest.rfind("\n", 1, limits.MESSAGE)
        at = at if at > 0 else limits.MESSAGE
        pages.append(Message(message.channel, f"{message.part}.{len(pages)}", Shown(rest[:at])))
        rest = Shown(rest[at:].lstrip("\n"))
    return [*pages, replace(message, content=rest)]


class Poster:
    """Posts the messages of one cue, each once.

    Posted messages are stored. One that was posted just before a crash is recognised by Discord by its nonce for a
    few minutes; after that it is looked up in the channel's history. ``since`` is the earliest moment at which it
    can stand there; ``began`` is when this process began, or last looked whether it can save again.
    """

    def __init__(self, db: Database, cue: Cue, since: datetime, began: datetime) -> None:
        self._db, self._cue = db, cue
        once = CUES[cue.kind].once
        from_when = {Once.IN_BLOCK: since - SKEW, Once.AT_MOMENT: cue.due - AT_MOMENT, Once.EVER: cue.due - EVER}
        self._since = from_when[once]
        # An earlier process may have posted it, and crashed before it was stored.
        self.is_doubtful = once is Once.EVER or cue.attempts > 0 or cue.due < began

    async def post(self, messages: Sequence[Message]) -> None:
        """Post all messages that were not posted yet. Raises ExceptionGroup of the failures, after trying all."""
        done = {(post.channel, post.part) for post in await posts.of_cue(self._db.read, self._cue.id)}
        pages = [page for message in messages for page in _pages(message)]
        waiting = [message for message in pages if (message.channel.id, message.part) not in done]
        # Different channels at the same time, the messages of one channel in their order.
        by_channel: dict[int, list[Message]] = {}
        for message in waiting:
            by_channel.setdefault(message.channel.id, []).append(message)
        results = await asyncio.gather(*map(self._post_in_order, by_channel.values()), return_exceptions=True)
        failures = [result for result in results if isinstance(result, Exception)]
        if failures:
            raise ExceptionGroup("not everything could be posted", failures)

    async def _post_in_order(self, messages: Sequence[Message]) -> None:
        for message in messages:
            id = await self.standing(message)
            if id is None:
                id = await self._send(message)
            async with self._db.transaction() as db:
                await posts.add(db, posts.Post(self._cue.id, message.channel.id, message.part, id))

    async def _send(self, message: Message) -> int:
        key = f"{self._cue.id}:{message.channel.id}:{message.part}"
        nonce = hashlib.blake2s(key.encode(), digest_size=10).hexdigest()
        if isinstance(message.view, discord.ui.LayoutView):
            return (await message.channel.send(view=message.view, nonce=nonce)).id
        view = message.view or discord.utils.MISSING
        mentions = discord.AllowedMentions.none()
        if message.calls:
            mentions.roles = [discord.Object(message.calls)]
        if message.mentions:
            mentions.users = [discord.Object(id) for id in message.mentions]
        reference: Any = None  # the type of ``send`` leaves None out
        if message.replies_to:
            reference = message.channel.get_partial_message(message.replies_to).to_reference(fail_if_not_exists=False)
        sent = await message.channel.send(
            message.content,
            nonce=nonce,
            files=list(message.files),
            view=view,
            allowed_mentions=mentions,
            reference=reference,
        )
        return sent.id

    async def standing(self, message: Message) -> int | None:
        """Return the id of this message if it stands in the channel without being stored, else None.

        Looked up only where a crash may have come between (``is_doubtful``), in the last ``LOOK_BACK`` messages.
        """
        if not self.is_doubtful:
            return None
        me = message.channel.guild.me
        async for old in message.channel.history(limit=LOOK_BACK, after=self._since, oldest_first=False):
            if old.author.id == me.id and _is_same(old, message):
                return old.id
        return None


def _is_same(old: discord.Message, message: Message) -> bool:
    """Return whether an old message is this one: by its mark or its text.

    A layout is recognised by its buttons, because its content changes.
    """
    if message.mark:
        return message.mark in _marks(old)
    if not isinstance(message.view, discord.ui.LayoutView):
        return old.content == message.content.strip()
    standing = discord.ui.LayoutView.from_message(old, timeout=None) if old.flags.components_v2 else None
    return standing is not None and bool(_buttons(standing) & _buttons(message.view))


def _buttons(view: discord.ui.LayoutView) -> set[str | None]:
    return {item.custom_id for item in view.walk_children() if isinstance(item, discord.ui.Button)} - {None}


def _marks(message: discord.Message) -> set[str | None]:
    """Return the custom_ids of the buttons and menus of a message."""
    return {getattr(item, "custom_id", None) for row in message.components for item in getattr(row, "children", ())}
