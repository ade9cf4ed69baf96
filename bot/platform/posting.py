"""Posting a message exactly once, however often it is tried."""

import hashlib
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.core.evening.slots import Cue
from bot.core.words.typed import Shown
from bot.platform import limits, lookup
from bot.storage import posts
from bot.storage.database import Database
from bot.storage.posts import Post, Try

SKEW = timedelta(minutes=2)  # our clock and Discord's may differ
LOOK_BACK = 500  # messages of a channel that are searched for one that stands there already


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


def pages(message: Message) -> list[Message]:
    """Return the message, split where it is too long for Discord; buttons, files and mentions go with the last."""
    found: list[Message] = []
    rest = message.content
    while len(rest) > limits.MESSAGE:
        at = rest.rfind("\n", 1, limits.MESSAGE)
        at = at if at > 0 else limits.MESSAGE
        found.append(Message(message.channel, f"{message.part}.{len(found)}", Shown(rest[:at])))
        rest = Shown(rest[at:].lstrip("\n"))
    return [*found, replace(message, content=rest)]


class Poster:
    """Posts the messages of one cue, each once, however often it is tried and however its words change meanwhile.

    Before a call to Discord a ``Try`` is stored: cue, channel, part and a digest of the words. Where an earlier one
    has no post, nobody knows what became of that call: the message is looked for in the channel. Within a few
    minutes Discord also recognises it by its nonce.
    """

    def __init__(self, db: Database, cue: Cue, now: datetime) -> None:
        self._db, self._cue, self._now = db, cue, now
        self._earlier: Sequence[Try] | None = None

    async def note(self, messages: Sequence[Message]) -> None:
        """Store the tries of all messages that are about to be posted, also in several channels, at once."""
        done = await self._done()
        self._earlier = await posts.tries(self._db.read, self._cue.id)
        whole = [page for message in messages for page in pages(message)]
        waiting = [self._try(page) for page in whole if (page.channel.id, page.part) not in done]
        if waiting:
            async with self._db.transaction() as db:
                await posts.note_tries(db, waiting)

    async def post(self, messages: Sequence[Message]) -> list[Post]:
        """Post those messages of one channel that were not posted yet, in their order.

        Returns those that stood already, perhaps with older words.
        """
        if self._earlier is None:
            await self.note(messages)
        done = await self._done()
        found: list[Post] = []
        for page in (page for message in messages for page in pages(message)):
            if (page.channel.id, page.part) not in done:
                found += await self._post(page)
        return found

    async def _done(self) -> set[tuple[int, str]]:
        return {(post.channel, post.part) for post in await posts.of_cue(self._db.read, self._cue.id)}

    def _try(self, message: Message) -> Try:
        return Try(self._cue.id, message.channel.id, message.part, _digest(message.content), self._now)

    async def _post(self, message: Message) -> list[Post]:
        """Post one message; return its post where it stood already."""
        id = await self._standing(message, self._earlier or ())
        post = Post(self._cue.id, message.channel.id, message.part, id or await self._send(message))
        async with self._db.transaction() as db:
            await posts.add(db, post, buttons=message.view is not None)
        return [post] if id else []

    async def _send(self, message: Message) -> int:
        # Discord gives the earlier message for the same nonce, also when it was deleted.
        gone = sum(
            post.channel == message.channel.id and post.part.startswith(f"{message.part}{posts.GONE}")
            for post in await posts.of_cue(self._db.read, self._cue.id)
        )
        key = f"{self._cue.id}:{message.channel.id}:{message.part}" + f":{gone}" * bool(gone)
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
        """Return the id of this message if it stands in the channel without being stored, else None."""
        return await self._standing(message, await posts.tries(self._db.read, self._cue.id))

    async def _standing(self, message: Message, earlier: Sequence[Try]) -> int | None:
        """Look for a message among the last ``LOOK_BACK`` of its channel, if it was tried before."""
        tries = [item for item in earlier if (item.channel, item.part) == (message.channel.id, message.part)]
        if not tries:
            return None
        known = await posts.in_channel(self._db.read, message.channel.id)
        digests = {item.digest for item in tries}
        since = min(item.at for item in tries) - SKEW
        me = message.channel.guild.me
        async for old in message.channel.history(limit=LOOK_BACK, after=since, oldest_first=False):
            if old.author.id == me.id and old.id not in known and _is_same(old, message, digests):
                return old.id
        return None


def _digest(content: str) -> str:
    return hashlib.blake2s(content.strip().encode(), digest_size=10).hexdigest()


def _is_same(old: discord.Message, message: Message, digests: Container[str]) -> bool:
    """Return whether an old message is this one: by its mark, its buttons for a layout, else a digest of a try."""
    if message.mark:
        return message.mark in _marks(old)
    if not isinstance(message.view, discord.ui.LayoutView):
        return _digest(old.content) in digests
    standing = discord.ui.LayoutView.from_message(old, timeout=None) if old.flags.components_v2 else None
    return standing is not None and bool(_buttons(standing) & _buttons(message.view))


def _buttons(view: discord.ui.LayoutView) -> set[str | None]:
    return {item.custom_id for item in view.walk_children() if isinstance(item, discord.ui.Button)} - {None}


def _marks(message: discord.Message) -> set[str | None]:
    """Return the custom_ids of the buttons and menus of a message."""
    return {getattr(item, "custom_id", None) for row in message.components for item in getattr(row, "children", ())}
