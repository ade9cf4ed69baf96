"""Questions to a person about themselves: their role, and whether to erase everything kept of them."""

import discord

from bot.content.texts import Say
from bot.core.people.roles import NAMES, Role
from bot.core.words.text import Text, _
from bot.platform.custom_id import CustomId
from bot.platform.text import capital
from bot.platform.views import Button, lasting

ERASE = CustomId("mijn:wissen:{person}", person=20)
KEEP = CustomId("mijn:bewaren")


def erase(person: int, say: Say) -> discord.ui.View:
    """Return the buttons that ask whether to erase everything of a person."""
    return lasting(
        Button(label=say(_("Erase everything")), style=discord.ButtonStyle.danger, custom_id=ERASE(person=person)),
        Button(label=say(_("No, keep it")), custom_id=KEEP()),
    )


READ_MORE = CustomId("privacy:meer:{meetup}")


def read_more(meetup: int, say: Say, row: int | None = None) -> Button:
    """Return the button that tells a person all that is kept of what they write."""
    return Button(label=say(_("What do you keep of me?")), custom_id=READ_MORE(meetup=meetup), row=row)


RATHER_NOT = "geen"
ROLE = CustomId("functie:{role}", role=(*Role, RATHER_NOT))
ASK_ROLE = CustomId("functie:vraag")
QUESTION = _(
    "**Who are you in education?** You needn't say; it stands beside your words in the harvest, helps to mix the "
    "tables, and `/mijn functie` changes it."
)


def ask_role(say: Say) -> Button:
    """Return the button that opens the question for the role."""
    return Button(label=say(_("Who are you?")), emoji="👋", custom_id=ASK_ROLE())


def roles(say: Say) -> discord.ui.View:
    """Return a button for each role, and one for people who would rather not say."""
    buttons = [
        Button(label=capital(say(name)), custom_id=ROLE(role=role), row=number // 3)
        for number, (role, name) in enumerate(NAMES.items())
    ]
    return lasting(*buttons, Button(label=say(_("I'd rather not say")), custom_id=ROLE(role=RATHER_NOT), row=2))


def noted(role: Role | None) -> Text:
    """Return the thanks for an answer; None is for people who would rather not say."""
    if role is None:
        return _("Fine, I don't ask again. Should you want to say it after all: `/mijn functie`.")
    return _("Thank you! I note: {role}. `/mijn functie` changes it.", role=NAMES[role])
