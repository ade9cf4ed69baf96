"""Fill in a programme: rooms from their themes, a moment for every prompt."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from bot.core.kinds import always_asked
from bot.core.programme.models import MOST_AT_ONCE, VARIANTS, Block, BlockKind, Programme, Prompt, Room, Variant
from bot.core.programme.themes import Theme
from bot.core.words.typed import Markup

T = TypeVar("T")
# Blocks with prompts from a theme give people at least this long for each (our choice).
BETWEEN_THEME_PROMPTS = timedelta(minutes=5)
# A round of introduction and a case of a minute leave no time to talk in a shorter block (our choice).
FITS_CASE = timedelta(minutes=10)


def resolve(programme: Programme, themes: Mapping[str, Theme]) -> Programme:
    """Return the programme with everything filled in: rooms from their themes, a moment for every prompt.

    A meetup runs on this snapshot, so that changing a file never changes a running evening. ``themes`` are by slug;
    every theme that it names must be there, which ``checks`` makes sure of.
    """
    blocks = tuple(_resolved_block(block, programme, themes) for block in programme.blocks)
    return programme.model_copy(update={"blocks": blocks})


def theme_of(room: Room, programme: Programme, themes: Mapping[str, Theme]) -> Theme | None:
    """Return the theme of a room as told there: as the room says, else as is usual for the kind of programme."""
    if room.theme is None or room.theme not in themes:
        return None
    return themes[room.theme].told_to(room.variant or VARIANTS.get(programme.kind, Variant.EVERYBODY))


def fitting(prompts: Sequence[T], length: timedelta) -> tuple[T, ...]:
    """Return the prompts of a theme that fit in a block of this length: the last one always, of the others the first.

    Each gets ``BETWEEN_THEME_PROMPTS`` at least, and so do the directions after them.
    """
    most = max(1, int(length / BETWEEN_THEME_PROMPTS) - 1)
    return (*prompts[:-1][: most - 1], *prompts[-1:])


def _resolved_block(block: Block, programme: Programme, themes: Mapping[str, Theme]) -> Block:
    if block.kind is BlockKind.BREAKOUT:
        rooms = tuple(_resolved_room(room, block, theme_of(room, programme, themes)) for room in block.rooms)
        return block.model_copy(update={"rooms": rooms, "prompts": ()})
    asks = block.asks
    if block.kind is BlockKind.HARVEST and not asks:
        asks = always_asked()
    return block.model_copy(update={"prompts": _timed(block.prompts, block.length), "asks": asks})


def filled(room: Room, block: Block, theme: Theme | None) -> Room:
    """Return a room with what it lacks from its theme, but for the moments of its prompts."""
    if theme is None:
        return room.model_copy(
            update={"fragment": room.fragment or block.fragment, "prompts": room.prompts or block.prompts}
        )
    chosen = tuple(Prompt.model_validate({"text": text}) for text in fitting(theme.prompts, block.length))
    parts = [part.raw for part in (theme.situation, theme.part_of_school) if part]
    whole = room.model_copy(
        update={
            "title": room.title or theme.title,
            "text": room.text or (Markup("\n".join(parts)) if parts else None),
            "fragment": room.fragment or theme.fragment,
            "introduction": room.introduction or theme.introduction,
            "case": room.case or theme.case,
            "for_host": room.for_host or theme.for_host,
            "prompts": room.prompts or block.prompts or chosen,
            "directions": room.directions or theme.directions,
        }
    )
    longest = max(whole.at_once(number) for number in range(1, len(whole.prompts) + 1))
    if block.length >= FITS_CASE and longest <= MOST_AT_ONCE:
        return whole
    return whole.model_copy(update={"introduction": room.introduction, "case": room.case})


def _resolved_room(room: Room, block: Block, theme: Theme | None) -> Room:
    whole, directions_after = filled(room, block, theme), room.directions_after
    if room.prompts or block.prompts or theme is None:
        prompts = _timed(whole.prompts, block.length)
        if directions_after is None:
            last = max((prompt.after or timedelta() for prompt in prompts), default=timedelta())
            directions_after = last + (block.length - last) / 2
    else:
        # The theme's prompts and, as the last step, its directions: at equal distances.
        over = block.length * len(whole.prompts) / (len(whole.prompts) + 1)
        prompts = _timed(whole.prompts, over)
        directions_after = directions_after or rounded(over)
    moment = rounded(directions_after) if whole.directions and directions_after else None
    return whole.model_copy(update={"prompts": prompts, "directions_after": moment})


def _timed(prompts: tuple[Prompt, ...], over: timedelta) -> tuple[Prompt, ...]:
    """Return the prompts with their moments: as given, or else at equal distances over the time ``over``."""
    if any(prompt.after is not None for prompt in prompts):
        return prompts
    return tuple(
        prompt.model_copy(update={"after": rounded(over * at / len(prompts))}) for at, prompt in enumerate(prompts)
    )


def rounded(moment: timedelta) -> timedelta:
    """Return the moment rounded down: to a minute from five minutes on, to a second below that.

    Nobody plans a prompt at 7:12.
    """
    step = 60 if moment >= timedelta(minutes=5) else 1
    return timedelta(seconds=int(moment.total_seconds()) // step * step)
