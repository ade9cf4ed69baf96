"""A moderator's words to the tables: by command, or by a button with a form."""

from collections.abc import Callable, Sequence
from typing import Any

import discord

from bot import table_panels
from bot.at_tables import open_tables
from bot.client import MeetupBot
from bot.commanding import meetup_of, moderator
from bot.core import broadcasts as rules
from bot.core.broadcasts import Broadcast
from bot.core.calls import somebody
from bot.core.cues import Cue, CueKind
from bot.core.meetup import SAME_PRESS, Meetup
from bot.core.places import Place
from bot.core.words import Refusal, _, ngettext
from bot.replies import LastingButton, LastingForm, answer, bot_of, quoted, voice_of
from bot.storage import broadcasts, timelines

GIVEN_BACK = 1600  # characters; with the sentence before them, they fit in one message


async def say_at_tables(
    interaction: discord.Interaction[Any],
    meetup: Meetup,
    said: str,
    choose: Callable[[Sequence[Place]], list[Place]],
) -> None:
    """Keep the words and send them on their way by a cue; who sent the same a moment ago is told so."""
    bot = bot_of(interaction)
    timeline, rooms = await open_tables(bot.db.read, meetup)
    try:
        text = rules.worded(said)
        if not rooms or timeline.current is None:
            raise Refusal(_("No tables are open now, so nobody would read it there. Write it in the plenary."))
        chosen = choose(rooms)
    except Refusal as refusal:
        raise _with_words(refusal, said) from refusal
    now = bot.clock()
    sent = Broadcast(0, meetup.id, interaction.user.id, text, now, tuple(room.id for room in chosen))
    async with bot.db.transaction() as db:
        if before := await broadcasts.same(db, meetup.id, text, now - SAME_PRESS):
            raise Refusal(
                _("{who} has just sent these very words. Nothing was sent a second time.", who=somebody(before.person))
            )
        id = await broadcasts.add(db, sent)
        await timelines.add_cue(db, meetup.id, Cue(CueKind.BROADCAST, timeline.current.block, now, note=str(id)))
    bot.runner.wake()
    await answer(
        interaction,
        ngettext(
            "Your message is on its way to one table. In the moderators' channel you see whether it has arrived.",
            "Your message is on its way to {n} tables. In the moderators' channel you see where it has arrived.",
            len(chosen),
        ),
    )


def _with_words(refusal: Refusal, said: str) -> Refusal:
    """The words go with the answer: a command or a form that was sent is gone from the screen."""
    if not said.strip():
        return refusal
    return Refusal(_("{why} Your words were:\n{words}", why=refusal.text, words=quoted(said, GIVEN_BACK)))


class BroadcastButton(LastingButton, template=table_panels.BROADCAST):
    """Opens the form."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the form with the tables that are open now."""
        await moderator(interaction)
        meetup = await meetup_of(interaction, self.id_in("id"))
        _timeline, rooms = await open_tables(bot_of(interaction).db.read, meetup)
        if not rooms:
            raise Refusal(_("No tables are open now, so nobody would read it there. Write it in the plenary."))
        form = table_panels.broadcast_form(meetup.id, rooms, await voice_of(interaction))
        await interaction.response.send_modal(form)


class BroadcastForm(LastingForm):
    """The words, and perhaps a choice of tables."""

    template = table_panels.BROADCAST_FORM

    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        """Send them on their way."""
        await moderator(interaction)
        meetup = await meetup_of(interaction, int(self.match["id"]))
        lists = (self.fields[f"tafels{number}"] for number in range(table_panels.LISTS))
        ids = {id for listed in lists for id in listed.split()}
        await say_at_tables(interaction, meetup, self.fields["tekst"], lambda rooms: rules.picked(rooms, ids))


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(BroadcastButton)
    bot.forms += [BroadcastForm]
