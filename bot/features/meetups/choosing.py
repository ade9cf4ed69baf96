"""Choosing when a meetup begins: ask which day is meant where a time has passed, and change the times of a plan."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

from bot.content.texts import Say
from bot.content.times import day, stamp
from bot.core.evening import commands as rules
from bot.core.evening.meetup import Action, Meetup, State
from bot.core.evening.slots import Timeline
from bot.core.evening.starting import Start, read_end, read_start
from bot.core.programme.clock import LONGEST_EVENING
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Shown, Typed
from bot.features.invitations import inviting
from bot.features.meetups import fitting, next_steps
from bot.features.meetups.commanding import command
from bot.features.meetups.outcomes import released
from bot.platform.answers import Interaction, answer, bot_of, language_of
from bot.platform.app import App
from bot.platform.custom_id import CustomId
from bot.platform.text import speaking
from bot.platform.views import Button, TextInput, lasting

_SECONDS = 12  # digits of a moment in seconds since 1970
MEANT = CustomId("meetup:bedoeld:{key}:{at}", key=20, at=_SECONDS)
CHANGE = CustomId("meetup:tijd:{id}")
CHANGE_FORM = CustomId("meetup:tijden:{id}")
MOVE = CustomId("meetup:verzet:{id}:{at}[:{ends}]", at=_SECONDS, ends=_SECONDS)
ANOTHER_TIME = _("Another time")


async def ask_day(interaction: Interaction, start: Start) -> None:
    """Ask which of two days a time that has passed is on; the draft is stored under the id of the command."""
    await _ask(interaction, start, lambda at: MEANT(key=interaction.id, at=_seconds(at)))


async def _ask(interaction: discord.Interaction[Any], start: Start, custom_id: Callable[[datetime], str]) -> None:
    language = await language_of(interaction)
    bot, say = bot_of(interaction), speaking(language)
    today = bot.clock().astimezone(bot.settings.zone).date()

    def label(at: datetime) -> Shown:
        here = at.astimezone(bot.settings.zone)
        time = f"{here:%H:%M}"
        if here.date() == today:
            return say(_("Today, {time}", time=time))
        if here.date() == today + timedelta(days=1):
            return say(_("Tomorrow, {time}", time=time))
        return say(Text.of(f"{day(at, language, bot.settings.zone)}, {time}".capitalize()))

    assert start.or_else is not None
    buttons = [Button(label=label(at), custom_id=custom_id(at)) for at in (start.at, start.or_else)]
    is_tomorrow = start.or_else - start.at < timedelta(days=2)
    question = _("Do you mean today or tomorrow?") if is_tomorrow else _("Do you mean today or a week from now?")
    passed = _("{time} has passed already.", time=f"{start.at.astimezone(bot.settings.zone):%H:%M}")
    await answer(interaction, say(Text.join(" ", (passed, question))), lasting(*buttons))


def change_button(meetup: Meetup, say: Say) -> Button:
    """Return the button that opens the form with the start and the end."""
    return Button(label=say(ANOTHER_TIME), emoji="🗓️", custom_id=CHANGE(id=meetup.id))


def change_form(meetup: Meetup, bot: App, say: Say) -> discord.ui.Modal:
    """Return the form with the start and the end as they are. Raises Refusal once the meetup has begun."""
    if meetup.state is not State.PLANNED:
        raise Refusal(rules.HAS_BEGUN)
    zone = bot.settings.zone
    start = meetup.planned_start.astimezone(zone)
    ends = f"{meetup.ends_by.astimezone(zone):%H:%M}" if meetup.ends_by else ""
    form = discord.ui.Modal(title=say(_("When is the meetup?")), custom_id=CHANGE_FORM(id=meetup.id))
    form.add_item(
        discord.ui.Label(
            text=say(_("When does it begin?")),
            description=say(_("For example 19:30, morgen half acht or 25-11-2026 19:30")),
            component=TextInput(custom_id="begin", default=f"{start:%d-%m-%Y %H:%M}", max_length=60),
        )
    )
    form.add_item(
        discord.ui.Label(
            text=say(_("When must it be over?")),
            description=say(_("For example 21:30; may stay empty")),
            component=TextInput(custom_id="eind", default=ends, required=False, max_length=20),
        )
    )
    form.stop()
    return form


async def change(interaction: Interaction, id: int, begins: Typed, ends: Typed) -> None:
    """Plan the start and the end as typed, or ask which day is meant. Raises Refusal."""
    bot = bot_of(interaction)
    start = read_start(begins, bot.clock(), bot.settings.zone)
    over = read_end(ends, start.at, bot.settings.zone) if ends.line else None
    if start.or_else is None:
        await move(interaction, id, start.at, over)
        return

    def custom_id(at: datetime) -> str:
        return MOVE(id=id, at=_seconds(at), **({} if over is None else {"ends": _seconds(over + (at - start.at))}))

    await _ask(interaction, start, custom_id)


async def move(interaction: Interaction, id: int, at: datetime, ends: datetime | None) -> None:
    """Plan another start and end, and answer with them. Raises Refusal once the meetup has begun."""
    step = rules.reschedule(at, ends, bot_of(interaction).settings.zone)
    meetup, timeline = await command(interaction, id, Action.RESCHEDULE, step)
    said = _("**{title}** is planned for {start} now.", title=meetup.title, start=stamp(at, "F"))
    await tell_times(interaction, meetup, timeline, said)


async def tell_times(interaction: discord.Interaction[Any], meetup: Meetup, timeline: Timeline, text: Text) -> None:
    """Answer with when a meetup is planned: what does not fit, ways to solve that, and the next steps as buttons."""
    await fitting.tell(
        interaction,
        meetup,
        timeline,
        Text.lines(text, *released(meetup, timeline)),
        next_steps.check_button,
        next_steps.rehearse_button,
        inviting.button,
        change_button,
    )


def moment_of(seconds: int) -> datetime:
    """Return the moment of a custom_id. Raises Refusal for one that a calendar does not have."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise Refusal(_("This day does not exist. Give `/meetup plan` once more."), Remedy(Mend.PLAN)) from None


def day_of(seconds: int, now: datetime) -> datetime:
    """Return the start on the day that was chosen. Raises Refusal where the question stood there for too long."""
    start = moment_of(seconds)
    if now - start > LONGEST_EVENING:
        raise Refusal(_("{start} has passed by now. Choose another time.", start=stamp(start, "F")))
    return start


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
