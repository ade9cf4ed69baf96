"""What became of an idea of the youth council: at which meetups it was shown, and what people did with it there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.content.texts import Say
from bot.content.times import day
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, called
from bot.core.people import parents as rules
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.people.wall import name_of
from bot.core.programme.models import MeetupKind
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.platform import standing
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.custom_id import CustomId
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.platform.views import Button
from bot.storage import attendance, contributions, meetups, parents, shows, timelines

ASK = CustomId("idee:verder:{id}")
IDEA, QUOTED, PLACE = 120, 160, 60  # characters of an idea, of what was said on it, and of a place
MOST_QUOTES, MOST_IDEAS, MOST_STOPS = 3, 6, 8  # in one message


@dataclass(frozen=True, slots=True)
class Stop:
    """A meetup at which an idea was shown, and what people put under it there."""

    meetup: Meetup
    people: int
    under: Sequence[Contribution]


def travels(item: Contribution, meetup: Meetup) -> bool:
    """Return True for what later meetups may show and go on from: the ideas of a youth council."""
    return meetup.kind is MeetupKind.YOUTH_COUNCIL and bool(rules.children_of(item.kind))


def button(item: Contribution, behind: str, say: Say, row: int | None = None) -> Button:
    """Return the button that tells what became of an idea; ``behind`` stands behind its label."""
    return Button(label=say(_("What became of it?") + behind), emoji="🧭", custom_id=ASK(id=item.id), row=row)


async def show(interaction: discord.Interaction[Any], id: int) -> None:
    """Answer privately with what became of an idea. Raises Refusal where it is gone, or may not be read here."""
    bot = bot_of(interaction)
    item = await contributions.get(bot.db.read, id)
    meetup = await meetups.get(bot.db.read, item.meetup) if item else None
    readable = item and rules.may_read(item, interaction.user.id) and item.text
    if not item or not meetup or not readable or meetup.server != interaction.guild_id:
        raise Refusal(_("This idea is no longer there. You need to do nothing more."))
    stops = await _stops(bot, item)
    if not stops:
        await answer(interaction, _("🧭 It was not shown at a meetup yet. As soon as it is, you read it here."))
        return
    lines = [line for stop in stops[:MOST_STOPS] for line in _stop(bot, stop)]
    await answer(interaction, Text.lines("🧭 " + _("**What became of it?**"), _quoted(item), *lines))


async def plan_news(scene: Scene) -> None:
    """Have the youth councils whose ideas a meetup showed told what became of these, in their own plenary."""
    db = scene.bot.db.read
    councils = [id for id in await shows.sources(db, scene.meetup.id) if id != scene.meetup.id]
    known = [await meetups.get(db, id) for id in councils]
    async with scene.bot.db.transaction() as transaction:
        for meetup in known:
            if meetup and meetup.is_readable and meetup.kind is MeetupKind.YOUTH_COUNCIL:
                note = str(scene.meetup.id)
                await timelines.ensure(transaction, meetup.id, CueKind.NEWS, scene.now, note=note)


async def tell(scene: Scene) -> None:
    """Tell a youth council what became of its ideas at one meetup; what is told already is brought up to date."""
    db, there = scene.bot.db.read, await meetups.get(scene.bot.db.read, int(scene.cue.note))
    shown = await shows.shown_at(db, int(scene.cue.note), scene.meetup.id)
    items = [item for id in shown if (item := await contributions.get(db, id)) and item.text and item.is_public]
    ideas = (
        [(item, await _under(scene.bot, item, there.id)) for item in items if travels(item, scene.meetup)]
        if there
        else []
    )
    if there is None or not ideas:
        await standing.remove_others(scene, [])
        return
    people = await attendance.people(db, there.id)
    text = Text.lines(
        "🧭 " + _("**What became of your ideas?**"),
        _where(scene.bot, there, people),
        *(line for item, under in ideas[:MOST_IDEAS] for line in (_quoted(item), *_what(there, under))),
        *([_("… and {n} more.", n=len(ideas) - MOST_IDEAS)] if len(ideas) > MOST_IDEAS else []),
    )
    await standing.keep(scene, scene.to_plenary("news", text), When.ONCE)


async def _stops(bot: App, item: Contribution) -> list[Stop]:
    """Return where an idea was shown, newest first."""
    db, found = bot.db.read, []
    for id in await shows.where(db, item.id):
        meetup = await meetups.get(db, id)
        if meetup and meetup.is_readable and meetup.id != item.meetup:
            found.append(Stop(meetup, await attendance.people(db, id), await _under(bot, item, id)))
    return sorted(found, key=lambda stop: stop.meetup.begins, reverse=True)


async def _under(bot: App, item: Contribution, meetup: int) -> list[Contribution]:
    return [one for one in await parents.under(bot.db.read, item.id) if one.meetup == meetup and one.text]


def _stop(bot: App, stop: Stop) -> Iterator[Text]:
    yield _where(bot, stop.meetup, stop.people)
    yield from _what(stop.meetup, stop.under)


def _where(bot: App, meetup: Meetup, people: int) -> Text:
    return ngettext(
        "One person read it at {title}{place}, {day}.",
        "{n} people read it at {title}{place}, {day}.",
        people,
        title=Text.bold(meetup.title),
        place=Text.of(" (", Text.cut(meetup.place, PLACE), ")") if meetup.place else "",
        day=day(meetup.begins, meetup.language, bot.settings.zone),
    )


def _quoted(item: Contribution) -> Text:
    return sentences.quoted(item.kind, item.text.line, IDEA)


def _what(meetup: Meetup, under: Sequence[Contribution]) -> Iterator[Text]:
    """Yield how many did what with an idea, and some of it as its authors agreed to be read."""
    counts = {kind: sum(one.kind == kind for one in under) for kind in KINDS}
    done = [Text.of(f"{n} × ", called(kind)) for kind, n in counts.items() if n]
    yield "↳ " + (Text.join(" · ", done) if done else _("People read it; nobody wrote anything under it."))
    for one in [one for one in under if one.is_public][:MOST_QUOTES]:
        name = name_of(one, meetup)
        quote = Text.of("  - “", Text.cut(sentences.opened(one.kind, one.text.line), QUOTED), "”")
        yield Text.of(quote, " — ", Text.cut(name, PLACE)) if name else quote
