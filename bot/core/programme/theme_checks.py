"""Checks of themes, and of how a programme uses them; each yields the keys where it stands, and a sentence."""

import re
from collections.abc import Iterator, Mapping

from bot.core.programme.fields import spoken
from bot.core.programme.models import MOST_AT_ONCE, Block, Room, Variant
from bot.core.programme.resolving import BETWEEN_THEME_PROMPTS, FITS_CASE
from bot.core.programme.themes import Telling, Theme
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed

_TOMORROW = re.compile(r"\bmorgen\b", re.IGNORECASE)


def variant_problems(room: Room, themes: Mapping[str, Theme]) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield what does not fit about the variant that a room asks for."""
    if room.variant is None:
        return
    if room.theme is None:
        yield ("variant",), _("Only a table with a “thema” has a “variant”.")
    elif (
        room.variant is not Variant.EVERYBODY and (theme := themes.get(room.theme)) and not theme.variant(room.variant)
    ):
        text = _(
            "The theme “{theme}” has no part “{variant}”. Add it to the file of the theme, or remove this line.",
            theme=Typed(room.theme),
            variant=room.variant.value,
        )
        yield ("variant",), text


def length_problems(room: Room) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield a problem where what is read out and its question do not fit on a card together; ``room`` is filled in."""
    for number in range(1, len(room.prompts) + 1):
        size = room.at_once(number)
        if any(room.read_out_before(number)) and size > MOST_AT_ONCE:
            text = _(
                "Together, what is read out and question {number} have {n} characters, and {most} fit on the card of "
                "a table. Shorten one of them.",
                number=number,
                n=size,
                most=MOST_AT_ONCE,
            )
            yield ("vragen",), text


def left_out(room: Room, block: Block, theme: Theme) -> Text | None:
    """Return what of a theme a resolved room does not get because its block is short; None where it gets all."""
    given = {prompt.text for prompt in room.prompts}
    if not room.prompts or room.prompts[-1].text != theme.prompts[-1]:
        return None  # it has questions of its own
    missing = [str(number) for number, prompt in enumerate(theme.prompts, start=1) if prompt not in given]
    parts = [_("the introduction")] * bool(theme.introduction and not room.introduction)
    parts += [_("the case")] * bool(theme.case and not room.case)
    parts += [_("question {numbers}", numbers=", ".join(missing))] * bool(missing)
    if not parts:
        return None
    return _(
        "In {length} not everything of the theme fits. Left out: {parts}. From {enough} on all of it comes.",
        length=spoken(block.length),
        parts=tuple(parts),
        enough=spoken(max(FITS_CASE, BETWEEN_THEME_PROMPTS * (len(theme.prompts) + 1))),
    )


def remarks(theme: Theme) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Yield what an organiser should know of a valid theme: a last question that is not about tomorrow."""
    tellings: dict[tuple[str, ...], Telling | None] = {(): theme, ("schoolteam",): theme.school_team}
    tellings["leerlingen",] = theme.pupils
    for path, telling in tellings.items():
        if telling and not _TOMORROW.search(telling.prompts[-1].raw):
            text = _(
                "The last question always comes, however short the block. Let it be about tomorrow: “Maak de zin af: "
                "Morgen …”."
            )
            yield (*path, "vragen", len(telling.prompts) - 1), text
