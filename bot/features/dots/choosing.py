"""What the dots choose: told to everybody when the block is over, and decided by a moderator where it is a tie."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import discord

from bot.content.texts import Say, bare
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.people import dots as rules
from bot.core.people import parents as parent_rules
from bot.core.people import sentences
from bot.core.people.contributions import Contribution
from bot.core.people.dots import Outcome
from bot.core.programme.dots import Dots
from bot.core.programme.shows import GROWS
from bot.core.words.escaping import shortened
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.dots import voting
from bot.platform import limits, standing
from bot.platform.answers import answer, bot_of
from bot.platform.callers import meetup_of
from bot.platform.custom_id import CustomId
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.platform.text import name_of
from bot.platform.views import lasting
from bot.storage import contributions, deeds, dots, timelines
from bot.storage.database import Transaction

# With the block, and the id of the decision that the moderator saw; 0 where there was none.
CHOOSE = CustomId("stip:kies:{id}:{block}:{seen}", block=4)
SHOWN = 200  # characters


async def count(scene: Scene) -> None:
    """Count the dots of a block that is over: what is clear is chosen, and the rest is told."""
    asked = scene.block.dots
    if asked is None or scene.slot.started is None or scene.meetup.is_dry_run:  # there nothing is kept to choose from
        return
    meetup, block = scene.meetup.id, scene.cue.block
    async with scene.bot.db.transaction() as db:
        if await dots.choice(db, meetup, block) is None:
            items = await voting.candidates(db, scene.meetup, asked)
            counts = await dots.counts(db, meetup, block)
            await _mark(db, items, counts, rules.outcome(counts, asked.most).clear)
            await dots.choose(db, meetup, block, None, scene.now)
        await timelines.ensure(db, meetup, CueKind.CHOICE, scene.now, block=block)
        await _stir(db, scene.meetup, scene.now)


async def keep(scene: Scene) -> None:
    """Keep in the plenary what is chosen, and with the moderators the list in which they decide."""
    asked, db = scene.block.dots, scene.bot.db.read
    standing_choice = await dots.choice(db, scene.meetup.id, scene.cue.block)
    if asked is None or standing_choice is None:
        return
    counts = await dots.counts(db, scene.meetup.id, scene.cue.block)
    items = rules.ranked(await voting.candidates(db, scene.meetup, asked), counts)
    outcome = Outcome() if standing_choice.deed else rules.outcome(counts, asked.most)
    messages = [
        *scene.to_plenary("chosen", _chosen(items, outcome)),
        *_to_moderators(scene, asked, items, counts, outcome, standing_choice),
    ]
    await standing.keep(scene, messages, When.ALWAYS)


def _chosen(items: Sequence[Contribution], outcome: Outcome) -> Text:
    """Return what everybody reads: what the team goes for, and between which the coach still decides."""
    chosen = [item for item in items if parent_rules.is_chosen(item)]
    tied = [item for item in items if item.id in outcome.tied]
    lines = [Text.of("🎯 ", _words(item)) for item in chosen]
    if tied:
        lines.append(ngettext("Between these it is a tie; one of them comes with it:",
                              "Between these it is a tie; {n} of them come with it:", outcome.places))  # fmt: skip
        lines += [Text.of("⚖️ ", _words(item)) for item in tied]
    if not lines:
        lines = [_("Nothing was chosen yet. Talk about it: what do you find most important?")]
    return Text.lines("## " + _("We go for this"), *lines)


def _to_moderators(
    scene: Scene,
    asked: Dots,
    items: Sequence[Contribution],
    counts: dict[int, int],
    outcome: Outcome,
    standing_choice: dots.Choice,
) -> list[Message]:
    if not items:
        told = _(
            "Nobody brought in anything to put dots on. Talk about it, and bring it in by hand; it can still come."
        )
        return scene.to_moderators("choose", Text.lines("🎯 " + _("**The dots are counted**"), told))
    if standing_choice.name is not None:
        told = _(
            "{name} decided. In the list you can still change it.", name=standing_choice.name or _("Somebody else")
        )
    elif outcome.tied:
        told = ngettext(
            "It is a tie: of {tied} one comes with it. You decide in the list, together with the team.",
            "It is a tie: of {tied} {n} come with it. You decide in the list, together with the team.",
            outcome.places,
            tied=tuple(_words(item) for item in items if item.id in outcome.tied),
        )
    else:
        told = _("What has most dots is chosen. In the list you can change it, at most {most}.", most=asked.most)
    menu = _menu(scene.meetup, scene.cue.block, asked, items, counts, standing_choice.deed, scene.say)
    return scene.to_moderators("choose", Text.lines("🎯 " + _("**The dots are counted**"), told), lasting(menu))


def _menu(
    meetup: Meetup,
    block: int,
    asked: Dots,
    items: Sequence[Contribution],
    counts: dict[int, int],
    seen: int,
    say: Say,
) -> discord.ui.Select[discord.ui.View]:
    options = [
        discord.SelectOption(
            label=shortened(f"{voting.DOT} {counts.get(item.id, 0)} · {bare(item.text.line)}", limits.OPTION),
            value=str(item.id),
            default=parent_rules.is_chosen(item),
        )
        for item in items[: limits.OPTIONS]
    ]
    return discord.ui.Select(
        custom_id=CHOOSE(id=meetup.id, block=block, seen=seen),
        placeholder=say(_("What does the team go for?")),
        options=options,
        min_values=1,
        max_values=min(asked.most, len(options)),
    )


async def choose(
    interaction: discord.Interaction[Any], id: int, block: int, seen: int, values: Collection[str]
) -> None:
    """Store what a moderator chooses. Raises Refusal for others, and where somebody has decided meanwhile."""
    bot = bot_of(interaction)
    meetup = await meetup_of(interaction, id)
    asked = meetup.programme.blocks[block].dots if block < len(meetup.programme.blocks) else None
    async with bot.db.transaction() as db:
        before = await dots.choice(db, id, block)
        if asked is None or before is None:
            raise Refusal(_("The dots of this block are not counted yet. Wait until it is over."))
        if before.deed != seen:
            name = before.name or _("Somebody else")
            raise Refusal(_("{name} has decided already. Look at the list again, and choose there.", name=name))
        items = await voting.candidates(db, meetup, asked)
        chosen = {item.id for item in items if str(item.id) in values}
        if not chosen:
            raise Refusal(_("What you chose is no longer there: its author withdrew it. Look at the list again."))
        deed = await deeds.note(
            db, id, Deed(Action.CHOOSE, name_of(interaction.user), bot.clock()), interaction.user.id
        )
        await _mark(db, items, await dots.counts(db, id, block), chosen)
        await dots.choose(db, id, block, deed, bot.clock())
        await timelines.ensure(db, id, CueKind.CHOICE, bot.clock(), block=block)
        await _stir(db, meetup, bot.clock())
    await answer(interaction, ngettext("Chosen: one.", "Chosen: {n}.", len(chosen)))


async def _mark(
    db: Transaction, items: Sequence[Contribution], counts: dict[int, int], chosen: Collection[int]
) -> None:
    for item in rules.marked(items, counts, chosen):
        await contributions.change(db, item)


async def _stir(db: Transaction, meetup: Meetup, now: datetime) -> None:
    """Have what shows it brought up to date."""
    await timelines.wake(db, meetup.id, CueKind.DOTS, now)
    await timelines.wake(db, meetup.id, CueKind.SHOW, now, note=GROWS)


def _words(item: Contribution) -> Text:
    return Text.cut(sentences.opened(item.kind, item.text.line), SHOWN)
