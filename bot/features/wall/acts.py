"""Act that keeps the wall current: messages in the plenary, as moderators show and authors agree."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import discord

from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import Step
from bot.core.people.wall import Piece
from bot.features.wall import views as wall_views
from bot.features.wall import words as wall_words
from bot.platform import lookup, standing
from bot.platform.errands import Errand, failing
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.storage import posts, walls
from bot.storage.posts import Post


async def refresh(scene: Scene) -> None:
    """Bring every board up to date, each an errand of its own: first remove, then edit, then post."""
    plenary = scene.venue.one(PlaceKind.PLENARY)
    channel = lookup.text(scene.guild, plenary.channel)
    if channel is None:
        return  # the meetup is over and its plenary gone, and the wall with it
    db = scene.bot.db.read
    boards = await walls.shown(db, scene.meetup.id)
    looks = await walls.digests(db, scene.meetup.id)
    stands = {post.part: post for post in await posts.of_cue(db, scene.cue.id) if post.channel == channel.id}
    gone, changed, new = list[Errand](), list[Errand](), list[Errand]()
    for board, pieces in boards.items():
        post = stands.get(walls.part_of(board))
        try:
            message = _message(scene, channel, board, pieces)
        except Exception as error:  # a mistake in the words of one board is about that board only
            changed.append(failing(Step.EDIT, plenary, error, part=walls.part_of(board)))
            continue
        errand = partial(_errand, scene, plenary, message)
        if not pieces:
            gone.append(errand(partial(_remove, scene, board, message, post)))
        elif post is None:
            new.append(errand(partial(_post, scene, board, message)))
        elif looks.get(board) != _digest(message):
            changed.append(errand(partial(_edit, scene, board, message, post)))
    await scene.run([*gone, *changed, *new])


def _errand(scene: Scene, plenary: Place, message: Message, act: Callable[[], Awaitable[None]]) -> Errand:
    async def in_turn() -> None:
        async with scene.bot.turns[message.channel.id]:
            await act()

    return Errand(Step.EDIT, plenary, in_turn, part=message.part)


def _message(scene: Scene, channel: discord.TextChannel, board: int, pieces: Sequence[Piece]) -> Message:
    content = scene.say(wall_words.board(scene.meetup, pieces))
    view = wall_views.under_board(board, scene.meetup, pieces, scene.say)
    return Message(channel, walls.part_of(board), content, view, mark=wall_views.MINE(id=board))


def _digest(message: Message) -> str:
    under = message.view.to_components() if message.view else ()
    return hashlib.blake2s(f"{message.content}{under}".encode(), digest_size=8).hexdigest()


async def _post(scene: Scene, board: int, message: Message) -> None:
    found = await scene.poster.post([message])
    for post in found:  # it was posted just before a crash, and may show what was then
        await _edit(scene, board, message, post)
    if not found:
        await _looks_like(scene, board, message)


async def _edit(scene: Scene, board: int, message: Message, post: Post) -> None:
    if await standing.edit(scene.guild, post, content=message.content, view=message.view):
        await _looks_like(scene, board, message)
    else:
        await _forget(scene, board)


async def _looks_like(scene: Scene, board: int, message: Message) -> None:
    async with scene.bot.db.transaction() as db:
        await walls.looks_like(db, board, _digest(message))


async def _remove(scene: Scene, board: int, message: Message, post: Post | None) -> None:
    """Delete the message of an empty board, also one that was posted just before a crash and not stored."""
    if post is None and (found := await scene.poster.standing(message)):
        post = Post(scene.cue.id, message.channel.id, message.part, found)
    if post:
        await standing.remove(scene.bot, post)
    await _forget(scene, board)


async def _forget(scene: Scene, board: int) -> None:
    async with scene.bot.db.transaction() as db:
        await walls.forget_board(db, board)
