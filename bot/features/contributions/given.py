"""Details that nobody types: the bot takes them from the block in which something is brought in."""

from bot.core.details import BLOCK, QUESTION
from bot.core.evening.asked import question_now
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.commitments import standing, takes_confirming
from bot.core.people.filling import Details
from bot.core.words.typed import Typed
from bot.platform.app import App
from bot.storage import timelines


async def details(
    bot: App, meetup: Meetup, kind: ContributionKind, filled: Details, name: Typed, *, by_oneself: bool
) -> Details:
    """Return what the bot adds to the details that were ``filled`` in: the block, or whether it is confirmed.

    ``name`` is that of the author, who may have brought it in ``by_oneself``.
    """
    confirmed = standing(filled, name, by_oneself=by_oneself) if takes_confirming(kind) else ()
    return confirmed + await _of_block(bot, meetup, kind)


async def _of_block(bot: App, meetup: Meetup, kind: ContributionKind) -> Details:
    """Return the running block and its question, for a kind that has them."""
    wanted = {detail.key for detail in KINDS[kind].details} & {BLOCK.key, QUESTION.key}
    slot = (await timelines.of_meetup(bot.db.read, meetup.id)).current if wanted else None
    if slot is None:
        return ()
    block = meetup.programme.blocks[slot.block]
    question = question_now(block, slot, bot.clock())
    found = {BLOCK.key: block.title, QUESTION.key: question}
    return tuple((key, words) for key, words in found.items() if words is not None and key in wanted)
