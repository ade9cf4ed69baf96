"""What a person is asked about themselves: their role, and whether all of theirs is to be erased."""

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
    """The question before everything of somebody is erased."""
    return lasting(
        Button(label=say(_("Erase everything")), style=discord.ButtonStyle.danger, custom_id=ERASE(person=person)),
        Button(label=say(_("No, keep it")), custom_id=KEEP()),
    )


RATHER_NOT = "geen"
ROLE = CustomId("functie:{role}", role=(*Role, RATHER_NOT))
ASK_ROLE = CustomId("functie:vraag")
QUESTION = _(
    "**Who are you in education?** You needn't say. With it the organiser sees from whom the harvest comes, and "
    "tables can be mixed. It stands beside your words in the harvest; `/mijn functie` changes it."
)


def ask_role(say: Say) -> Button:
    """The way to the question."""
    return Button(label=say(_("Who are you?")), emoji="👋", custom_id=ASK_ROLE())


def roles(say: Say) -> discord.ui.View:
    """One tap for each role, and one to rather not say."""
    buttons = [
        Button(label=capital(say(name)), custom_id=ROLE(role=role), row=number // 3)
        for number, (role, name) in enumerate(NAMES.items())
    ]
    return lasting(*buttons, Button(label=say(_("I'd rather not say")), custom_id=ROLE(role=RATHER_NOT), row=2))


def noted(role: Role | None) -> Text:
    """The thanks for an answer."""
    if role is None:
        return _("Fine, I don't ask again. Should you want to say it after all: `/mijn functie`.")
    return _("Thank you! I note: {role}. `/mijn functie` changes it.", role=NAMES[role])
