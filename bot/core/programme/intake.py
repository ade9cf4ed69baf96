"""The intake of a school: what its leader tells beforehand, and what to talk about once more."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.core.words.numbers import number_in
from bot.core.words.text import Text, _, ngettext
from bot.core.words.times import clock_in, seconds_in
from bot.core.words.typed import Typed

MOST_PEOPLE: Final = 30  # the makers' own number: with more, not everybody gets to talk
FEWEST_THEMES, MOST_THEMES = 2, 3
SHORTEST: Final = timedelta(minutes=90)  # in less a team makes no plan (our choice)
LONGEST: Final = timedelta(hours=12)  # of one day
FIGURES: Final = 3  # lines
SECTOR: Final = "sector"
CHOICES: Final = (SECTOR, "functions", "themes")  # fields in which people choose from a list
STEPS: Final = (
    ("school", SECTOR, "people", "functions", "time"),
    ("themes", "already", "hurts", "outcome", "figures"),
)
# Characters of a field in which people type; three figures fit in the text of a block, also when all are escaped.
MOST_TYPED: Final = {
    "school": 80, "people": 100, "time": 100, "already": 1000, "hurts": 1000, "outcome": 1000, "figures": 300,
}  # fmt: skip
LONG: Final = ("already", "hurts", "outcome", "figures")  # on more lines than one
_AT_ONCE: Final = 900  # characters: escaped, they fit in a message
_IN_SENTENCE: Final = 40
# All functions of a school come, from caretaker to board; the value is what is shown and stored.
FUNCTIONS: Final[dict[str, Text]] = {
    "directie": _("school leader"),
    "leerkracht": _("teachers"),
    "ib": _("care coordinator or mentor"),
    "ondersteuning": _("teaching assistants"),
    "conciërge": _("caretaker or office"),
    "bestuur": _("board"),
}
SECTORS: Final[dict[str, Text]] = {
    "po": _("primary school"),
    "vo": _("secondary school"),
    "mbo": _("vocational school"),
}
NAMES: Final[Mapping[str, Mapping[str, Text]]] = {SECTOR: SECTORS, "functions": FUNCTIONS}  # of what can be chosen
LABELS: Final[dict[str, Text]] = {
    "school": _("Which school is it?"),
    "sector": _("What kind of school?"),
    "people": _("How many people come?"),
    "functions": _("Which functions come?"),
    "time": _("How much time is there?"),
    "themes": _("Which two or three themes?"),
    "already": _("What does the school do already?"),
    "hurts": _("What hurts?"),
    "outcome": _("What must come out of it?"),
    "figures": _("Three figures about the school"),
}
_SPOKEN = {  # hours, as people mean it
    "halve dag": 4, "half dagje": 4, "middag": 3, "ochtend": 3, "dagdeel": 3, "avond": 2.5,
    "dag": 6, "dagje": 6, "werkdag": 6, "studiedag": 6, "schooldag": 6,
    "half a day": 4, "half day": 4, "afternoon": 3, "morning": 3, "evening": 2.5, "day": 6,
}  # fmt: skip
_BEFORE = re.compile(  # words that change nothing
    r"^(?:ongeveer|circa|ca\.?|zo'n|zo’n|max\.?|maximaal|hooguit|hoogstens|about|around|at most|de|het"
    r"|the|an?|een|one|1|hele|heel|gehele|whole|full|entire|±|\+/-|plusminus)\s+"
)
_FROM_TO = re.compile(
    r"(?:van |from )?(?P<from>[\d:.uh]{1,5})(?: uur)? ?(?:-|–|tot|t/m|to|until) ?(?P<to>[\d:.uh]{1,5})(?: uur| u)?"
)
_FIRST_HOUR: Final = 8  # of a school's day: "9 tot 15" are times of day, and "2 tot 3 uur" is a length that is not sure


@dataclass(frozen=True, slots=True)
class Intake:
    """An intake; ``filled`` is what was filled in by field, of those of ``STEPS``.

    ``channel`` is where a moderator asked for it, and ``meetup`` what was planned from it.
    """

    id: int
    server: int
    person: int
    filled: Mapping[str, tuple[Typed, ...]] = field(default_factory=dict)
    channel: int | None = None
    meetup: int | None = None

    def words(self, name: str) -> Typed:
        """Return what was filled in in a field, or nothing."""
        return next(iter(self.filled.get(name, ())), Typed(""))

    def chosen(self, name: str) -> tuple[str, ...]:
        """Return what was chosen from a list."""
        return tuple(one.raw for one in self.filled.get(name, ()))

    def is_filled(self, name: str) -> bool:
        """Return whether anything was filled in in a field."""
        return any(one.raw.strip() for one in self.filled.get(name, ()))

    def pieces(self, name: str) -> list[Typed]:
        """Return the whole words of a field, line by line, in pieces that each fit in a message."""
        lines = [line.raw for line in self.words(name).lines if line.raw.strip()]
        return [Typed(line[at : at + _AT_ONCE]) for line in lines for at in range(0, len(line), _AT_ONCE)]


def people_said(words: Typed) -> int | None:
    """Return the number in "24 mensen" or "een man of dertig"; None for none or several."""
    return number_in(words.raw)


def time_said(words: Typed) -> timedelta | None:
    """Return the length of "3 uur", "een hele middag", "halve dag" or "13.00-16.30"; None for anything else.

    A number alone is in hours.
    """
    said = " ".join(words.raw.lower().split()).rstrip(".!")
    if (between := _between(said)) is not None:
        return between
    bare = said
    while (shorter := _BEFORE.sub("", bare)) != bare:
        bare = shorter
    if hours := _SPOKEN.get(bare):
        return timedelta(hours=hours)
    seconds = seconds_in(said) or seconds_in(bare) or (seconds_in(f"{bare} uur") if bare else None)
    return timedelta(seconds=seconds) if seconds else None


def _between(said: str) -> timedelta | None:
    """Return the time from one time of day to another, as in "9 tot 15 uur"; None for anything else."""
    found = _FROM_TO.fullmatch(said)
    hours = [_hours(found[name]) for name in ("from", "to")] if found else []
    if len(hours) < 2 or hours[0] is None or hours[1] is None:
        return None
    if found and hours[0] < _FIRST_HOUR and found["from"].isdecimal():
        return None
    length = timedelta(hours=hours[1] - hours[0])
    return length if length > timedelta() else None


def _hours(said: str) -> float | None:
    clock = clock_in(f"{said}:00" if said.isdecimal() else said)
    return int(clock[:2]) + int(clock[3:]) / 60 if clock else None


def missing(intake: Intake) -> list[str]:
    """Return the fields without which no plan can be made, that are still empty."""
    return [name for name in ("school", "themes", "time") if not intake.is_filled(name)]


def warnings(intake: Intake) -> Iterator[Text]:
    """Yield what the coach and the school leader should talk about once more; none of it stands in the way."""
    people, time = people_said(intake.words("people")), time_said(intake.words("time"))
    if intake.words("people") and people is None:
        yield _(
            "I can't read how many people come from “{words}”. Write one number.",
            words=intake.words("people").line.cut(_IN_SENTENCE),
        )
    elif people is not None and people > MOST_PEOPLE:
        yield ngettext(
            "One person is more than {most}: then not everybody gets to talk. Make two groups, or two days.",
            "{n} people is more than {most}: then not everybody gets to talk. Make two groups, or two days.",
            people,
            most=MOST_PEOPLE,
        )
    elif people == 0:
        yield _("Nobody comes, it says. Fill in how many people come.")
    absent = tuple(name for key, name in FUNCTIONS.items() if key not in intake.chosen("functions"))
    if absent and intake.chosen("functions"):
        yield _(
            "Missing at the table: {functions}. The plan is for the whole school: can they come too?", functions=absent
        )
    themes = intake.chosen("themes")
    if themes and not FEWEST_THEMES <= len(themes) <= MOST_THEMES:
        yield ngettext(
            "One theme was chosen. Two or three work best: then people can choose, and tables have enough people.",
            "{n} themes were chosen. Two or three work best: then people can choose, and tables have enough people.",
            len(themes),
        )
    if intake.words("time") and time is None:
        yield _("I can't read how much time there is from “{words}”. Write “3 uur”, “een middag” or “een dag”.",
                words=intake.words("time").line.cut(_IN_SENTENCE))  # fmt: skip
    elif time is not None and time > LONGEST:
        yield _("That is more than one day. I make a plan for one day; for another day, make another intake.")
    elif time is not None and time < SHORTEST:
        yield _("There is little time: in less than an hour and a half no team makes a plan. Is there more?")
    if len(intake.pieces("figures")) > FIGURES:
        yield _("There are more than three figures. I show the first three at the opening, one for each line.")
