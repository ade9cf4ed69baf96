"""Handing over the harvest on Discord: written to disk, attached to one message."""

from typing import TYPE_CHECKING

import discord

from bot.core.meetup import Meetup, State
from bot.core.words import _, ngettext
from bot.harvest import files
from bot.harvest.records import gather
from bot.replies import plain
from bot.texts import Say

if TYPE_CHECKING:
    from bot.client import MeetupBot


async def harvest_message(bot: "MeetupBot", meetup: Meetup, say: Say) -> tuple[str, tuple[discord.File, ...]]:
    """The words and the files for the moderators' channel. Raises Refusal when the disk does not let us write."""
    harvest = await gather(bot.db.read, meetup.id)
    assert harvest is not None
    written = await files.write(harvest, bot.settings.harvest_dir, bot.settings.zone)
    total = len(harvest.contributions)
    kinds: dict[str, int] = {}
    for item in harvest.contributions:
        kinds[item.kind] = kinds.get(item.kind, 0) + 1
    counts = ", ".join(f"#{kind} {n}" for kind, n in kinds.items()) or "–"
    title, over = f"**{plain(meetup.title)}**", meetup.state is State.CLOSED
    lines = [
        say(
            _("🌾 The harvest of {title}", title=title) if over else _("🌾 The harvest of {title} so far", title=title)
        ),
        say(ngettext("One contribution", "{n} contributions", total)) + f" ({counts})",
        say(_("For a spreadsheet take the xlsx, to read on the md. The same files stand with the organiser.")),
    ]
    if not meetup.shows_names:
        lines.append(say(_("This programme hides names, so no names are in the files.")))
    return "\n".join(lines), tuple(discord.File(path) for path in written)
