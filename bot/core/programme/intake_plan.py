"""The plan that follows from an intake: which programme, with the school's own themes, figures and time."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.core.programme.fields import PROSE
from bot.core.programme.intake import FIGURES, LONGEST, SHORTEST, Intake, time_said
from bot.core.programme.models import Block, BlockKind, Programme, Prompt, Room
from bot.core.programme.resolving import resolve
from bot.core.programme.themes import Theme
from bot.core.words.escaping import escaped, shortened
from bot.core.words.typed import Markup, Typed

AFTERNOON, DAY = "de-scholen-in-middag", "de-scholen-in"
FROM_A_DAY: Final = timedelta(hours=5)  # with less time it is an afternoon
MARKS: Final = "\\`*_{}[]<>#|~"  # of markdown, in words of others
_STEP: Final = timedelta(minutes=5)


def title(intake: Intake) -> Typed:
    """Return the name of the meetup, with the school's."""
    return Typed(f"De Scholen In: {intake.words('school').line.raw}").cut(80)


def which(intake: Intake) -> str:
    """Return the name of the programme that fits in the time that there is; for more than a day, that of a day."""
    time = time_said(intake.words("time"))
    return DAY if time is not None and time >= FROM_A_DAY else AFTERNOON


def planned(intake: Intake, programme: Programme, themes: Mapping[str, Theme]) -> Programme:
    """Return the programme of this school: its themes at the tables, its figures, and lengths that fill its time.

    ``programme`` is the one that ``which`` names, resolved; so is what is returned.
    """
    blocks = [
        _with_themes(block, [slug for slug in intake.chosen("themes") if slug in themes]) for block in programme.blocks
    ]
    if figures := _figures(intake):
        at = next((at for at, block in enumerate(blocks) if "cijfers" in block.title.raw.lower()), 0)
        blocks[at] = _with_lines(blocks[at], figures)
    lengths = _lengths([block.length for block in blocks], _time(intake) or programme.length)
    fitted = tuple(_fitted(block, length) for block, length in zip(blocks, lengths, strict=True))
    length = sum(lengths, timedelta())
    return resolve(programme.model_copy(update={"blocks": fitted, "stated_length": length}), themes)


def _time(intake: Intake) -> timedelta | None:
    """Return the time that the plan fills; None for what is usual, also where there is more than one day."""
    time = time_said(intake.words("time"))
    return max(time, SHORTEST) if time and time <= LONGEST else None


def _with_themes(block: Block, chosen: list[str]) -> Block:
    """Return a break-out with a table for each theme of the school, or else with its own themes; others as they are.

    Its rooms are as in a file: ``resolve`` fills them in for the block's new length.
    """
    slugs = chosen or [room.theme for room in block.rooms if room.theme]
    if block.kind is not BlockKind.BREAKOUT or not slugs:
        return block
    return block.model_copy(update={"rooms": tuple(Room.model_validate({"thema": slug}) for slug in slugs)})


def _figures(intake: Intake) -> str:
    """Return the first three figures as a list in Markdown, with nothing in it that Discord interprets."""
    return "\n".join(f"- {escaped(line.raw.strip(), MARKS)}" for line in intake.pieces("figures")[:FIGURES])


def _with_lines(block: Block, lines: str) -> Block:
    """Return a block with these lines under its text, which makes room for them where it must."""
    text = shortened(block.text.raw, max(PROSE - len(lines) - 1, 1)) if block.text else ""
    return block.model_copy(update={"text": Markup(shortened(f"{text}\n{lines}".strip(), PROSE))})


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
