"""``/meetup wijzig``: correct a block of a planned or running meetup in a form; what is posted already follows."""

from typing import Any

import discord

from bot.content.block_form import filled_in
from bot.content.times import written
from bot.core.evening import correcting
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, State
from bot.core.evening.slots import Slot
from bot.core.programme.models import Block
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups import choosing, fitting
from bot.features.meetups.commanding import command
from bot.platform.answers import Interaction, bot_of, voice_of
from bot.platform.callers import UNFINISHED, meetup_here, meetup_of, moderator
from bot.platform.custom_id import CustomId
from bot.platform.seen import giving_back
from bot.platform.views import TextInput, shown
from bot.storage import deeds, timelines

SENT = CustomId("meetup:wijzig:{id}:{block}:{seen}", block=3)
KEYS = ("titel", "duur", "tekst", "vragen", "url")
LINES = ("tekst", "vragen")  # several lines


async def show_form(interaction: Interaction, which: Typed) -> None:
    """Show the form of a block: the one that is typed, else the first that can be changed. Raises Refusal."""
    await moderator(interaction)
    db, meetup = interaction.client.db.read, await meetup_here(interaction, *UNFINISHED)
    if meetup.state is State.CLOSED:
        raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."), Remedy(Mend.PLAN))
    timeline = await timelines.of_meetup(db, meetup.id)
    number = correcting.meant(which, meetup, timeline)
    done = await deeds.of_meetup(db, meetup.id)
    say, block = await voice_of(interaction), meetup.programme.blocks[number]
    seen = done[-1].id if done else 0
    form = discord.ui.Modal(title=say(_("Change a block")), custom_id=SENT(id=meetup.id, block=number, seen=seen))
    fields = values_of(block, correcting.open_slot(meetup, timeline, number))
    labels = {
        "titel": (_("Title"), 90),
        "duur": (_("How long? For example 15 min"), 30),
        "tekst": (_("Text, posted at its begin"), 1500),
        "vragen": (_("Questions, one on each line"), 1500),
        "url": (_("Link to the fragment"), 500),
    }
    await interaction.response.send_modal(
        shown(form, *(_field(key, say(labels[key][0]), labels[key][1], value) for key, value in fields.items()))
    )


def values_of(block: Block, slot: Slot) -> dict[str, str]:
    """Return what stands in the form of a block, by key; at tables the questions are those of the tables."""
    values = {
        "titel": block.title.raw,
        "duur": written(slot.ends - slot.starts),
        "tekst": block.text.raw if block.text else "",
    }
    if not block.rooms:
        values["vragen"] = "\n".join(prompt.text.raw for prompt in block.prompts)
        values["url"] = block.fragment.url if block.fragment else ""
    return values


def _field(key: str, label: str, most: int, value: str) -> discord.ui.Label[discord.ui.Modal]:
    field: TextInput = discord.ui.TextInput(
        custom_id=key,
        style=discord.TextStyle.paragraph if key in LINES else discord.TextStyle.short,
        max_length=max(most, len(value)),
        required=key in ("titel", "duur"),
        default=value,
    )
    return discord.ui.Label(text=label, component=field)


async def correct(
    interaction: discord.Interaction[Any], id: int, number: int, seen: int, values: dict[str, Typed]
) -> None:
    """Put the corrected block in the place of the old one. Raises Refusal, with the words given back."""
    await moderator(interaction)
    bot, meetup = bot_of(interaction), await meetup_of(interaction, id)
    try:
        timeline = await timelines.of_meetup(bot.db.read, id)
        slot = correcting.open_slot(meetup, timeline, number)
        block = filled_in(meetup.programme.blocks[number], values)
        if values.get("duur", Typed("")).raw.strip() == written(slot.ends - slot.starts):
            block = block.model_copy(update={"length": slot.ends - slot.starts})
        changed, after = await command(
            interaction, id, Action.CORRECT, correcting.correct(number, block, seen), seen=seen
        )
    except Refusal as refusal:
        raise giving_back(refusal, Typed("\n".join(value.raw for value in values.values()))) from refusal
    async with bot.db.transaction() as db:
        await timelines.ensure(db, id, CueKind.RENAME, bot.clock())  # a category may have its title
    title = Text.bold(changed.programme.blocks[number].title)
    said = _("{block} is changed. What I posted of it follows.", block=title)
    buttons = (choosing.change_button,) if changed.state is State.PLANNED else ()
    await fitting.tell(interaction, changed, after, said, *buttons)
