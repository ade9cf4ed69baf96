"""A quick poll: a moderator asks it, everybody chooses, the counts follow, and it closes at its moment."""

from datetime import datetime, timedelta
from typing import Any

import discord

from bot.content.times import stamp
from bot.core.evening import polls as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, State
from bot.core.evening.places import PlaceKind
from bot.core.evening.polls import Poll
from bot.core.evening.slots import Cue
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.platform import standing
from bot.platform.answers import Interaction, answer, bot_of
from bot.platform.callers import meetup_here, of_server
from bot.platform.custom_id import CustomId
from bot.platform.scene import Scene
from bot.platform.seen import as_read
from bot.platform.text import name_of
from bot.platform.views import Button, label, lasting
from bot.storage import deeds, places, polls, timelines

CHOOSE = CustomId("peiling:{id}:{choice}", choice=1)
CALM = timedelta(seconds=3)  # between two counts
OVER = _("This poll is closed. The result stands in it.")


async def ask(interaction: Interaction, question: Typed, choices: Typed, minutes: int) -> None:
    """Ask everybody in the plenary. Raises Refusal unless the meetup runs, and for what is no question or choices."""
    bot, person = interaction.client, interaction.user
    meetup = await meetup_here(interaction, State.LIVE, State.PAUSED)
    meetup.must_run()
    asked = rules.question_of(await as_read(bot, question, meetup))
    options = rules.choices_of(await as_read(bot, choices, meetup))
    now = bot.clock()
    poll = Poll(0, meetup.id, asked, options, now + timedelta(minutes=minutes))
    async with bot.db.transaction() as db:
        id = await polls.add(db, poll)
        await deeds.note(db, meetup.id, Deed(Action.POLL, name_of(person), now), person.id)
        await timelines.add_cue(db, meetup.id, Cue(CueKind.POLL, 0, now, note=str(id)))
    plenary = (await places.venue(bot.db.read, meetup.id)).one(PlaceKind.PLENARY)
    when = stamp(poll.closes, "t")
    await answer(interaction, _("Asked in {channel}. It closes at {time}.", channel=f"<#{plenary.channel}>", time=when))


async def choose(interaction: discord.Interaction[Any], id: int, choice: int) -> None:
    """Store what somebody chooses, and tell them. Raises Refusal for a poll that is closed or of another server."""
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        poll = await polls.get(db, id)
        meetup = await of_server(db, poll.meetup if poll else None, interaction.guild_id)
        if poll is None or meetup is None or bot.clock() >= poll.closes or choice >= len(poll.choices):
            raise Refusal(OVER)
        await polls.vote(db, id, interaction.user.id, choice)
        await timelines.wake(db, poll.meetup, CueKind.POLL, bot.clock(), CALM, note=str(id))
    text = _("You chose: {choice}. Until {time} you can choose again; nobody sees who chose what.",
             choice=poll.choices[choice], time=stamp(poll.closes, "t"))  # fmt: skip
    await answer(interaction, text)


async def show(scene: Scene) -> datetime | None:
    """Post a poll, or bring its counts up to date; return when it closes, or None when it has."""
    poll = await polls.get(scene.bot.db.read, int(scene.cue.note))
    if poll is None:
        return None
    is_over = scene.now >= poll.closes or scene.meetup.state is State.CLOSED
    view = None if is_over else buttons(poll)
    await standing.keep(scene, scene.to_plenary("poll", words(poll, is_over=is_over), view))
    return None if is_over else poll.closes


def words(poll: Poll, *, is_over: bool) -> Text:
    """Return a poll with how many chose what."""
    lines: list[Part] = ["📊 " + Text.bold(poll.question)]
    lines += [f"{poll.bar(n)} {votes} · " + choice for n, (choice, votes) in enumerate(_counted(poll))]
    voters = ngettext("{n} person chose.", "{n} people chose.", sum(poll.votes))
    until = _("It is closed.") if is_over else _("Choose until {time}; nobody sees who chose what.",
                                                 time=stamp(poll.closes, "t"))  # fmt: skip
    return Text.lines(*lines, "-# " + Text.join(" ", [voters, until]))


def _counted(poll: Poll) -> list[tuple[Text, int]]:
    return [(Text.of(choice), votes) for choice, votes in zip(poll.choices, poll.votes, strict=True)]


def buttons(poll: Poll) -> discord.ui.View:
    """Return a button for each choice."""
    return lasting(
        *(Button(label=label(choice), custom_id=CHOOSE(id=poll.id, choice=n)) for n, choice in enumerate(poll.choices))
    )
