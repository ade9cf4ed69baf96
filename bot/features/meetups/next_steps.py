"""Buttons with what a moderator does next: plan, check, rehearse; and the form to plan without a command."""

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown
from bot.platform import limits
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, TextInput, lasting, shown

PLAN = CustomId("meetup:plannen")
PLAN_FORM = CustomId("meetup:plan")
CHECK = CustomId("meetup:check:{id}")
DRY_RUN = CustomId("proef:avond:{id}")


def after_setup(say: Say) -> discord.ui.View:
    """Return the button under the settings of a server: plan a meetup."""
    primary = discord.ButtonStyle.primary
    return lasting(Button(label=say(_("Plan a meetup")), emoji="🗓️", style=primary, custom_id=PLAN()))


def check_button(meetup: Meetup, say: Say) -> Button:
    """Return the button that looks whether everything is right for a planned meetup."""
    primary = discord.ButtonStyle.primary
    return Button(label=say(_("Check everything")), emoji="🔎", style=primary, custom_id=CHECK(id=meetup.id))


def rehearse_button(meetup: Meetup, say: Say) -> Button:
    """Return the button that starts a dry run of a planned meetup."""
    return Button(label=say(_("Dry run in a minute")), emoji="🧪", custom_id=DRY_RUN(id=meetup.id))


def plan_form(programmes: dict[str, Shown], say: Say) -> discord.ui.Modal:
    """Return the form to plan a meetup, with these programmes to choose from: titles by name, at least one."""
    choice: discord.ui.Select[discord.ui.Modal] = discord.ui.Select(
        custom_id="programma",
        options=[
            discord.SelectOption(label=title, value=name) for name, title in list(programmes.items())[: limits.OPTIONS]
        ],
    )
    return shown(
        discord.ui.Modal(title=say(_("Plan a meetup")), custom_id=PLAN_FORM()),
        discord.ui.Label(text=say(_("Which programme (run of show)?")), component=choice),
        field(say, "begin", _("When does it begin?"), _("For example 19:30, morgen half acht or 25-11-2026 19:30"), 60),
        field(say, "titel", _("The name that people see"), _("Empty: the name of the programme"), 80, required=False),
        field(say, "plaats", _("The town or region that hosts"), _("May stay empty"), 80, required=False),
        field(say, "eind", _("When must it be over?"), _("For example 21:30; may stay empty"), 20, required=False),
    )


def field(
    say: Say, name: str, label: Text, hint: Text, most: int, *, required: bool = True
) -> discord.ui.Label[discord.ui.Modal]:
    field: TextInput = discord.ui.TextInput(custom_id=name, max_length=most, required=required)
    return discord.ui.Label(text=say(label), description=say(hint), component=field)
