"""What a person is asked about themselves and their words: how the questions look. The answers stand in the cogs."""

from collections.abc import Sequence

import discord

from bot import panels
from bot.core import joins, sharing
from bot.core.contributions import Contribution
from bot.core.joins import Join
from bot.core.meetup import Meetup
from bot.core.people import NAMES, Role
from bot.core.sharing import Sharing
from bot.core.words import Text, _, ngettext
from bot.panels import Button, lasting
from bot.replies import plain, shortened
from bot.texts import Say

_ID = r"(?P<id>\d{1,18})"  # as long as surely fits in the database
RATHER_NOT = "geen"
ROLE = f"functie:(?P<role>{'|'.join(role.value for role in Role)}|{RATHER_NOT})"

ASK_ROLE = r"functie:vraag"
SHARE = f"muur:keus:(?P<choice>{'|'.join(choice.value for choice in Sharing)}):{_ID}"
ASK_SHARE = f"muur:keuze:{_ID}"
JOINER = f"meedoen:(?P<act>naam|geen-naam|stop):{_ID}"
KNOWN = f"meedoen:kennis:{_ID}"
JOINED = r"meedoen:mijn"

QUESTION = _(
    "**Who are you in education?** You needn't say. With it the organiser sees from whom the harvest comes, and "
    "tables can be mixed. It stands beside your words in the harvest; `/mijn functie` changes it."
)


def ask_role(say: Say) -> Button:
    """The way to the question."""
    return Button(label=say(_("Who are you?")), emoji="👋", custom_id="functie:vraag")


def roles(say: Say) -> discord.ui.View:
    """One tap for each role, and one to rather not say."""
    buttons = [
        Button(label=_capital(say(name)), custom_id=f"functie:{role.value}", row=number // 3)
        for number, (role, name) in enumerate(NAMES.items())
    ]
    return lasting(*buttons, Button(label=say(_("I'd rather not say")), custom_id=f"functie:{RATHER_NOT}", row=2))


def wall(item: Contribution, shows_names: bool, say: Say, *, in_plenary: bool) -> str:
    """How a contribution of one's own stands with the wall: one line."""
    told = sharing.told(item.sharing, in_plenary=in_plenary, shows_names=shows_names)
    return "-# " + say(_("🧱 On the wall in the plenary: {choice}.", choice=told))


def own(item: Contribution, shows_names: bool, say: Say) -> discord.ui.View:
    """Change or withdraw one's own contribution, and choose for the wall; as it is now, is marked."""
    view = panels.own(item.id, say)
    labels = {
        Sharing.NAMED: _("With my name"),
        Sharing.UNNAMED: _("Without my name") if shows_names else _("On the wall"),
        Sharing.NOT: _("Not on the wall"),
    }
    now = item.sharing if shows_names or item.sharing is not Sharing.NAMED else Sharing.UNNAMED
    for choice, label in labels.items():
        if shows_names or choice is not Sharing.NAMED:
            button = Button(
                label=say(label),
                emoji="🧱" if choice is now else None,
                style=discord.ButtonStyle.success if choice is now else discord.ButtonStyle.secondary,
                custom_id=f"muur:keus:{choice.value}:{item.id}",
                row=1,
            )
            view.add_item(button)
    return view


def joined(contribution: int, shows_names: bool, say: Say) -> discord.ui.View:
    """May the author know who joins? And the way to step back."""
    buttons = [
        Button(label=say(_("Yes, with my name")), custom_id=f"meedoen:naam:{contribution}"),
        Button(label=say(_("No, without my name")), custom_id=f"meedoen:geen-naam:{contribution}"),
    ]
    stop = Button(label=say(_("I don't join any more")), custom_id=f"meedoen:stop:{contribution}")
    return lasting(*(buttons if shows_names else []), stop)


def wall_of(contribution: int, number: int, row: int, say: Say) -> Button:
    """The way to the choice for the wall, in one's list."""
    label = say(_("Wall {number}", number=number))
    return Button(label=label, emoji="🧱", custom_id=f"muur:keuze:{contribution}", row=row)


def who_joins(item: Contribution, meetup: Meetup, joined: Sequence[Join], say: Say) -> str:
    """How many join, and who, where both agreed: one line."""
    names = [plain(shortened(name, 40)) for name in joins.names(item, meetup, joined)]
    shown = f": {', '.join([*names[:4], *(['…'] if len(names) > 4 else [])])}" if names else ""
    return "-# 🙋 " + say(ngettext("one person joins", "{n} people join", len(joined))) + shown


def get_known(contribution: int, number: int, row: int, say: Say) -> Button:
    """For an author whom somebody who joins would like to know."""
    label = say(_("Get to know {number}", number=number))
    return Button(label=label, emoji="🤝", custom_id=f"meedoen:kennis:{contribution}", row=row)


def what_i_join(say: Say) -> Button:
    """The way to what one joins."""
    return Button(label=say(_("What I join")), emoji="🙋", custom_id="meedoen:mijn", row=4)


def stepping_back(items: Sequence[tuple[int, int]], say: Say) -> discord.ui.View:
    """Step back from each of these pledges (number and id)."""
    return lasting(
        *(
            Button(label=say(_("Don't join {number}", number=number)), custom_id=f"meedoen:stop:{id}")
            for number, id in items
        )
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def noted(role: Role | None) -> Text:
    """The thanks for an answer."""
    if role is None:
        return _("Fine, I don't ask again. Should you want to say it after all: `/mijn functie`.")
    return _("Thank you! I note: {role}. `/mijn functie` changes it.", role=NAMES[role])
