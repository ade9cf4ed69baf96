"""Buttons to decide on a division, and to one's own table."""

import discord

from bot.content.texts import Say
from bot.core.tables.divisions import Division, Stage
from bot.core.words.text import Text, _
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting

CONFIRM = CustomId("verdeling:bevestig:{id}")
MIX = CustomId("verdeling:meng:{id}")
PUT_AWAY = CustomId("verdeling:weg:{id}")
DECIDED = CustomId("verdeling:besloten:{id}")  # can't be pressed
MY_TABLE = CustomId("tafel:mijn:{id}")


def decide(division: int, say: Say) -> discord.ui.View:
    """Return the buttons under a preview: confirm, mix again, put away."""
    return lasting(
        Button(
            label=say(_("Confirm")),
            emoji="✅",
            style=discord.ButtonStyle.success,
            custom_id=CONFIRM(id=division),
        ),
        Button(label=say(_("Mix again")), emoji="🔀", custom_id=MIX(id=division)),
        Button(label=say(_("Put away")), emoji="✖️", custom_id=PUT_AWAY(id=division)),
    )


_DECIDED: dict[Stage, Text] = {
    Stage.STANDING: _("Confirmed"),
    Stage.REPLACED: _("Replaced by a newer proposal"),
    Stage.DROPPED: _("Not done"),
}


def decided(division: Division, say: Say) -> discord.ui.View | None:
    """Return what was decided on a preview, as a disabled button in place of its buttons; None if undecided."""
    text = _DECIDED.get(division.stage)
    if text is None:
        return None
    emoji = "✅" if division.stage is Stage.STANDING else "✖️"
    told = Button(label=say(text), emoji=emoji, disabled=True, custom_id=DECIDED(id=division.id))
    return lasting(told)


def my_table(division: int, say: Say) -> discord.ui.View:
    """Return the button that shows a person their own table."""
    return lasting(
        Button(
            label=say(_("My table")),
            emoji="🪑",
            style=discord.ButtonStyle.primary,
            custom_id=MY_TABLE(id=division),
        )
    )
