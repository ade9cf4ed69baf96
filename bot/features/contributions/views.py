"""Buttons and forms for contributions."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import discord

from bot.content.texts import Say
from bot.core.details import Detail, DetailType
from bot.core.kinds import KINDS, ContributionKind, Source, called, through
from bot.core.people.contributions import Contribution, number_of
from bot.core.people.filling import LONGEST, in_form
from bot.core.programme.models import Programme
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown, Typed
from bot.platform.custom_id import CustomId
from bot.platform.text import unchanged
from bot.platform.views import Button, TextInput, lasting, shown

# A changed client can send any number: whoever acts on one looks whose it is.
NOTHING: Mapping[str, Typed] = MappingProxyType({})
SNOWFLAKE = 20  # digits of an id on Discord
CONTRIBUTE = CustomId("bijdrage:{kind}", kind=through(Source.FORM))
# ``words`` is a number for what a form is filled in with: a phone keeps what it saw first in a form of the same id.
CONTRIBUTE_FORM = CustomId("bijdrage:formulier:{kind}[:{words}]", kind=through(Source.FORM), words=10)
SAVE = CustomId("bijdrage:bewaar:{channel}:{message}", channel=SNOWFLAKE, message=SNOWFLAKE)
CHANGE_FORM = CustomId("bijdrage:wijzigen:{id}[:{words}]", words=10)
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
        change(contribution, say),
        Button(label=say(_("Withdraw")), emoji="🗑️", custom_id=WITHDRAW(id=contribution)),
    )


def change(contribution: int, say: Say) -> Button:
    """Return an author's button to change a contribution."""
    return Button(label=say(_("Change")), emoji="✏️", custom_id=CHANGE(id=contribution))


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


def contribution_form(kind: ContributionKind, say: Say, words: Typed | None = None) -> discord.ui.Modal:
    """Return the form of a kind, filled with ``words`` to begin with: its text, and its details."""
    custom_id = CONTRIBUTE_FORM(kind=kind, words=number_of(words)) if words else CONTRIBUTE_FORM(kind=kind)
    return _form(custom_id, kind, say, words)


def empty_form(custom_id: str, kind: ContributionKind, say: Say) -> discord.ui.Modal:
    """Return the empty form of a kind, for what the ``custom_id`` tells: what it stands under, or whose it is."""
    return _form(custom_id, kind, say, None)


def change_form(item: Contribution, say: Say) -> discord.ui.Modal:
    """Return the form to change a contribution, filled with its present words and details."""
    now = [item.text, *(value for _key, value in item.details)]
    return _form(
        CHANGE_FORM(id=item.id, words=number_of(*now)), item.kind, say, item.text, in_form(item.kind, item.details)
    )


def _form(
    custom_id: str, kind: ContributionKind, say: Say, words: Typed | None, details: Mapping[str, Typed] = NOTHING
) -> discord.ui.Modal:
    row = KINDS[kind]
    text = TextInput(
        style=discord.TextStyle.paragraph,
        placeholder=say(row.example),
        default=_filled(words, LONGEST),
        max_length=LONGEST,
        custom_id="tekst",
    )
    fields = ((detail.label or detail.key, _field(detail, say, details.get(detail.key))) for detail in row.fields)
    return shown(
        discord.ui.Modal(title=say(called(kind)), custom_id=custom_id),
        discord.ui.Label(text=say(row.field), component=text),
        *(discord.ui.Label(text=say(Text.of(above)), component=field) for above, field in fields),
    )


def _filled(words: Typed | None, most: int) -> Shown | None:
    # Words with names in place of ids may be longer than a form takes; cut, their end would be lost unseen.
    return unchanged(words) if words and len(words) <= most else None


def _field(detail: Detail, say: Say, now: Typed | None) -> TextInput | discord.ui.Select[discord.ui.Modal]:
    if detail.type is DetailType.CHOICE:
        options = [
            discord.SelectOption(label=say(choice), default=now is not None and say(choice) == unchanged(now))
            for choice in detail.choices
        ]
        return discord.ui.Select(required=False, min_values=0, options=options, custom_id=detail.key)
    default = _filled(now, detail.longest)
    return TextInput(required=False, default=default, max_length=detail.longest, custom_id=detail.key)


def kinds_to_save_as(programme: Programme, channel: int, message: int, say: Say) -> discord.ui.View:
    """The kinds that a chat message can be saved as."""
    options = [
        discord.SelectOption(
            label=say(called(kind)), value=kind, description=say(KINDS[kind].asks), emoji=KINDS[kind].emoji
        )
        for kind in through(Source.MENU)
        if programme.takes(kind)
    ]
    custom_id = SAVE(channel=channel, message=message)
    return lasting(discord.ui.Select(custom_id=custom_id, placeholder=say(_("Save as …")), options=options))
