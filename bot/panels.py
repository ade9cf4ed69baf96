"""How the buttons and forms look. What they do stands in the cogs, which recognise them by their custom_id.

So a button goes on working after a restart, on any message that ever carried it, and a form that somebody was
filling in is not lost.
"""

from collections.abc import Iterable, Sequence

import discord

from bot.core.contributions import LONGEST
from bot.core.programme import ContributionKind
from bot.core.words import Text, _
from bot.replies import shortened
from bot.texts import Say

# The custom_id of each lasting button and form, as a template for what the cogs recognise. A changed client can
# send any number: whoever acts on one looks whose it is.
_KIND = f"(?P<kind>{'|'.join(ContributionKind)})"
_ID = r"(?P<id>\d{1,18})"  # as long as surely fits in the database
CONTRIBUTE = f"bijdrage:{_KIND}"
CONTRIBUTE_FORM = f"bijdrage:formulier:{_KIND}"
CHANGE_FORM = f"bijdrage:wijzigen:{_ID}"
CHANGE = f"bijdrage:wijzig:{_ID}"
WITHDRAW = f"bijdrage:trekin:{_ID}"
MINE = r"mijn:bijdragen(?::(?P<page>\d{1,18}))?"
ERASE = r"mijn:wissen:(?P<person>\d{1,20})"
KEEP = r"mijn:bewaren"
ROOM = f"tafel:{_ID}"
STOP = f"meetup:stop:{_ID}"
GO_ON = r"meetup:door"
DRY_RUN = f"proef:avond:{_ID}"
DRY_RUN_OF = r"proef:programma:(?P<name>[^:]{1,80})"
CLEAR_AWAY = f"proef:opruimen:{_ID}"
REACH = f"meetup:bereik:{_ID}"

LABEL = 80  # characters, Discord's limit

CONTRIBUTE_LABELS: dict[ContributionKind, Text] = {
    ContributionKind.PLEDGE: _("Tomorrow …"),
    ContributionKind.NEED: _("I need …"),
    ContributionKind.WORKS: _("This works …"),
    ContributionKind.IDEA: _("My idea …"),
}
_EMOJI = {
    ContributionKind.PLEDGE: "✍️",
    ContributionKind.NEED: "🧩",
    ContributionKind.WORKS: "🌱",
    ContributionKind.IDEA: "💡",
}

_FIELD_LABELS: dict[ContributionKind, Text] = {
    ContributionKind.PLEDGE: _("Tomorrow …"),
    ContributionKind.NEED: _("I need …"),
    ContributionKind.WORKS: _("Here this works: …"),
    ContributionKind.IDEA: _("My idea: …"),
}
_EXAMPLES: dict[ContributionKind, Text] = {
    ContributionKind.PLEDGE: _("… I ask my class what they need from me"),
    ContributionKind.NEED: _("… an hour a week to call parents"),
    ContributionKind.WORKS: _("… coffee at the school gate on Mondays"),
    ContributionKind.IDEA: _("… what if pupils give the tour at the open day?"),
}

Button = discord.ui.Button[discord.ui.View]
TextInput = discord.ui.TextInput[discord.ui.Modal]


def lasting(*items: discord.ui.Item[discord.ui.View]) -> discord.ui.View:
    """A view of lasting buttons and menus. It is only sent, never kept."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def contribute(kinds: Iterable[ContributionKind], say: Say) -> discord.ui.View:
    """The buttons that open a form, and the one with everybody's own contributions."""
    return lasting(*contribute_buttons(kinds, say))


def contribute_buttons(kinds: Iterable[ContributionKind], say: Say) -> list[Button]:
    """The same, to put beside others."""
    mine = Button(label=say(_("My contributions")), custom_id="mijn:bijdragen")
    return [*(_form(kind, say) for kind in kinds), mine]


def own(contribution: int, say: Say) -> discord.ui.View:
    """Change or withdraw one's own contribution."""
    return lasting(
        Button(label=say(_("Change")), emoji="✏️", custom_id=f"bijdrage:wijzig:{contribution}"),
        Button(label=say(_("Withdraw")), emoji="🗑️", custom_id=f"bijdrage:trekin:{contribution}"),
    )


def mine(items: Sequence[tuple[int, int]], page: int, pages: int, say: Say) -> discord.ui.View:
    """A row for each of one's own contributions (number and id), and the way to the next page."""
    buttons: list[Button] = []
    for row, (number, id) in enumerate(items):
        change, withdraw = (
            say(_("Change {number}", number=number)),
            say(_("Withdraw {number}", number=number)),
        )
        buttons.append(Button(label=change, emoji="✏️", custom_id=f"bijdrage:wijzig:{id}", row=row))
        buttons.append(Button(label=withdraw, emoji="🗑️", custom_id=f"bijdrage:trekin:{id}", row=row))
    if page > 0:
        buttons.append(Button(label=say(_("Newer")), custom_id=f"mijn:bijdragen:{page - 1}", row=4))
    if page + 1 < pages:
        buttons.append(Button(label=say(_("Older")), custom_id=f"mijn:bijdragen:{page + 1}", row=4))
    return lasting(*buttons)


def erase(person: int, say: Say) -> discord.ui.View:
    """The question before everything of somebody is erased."""
    return lasting(
        Button(label=say(_("Erase everything")), style=discord.ButtonStyle.danger, custom_id=f"mijn:wissen:{person}"),
        Button(label=say(_("No, keep it")), custom_id="mijn:bewaren"),
    )


def form(kind: ContributionKind, say: Say) -> discord.ui.View:
    """The one button that opens a form."""
    return lasting(_form(kind, say))


def _form(kind: ContributionKind, say: Say) -> Button:
    return Button(
        label=say(CONTRIBUTE_LABELS[kind]),
        emoji=_EMOJI[kind],
        style=discord.ButtonStyle.primary,
        custom_id=f"bijdrage:{kind.value}",
    )


def room(place: int, title: str, people: int) -> Button:
    """A room to go to, with how many people are in it."""
    return Button(
        label=f"{shortened(title, LABEL - 6)} · {people}",
        style=discord.ButtonStyle.primary,
        custom_id=f"tafel:{place}",
    )


def jump(title: str, url: str) -> discord.ui.View:
    """A link to a channel."""
    return lasting(Button(label=shortened(title, LABEL), url=url))


def stop(meetup: int, say: Say) -> discord.ui.View:
    """The question before the end."""
    return lasting(
        Button(label=say(_("Stop")), style=discord.ButtonStyle.danger, custom_id=f"meetup:stop:{meetup}"),
        Button(label=say(_("No, go on")), custom_id="meetup:door"),
    )


def after_check(meetup: int | None, programme: str, say: Say) -> discord.ui.View:
    """What can be tried beside looking: a dry run of the meetup or of the programme, and test messages."""
    of = f"avond:{meetup}" if meetup else f"programma:{programme}"
    buttons = [Button(label=say(_("Dry run in a minute")), emoji="🧪", custom_id=f"proef:{of}")]
    if meetup:
        label = say(_("Test direct messages"))
        buttons.append(Button(label=label, emoji="✉️", custom_id=f"meetup:bereik:{meetup}"))
    return lasting(*buttons)


def clear_away(dry_run: int, say: Say) -> discord.ui.View:
    """Under what came of a dry run."""
    return lasting(Button(label=say(_("Remove the channels now")), emoji="🧹", custom_id=f"proef:opruimen:{dry_run}"))


def contribution_form(kind: ContributionKind, say: Say) -> discord.ui.Modal:
    """One required field that completes the sentence, and one optional."""
    text = TextInput(
        style=discord.TextStyle.paragraph, placeholder=say(_EXAMPLES[kind]), max_length=LONGEST, custom_id="tekst"
    )
    details = TextInput(required=False, max_length=200, custom_id="details")
    return _shown(
        discord.ui.Modal(title=f"#{kind.value}", custom_id=f"bijdrage:formulier:{kind.value}"),
        discord.ui.Label(text=say(_FIELD_LABELS[kind]), component=text),
        discord.ui.Label(text=say(_("With whom, or when? (may stay empty)")), component=details),
    )


def change_form(contribution: int, kind: ContributionKind, words: str, say: Say) -> discord.ui.Modal:
    """The words of a contribution, to change them."""
    text = TextInput(style=discord.TextStyle.paragraph, default=words, max_length=LONGEST, custom_id="tekst")
    return _shown(
        discord.ui.Modal(title=f"#{kind.value}", custom_id=f"bijdrage:wijzigen:{contribution}"),
        discord.ui.Label(text=say(_FIELD_LABELS[kind]), component=text),
    )


def _shown(modal: discord.ui.Modal, *fields: discord.ui.Label[discord.ui.Modal]) -> discord.ui.Modal:
    """A form that is only sent, never kept; see ``LastingForm``."""
    for field in fields:
        modal.add_item(field)
    modal.stop()
    return modal
