"""Commitments that were written down for somebody: the question in the plenary, which that person answers."""

from dataclasses import replace
from datetime import datetime, timedelta

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.evening.slots import Cue
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people import commitments as rules
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.words.text import Text, _
from bot.features.contributions import filled
from bot.features.contributions.views import SNOWFLAKE
from bot.platform import standing
from bot.platform.app import App
from bot.platform.custom_id import CustomId
from bot.platform.scene import Scene
from bot.platform.views import Button, lasting
from bot.storage import contributions, posts, timelines
from bot.storage.database import Transaction
from bot.storage.posts import Post

_KINDS = tuple(kind for kind in KINDS if rules.takes_confirming(kind))
RECORD_FORM = CustomId("bijdrage:voor:{kind}:{person}", kind=_KINDS, person=SNOWFLAKE)
CONFIRM = CustomId("toezegging:klopt:{id}")
DECLINE = CustomId("toezegging:kloptniet:{id}")
STANDS = timedelta(days=7)  # how long the question stands in the plenary (our choice)


async def ask_for(bot: App, item: Contribution) -> None:
    """Plan the question to the person whom a commitment was written down for."""
    async with bot.db.transaction() as db:
        if not await look_again(db, item, bot.clock()):
            await timelines.add_cue(db, item.meetup, Cue(CueKind.CONFIRM, 0, bot.clock(), note=str(item.id)))


async def look_again(db: Transaction, item: Contribution, now: datetime) -> bool:
    """Have the question looked at again: it was answered, reworded or withdrawn. Returns whether there is one."""
    return await timelines.wake(db, item.meetup, CueKind.CONFIRM, now, note=str(item.id))


async def ask(scene: Scene) -> datetime | None:
    """Ask the person in the plenary, until they answer; the moderators hear of it where they say no.

    Returns when the question goes at the latest.
    """
    item = await contributions.get(scene.bot.db.read, int(scene.cue.note))
    posted = [post for post in await posts.of_cue(scene.bot.db.read, scene.cue.id) if post.part == "confirm"]
    ends = discord.utils.snowflake_time(posted[0].message) + STANDS if posted else scene.now + STANDS
    if item is None or not item.text or not is_doubtful(item) or scene.now >= ends:
        await scene.run([standing.removing(scene, post) for post in posted or await _unstored(scene)])
        if item and item.text and rules.is_declined(item):
            await scene.post(scene.to_moderators("declined", _declined(item)))
        return None
    messages = scene.to_plenary("confirm", _question(item), buttons(item.id, scene.say))
    mark = CONFIRM(id=item.id)
    await standing.keep(scene, [replace(message, mentions=(item.author,), mark=mark) for message in messages])
    return ends


async def _unstored(scene: Scene) -> list[Post]:
    """Return the question that was posted just before a crash, and answered before that was stored."""
    mark = CONFIRM(id=int(scene.cue.note))
    messages = scene.to_plenary("confirm", None)
    found = [(message, await scene.poster.standing(replace(message, mark=mark))) for message in messages]
    return [Post(scene.cue.id, message.channel.id, message.part, id) for message, id in found if id]


def buttons(contribution: int, say: Say) -> discord.ui.View:
    """Return the buttons of the question."""
    return lasting(
        Button(
            label=say(_("That is right")),
            emoji="🤝",
            style=discord.ButtonStyle.primary,
            custom_id=CONFIRM(id=contribution),
        ),
        Button(label=say(_("That is not right")), custom_id=DECLINE(id=contribution)),
    )


def it_is_me(contribution: int, say: Say) -> Button:
    """Return the button for who filled in another name that is their own after all."""
    return Button(label=say(_("That is me")), emoji="🤝", custom_id=CONFIRM(id=contribution))


def is_doubtful(item: Contribution) -> bool:
    """Return True for what stands on somebody's name but is not confirmed."""
    return rules.takes_confirming(item.kind) and not (rules.is_confirmed(item) or rules.is_declined(item))


def recorded(item: Contribution) -> Text:
    """Return the line for a moderator who wrote a commitment down for somebody on the server."""
    return _("I ask {person} in the plenary whether it is right.", person=f"<@{item.author}>")


def may_be_recorded(kind: ContributionKind) -> bool:
    """Return True if a moderator may write this down for somebody else."""
    return kind in _KINDS


def _question(item: Contribution) -> Text:
    return Text.lines(
        "🤝 " + _("{person}, this was written down as your commitment. Is it right?", person=f"<@{item.author}>"),
        sentences.quoted(item.kind, item.text),
        *filled.lines(item),
    )


def _declined(item: Contribution) -> Text:
    return Text.lines(
        "🤝 "
        + _(
            "{person} says that this commitment is not right. It is shown nowhere any more; in the files it stands as "
            "not confirmed.",
            person=f"<@{item.author}>",
        ),
        sentences.quoted(item.kind, item.text),
    )
