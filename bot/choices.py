"""What a person is asked about themselves: how the questions look. The answers stand in the cogs."""

import discord

from bot.core.people import NAMES, Role
from bot.core.words import Text, _
from bot.panels import Button, lasting
from bot.texts import Say

RATHER_NOT = "geen"
ROLE = f"functie:(?P<role>{'|'.join(role.value for role in Role)}|{RATHER_NOT})"

QUESTION = _(
    "**Who are you in education?** You needn't say. With it the organiser sees from whom the harvest comes, and "
    "tables can be mixed. It stands beside your words in the harvest; `/mijn functie` changes it."
)


def roles(say: Say) -> discord.ui.View:
    """One tap for each role, and one to rather not say."""
    buttons = [
        Button(label=_capital(say(name)), custom_id=f"functie:{role.value}", row=number // 3)
        for number, (role, name) in enumerate(NAMES.items())
    ]
    return lasting(*buttons, Button(label=say(_("I'd rather not say")), custom_id=f"functie:{RATHER_NOT}", row=2))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def noted(role: Role | None) -> Text:
    """The thanks for an answer."""
    if role is None:
        return _("Fine, I don't ask again. Should you want to say it after all: `/mijn functie`.")
    return _("Thank you! I note: {role}. `/mijn functie` changes it.", role=NAMES[role])
