"""Buttons under the result of a check and under the report of a dry run."""

from collections.abc import Sequence

import discord

from bot.content.texts import Say
from bot.core.words.remedies import Remedy
from bot.core.words.text import _
from bot.features.meetups.next_steps import DRY_RUN
from bot.platform import remedies
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting

DRY_RUN_OF = CustomId("proef:programma:{name}", name="[^:]{1,80}")
CLEAR_AWAY = CustomId("proef:opruimen:{id}")
REACH = CustomId("meetup:bereik:{id}")


def after_check(meetup: int | None, programme: str, say: Say, mends: Sequence[Remedy] = ()) -> discord.ui.View:
    """Buttons under a check: what mends its findings, a dry run of the meetup or programme, and test messages."""
    buttons = [remedies.button(remedy, say) for remedy in mends]
    if dry_run := DRY_RUN(id=meetup) if meetup else DRY_RUN_OF.written(name=programme):
        buttons.append(Button(label=say(_("Dry run in a minute")), emoji="🧪", custom_id=dry_run))
    if meetup:
        label = say(_("Test direct messages"))
        buttons.append(Button(label=label, emoji="✉️", custom_id=REACH(id=meetup)))
    return lasting(*buttons)


def clear_away(dry_run: int, say: Say) -> discord.ui.View:
    """Return the button under a dry run's report that removes its channels."""
    return lasting(Button(label=say(_("Remove the channels now")), emoji="🧹", custom_id=CLEAR_AWAY(id=dry_run)))
