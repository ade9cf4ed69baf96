"""Buttons of a break-out: to a table, at a table, under a call for help; and the form of a broadcast."""

from collections.abc import Mapping, Sequence

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind
from bot.core.tables.broadcasts import LONGEST
from bot.core.tables.talk import StickAct
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown, Typed
from bot.features.contributions import directions
from bot.features.contributions import views as contribution_views
from bot.features.forms import views as form_views
from bot.features.privacy import views as privacy_views
from bot.platform import limits
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, TextInput, label, lasting

TABLE = CustomId("tafel:{id}")


def table(place: int, title: Typed, people: int) -> Button:
    """Return the button to a table, with the number of people in it."""
    return Button(
        label=label(title, limits.LABEL - 6, f" · {people}"),
        style=discord.ButtonStyle.primary,
        custom_id=TABLE(id=place),
    )


_STICK: Mapping[StickAct, Text] = {
    StickAct.TAKE: _("Talking stick"),
    StickAct.PASS: _("Pass the talking stick on"),
    StickAct.PUT_AWAY: _("Put the talking stick away"),
}
HELP = CustomId("tafel:hulp:{id}")
READY = CustomId("tafel:klaar:{id}[:{question}]", question=4)
NOT_READY = CustomId("tafel:nietklaar:{id}")
AGAIN = CustomId("tafel:opnieuw:{id}")
STICK = CustomId("tafel:stokje:{act}:{id}:{turn}", act=StickAct, turn=4)
CLAIM = CustomId("hulp:ga:{id}")
DONE = CustomId("hulp:klaar:{id}")
BROADCAST = CustomId("ruimtes:bericht:{id}")
BROADCAST_FORM = CustomId("ruimtes:bericht:formulier:{id}")
SPLIT = CustomId("tafel:splits:{id}")
CLOSE_TO_HALL = CustomId("tafel:sluit:{id}")
CLOSE_TO_TABLE = CustomId("tafel:sluit:naar:{id}")
LISTS = limits.FIELDS - 1  # one field is for the words


def at_table(
    meetup: Meetup,
    place: Place,
    say: Say,
    *,
    asked: int,
    turn: int,
    is_ready: bool,
    is_called_back: bool,
    form: str | None,
) -> discord.ui.View:
    """Return the buttons in a table's own chat: for the talk, for contributions, on what is kept, and examples.

    ``asked`` is the number of its question, ``turn`` how many had the talking stick, ``form`` the one that is asked.
    Once everybody ``is_called_back``, there are none for the talk any more.
    """
    ready = Button(label=say(_("I am ready")), emoji="🙌", custom_id=READY(id=place.id, question=asked))
    not_ready = Button(label=say(_("Not ready after all")), custom_id=NOT_READY(id=place.id))
    talk = [not_ready if is_ready else ready, *_stick(place.id, turn, say)]
    again = Button(label=say(_("All questions so far")), emoji="🔁", custom_id=AGAIN(id=place.id))
    call = Button(label=say(_("Ask for help")), emoji="🙋", custom_id=HELP(id=place.id))
    below = [
        *contribution_views.contribute_buttons(meetup.programme.asked, say),
        privacy_views.read_more(place.meetup, say),
        *form_views.asked(meetup, form, say),
    ]
    rows = [row for group in ([] if is_called_back else talk, [again, call], below) for row in _rows(group)]
    for number, row in enumerate(rows):
        for button in row:
            button.row = number
    examples = directions.menu(meetup, place, say, row=len(rows)) if len(rows) < limits.ROWS else None
    return lasting(*(button for row in rows for button in row), *([examples] if examples else []))


def _rows(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    """Return the buttons in rows of at most as many as fit beside each other."""
    return [buttons[at : at + limits.IN_ROW] for at in range(0, len(buttons), limits.IN_ROW)]


def _stick(place: int, turn: int, say: Say) -> list[Button]:
    """Return the buttons of the talking stick: to take it or, while somebody has it, to pass it and to put it away."""
    acts = (StickAct.PASS, StickAct.PUT_AWAY) if turn else (StickAct.TAKE,)
    return [Button(label=say(_STICK[act]), emoji="🪶", custom_id=STICK(act=act, id=place, turn=turn)) for act in acts]


def after_all(place: int, say: Say) -> discord.ui.View:
    """Return the button for a table that is not ready after all."""
    return lasting(Button(label=say(_("Not ready after all")), custom_id=NOT_READY(id=place)))


def call(id: int, say: Say, *, claimed: bool) -> discord.ui.View:
    """Return the buttons under a call for help; once ``claimed``, only to say that it is done."""
    buttons = [Button(label=say(_("Done")), emoji="✅", custom_id=DONE(id=id))]
    if not claimed:
        going = Button(label=say(_("I go")), emoji="🏃", style=discord.ButtonStyle.primary, custom_id=CLAIM(id=id))
        buttons.insert(0, going)
    return lasting(*buttons)


def _title(place: Place, say: Say) -> Shown:
    return say(_("The plenary")) if place.kind is PlaceKind.PLENARY else label(place.title, limits.OPTION)


def broadcast_form(meetup: int, places: Sequence[Place], say: Say) -> discord.ui.Modal:
    """Return the form of a broadcast: the words, and lists of places, where choosing none means all tables.

    Without tables there is nothing to choose: it goes to the plenary.
    """
    tables = places if any(place.kind is PlaceKind.TABLE for place in places) else ()
    modal = discord.ui.Modal(title=say(_("Message")), custom_id=BROADCAST_FORM(id=meetup))
    words = TextInput(
        style=discord.TextStyle.paragraph,
        placeholder=say(_("For example: five more minutes. Choose who speaks for your table.")),
        max_length=LONGEST,
        custom_id="tekst",
    )
    modal.add_item(discord.ui.Label(text=say(_("What do you want to say?")), component=words))
    for number in range(min(LISTS, (len(tables) - 1) // limits.OPTIONS + 1)):
        part = tables[number * limits.OPTIONS : (number + 1) * limits.OPTIONS]
        menu: discord.ui.Select[discord.ui.Modal] = discord.ui.Select(
            placeholder=say(_("All tables")),
            required=False,
            min_values=0,
            max_values=len(part),
            options=[discord.SelectOption(label=_title(table, say), value=str(table.id)) for table in part],
            custom_id=f"tafels{number}",
        )
        modal.add_item(discord.ui.Label(text=say(_("Only here? (may stay empty)")), component=menu))
    modal.stop()
    return modal
