"""Messages that are kept current: posted once, edited in place; one that somebody deletes stays away or comes back."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from typing import Any

import discord

from bot.core.evening.retries import Step
from bot.core.words.typed import Shown
from bot.platform import lookup
from bot.platform.app import App
from bot.platform.errands import Errand
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.storage import posts
from bot.storage.posts import Post

NO_CHANNEL = 10003  # Discord's code; the message may still be there

log = logging.getLogger(__name__)


class When(Enum):
    """When ``keep`` posts a message that doesn't stand."""

    NEVER = auto()  # what stands is edited, that is all
    ONCE = auto()  # unless somebody deleted it
    ALWAYS = auto()  # also when somebody deleted it


async def keep(scene: Scene, messages: Sequence[Message], when: When = When.ONCE, **options: Any) -> bool:
    """Bring messages of a cue up to date: edit those that stand, post the others. Return True when all are.

    Each channel is an errand of its own; ``options`` are those of ``Errand``.
    """
    by_channel: dict[lookup.Chat, list[Message]] = {}
    for message in messages:
        by_channel.setdefault(message.channel, []).append(message)
    errands = [
        Errand(Step.EDIT, scene.target(channel), partial(_keep, scene, channel, those, when), **options)
        for channel, those in by_channel.items()
    ]
    return await scene.run([*errands, *scene.missing(**options)])


async def _keep(scene: Scene, channel: lookup.Chat, messages: Sequence[Message], when: When) -> None:
    async with scene.bot.turns[channel.id]:
        known = await _posts_of(scene, messages)
        if when is not When.NEVER:
            await _post(scene, [message for message, post in known if post is None])
        gone = [
            replace(message, part=f"{message.part} after {post.message}")
            for message, post in known
            if post and not await edit(scene.guild, post, **_look(message))
        ]
        if when is When.ALWAYS:
            await _post(scene, gone)


async def _post(scene: Scene, messages: Sequence[Message]) -> None:
    by_part = {(message.channel.id, message.part): message for message in messages}
    for post in await scene.poster.post(messages):
        if message := by_part.get((post.channel, post.part)):  # what stood there already shows what was then
            await edit(scene.guild, post, **_look(message))


async def edit(
    of: discord.Guild | discord.Client,
    post: Post,
    *,
    content: Shown = discord.utils.MISSING,
    view: discord.ui.View | discord.ui.LayoutView | None = discord.utils.MISSING,
    attachments: Sequence[discord.File] = discord.utils.MISSING,
) -> bool:
    """Edit a post; what isn't given stays as it is. False where somebody deleted it."""
    return await _act(
        of,
        post,
        lambda message: message.edit(content=content, view=view, attachments=attachments),
    )


async def remove(app: App, post: Post) -> bool:
    """Delete a post, which does not come back. False where somebody deleted it before."""
    app.removing.add(post.message)  # before Discord tells that it is gone
    return await _act(app, post, lambda message: message.delete())


async def _act(
    of: discord.Guild | discord.Client, post: Post, act: Callable[[discord.PartialMessage], Awaitable[object]]
) -> bool:
    channel = lookup.chat(of, post.channel)
    if channel is None:
        return False
    try:
        await act(channel.get_partial_message(post.message))
    except discord.NotFound as error:
        if error.code == NO_CHANNEL:
            raise
        log.info("%s of cue %s was deleted by hand", post.part, post.cue)
        return False
    return True


async def _posts_of(scene: Scene, messages: Sequence[Message]) -> list[tuple[Message, Post | None]]:
    """Each message with its last post, or None where it was never posted."""
    known = await posts.of_cue(scene.bot.db.read, scene.cue.id) if messages else []
    return [
        (
            message,
            max(
                (post for post in known if post.channel == message.channel.id and _is_of(post.part, message.part)),
                key=lambda post: post.message,
                default=None,
            ),
        )
        for message in messages
    ]


def _is_of(posted: str, part: str) -> bool:
    return posted == part or posted.startswith(f"{part} after ")


def _look(message: Message) -> dict[str, Any]:
    if isinstance(message.view, discord.ui.LayoutView):
        return {"view": message.view}  # which is the whole message
    return {"content": message.content, "view": message.view}
