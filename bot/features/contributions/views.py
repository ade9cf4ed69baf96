"""Buttons and forms for contributions."""

from collections.abc import Iterable, Sequence

import discord

from bot.content.texts import Say
from bot.core.kinds import KINDS, ContributionKind, Detail, DetailType, Source, through
from bot.core.people.contributions import LONGEST
from bot.core.words.text import _
from bot.core.words.typed import Typed
from bot.platform.custom_id import CustomId
from bot.platform.text import unchanged
from bot.platform.views import Button, TextInput, lasting, shown

# A changed client can send any number: whoever acts on one looks whose it is.
SNOWFLAKE = 20  # digits of an id on Discord
CONTRIBUTE = CustomId("bijdrage:{kind}", kind=through(Source.FORM))
CONTRIBUTE_FORM = CustomId("bijdrage:formulier:{kind}", kind=through(Source.FORM))
SAVE = CustomId("bijdrage:bewaar:{channel}:{message}", channel=SNOWFLAKE, message=SNOWFLAKE)
CHANGE_FORM = CustomId("bijdrage:wijzigen:{id}")
CHANGE = CustomId("bijdrage:wijzig:{id}")
WITHDRAW = CustomId("bijdrage:trekin:{id}")
MINE = CustomId("mijn:bijdragen[:{page}]")


def contribute(kinds: Iterable[ContributionKind], say: Say) -> discord.ui.View:
    """Return a view of ``contribute_buttons``."""
    return lasting(*contribute_buttons(kinds, say))


def contribute_buttons(kinds: Iterable[ContributionKind], say: Say) -> list[Button]:
    """Return a button that opens the form of each kind, and one for a person's own contributions."""
    mine = Button(label=say(_("My contributions")), custom_id=MINE())
    return [*_forms(kinds, say), mine]


def own(contribution: int, say: Say) -> discord.ui.View:
    """Return an author's buttons to change and withdraw a contribution."""
    return lasting(
        Button(label=say(_("Change")), emoji="✏️", custom_id=CHANGE(id=contribution)),
        Button(label=say(_("Withdraw")), emoji="🗑️", custom_id=WITHDRAW(id=contribution)),
    )


def mine(items: Sequence[tuple[int, int]], page: int, pages: int, say: Say) -> discord.ui.View:
    """Return a row of buttons for each contribution (number in the list and id), and those that turn the page."""
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
    """The one button that opens a form; none where the kind has no form."""
    return lasting(*_forms([kind], say))


def _forms(kinds: Iterable[ContributionKind], say: Say) -> list[Button]:
    return [
        Button(
            label=say(KINDS[kind].button),
            emoji=KINDS[kind].emoji,
            style=discord.ButtonStyle.primary,
            custom_id=CONTRIBUTE(kind=kind),
        )
        for kind in kinds
        if Source.FORM in KINDS[kind].doors
    ]


def contribution_form(kind: ContributionKind, say: Say) -> discord.ui.Modal:
    """One required field that completes the sentence, and the details of the kind."""
    row = KINDS[kind]
    text = TextInput(
        style=discord.TextStyle.paragraph, placeholder=say(row.example), max_length=LONGEST, custom_id="tekst"
    )
    return shown(
        discord.ui.Modal(title=f"#{kind}", custom_id=CONTRIBUTE_FORM(kind=kind)),
        discord.ui.Label(text=say(row.field), component=text),
        *(discord.ui.Label(text=say(detail.label), component=_field(detail, say)) for detail in row.details),
    )


def _field(detail: Detail, say: Say) -> TextInput | discord.ui.Select[discord.ui.Modal]:
    if detail.type is DetailType.CHOICE:
        options = [discord.SelectOption(label=say(choice)) for choice in detail.choices]
        return discord.ui.Select(required=False, min_values=0, options=options, custom_id=detail.key)
    return TextInput(required=False, max_length=detail.longest, custom_id=detail.key)


def change_form(contribution: int, kind: ContributionKind, words: Typed, say: Say) -> discord.ui.Modal:
    """Return the form to change a contribution, filled with its present words."""
    # A chat message with names in place of ids may be longer than a form takes; cut, its end would be lost unseen.
    now = unchanged(words) if len(words) <= LONGEST else None
    text = TextInput(style=discord.TextStyle.paragraph, default=now, max_length=LONGEST, custom_id="tekst")
    return shown(
        discord.ui.Modal(title=f"#{kind}", custom_id=CHANGE_FORM(id=contribution)),
        discord.ui.Label(text=say(KINDS[kind].field), component=text),
    )


def kinds_to_save_as(channel: int, message: int, say: Say) -> discord.ui.View:
    """The kinds that a chat message can be saved as."""
    options = [
        discord.SelectOption(label=f"#{kind}", value=kind, description=say(KINDS[kind].asks), emoji=KINDS[kind].emoji)
        for kind in through(Source.MENU)
    ]
    custom_id = SAVE(channel=channel, message=message)
    return lasting(discord.ui.Select(custom_id=custom_id, placeholder=say(_("Save as …")), options=options))
