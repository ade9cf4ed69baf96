"""The intake of a school: what its leader tells beforehand, what is missing in it, and the plan that follows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.core.programme.models import Block, BlockKind, Programme, Prompt, Room
from bot.core.programme.resolving import resolve
from bot.core.programme.themes import Theme
from bot.core.words.escaping import escaped
from bot.core.words.text import Text, _, ngettext
from bot.core.words.times import seconds_in
from bot.core.words.typed import Markup, Typed

MOST_PEOPLE: Final = 30  # the makers' own number: with more, not everybody gets to talk
FEWEST_THEMES, MOST_THEMES = 2, 3
AFTERNOON, DAY = "de-scholen-in-middag", "de-scholen-in"
FROM_A_DAY: Final = timedelta(hours=5)  # with less time it is an afternoon
SHORTEST: Final = timedelta(minutes=90)  # in less a team makes no plan (our choice)
FIGURES: Final = 3  # lines
MARKS: Final = "\\`*_{}[]<>#|~"  # of markdown, in words of others
_STEP: Final = timedelta(minutes=5)
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
_SPOKEN = {"halve dag": 4, "middag": 3, "ochtend": 3, "dagdeel": 3, "hele dag": 6, "dag": 6}  # hours, as people mean it
_NUMBER = re.compile(r"\d{1,5}")


@dataclass(frozen=True, slots=True)
class Intake:
    """An intake; ``filled`` is what was filled in by field, of those of ``STEPS``. ``id`` is 0 until it is stored."""

    id: int
    server: int
    person: int
    filled: Mapping[str, tuple[Typed, ...]] = field(default_factory=dict)

    def words(self, name: str) -> Typed:
        """Return what was filled in in a field, or nothing."""
        return next(iter(self.filled.get(name, ())), Typed(""))

    def chosen(self, name: str) -> tuple[str, ...]:
        """Return what was chosen from a list."""
        return tuple(one.raw for one in self.filled.get(name, ()))

    def with_step(self, step: Mapping[str, tuple[Typed, ...]]) -> "Intake":
        """Return the intake with one step filled in; what was left empty is empty now."""
        return replace(self, filled={**self.filled, **step})


STEPS: Final = (
    ("school", "sector", "people", "functions", "time"),
    ("themes", "already", "hurts", "outcome", "figures"),
)


def people_said(words: Typed) -> int | None:
    """Return the number in "24 mensen"; None for none or several."""
    numbers = _NUMBER.findall(words.raw)
    return int(numbers[0]) if len(numbers) == 1 else None


def time_said(words: Typed) -> timedelta | None:
    """Return the length of "3 uur", "een middag" or "halve dag"; None for anything else."""
    said = " ".join(words.raw.lower().split()).removeprefix("een ").removeprefix("1 ")
    if hours := _SPOKEN.get(said):
        return timedelta(hours=hours)
    seconds = seconds_in(said)
    return timedelta(seconds=seconds) if seconds and seconds <= 12 * 3600 else None


def missing(intake: Intake) -> list[str]:
    """Return the fields without which no plan can be made, that are still empty."""
    return [
        name for name in ("school", "themes", "time") if not any(one.raw.strip() for one in intake.filled.get(name, ()))
    ]


def warnings(intake: Intake) -> Iterator[Text]:
    """Yield what the coach and the school leader should talk about once more; none of it stands in the way."""
    people, time = people_said(intake.words("people")), time_said(intake.words("time"))
    if intake.words("people") and people is None:
        yield _(
            "I can't read how many people come from “{words}”. Write one number.", words=intake.words("people").line
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
                words=intake.words("time").line)  # fmt: skip
    elif time is not None and time < SHORTEST:
        yield _("There is little time: in less than an hour and a half no team makes a plan. Is there more?")


def title(intake: Intake) -> Typed:
    """Return the name of the meetup, with the school's."""
    return Typed(f"De Scholen In: {intake.words('school').line.raw}").cut(80)


def which(intake: Intake) -> str:
    """Return the name of the programme that fits in the time that there is."""
    time = time_said(intake.words("time"))
    return DAY if time is not None and time >= FROM_A_DAY else AFTERNOON


def planned(intake: Intake, programme: Programme, themes: Mapping[str, Theme]) -> Programme:
    """Return the programme of this school: its themes at the tables, its figures, and lengths that fill its time.

    ``programme`` is the one that ``which`` names, resolved; so is what is returned.
    """
    time = time_said(intake.words("time"))
    wanted = max(time, SHORTEST) if time else programme.length
    chosen = [slug for slug in intake.chosen("themes") if slug in themes]
    lengths = _lengths([block.length for block in programme.blocks], wanted)
    told = (_told(block, intake, chosen) for block in programme.blocks)
    blocks = tuple(_fitted(block, length) for block, length in zip(told, lengths, strict=True))
    length = sum(lengths, timedelta())
    return resolve(programme.model_copy(update={"blocks": blocks, "stated_length": length}), themes)


def _told(block: Block, intake: Intake, chosen: list[str]) -> Block:
    """Return a block with the school's own: themes at the tables of a break-out, figures where they are shown."""
    if block.kind is BlockKind.BREAKOUT and chosen:
        return block.model_copy(update={"rooms": tuple(Room.model_validate({"thema": slug}) for slug in chosen)})
    figures = intake.words("figures").raw.strip()
    if figures and "cijfers" in block.title.raw.lower():
        given = [line.strip() for line in figures.splitlines() if line.strip()][:FIGURES]
        lines = "\n".join("- " + escaped(line, MARKS) for line in given)
        return block.model_copy(update={"text": Markup(f"{block.text.raw if block.text else ''}\n{lines}".strip())})
    return block


def _lengths(usual: list[timedelta], wanted: timedelta) -> list[timedelta]:
    """Return lengths of whole steps of five minutes in about the usual proportion, that fill the time wanted.

    What rounding leaves over or lacks goes to the longest. No block is shorter than a step.
    """
    share = wanted / sum(usual, timedelta())
    found = [max(_STEP, round(length * share / _STEP) * _STEP) for length in usual]
    while sum(found, timedelta()) > wanted and max(found) > _STEP:
        found[found.index(max(found))] -= _STEP
    while sum(found, timedelta()) <= wanted - _STEP:
        found[found.index(max(found))] += _STEP
    return found


def _fitted(block: Block, length: timedelta) -> Block:
    """Return a block of another length, with its questions at the same point in it."""
    scale = length / block.length
    prompts = tuple(_moved(prompt, scale) for prompt in block.prompts)
    warnings = tuple(left for left in block.warnings or () if left < length) if block.warnings is not None else None
    return block.model_copy(update={"length": length, "prompts": prompts, "warnings": warnings})


def _moved(prompt: Prompt, scale: float) -> Prompt:
    if prompt.after is None:
        return prompt
    return prompt.model_copy(update={"after": timedelta(minutes=int(prompt.after * scale / timedelta(minutes=1)))})
