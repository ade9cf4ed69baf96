"""The plan that is made from an intake: which meetup is wanted, its programme, and what its coach reads."""

from bot.content.times import length, stamp
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.starting import Wanted
from bot.core.programme import intake_plan as rules
from bot.core.programme.intake import Intake
from bot.core.programme.models import Programme
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups import intake_views as views
from bot.platform.app import App
from bot.storage import intakes, meetups
from bot.storage.database import Queries, Transaction

PREFIX = "intake:"  # before the id, in the name of the programme that is wanted
GONE = _("This intake is no longer there. A moderator begins a new one with `/meetup intake`.")


def wanted(intake: Intake) -> Wanted:
    """Return the meetup that is wanted after an intake; its programme is named by ``PREFIX`` and its id."""
    return Wanted(f"{PREFIX}{intake.id}", rules.title(intake), intake.words("school").cut(80), Typed(""))


async def of_name(db: Queries, server: int, name: str) -> Intake | None:
    """Return the intake by the name in ``wanted``; None for another name. Raises Refusal where it is gone."""
    id = name.removeprefix(PREFIX)
    if not name.startswith(PREFIX) or not id.isdecimal() or len(id) > 18:
        return None
    intake = await intakes.get(db, int(id), server)
    if intake is None:
        raise Refusal(GONE)
    return intake


async def programme(bot: App, server: int, name: str) -> Programme | None:
    """Return the programme of an intake, by the name in ``wanted``; None for any other name. Raises Refusal."""
    intake = await of_name(bot.db.read, server, name)
    return _plan(bot, intake) if intake else None


def _plan(bot: App, intake: Intake) -> Programme:
    return rules.planned(intake, bot.library.programme(rules.which(intake)), bot.library.themes())


async def take(db: Transaction, server: int, name: str, meetup: int) -> None:
    """Store which meetup is planned from an intake; does nothing for another name. Raises Refusal for a second plan."""
    intake = await of_name(db, server, name)
    if intake is not None:
        await refuse_second(db, intake)
        await intakes.plan(db, intake.id, meetup)


async def refuse_second(db: Queries, intake: Intake) -> None:
    if (known := await planned(db, intake)) is not None:
        raise Refusal(
            _(
                "The plan of this intake was made already: **{title}**, {start}. Stop that meetup first if you want "
                "another plan.",
                title=known.title,
                start=stamp(known.planned_start, "F"),
            )
        )


async def planned(db: Queries, intake: Intake) -> Meetup | None:
    """Return the meetup that was planned from an intake, unless it is over."""
    meetup = await meetups.get(db, intake.meetup) if intake.meetup is not None else None
    return meetup if meetup is not None and meetup.state is not State.CLOSED else None


async def for_coach(bot: App, server: int, name: str) -> list[Text]:
    """Return what the coach reads of an intake beside the plan, line by line; nothing for another name."""
    intake = await of_name(bot.db.read, server, name)
    return [*views.whole(intake), *becomes(bot, intake)] if intake else []


def becomes(bot: App, intake: Intake) -> list[Text]:
    """Return what the plan of an intake will be; nothing where its programme can't be read now."""
    try:
        plan = _plan(bot, intake)
    except Refusal:
        return []
    return [_("This becomes “{programme}”, and takes {length}.", programme=plan.title, length=length(plan.length))]
