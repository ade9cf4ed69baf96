"""The form to set up a server, and the buttons that ask whether to stop a meetup."""

import discord

from bot.content.texts import LANGUAGES, Say
from bot.core.people.privacy import LONGEST_DAYS, SHORTEST_DAYS
from bot.core.words.text import _
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting
from bot.storage.servers import Server

STOP = CustomId("meetup:stop:{id}")
END_STAYING = CustomId("meetup:nablijven:{id}")
GO_ON = CustomId("meetup:door")


def stop(meetup: int, say: Say) -> discord.ui.View:
    """Return the buttons that ask whether to end a meetup."""
    return _asking(STOP(id=meetup), say)


def end_staying(meetup: int, say: Say) -> discord.ui.View:
    """Return the buttons that ask whether to end the time that people stay on."""
    return _asking(END_STAYING(id=meetup), say)


def _asking(custom_id: str, say: Say) -> discord.ui.View:
    return lasting(
        Button(label=say(_("Stop")), style=discord.ButtonStyle.danger, custom_id=custom_id),
        Button(label=say(_("No, go on")), custom_id=GO_ON()),
    )


# ``seen`` is a checksum of the settings when the form was opened; see ``setting_up.seen``.
SETUP = CustomId("meetup:instellen:{seen}", seen=10)


def setup(server: Server, role: discord.Role | None, seen: int, say: Say) -> discord.ui.Modal:
    """Return the form with all settings of a server, filled in; ``role`` is its moderator role or None."""
    roles: discord.ui.RoleSelect[discord.ui.Modal] = discord.ui.RoleSelect(
        custom_id="rol", min_values=0, required=False, default_values=[role] if role else []
    )
    make: discord.ui.Checkbox[discord.ui.Modal] = discord.ui.Checkbox(custom_id="maak")
    language: discord.ui.Select[discord.ui.Modal] = discord.ui.Select(
        custom_id="taal",
        options=[
            discord.SelectOption(label=name, value=code, default=code == server.language)
            for code, name in LANGUAGES.items()
        ],
    )
    days: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id="bewaren", default=str(server.keep_days), max_length=20
    )
    names: discord.ui.Checkbox[discord.ui.Modal] = discord.ui.Checkbox(custom_id="namen", default=server.shows_names)
    form = discord.ui.Modal(title=say(_("Set up this server")), custom_id=SETUP(seen=seen))
    for label in (
        discord.ui.Label(
            text=say(_("Moderator role")), description=say(_("Who has this role may command meetups")), component=roles
        ),
        discord.ui.Label(
            text=say(_("Make a role “Moderator” for me")),
            description=say(_("Only when you chose no role above")),
            component=make,
        ),
        discord.ui.Label(text=say(_("Language of the bot here")), component=language),
        discord.ui.Label(
            text=say(_("How many days are names and texts kept?")),
            description=say(
                _("After the end of a meetup; {least} to {most}", least=SHORTEST_DAYS, most=LONGEST_DAYS),
            ),
            component=days,
        ),
        discord.ui.Label(
            text=say(_("Show names with contributions")),
            description=say(_("Where a programme does not say. With pupils names stay hidden.")),
            component=names,
        ),
    ):
        form.add_item(label)
    form.stop()
    return form
