"""Messages about contributions that follow what their authors choose: posted, edited, and removed."""

from collections.abc import Sequence

from bot.platform import standing
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.storage import posts
from bot.storage.posts import Post


async def keep(scene: Scene, messages: Sequence[Message], *, posts_new: bool = True) -> None:
    """Post these messages of a cue, edit those that stood there in other words, and remove all others of the cue.

    Without ``posts_new`` what does not stand stays away.
    """
    posted = await posts.of_cue(scene.bot.db.read, scene.cue.id)
    if posts_new:
        await scene.post(messages)
    await _correct(scene, messages, posted)
    await standing.remove_others(scene, messages)


async def _correct(scene: Scene, messages: Sequence[Message], posted: Sequence[Post]) -> None:
    looks = scene.bot.looks
    stood = {(post.channel, post.part): post.message for post in posted}
    changed = {
        id: message
        for message in messages
        if (id := stood.get((message.channel.id, message.part))) and looks.get(id) != message.content
    }
    if await standing.keep(scene, list(changed.values()), When.NEVER):
        looks.update((id, message.content) for id, message in changed.items())
