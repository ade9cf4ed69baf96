"""Checks of how the parts of a programme fit together; each part is valid by itself (see ``models``)."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.programme import forms as form_rules
from bot.core.programme import theme_checks
from bot.core.programme.clock import clock_problems
from bot.core.programme.fields import seconds_of, spoken
from bot.core.programme.links import is_home_page
from bot.core.programme.models import (
    CHOOSE,
    Block,
    BlockKind,
    Fragment,
    Programme,
    Prompt,
    Room,
)
from bot.core.programme.resolving import filled, theme_of
from bot.core.programme.shows import From, Show
from bot.core.programme.themes import Theme
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed

# Discord: a category holds 50 channels; three of a meetup's own stand in the first one.
TABLES_IN_CATEGORY = 47


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in a content file, with a sentence for the organiser.

    ``path`` holds the keys as they stand in the file (Dutch), and list indexes from 0.
    """

    path: tuple[str | int, ...]
    text: Text


def problems(programme: Programme, themes: Mapping[str, Theme]) -> Iterator[Problem]:
    """Yield the problems between the parts of a programme whose parts are valid by themselves.

    ``themes`` are by slug. The problems of each block come first, then fixed times, then the stated length.
    """
    for at, block in enumerate(programme.blocks):
        for problem in _block_problems(block, programme, themes):
            yield Problem(("blokken", at, *problem.path), problem.text)
    yield from _form_problems(programme)
    for path, text in clock_problems(programme):
        yield Problem(path, text)
    stated = programme.stated_length
    if stated is not None and programme.length > stated:
        text = _(
            "The blocks together take {total}, but the programme states {stated}. Shorten a block or state more.",
            total=spoken(programme.length),
            stated=spoken(stated),
        )
        yield Problem(("duur",), text)


def _form_problems(programme: Programme) -> Iterator[Problem]:
    forms = programme.forms
    for path, text in form_rules.problems(forms):
        yield Problem(("formulieren", *path), text)
    asked: list[tuple[tuple[str | int, ...], str | None]] = [
        (("vooraf",), programme.before),
        (("achteraf",), programme.afterwards),
        *((("blokken", at, "formulier"), block.form) for at, block in enumerate(programme.blocks)),
    ]
    for path, key in asked:
        if key is not None and key not in forms:
            yield Problem(path, form_rules.unknown(key, forms))


def _block_problems(block: Block, programme: Programme, themes: Mapping[str, Theme]) -> Iterator[Problem]:
    breakout = block.kind is BlockKind.BREAKOUT
    if breakout and not block.rooms:
        yield Problem(("ruimtes",), _("A break-out needs at least one room under “ruimtes”."))
    if len(block.rooms) > TABLES_IN_CATEGORY:
        text = _(
            "{n} rooms are more than one category on Discord can hold. Make it {most} at the most.",
            n=len(block.rooms),
            most=TABLES_IN_CATEGORY,
        )
        yield Problem(("ruimtes",), text)
    if block.rooms and not breakout:
        yield Problem(("ruimtes",), _("Only a block of the kind “break-out” has rooms."))
    if block.allocation != CHOOSE and not breakout:
        yield Problem(("indeling",), _("Only a block of the kind “break-out” divides people over tables."))
    yield from _size_problems(block, breakout=breakout)
    if block.warnings is not None and not breakout:
        yield Problem(("waarschuw",), _("Only a block of the kind “break-out” has warnings."))
    if block.asks and block.kind is not BlockKind.HARVEST:
        yield Problem(("vraagt",), _("Only a block of the kind “oogst” asks for contributions."))
    if block.show is not None:
        yield from _show_problems(block.show, themes, breakout=breakout)
    if block.dots is not None and breakout:
        text = _("Dots are put in the plenary, so not in a “break-out”. Put “stippen” with the block after it.")
        yield Problem(("stippen",), text)
    for at, left in enumerate(block.warnings or ()):
        if left >= block.length:
            text = _("A warning {left} before the end comes before the block begins.", left=spoken(left))
            yield Problem(("waarschuw", at), text)
    if breakout and block.grace >= block.length:
        yield Problem(("terugkeer",), _("The time to return must be shorter than the block itself."))
    yield from _prompt_problems(block.prompts, block)
    yield from _fragment_problems(block.fragment)
    names = [room.title or (Typed(room.theme) if room.theme else None) for room in block.rooms]
    for at, name in enumerate(names):
        # The same theme twice is two tables of it, numbered; a title twice is a slip.
        same = [room for room, other in zip(block.rooms[: at + 1], names, strict=False) if name and other == name]
        if len(same) > 1 and any(room.title for room in same):
            text = _("There is already a room “{name}” in this block. Give each its own name.", name=name)
            yield Problem(("ruimtes", at), text)
    for at, room in enumerate(block.rooms):
        for problem in _room_problems(room, block, programme, themes):
            yield Problem(("ruimtes", at, *problem.path), problem.text)


def _show_problems(show: Show, themes: Mapping[str, Theme], *, breakout: bool) -> Iterator[Problem]:
    if breakout:
        text = _("A “break-out” shows nothing in the plenary. Put “toon” with the block before or after it.")
        yield Problem(("toon",), text)
    if show.grows and show.source is not From.HERE:
        text = _("Only a list of this meetup grows. Write “van: deze”, or leave “groeit” out.")
        yield Problem(("toon", "groeit"), text)
    if show.grows and show.per:
        yield Problem(("toon", "per"), _("A list that grows is not grouped. Leave “per” or “groeit” out."))
    if show.theme is not None and show.theme not in themes:
        yield Problem(("toon", "thema"), _unknown_theme(show.theme, themes))


def _size_problems(block: Block, *, breakout: bool) -> Iterator[Problem]:
    for key, given in (("tafelgrootte", block.table_size), ("hoogstens", block.most)):
        if given is not None and not breakout:
            text = _("Only a block of the kind “break-out” has tables, so “{key}” does nothing here.", key=key)
            yield Problem((key,), text)
    if block.closes_plenary and not breakout:
        yield Problem(("zaal",), _("Only while the tables of a “break-out” are open the plenary can be closed."))
    if block.table_size and block.most and block.most < block.table_size:
        text = _(
            "At most {most} people fit at a table here, and “tafelgrootte” is {size}. Make “hoogstens” {size} or more.",
            most=block.most,
            size=block.table_size,
        )
        yield Problem(("hoogstens",), text)


def _room_problems(room: Room, block: Block, programme: Programme, themes: Mapping[str, Theme]) -> Iterator[Problem]:
    if room.theme is None and room.title is None:
        yield Problem((), _("A room needs a “thema” or a “titel”."))
    if room.theme is not None and room.theme not in themes:
        yield Problem(("thema",), _unknown_theme(room.theme, themes))
    if room.directions_after is not None and room.directions_after >= block.length:
        yield Problem(("richtingen na",), _("This moment lies after the end of its block."))
    whole = filled(room, block, theme_of(room, programme, themes))
    for path, text in (*theme_checks.variant_problems(room, themes), *theme_checks.length_problems(whole)):
        yield Problem(path, text)
    yield from _prompt_problems(room.prompts, block)
    yield from _fragment_problems(room.fragment)


def _unknown_theme(theme: str, themes: Mapping[str, Theme]) -> Text:
    near = difflib.get_close_matches(theme.lower().replace(" ", "-"), themes, 1, 0.6)
    if near:
        return _("There is no theme “{theme}”. Do you mean “{near}”?", theme=Typed(theme), near=near[0])
    return _(
        "There is no theme “{theme}”. Choose one of: {themes}; or make a file for it in data/themes.",
        theme=Typed(theme),
        themes=", ".join(sorted(themes)),
    )


def _prompt_problems(prompts: tuple[Prompt, ...], block: Block) -> Iterator[Problem]:
    timed = any(prompt.after is not None for prompt in prompts)
    for at, prompt in enumerate(prompts):
        if prompt.after is None and timed:
            text = _("This prompt has no moment “na”, and others here have. Give all of them one, or none.")
            yield Problem(("vragen", at), text)
        elif prompt.after is not None and prompt.after >= block.length:
            text = _(
                "This prompt comes after {after}, but its block ends after {length}.",
                after=spoken(prompt.after),
                length=spoken(block.length),
            )
            yield Problem(("vragen", at, "na"), text)


def _fragment_problems(fragment: Fragment | None) -> Iterator[Problem]:
    if fragment and fragment.starts and fragment.ends and seconds_of(fragment.ends) <= seconds_of(fragment.starts):
        yield Problem(("fragment", "tot"), _("The fragment ends before it starts."))


def remarks(programme: Programme, themes: Mapping[str, Theme]) -> Iterator[Problem]:
    """Yield notes on a valid, resolved programme: fragments to choose, what does not fit, how people are divided."""
    for key in _never_asked(programme):
        text = _("Nobody gets to see this form. Name it at a block with “formulier”, or with “vooraf” or “achteraf”.")
        yield Problem(("formulieren", key), text)
    for at, block in enumerate(programme.blocks):
        for path, fragment in _fragments(block):
            if fragment and is_home_page(fragment.url):
                text = _("This link leads to a home page, so there is no fragment yet: choose one.")
                yield Problem(("blokken", at, *path, "fragment", "url"), text)
        for number, room in enumerate(block.rooms):
            theme = theme_of(room, programme, themes)
            if theme and (missing := theme_checks.left_out(room, block, theme)):
                yield Problem(("blokken", at, "ruimtes", number), missing)
        if block.kind is BlockKind.BREAKOUT and block.is_previewed:
            text = _(
                "With “{given}” the moderators get a preview two minutes before, and nobody is moved until one of them "
                "confirms it. Moving takes about ten seconds for ten people.",
                given=block.allocation,
            )
            yield Problem(("blokken", at, "indeling"), text)


def _never_asked(programme: Programme) -> list[str]:
    """Return the forms that nobody gets to see."""
    begun = [programme.before, programme.afterwards, *(block.form for block in programme.blocks)]
    seen = {step for key in begun if key for step in form_rules.steps(programme.forms, key)}
    return [key for key in programme.forms if key not in seen]


def _fragments(block: Block) -> Iterator[tuple[tuple[str | int, ...], Fragment | None]]:
    yield (), block.fragment
    yield from ((("ruimtes", at), room.fragment) for at, room in enumerate(block.rooms))
