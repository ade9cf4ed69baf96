"""Layout of the moderators' panel: the state of the evening, and the buttons to command it.

What the buttons do stands in ``cogs.panel``. A custom_id holds the number of the block that the panel showed,
so that a late press does not end the next block.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import discord

from bot.content.texts import Say
from bot.content.times import ends, moments, stamp
from bot.core.evening import agenda
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.slots import Slot, Timeline
from bot.core.kinds import ContributionKind
from bot.core.people.floor import Floor
from bot.core.people.hands import Queue
from bot.core.words.text import Fitting, Part, Text, _, ngettext
from bot.core.words.typed import Shown
from bot.features.contributions import counts as counting
from bot.features.groups import views as group_views
from bot.features.meetups import choosing, fitting
from bot.features.meetups.outcomes import expected_end, gaps, overruns, stays_on
from bot.features.panel import people
from bot.features.speaking import views as speaking_views
from bot.features.tables import views as table_views
from bot.features.tables import watching
from bot.features.tables.status import Table, in_short, line, readiness, too_big
from bot.features.wall import views as wall_views
from bot.platform import limits, views
from bot.platform.custom_id import CustomId
from bot.platform.views import lasting

START = CustomId("bord:start:{id}")
# What may be meant twice says which action its panel showed last, so that only the same press is refused.
NEXT = CustomId("bord:volgende:{id}:{block}[:{seen}]", block=4)
PLUS_2 = CustomId("bord:plus2:{id}:{block}[:{seen}]", block=4)
PLUS_5 = CustomId("bord:plus5:{id}:{block}[:{seen}]", block=4)
PAUSE = CustomId("bord:pauze:{id}")
RESUME = CustomId("bord:verder:{id}")
CALL_BACK = CustomId("bord:terug:{id}:{block}", block=4)
STOP = CustomId("bord:stop:{id}")
_MOST = limits.TEXTS - 100  # characters
# A table for each line, then the others one after the other: the panel fits on the screen of a laptop (our choice).
_LINES, _IN_SHORT = 8, 16
_NAME = 60  # characters of the name of a table on a button
_COLOURS = {State.LIVE: 0x2E7D32, State.PAUSED: 0xF9A825}
Button = discord.ui.Button[discord.ui.LayoutView]
Row = discord.ui.ActionRow[discord.ui.LayoutView]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the panel shows, at one moment; ``tables`` are the open ones."""

    meetup: Meetup
    timeline: Timeline
    tables: Sequence[Table]
    counts: Mapping[ContributionKind, int]
    now: datetime
    seen: int = 0  # the id of the last action of a moderator
    turnout: Text | None = None  # how many people wrote, while it runs
    floor: Floor = field(default_factory=Floor)  # who may speak in the plenary
    queue: Queue = field(default_factory=Queue)  # raised hands
    moderators: Sequence[int] = ()  # who are there
    previews: Sequence[tuple[int, str]] = ()  # divisions that await a decision: block, and link to the proposal


def layout(say: Say, facts: Facts) -> discord.ui.LayoutView:
    """Return the whole panel. discord.py does not keep it; see ``LastingItem``."""
    where = say(_fitting(_where_we_are(facts), _MOST // 2))
    brought_in = say(Text.lines(*_contributions(facts)))
    decisions = say(_fitting(_decisions(facts), _MOST // 8))
    tables = say(_tables(facts))
    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
        accent_colour=_COLOURS.get(facts.meetup.state)
    )
    for text in (where, tables, brought_in, decisions):
        if text:
            container.add_item(discord.ui.TextDisplay(text))
    for row in [*_rows(say, facts), *_watching(say, facts)]:
        container.add_item(row)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()
    return view


def begin(meetup: Meetup, say: Say) -> discord.ui.View:
    """Return the button that begins a meetup, and the one that plans it for another time."""
    primary = discord.ButtonStyle.primary
    return lasting(
        views.Button(label=say(_("Begin now")), emoji="▶️", style=primary, custom_id=START(id=meetup.id)),
        choosing.change_button(meetup, say),
    )


def _fitting(lines: Sequence[Part], most: int) -> Text:
    """Return as many lines as fit in ``most`` characters, and how many more there are."""
    return Fitting(tuple(lines), most, lambda more: _("… and {n} more.", n=more))


def _where_we_are(facts: Facts) -> list[Part]:
    """Return lines with the title, the block now, the next one, and how both are against the plan."""
    meetup, timeline = facts.meetup, facts.timeline
    lines: list[Part] = [Text.of("## 🎛️ ", meetup.title)]
    if meetup.state is State.CLOSED:
        over = _("The meetup was cancelled.") if meetup.was_cancelled else _("The meetup is over.")
        return [*lines, over, *stays_on(timeline, facts.now)]
    now, following = _now_and_next(facts)
    if meetup.state is State.PLANNED:
        lines.append(_("🗓️ Planned for {start} ({countdown}).", **moments(meetup.planned_start)))
    elif now is not None:
        block, of = now.block + 1, len(timeline.slots)
        title = _title(facts, now)
        if meetup.paused_at:
            text = _("⏸️ Paused {since}, in {number}/{of}: {block}. No time is lost: what comes moves along.",
                     since=stamp(meetup.paused_at, "R"), number=block, of=of, block=title)  # fmt: skip
            return [*lines, text]
        if now.ends <= facts.now and following is not None:
            return [*lines, *_between(facts, now, following)]
        text = _(
            "▶️ Now {number}/{of}: {block}, until {time} ({countdown})", number=block, of=of, block=title, **ends(now)
        )
        lines.append(text)
    if following is not None:
        values = {"block": _title(facts, following), "time": stamp(following.starts)}
        lines.append(_("⏭️ Next: {block}, at {time}", **values) + (" 📌" if following.fixed else ""))
    elif now is not None:
        lines.append(_("⏭️ After this the meetup is over."))
    return [*lines, *people.lines(facts.moderators, facts.floor, facts.queue), *_times(facts)]


def _between(facts: Facts, over: Slot, following: Slot) -> list[Part]:
    """Return lines for the time between a block that is over and the next one, which has a fixed time."""
    text = _(
        "🫖 {block} is over; {next} begins at {time} ({countdown}). Sooner? Press “Next”.",
        block=_title(facts, over),
        next=_title(facts, following),
        time=stamp(following.starts),
        countdown=stamp(following.starts, "R"),
    )
    return [text, *people.lines(facts.moderators, facts.floor, facts.queue), *_times(facts)]


def _times(facts: Facts) -> list[Part]:
    return [expected_end(facts.meetup, facts.timeline), *gaps(facts.meetup, facts.timeline)]


def _now_and_next(facts: Facts) -> tuple[Slot | None, Slot | None]:
    """Return the current and the next slot; one that is due counts as current before the runner began it."""
    timeline = facts.timeline
    current, following = timeline.current, timeline.following
    if facts.meetup.state is State.LIVE and following and following.starts <= facts.now:
        return following, next(iter(timeline.to_come[1:]), None)
    return current, following


def _title(facts: Facts, slot: Slot) -> Text:
    return Text.bold(facts.meetup.programme.blocks[slot.block].title)


def _tables(facts: Facts) -> Text:
    """Return a line for each open table, those that wait for help first; "" while no table is open.

    Tables beyond ``_LINES`` stand one after the other, with their people and whether they are ready.
    """
    if not facts.tables:
        return Text.of("")
    people = sum(table.people for table in facts.tables)
    heading = ngettext("### 🔊 At the tables: one person", "### 🔊 At the tables: {n} people", people)
    in_order = sorted(facts.tables, key=lambda table: table.call is None or table.call.claimed_at is not None)
    lines, others = in_order[:_LINES], in_order[_LINES:]
    return Text.lines(
        heading, readiness(facts.tables), *(line(table) for table in lines), *([_in_short(others)] if others else [])
    )


def _in_short(tables: Sequence[Table]) -> Text:
    shown, left = tables[:_IN_SHORT], len(tables) - _IN_SHORT
    text = Text.join(" · ", [in_short(table) for table in shown])
    return text + " " + _("… and {n} more.", n=left) if left > 0 else text


def _contributions(facts: Facts) -> list[Part]:
    counts = Text.join(" · ", counting.per_kind(facts.counts, facts.meetup.programme))
    return [_("### ✍️ Brought in"), *([facts.turnout] if facts.turnout else []), counts]


def _decisions(facts: Facts) -> list[Part]:
    """Return a line for each thing that a moderator has to decide on; the times that can't be kept come first."""
    waiting = [table for table in facts.tables if table.call and table.call.claimed_at is None]
    lines: list[Part] = []
    if facts.meetup.state is not State.CLOSED:
        lines += overruns(facts.meetup, facts.timeline)
    if waiting:
        lines.append(
            ngettext(
                "❗ One table waits for somebody who comes.", "❗ {n} tables wait for somebody who comes.", len(waiting)
            )
        )
    lines += people.asks(facts.queue)
    for table in too_big(facts.tables, facts.meetup, facts.timeline):
        large = _("🪑 {table} is large, with {n} people.", table=f"<#{table.place.channel}>", n=table.people)
        lines.append(large)
    for block, link in facts.previews:
        title = Text.bold(facts.meetup.programme.blocks[block].title)
        lines.append(_("🪑 Who sits where in {block}? [Look and decide]({link})", block=title, link=link))
    return [_("### ❓ To decide"), *lines] if lines else []


def _rows(say: Say, facts: Facts) -> list[Row]:
    """Return the rows of buttons for the present state; none once the meetup is over."""
    meetup, current = facts.meetup, facts.timeline.current
    block = current.block if current else 0
    state = {"id": meetup.id, "block": block, "seen": facts.seen}
    primary = discord.ButtonStyle.primary
    stop = _button(say(_("Stop")), "⏹️", STOP(id=meetup.id), discord.ButtonStyle.danger)
    message = _button(say(_("Message")), "📣", table_views.BROADCAST(id=meetup.id))
    message.disabled = not meetup.is_running
    wall = _button(say(_("Wall")), "🧱", wall_views.begin(meetup.id))
    back = _button(say(_("Everybody back")), "🔔", CALL_BACK(id=meetup.id, block=block))
    groups = _button(say(_("Groups")), "🧩", group_views.ASK(id=meetup.id))
    groups.disabled = bool(facts.tables)
    back.disabled = current is None or not facts.timeline.tables_are_open(block)
    ways_out = [
        Row(
            _button(say(_("Trim the rest evenly")), "✂️", fitting.TRIM(id=meetup.id)),
            _button(say(_("Drop a block …")), "🗑️", fitting.CHOOSE(id=meetup.id)),
        )
    ] * bool(facts.timeline.to_come and agenda.overruns(facts.timeline, meetup.ends_by))
    on_panel = speaking_views.on_panel(meetup.id, facts.floor, facts.queue)
    voices = Row(*(_button(say(label), emoji, id) for label, emoji, id in on_panel))
    big = too_big(facts.tables, meetup, facts.timeline)
    splits = [_button(say(_("Split {table}", table=_name(it))), "🪑", table_views.SPLIT(id=it.place.id)) for it in big]
    # While people are at the tables nobody waits for the word in the plenary, and a menu of the tables comes below.
    below = [Row(*splits)] * bool(splits) if facts.tables else [voices]
    match meetup.state:
        case State.PLANNED:
            begin = _button(say(_("Begin now")), "▶️", START(id=meetup.id), primary)
            other = _button(say(choosing.ANOTHER_TIME), "🗓️", choosing.CHANGE(id=meetup.id))
            return [Row(begin, other, stop), *ways_out]
        case State.PAUSED:
            go_on = _button(say(_("Go on")), "▶️", RESUME(id=meetup.id), primary)
            return [Row(go_on, message, wall, stop), *below]
        case State.LIVE:
            onward = _button(say(_("Next")), "⏭️", NEXT(**state), primary)
            onward.disabled = facts.timeline.following is None  # the last one ends with "stop", which asks once more
            time = Row(
                onward,
                _button(say(_("+2 min")), None, PLUS_2(**state)),
                _button(say(_("+5 min")), None, PLUS_5(**state)),
                _button(say(_("Pause")), "⏸️", PAUSE(id=meetup.id)),
            )
            return [time, Row(back, groups, message, wall, stop), *below, *ways_out]
    return []


def _watching(say: Say, facts: Facts) -> list[Row]:
    if not facts.tables:
        return []
    watched = {table.place.id: table.watcher for table in facts.tables if table.watcher}
    return [Row(watching.menu(facts.meetup.id, facts.seen, [table.place for table in facts.tables], watched, say))]


def _name(table: Table) -> Text:
    return Text.cut(table.place.title, _NAME)


def _button(
    label: Shown, emoji: str | None, custom_id: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> Button:
    return Button(label=label, emoji=emoji, custom_id=custom_id, style=style)
