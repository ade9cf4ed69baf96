"""The button that mends what a refusal or a notice is about, for those who may press it."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Text, _
from bot.platform import rights
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting
from bot.storage import servers
from bot.storage.database import Queries

REMEDY = CustomId("herstel:{mend}:{meetup}[:{block}]", mend=Mend, block=4)
NOTHING: discord.ui.View = discord.utils.MISSING
LABELS: Mapping[Mend, Text] = {
    Mend.BEGIN: _("Begin now"),
    Mend.RESUME: _("Go on"),
    Mend.NEXT: _("To the next part"),
    Mend.CALL_BACK: _("Call everybody back"),
    Mend.STOP: _("Stop the meetup"),
    Mend.PLAN: _("Plan a meetup"),
    Mend.SETTINGS: _("Open the settings"),
    Mend.DIVIDE: _("Make a new division"),
    Mend.GROUPS: _("Make groups"),
    Mend.STATUS: _("Where are we?"),
    Mend.CHECK: _("Check everything"),
    Mend.PUT_AWAY: _("Put it away"),
    Mend.TRY_AGAIN: _("Try it again now"),
}


def button(remedy: Remedy, say: Say) -> Button:
    """Return the button of a remedy."""
    fields: dict[str, object] = {"mend": remedy.mend, "meetup": remedy.meetup}
    if remedy.block is not None:
        fields["block"] = remedy.block
    return Button(label=say(LABELS[remedy.mend]), style=discord.ButtonStyle.primary, custom_id=REMEDY(**fields))


def view(remedy: Remedy | None, say: Say) -> discord.ui.View:
    """Return the button of a remedy as a view; nothing without one."""
    return NOTHING if remedy is None else lasting(button(remedy, say))


async def for_reader(interaction: discord.Interaction[Any], db: Queries, remedy: Remedy, say: Say) -> discord.ui.View:
    """Return the button for the person who reads a refusal; nothing where they may not press it."""
    person = interaction.user
    if not isinstance(person, discord.Member):
        return NOTHING
    if remedy.mend is Mend.SETTINGS:
        may = person.guild_permissions.manage_guild
    else:
        may = rights.is_moderator(person, await servers.get(db, person.guild.id))
    return view(remedy if may else None, say)
