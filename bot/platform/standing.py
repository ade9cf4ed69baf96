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
from bot.platform.logs import names_of
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.storage import posts
from bot.storage.database import Queries
from bot.storage.posts import Post

NEAR = 15  # lines of chat under a message that ``keep_last`` keeps in sight (our choice)
SCROLLED = 5  # messages under one that stays ``IN_SIGHT``, private answers included, before it is moved (our choice)
NO_CHANNEL = 10003  # Discord's code; the message may still be there

log = logging.getLogger(__name__)


class When(Enum):
    """When ``keep`` posts a message that doesn't stand."""

    NEVER = auto()  # what stands is edited, that is all
    ONCE = auto()  # unless somebody deleted it
    ALWAYS = auto()  # also when somebody deleted it
    IN_SIGHT = auto()  # also when it has scrolled away: pinned, and posted anew below, without the one before


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
            if post
            and (
                (when is When.IN_SIGHT and await _has_scrolled(scene.bot, channel, post))
                or not await edit(scene.guild, post, **_look(message))
            )
        ]
        if when in (When.ALWAYS, When.IN_SIGHT):
            await _post(scene, gone)
        if when is When.IN_SIGHT:
            before = [post for _message, post in known if post]
            for _message, post in await _posts_of(scene, messages):
                if post and post not in before:
                    await _came_below(scene, channel, post)


async def _has_scrolled(app: App, channel: lookup.Chat, post: Post) -> bool:
    """Return whether ``SCROLLED`` messages came under a post; those in the channel count after a restart."""
    if channel.id not in app.below:
        after = channel.history(limit=SCROLLED, after=discord.Object(post.message))
        app.below[channel.id] = len([message async for message in after])
    return app.below[channel.id] >= SCROLLED


async def _came_below(scene: Scene, channel: lookup.Chat, post: Post) -> None:
    """Pin a post that is new where the bot may, and remove those that it replaces."""
    scene.bot.below[channel.id] = 0
    family = post.part.partition(" after ")[0]
    for other in await posts.of_cue(scene.bot.db.read, scene.cue.id):
        if other.channel == post.channel and other.message != post.message and _is_of(other.part, family):
            await remove_and_forget(scene.bot, other)
    await pin(channel, post)


async def pin(channel: lookup.Chat, post: Post) -> None:
    """Pin a post where the bot may. A failure is only logged: the post stands all the same."""
    try:
        await channel.get_partial_message(post.message).pin()
    except Exception as error:
        log.info("%s of cue %s could not be pinned: %s", post.part, post.cue, names_of(error))


async def keep_last(scene: Scene, message: Message, *, anew: bool = False, calm: bool = False) -> None:
    """Keep a message of a cue current, as the last one in its channel. Raises what Discord raises.

    It is edited while it is the last. It is posted anew, and the one before deleted, where ``anew`` says so, where
    something was said below it since it last changed, or once ``NEAR`` lines were. A ``calm`` one, of which only
    numbers change, moves for those lines only.
    """
    channel, app = message.channel, scene.bot
    async with app.turns[channel.id]:
        known = await last_ones(app.db.read, scene.cue.id, channel.id, message.part)
        newest = known[-1] if known else None
        look = _seen(message)
        if newest and not anew and await _still_stands(scene, newest, message, look, calm=calm):
            known.remove(newest)
        else:
            await _post(scene, [replace(message, part=f"{message.part} {await _number(scene, message, newest)}")])
            app.lines[channel.id] = 0
            newest = (await last_ones(app.db.read, scene.cue.id, channel.id, message.part))[-1]
        app.looks[newest.message] = look
        await take_away(app, known)


async def take_away(app: App, older: Sequence[Post]) -> None:
    """Delete posts of ``keep_last`` that another one has taken the place of, and forget them."""
    for post in older:
        await remove_and_forget(app, post)
        app.looks.pop(post.message, None)


async def _still_stands(scene: Scene, post: Post, message: Message, look: str, *, calm: bool) -> bool:
    """Bring a post that may stay where it is up to date. False where it has to be posted anew, below."""
    changed = scene.bot.looks.get(post.message) != look
    below = (message.channel.last_message_id or 0) > post.message
    if below and ((changed and not calm) or scene.bot.lines.get(message.channel.id, NEAR) >= NEAR):
        return False
    return not changed or await edit(scene.guild, post, **_look(message))


async def _number(scene: Scene, message: Message, newest: Post | None) -> int:
    """Return the number of the next one. A try without a post may stand there: posting it once more finds it."""
    here = _number_of(newest.part) if newest else 0
    tries = await posts.tries(scene.bot.db.read, scene.cue.id)
    tried = max((_number_of(item.part) for item in tries if item.channel == message.channel.id), default=0)
    return tried if tried > here else here + 1


def _number_of(part: str) -> int:
    return int(part.rpartition(" ")[2])


def _seen(message: Message) -> str:
    """Return what people see of a message, to tell whether it changed."""
    return f"{message.content}{message.view.to_components() if message.view else None}"


async def last_ones(db: Queries, cue: int, channel: int, part: str) -> list[Post]:
    """Return the posts of ``keep_last`` in a channel, the newest last; more than one where it is being moved."""
    known = await posts.of_cue(db, cue)
    return sorted(
        (post for post in known if post.channel == channel and post.part.startswith(f"{part} ")),
        key=lambda post: post.message,
    )


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


def removing(scene: Scene, post: Post) -> Errand:
    """Return the errand that deletes and forgets a post; where it fails, moderators need not hear of it."""
    channel = lookup.chat(scene.guild, post.channel)
    target = scene.target(channel) if channel else post.channel
    act = partial(remove_and_forget, scene.bot, post)
    return Errand(Step.CLEAR, target, act, tells=False, part=str(post.message))


async def remove_and_forget(app: App, post: Post) -> None:
    """Delete a post that another one has taken the place of, or that nobody needs any more."""
    await remove(app, post)
    async with app.db.transaction() as db:
        await posts.forget(db, post)


async def take_off(app: App, post: Post) -> None:
    """Delete a post that is about a moment that has been, and note that it is gone."""
    await remove(app, post)
    async with app.db.transaction() as db:
        await posts.lose(db, post.message, post.part)


async def remove_others(scene: Scene, messages: Sequence[Message]) -> None:
    """Delete and forget the posts of a cue that are none of these messages, each an errand of its own."""
    parts = {message.part for message in messages}
    known = await posts.of_cue(scene.bot.db.read, scene.cue.id)
    gone = [post for post in known if post.part.partition(" after ")[0] not in parts and posts.GONE not in post.part]
    await scene.run([removing(scene, post) for post in gone])


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
