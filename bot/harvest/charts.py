"""Charts of a harvest as data: what stands along each, and how much; every format draws them in its own way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.content.times import clock
from bot.core.kinds import KINDS
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.table import theme_name

STEPS = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 15, 30, 60, 120))
MOST_STEPS = 24  # of a chart over time: more do not stand beside each other on paper


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers, each with what it is of. ``over_time``: the rows follow each other, and are drawn as columns."""

    title: Text
    rows: Sequence[tuple[Text | Typed, int]]
    over_time: bool = False


def charts(harvest: Harvest, zone: tzinfo) -> list[Chart]:
    """Return the charts of a meetup that have anything in them: over the evening, by kind, by theme."""
    kinds = [(KINDS[kind].heading, n) for kind, n in harvest.counts.items() if n]
    found = [over_the_evening(harvest, zone), Chart(_("By kind"), kinds), by_theme(harvest.themes)]
    return [chart for chart in found if chart.rows]


def by_theme(themes: Mapping[str | None, int]) -> Chart:
    """Return how much there is of each theme."""
    return Chart(_("By theme"), [(theme_name(theme) or _("Without a theme"), n) for theme, n in themes.items()])


def over_the_evening(harvest: Harvest, zone: tzinfo) -> Chart:
    """Return how much was brought in at each moment of the evening, and before and after it; no rows without any."""
    begin = harvest.meetup.started_at or harvest.meetup.planned_start
    end = max(harvest.meetup.ended_at or harvest.exported_at, begin + STEPS[0])
    step = next((step for step in STEPS if (end - begin) / step <= MOST_STEPS), STEPS[-1])
    steps = min(-(-(end - begin) // step), MOST_STEPS)
    counts = _per_step(harvest.contributions, begin, end, step, steps)
    if not counts:
        return Chart(_("Over the evening"), [], over_time=True)
    before = [(_("before"), counts[-1])] if counts[-1] else []
    during = [(Text.of(clock(begin + n * step, zone)), counts[n]) for n in range(steps)]
    after = [(_("after"), counts[steps])] if counts[steps] else []
    return Chart(_("Over the evening"), [*before, *during, *after], over_time=True)


def _per_step(
    items: Iterable[ContributionItem], begin: datetime, end: datetime, step: timedelta, steps: int
) -> Counter[int]:
    """Count contributions per step of the evening: -1 is before it, ``steps`` after it."""

    def at(said: datetime) -> int:
        return steps if said > end else max(min((said - begin) // step, steps - 1), -1)

    return Counter(at(item.said_at) for item in items)
