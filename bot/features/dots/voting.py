"""People spread their dots with buttons; how many each has got shows once the block is over."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.slots import Slot, Timeline
from bot.core.people import dots as rules
from bot.core.people import sentences
from bot.core.people import shows as show_rules
from bot.core.people.contributions import Contribution
from bot.core.programme.dots import Dots
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.platform import standing
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.callers import of_server
from bot.platform.custom_id import CustomId
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.platform.views import Button, lasting
from bot.storage import contributions, dots, timelines, walls
from bot.storage.database import Queries

PUT = CustomId("stip:op:{id}")
TAKE_BACK = CustomId("stip:terug:{id}")  # the id of the meetup
ON_BOARD = 10  # contributions in one message, two rows of buttons
SHOWN, MINE = 150, 60  # characters of one on the board, and in what somebody reads of their own
CALM = timedelta(seconds=3)  # between two counts of how many took part
DOT = "🔴"


async def keep(scene: Scene) -> None:
    """Post the boards of a block, with a button for each contribution; once it is over, with the dots."""
    asked = scene.block.dots
    if asked is None or scene.slot.started is None:
        return
    db = scene.bot.db.read
    items = await candidates(db, scene.meetup, asked)
    counts = await dots.counts(db, scene.meetup.id, scene.cue.block)
    people = await dots.people(db, scene.meetup.id, scene.cue.block)
    if scene.slot.ended:
        messages = _result(scene, rules.ranked(items, counts), counts)
    else:
        messages = _boards(scene, asked, items, people)
    await standing.keep(scene, messages, When.NEVER if scene.slot.ended else When.ALWAYS)
    await standing.remove_others(scene, messages)


async def candidates(db: Queries, meetup: Meetup, asked: Dots) -> list[Contribution]:
    """Return what dots may be put on: what everybody at the meetup may read of the kind, oldest first."""
    return [
        piece.item
        for piece in await walls.of_meetup(db, meetup.id)
        if piece.item.kind == asked.kind and show_rules.may_list(piece, meetup)
    ]


def _boards(scene: Scene, asked: Dots, items: Sequence[Contribution], people: int) -> list[Message]:
    heading = f"{DOT} " + Text.bold(ngettext("Everybody has one dot", "Everybody has {n} dots", asked.each))
    if not items:
        nothing = _("There is nothing to put it on yet. As soon as somebody brings something in, it stands here.")
        return scene.to_plenary("dots 0", Text.lines(heading, nothing))
    how = _("Press a number to put a dot on it. Several dots on one is fine. How many each has, shows at the end.")
    found = []
    for at in range(0, len(items), ON_BOARD):
        numbered = [*enumerate(items[at : at + ON_BOARD], start=at + 1)]
        is_last = at + ON_BOARD >= len(items)
        counted = (
            ["-# " + ngettext("One person put dots.", "{n} people put dots.", people)] if is_last and people else []
        )
        lines = [heading, "-# " + how] if at == 0 else []
        text = Text.lines(*lines, *(_line(number, item) for number, item in numbered), *counted)
        found += scene.to_plenary(f"dots {at}", text, _buttons(scene.meetup.id, numbered, is_last, scene.say))
    return found


def _buttons(meetup: int, numbered: Sequence[tuple[int, Contribution]], is_last: bool, say: Say) -> discord.ui.View:
    buttons = [
        Button(label=say(Text.of(str(number))), emoji=DOT, style=discord.ButtonStyle.primary, custom_id=PUT(id=item.id))
        for number, item in numbered
    ]
    return lasting(*buttons, *([take_back(meetup, say)] if is_last else []))


def take_back(meetup: int, say: Say) -> Button:
    """Return the button that takes all of somebody's dots back."""
    return Button(label=say(_("Take my dots back")), custom_id=TAKE_BACK(id=meetup))


def _line(number: int, item: Contribution) -> Text:
    words = Text.cut(sentences.opened(item.kind, item.text.line), SHOWN)
    return Text.of(f"**{number}.** ", words)


def _result(scene: Scene, items: Sequence[Contribution], counts: Mapping[int, int]) -> list[Message]:
    dotted = [item for item in items if counts.get(item.id)][:ON_BOARD]
    lines = [Text.of(f"{DOT} {counts[item.id]} · ", Text.cut(item.text.line, SHOWN)) for item in dotted]
    nothing = _("Nobody put a dot.")
    return scene.to_plenary("dots 0", Text.lines(f"{DOT} " + _("**The dots**"), *(lines or [nothing])))


async def put(interaction: discord.Interaction[Any], id: int) -> None:
    """Put one dot more on a contribution, and tell somebody where theirs are.

    Raises Refusal where no dots are put now, it is gone, or all dots of this person are used.
    """
    bot, person = bot_of(interaction), interaction.user.id
    item = await contributions.get(bot.db.read, id)
    meetup, slot, asked = await _round(interaction, item.meetup if item else None)
    async with bot.db.transaction() as db:
        found = await candidates(db, meetup, asked)
        if id not in {one.id for one in found}:
            raise Refusal(_("This is no longer there: its author withdrew it. Choose another one."))
        mine = rules.placed(await dots.of_person_here(db, meetup.id, slot.block, person), id, asked.each)
        await dots.put(db, meetup.id, slot.block, person, mine)
        await timelines.wake(db, meetup.id, CueKind.DOTS, bot.clock(), CALM, block=slot.block)
    await _tell(interaction, meetup, asked, found, mine)


async def take_all_back(interaction: discord.Interaction[Any], id: int) -> None:
    """Take all dots of somebody back. Raises Refusal where no dots are put now."""
    bot = bot_of(interaction)
    meetup, slot, asked = await _round(interaction, id)
    async with bot.db.transaction() as db:
        await dots.put(db, meetup.id, slot.block, interaction.user.id, {})
        await timelines.wake(db, meetup.id, CueKind.DOTS, bot.clock(), CALM, block=slot.block)
    await _tell(interaction, meetup, asked, [], {})


async def _round(interaction: discord.Interaction[Any], id: int | None) -> tuple[Meetup, Slot, Dots]:
    """Return the meetup, and the block in which dots are put now. Raises Refusal where there is none."""
    bot = bot_of(interaction)
    meetup = await of_server(bot.db.read, id, interaction.guild_id)
    timeline = await timelines.of_meetup(bot.db.read, meetup.id) if meetup else Timeline((), ())
    slot = timeline.current
    asked = meetup.programme.blocks[slot.block].dots if meetup and slot else None
    is_counted = meetup and slot and await dots.choice(bot.db.read, meetup.id, slot.block) is not None
    if meetup is None or slot is None or asked is None or is_counted or meetup.state is State.CLOSED:
        raise Refusal(_("The dots are counted: you can't put them any more. What was chosen stands in the plenary."))
    return meetup, slot, asked


async def _tell(
    interaction: discord.Interaction[Any],
    meetup: Meetup,
    asked: Dots,
    items: Sequence[Contribution],
    mine: Mapping[int, int],
) -> None:
    """Answer privately with where somebody's dots are, and how many are left."""
    left = asked.each - sum(mine.values())
    words = {item.id: Text.of(f"{number}. ", Text.cut(item.text.line, MINE)) for number, item in enumerate(items, 1)}
    lines = [Text.of(DOT * n + " ", words[id]) for id, n in mine.items() if id in words]
    say = await voice_of(interaction)
    rest = ngettext("You have one dot left.", "You have {n} dots left.", left) if left else _("All your dots are put.")
    view = lasting(*([take_back(meetup.id, say)] if mine else []))
    await answer(interaction, say(Text.lines(*lines, rest)), view)
