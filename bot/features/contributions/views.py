"""The buttons and forms for what people bring in."""

from collections.abc import Iterable, Sequence

import discord

from bot.content.texts import Say
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.contributions import LONGEST
from bot.core.words.text import _
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, TextInput, lasting, shown

# A changed client can send any number: whoever acts on one looks whose it is.
CONTRIBUTE = CustomId("bijdrage:{kind}", kind=tuple(KINDS))
CONTRIBUTE_FORM = CustomId("bijdrage:formulier:{kind}", kind=tuple(KINDS))
CHANGE_FORM = CustomId("bijdrage:wijzigen:{id}")
CHANGE = CustomId("bijdrage:wijzig:{id}")
WITHDRAW = CustomId("bijdrage:trekin:{id}")
MINE = CustomId("mijn:bijdragen[:{page}]")


def contribute(kinds: Iterable[ContributionKind], say: Say) -> discord.ui.View:
    """The buttons that open a form, and the one with everybody's own contributions."""
    return lasting(*contribute_buttons(kinds, say))


def contribute_buttons(kinds: Iterable[ContributionKind], say: Say) -> list[Button]:
    """The same, to put beside others."""
    mine = Button(label=say(_("My contributions")), custom_id=MINE())
    return [*(_form(kind, say) for kind in kinds), mine]


def own(contribution: int, say: Say) -> discord.ui.View:
    """Change or withdraw one's own contribution."""
    return lasting(
        Button(label=say(_("Change")), emoji="✏️", custom_id=CHANGE(id=contribution)),
        Button(label=say(_("Withdraw")), emoji="🗑️", custom_id=WITHDRAW(id=contribution)),
    )


def mine(items: Sequence[tuple[int, int]], page: int, pages: int, say: Say) -> discord.ui.View:
    """A row for each of one's own contributions (number and id), and the way to the next page."""
    buttons: list[Button] = []
    for row, (number, id) in enumerate(items):
        change, withdraw = (
            say(_("Change {number}", number=number)),
            say(_("Withdraw {number}", number=number)),
        )
        buttons.append(Button(label=change, emoji="✏️", custom_id=CHANGE(id=id), row=row))
        buttons.append(Button(label=withdraw, emoji="🗑️", custom_id=WITHDRAW(id=id), row=row))
    if page > 0:
        buttons.append(Button(label=say(_("Newer")), custom_id=MINE(page=page - 1), row=4))
    if page + 1 < pages:
        buttons.append(Button(label=say(_("Older")), custom_id=MINE(page=page + 1), row=4))
    return lasting(*buttons)


def form(kind: ContributionKind, say: Say) -> discord.ui.View:
    """The one button that opens a form."""
    return lasting(_form(kind, say))


def _form(kind: ContributionKind, say: Say) -> Button:
    return Button(
        label=say(KINDS[kind].button),
        emoji=KINDS[kind].emoji,
        style=discord.ButtonStyle.primary,
        custom_id=CONTRIBUTE(kind=kind),
    )


def contribution_form(kind: ContributionKind, say: Say) -> discord.ui.Modal:
    """One required field that completes the sentence, and one optional."""
    text = TextInput(
        style=discord.TextStyle.paragraph, placeholder=say(KINDS[kind].example), max_length=LONGEST, custom_id="tekst"
    )
    details = TextInput(required=False, max_length=200, custom_id="details")
    return shown(
        discord.ui.Modal(title=f"#{kind}", custom_id=CONTRIBUTE_FORM(kind=kind)),
        discord.ui.Label(text=say(KINDS[kind].field), component=text),
        discord.ui.Label(text=say(_("With whom, or when? (may stay empty)")), component=details),
    )


def change_form(contribution: int, kind: ContributionKind, words: str, say: Say) -> discord.ui.Modal:
    """The words of a contribution, to change them."""
    text = TextInput(style=discord.TextStyle.paragraph, default=words, max_length=LONGEST, custom_id="tekst")
    return shown(
        discord.ui.Modal(title=f"#{kind}", custom_id=CHANGE_FORM(id=contribution)),
        discord.ui.Label(text=say(KINDS[kind].field), component=text),
    )
