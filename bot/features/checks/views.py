"""The buttons under a check and a dry run."""

import discord

from bot.content.texts import Say
from bot.core.words.text import _
from bot.platform.views import ID, Button, lasting

DRY_RUN = f"proef:avond:{ID}"
DRY_RUN_OF = r"proef:programma:(?P<name>[^:]{1,80})"
CLEAR_AWAY = f"proef:opruimen:{ID}"
REACH = f"meetup:bereik:{ID}"


def after_check(meetup: int | None, programme: str, say: Say) -> discord.ui.View:
    """What can be tried beside looking: a dry run of the meetup or of the programme, and test messages."""
    of = f"avond:{meetup}" if meetup else f"programma:{programme}"
    buttons = [Button(label=say(_("Dry run in a minute")), emoji="🧪", custom_id=f"proef:{of}")]
    if meetup:
        label = say(_("Test direct messages"))
        buttons.append(Button(label=label, emoji="✉️", custom_id=f"meetup:bereik:{meetup}"))
    return lasting(*buttons)


def clear_away(dry_run: int, say: Say) -> discord.ui.View:
    """Under what came of a dry run."""
    return lasting(Button(label=say(_("Remove the channels now")), emoji="🧹", custom_id=f"proef:opruimen:{dry_run}"))
