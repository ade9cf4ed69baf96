"""Asking when somebody wants to be asked how it went: at the confirmation of a plan, and for each of their own."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import discord

from bot.content.texts import Say
from bot.content.times import stamp
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.people import follow_ups as rules
from bot.core.people import reminders, sentences
from bot.core.people.buddies import BuddyState
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import FollowUp
from bot.core.people.reminders import Wait
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.platform.answers import answer, answer_in_place, bot_of, voice_of
from bot.platform.app import App
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, TextInput, lasting, shown
from bot.storage import buddies, contributions, follow_ups, meetups, timelines
from bot.storage.database import Queries, Transaction

WAIT = CustomId("terugblik:over:{wait}:{id}", wait=Wait)
DAY = CustomId("terugblik:dag:{id}")
DAY_FORM = CustomId("terugblik:opdag:{id}")
NO = CustomId("terugblik:nee:{id}")
SHOWN = 200  # characters
QUESTION = _("**Shall I ask you how it went?** You get one message from me, which only you see.")


async def newest(db: Queries, meetup: Meetup, person: int) -> Contribution | None:
    """Return the newest plan of somebody at a meetup of which they did not say whether they want to be asked.

    None also where they said no there before: then they are not asked about each of their plans.
    """
    if meetup.is_dry_run:
        return None
    known = await follow_ups.of_person(db, person)
    items = await follow_ups.of_author(db, person, meetup.id, rules.FOLLOWED)
    if any(_said_no(known.get(item.id)) for item in items if item.author == person):
        return None
    return next((item for item in reversed(items) if item.text and item.id not in known), None)


async def ask(interaction: discord.Interaction[Any], meetup: Meetup, about: Contribution | None = None) -> None:
    """After another answer, ask whether somebody wants to be asked of their newest plan; or only ``about`` that one."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    plan = await newest(bot.db.read, meetup, interaction.user.id)
    if plan is None or (about is not None and about.id != plan.id):
        return
    text = Text.lines(QUESTION, sentences.quoted(plan.kind, plan.text.line, SHOWN))
    await answer(interaction, say(text), lasting(*buttons(plan, meetup, bot, say)))


def _said_no(told: FollowUp | None) -> bool:
    return told is not None and told.ask_at is None and told.asked_at is None


def buttons(item: Contribution, meetup: Meetup, bot: App, say: Say, row: int | None = None) -> list[Button]:
    """Return the buttons of the question: a wait, a day of one's own, or not at all."""
    offered = reminders.waits(today(bot), reminders.last_day(meetup, bot.clock(), bot.settings.zone))
    return [
        *(
            Button(label=say(reminders.LABELS[wait]), emoji="⏰", custom_id=WAIT(wait=wait, id=item.id), row=row)
            for wait in offered
        ),
        Button(label=say(_("Another day")), emoji="📅", custom_id=DAY(id=item.id), row=row),
        Button(label=say(_("No")), custom_id=NO(id=item.id), row=row),
    ]


def today(bot: App) -> date:
    """Return the day where the meetup is."""
    return bot.clock().astimezone(bot.settings.zone).date()


async def wait(interaction: discord.Interaction[Any], id: int, wait: Wait) -> None:
    """Plan the question after a wait. Raises Refusal as ``_plan`` does."""
    bot = bot_of(interaction)
    await _plan(interaction, id, lambda last: reminders.day_after(wait, today(bot), last))


async def ask_day(interaction: discord.Interaction[Any], id: int) -> None:
    """Show the form for a day of one's own. Raises Refusal where the plan is gone or not theirs."""
    await _own(bot_of(interaction).db.read, id, interaction.user.id)
    say = await voice_of(interaction)
    field = TextInput(custom_id="dag", placeholder=say(_("12 december, Friday, in three weeks")), max_length=60)
    form = discord.ui.Modal(title=say(_("On which day?")), custom_id=DAY_FORM(id=id))
    label = discord.ui.Label(text=say(_("On which day shall I ask you?")), component=field)
    await interaction.response.send_modal(shown(form, label))


async def on_day(interaction: discord.Interaction[Any], id: int, said: Typed) -> None:
    """Plan the question on the day that somebody typed. Raises Refusal as ``_plan`` does, and for what is no day."""
    bot = bot_of(interaction)
    await _plan(interaction, id, lambda last: reminders.day_said(said, today(bot), last))


async def no(interaction: discord.Interaction[Any], id: int) -> None:
    """Note that somebody does not want to be asked of a plan. Raises Refusal where it is gone or not theirs."""
    bot, person = bot_of(interaction), interaction.user.id
    async with bot.db.transaction() as db:
        await _own(db, id, person)
        await follow_ups.plan(db, id, person, None)
    told = _("Fine, I don't ask. If you want to tell how it went: `/mijn bijdragen`.")
    await answer_in_place(interaction, (await voice_of(interaction))(told), lasting())


async def _plan(interaction: discord.Interaction[Any], id: int, chosen: Any) -> None:
    """Plan the question for a plan, and for the others of that meetup of which nothing was said yet.

    ``chosen`` gives the day, and takes the last one on which the words are kept. Raises Refusal where the plan is
    gone or not theirs, they were asked often enough, or the words are erased by then.
    """
    bot, person = bot_of(interaction), interaction.user.id
    async with bot.db.transaction() as db:
        item, told = await _own(db, id, person)
        reminders.refuse_too_often(told)
        meetup = await meetups.get(db, item.meetup)
        assert meetup is not None
        day = chosen(reminders.last_day(meetup, bot.clock(), bot.settings.zone))
        others = [one for one in await _undecided(db, meetup, person) if one.id != id]
        moment = reminders.moment_on(day, id, bot.settings.zone)
        for one in [item, *others]:
            await plan(db, one, person, moment, bot.clock())
    await answer_in_place(interaction, (await voice_of(interaction))(_planned(item, moment, others)), lasting())


def _planned(item: Contribution, moment: datetime, others: Collection[Contribution]) -> Text:
    lines = [
        _("⏰ Noted: I ask you on {day}, in a direct message.", day=stamp(moment, "D")),
        sentences.quoted(item.kind, item.text.line, SHOWN),
    ]
    if others:
        lines.append(
            ngettext("I ask of your other plan then too.", "I ask of your {n} other plans then too.", len(others))
        )
    lines.append("-# " + _("Do you get no direct messages? Then it waits for you in `/mijn bijdragen`."))
    return Text.lines(*lines)


async def plan(db: Transaction, item: Contribution, person: int, moment: datetime, now: datetime) -> None:
    """Plan the question to somebody how it went with a contribution, and to who does it with them."""
    await follow_ups.plan(db, item.id, person, moment)
    buddy = await buddies.get(db, item.id) if person == item.author else None
    if buddy is not None and buddy.state is BuddyState.YES:
        told = await follow_ups.get(db, item.id, buddy.person)
        if told is None or (told.asked == 0 and told.answer is None):
            await follow_ups.plan(db, item.id, buddy.person, moment)
    await timelines.ensure(db, item.meetup, CueKind.FOLLOW_UP, now, moment - now, note=str(item.id))


async def _undecided(db: Queries, meetup: Meetup, person: int) -> list[Contribution]:
    known = await follow_ups.of_person(db, person)
    items = await follow_ups.of_author(db, person, meetup.id, rules.FOLLOWED)
    return [item for item in items if item.text and item.id not in known]


async def _own(db: Queries, id: int, person: int) -> tuple[Contribution, FollowUp | None]:
    told = await follow_ups.get(db, id, person)
    return rules.own(await contributions.get(db, id), person, told), told
