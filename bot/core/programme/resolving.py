"""Fill in a programme: rooms from their themes, a moment for every prompt."""

from collections.abc import Mapping
from datetime import timedelta

from bot.core.kinds import always_asked
from bot.core.programme.models import Block, BlockKind, Programme, Prompt, Room, Theme
from bot.core.words.typed import Markup

# Blocks with prompts from a theme give people at least this long for each (our choice).
BETWEEN_THEME_PROMPTS = timedelta(minutes=5)


def resolve(programme: Programme, themes: Mapping[str, Theme]) -> Programme:
    """Return the programme with everything filled in: rooms from their themes, a moment for every prompt.

    A meetup runs on this snapshot, so that changing a file never changes a running evening. ``themes`` are by slug;
    every theme that it names must be there, which ``checks`` makes sure of.
    """
    blocks = tuple(_resolved_block(block, themes) for block in programme.blocks)
    return programme.model_copy(update={"blocks": blocks})


def _resolved_block(block: Block, themes: Mapping[str, Theme]) -> Block:
    if block.kind is BlockKind.BREAKOUT:
        rooms = tuple(_resolved_room(room, block, themes) for room in block.rooms)
        return block.model_copy(update={"rooms": rooms, "prompts": ()})
    asks = block.asks
    if block.kind is BlockKind.HARVEST and not asks:
        asks = always_asked()
    return block.model_copy(update={"prompts": _timed(block.prompts, block.length), "asks": asks})


def _resolved_room(room: Room, block: Block, themes: Mapping[str, Theme]) -> Room:
    theme = themes[room.theme] if room.theme else None
    own = room.prompts or block.prompts
    directions = room.directions or (theme.directions if theme else ())
    directions_after = room.directions_after
    if own or theme is None:
        prompts = _timed(own, block.length)
        if directions and directions_after is None:
            last = max((prompt.after or timedelta() for prompt in prompts), default=timedelta())
            directions_after = last + (block.length - last) / 2
    else:
        # The theme's prompts and, as the last step, its directions: at equal distances.
        steps = max(1, int(block.length / BETWEEN_THEME_PROMPTS) - 1)
        chosen = tuple(Prompt.model_validate({"text": text}) for text in theme.prompts[:steps])
        prompts = _timed(chosen, block.length * len(chosen) / (len(chosen) + 1))
        directions_after = directions_after or _whole(block.length * len(chosen) / (len(chosen) + 1))
    text = room.text
    if text is None and theme is not None:
        parts = [part.raw for part in (theme.situation, theme.part_of_school) if part]
        text = Markup("\n".join(parts)) if parts else None
    return room.model_copy(
        update={
            "title": room.title or (theme.title if theme else None),
            "text": text,
            "fragment": room.fragment or (theme.fragment if theme else block.fragment),
            "prompts": prompts,
            "directions": directions,
            "directions_after": _whole(directions_after) if directions and directions_after else None,
        }
    )


def _timed(prompts: tuple[Prompt, ...], over: timedelta) -> tuple[Prompt, ...]:
    """Return the prompts with their moments: as given, or else at equal distances over the time ``over``."""
    if any(prompt.after is not None for prompt in prompts):
        return prompts
    return tuple(
        prompt.model_copy(update={"after": _whole(over * at / len(prompts))}) for at, prompt in enumerate(prompts)
    )


def _whole(moment: timedelta) -> timedelta:
    """Return the moment rounded down: to a minute from five minutes on, to a second below that.

    Nobody plans a prompt at 7:12.
    """
    step = 60 if moment >= timedelta(minutes=5) else 1
    return timedelta(seconds=int(moment.total_seconds()) // step * step)
