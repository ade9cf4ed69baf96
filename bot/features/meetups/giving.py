"""A moderator gives a picture or PDF that is posted with a block."""

import discord

from bot.core.evening import attaching as rules
from bot.core.evening.meetup import Action, Deed, State
from bot.core.programme.attachments import refuse_size
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.programmes import attaching
from bot.platform import limits
from bot.platform.answers import Interaction, answer
from bot.platform.callers import UNFINISHED, meetup_here, meetup_of
from bot.platform.text import name_of
from bot.platform.troubles import FAILURES
from bot.storage import attachments, deeds, timelines


async def give(interaction: Interaction, file: discord.Attachment, typed: Typed) -> None:
    """Keep a file for a block, in place of the one that it had, and post it at once where the block goes on.

    Raises Refusal on a file that can't be posted or fetched, and on a block that is over.
    """
    bot, name = interaction.client, Typed(file.filename)
    meetup = await meetup_here(interaction, *UNFINISHED)
    if meetup.state is State.CLOSED:
        raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."), Remedy(Mend.PLAN))
    if meetup.is_dry_run:
        raise Refusal(
            _("This is a dry run: it runs by itself. `/meetup stop` ends it early."), Remedy(Mend.STOP, meetup.id)
        )
    refuse_size(name, file.size)
    rules.meant(typed, meetup.programme, await timelines.of_meetup(bot.db.read, meetup.id))
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        data = await file.read()
    except FAILURES as error:
        raise Refusal(_("Discord did not give me the file. Send it once more.")) from error
    kept = await attaching.keep(bot, name, data)
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, meetup.id, db)
        timeline, now = await timelines.of_meetup(db, meetup.id), bot.clock()
        block = rules.meant(typed, meetup.programme, timeline)  # it may have gone on meanwhile
        await attachments.put(db, meetup.id, block, kept)
        is_now = timeline.current is not None and timeline.current.block == block
        if is_now:
            await attaching.wake(db, meetup, block, now)
        await deeds.note(db, meetup.id, Deed(Action.ATTACH, name_of(interaction.user), now), interaction.user.id)
    title = Text.bold(meetup.programme.blocks[block].title)
    when = _("“{name}” goes to the plenary now, with {block}.", name=name, block=title)
    later = _("“{name}” is posted in the plenary when {block} begins.", name=name, block=title)
    await answer(interaction, when if is_now else later)


async def offered(interaction: Interaction, typed: Typed) -> list[tuple[int, Typed]]:
    """Return the number, from 1, and the title of the blocks to choose from. Raises Refusal, as ``give``."""
    meetup = await meetup_here(interaction, *UNFINISHED)
    timeline = await timelines.of_meetup(interaction.client.db.read, meetup.id)
    return rules.offered(typed, meetup.programme, timeline)[: limits.OPTIONS]
