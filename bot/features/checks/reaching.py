"""Test direct messages to those who run an evening: only sending one shows whether it arrives."""

from dataclasses import dataclass

import discord

from bot.content.times import stamp
from bot.core.evening.meetup import Meetup
from bot.core.words.text import Text, _, ngettext
from bot.platform import troubles
from bot.platform.app import App
from bot.platform.text import speaking
from bot.storage import deeds, people, wishes

# Discord's codes for a person who takes no direct messages here, and for one who shares no server with the bot.
CLOSED = (50007, 50278)


@dataclass(frozen=True, slots=True)
class Reached:
    """Ids of the people a test message reached, whom it can't reach, and for whom Discord failed otherwise."""

    yes: list[int]
    closed: list[int]
    unknown: list[int]


async def reach(bot: App, meetup: Meetup) -> Reached:
    """Send a short test message to all who planned or commanded this meetup, and to its table hosts."""
    reached = Reached([], [], [])
    hosts = await wishes.hosts(bot.db.read, meetup.id)
    them = {*await deeds.commanders(bot.db.read, meetup.id), *(person for at in hosts.values() for person in at)}
    for person in sorted(them):
        language = await people.language_at(bot.db.read, None, None, person) or meetup.language
        try:
            user = bot.get_user(person) or await bot.fetch_user(person)
            await user.send(speaking(language)(_message(meetup)))
            reached.yes.append(person)
        except discord.NotFound:
            reached.closed.append(person)
        except troubles.FAILURES as error:
            is_closed = isinstance(error, discord.HTTPException) and error.code in CLOSED
            (reached.closed if is_closed else reached.unknown).append(person)
    return reached


def _message(meetup: Meetup) -> Text:
    return _(
        "✉️ A test: I can reach you for **{title}**, {start}. You need to do nothing.",
        title=meetup.title,
        start=stamp(meetup.planned_start, "F"),
    )


def told(reached: Reached) -> Text:
    """Return the result of the test messages in words, for the moderator who asked."""
    lines = ["✓ " + ngettext("I reached one person.", "I reached {n} people.", len(reached.yes))]
    if reached.closed:
        lines.append(
            "✗ "
            + _(
                "These people get no direct messages from me: {people}. Ask them to click the name of this server, "
                "then Privacy Settings, and to switch Direct Messages on.",
                people=_mentions(reached.closed),
            )
        )
    if reached.unknown:
        text = _("With these people Discord did not answer: {people}. Try again in a moment.",
                 people=_mentions(reached.unknown))  # fmt: skip
        lines.append("✗ " + text)
    return Text.lines(*lines)


def _mentions(people: list[int]) -> str:
    return ", ".join(f"<@{person}>" for person in people)
