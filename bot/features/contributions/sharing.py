"""The question "May others read this?": its words and buttons, for one contribution and for all of a person's words."""

from collections.abc import Sequence

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.people import sentences, sharing
from bot.core.people.contributions import Contribution
from bot.core.people.sharing import QUESTION, Sharing
from bot.core.words.text import Part, Text, _, ngettext
from bot.features.contributions import views as contribution_views
from bot.platform.custom_id import CustomId
from bot.platform.views import Button, lasting

# For one contribution.
SHARE = CustomId("muur:keus:{choice}:{id}", choice=Sharing)
ASK_SHARE = CustomId("muur:keuze:{id}")
# For all of a person's words at a meetup; the ids are of the meetup.
SHARE_ALL = CustomId("lezen:{choice}:{id}", choice=Sharing)
ASK_ALL = CustomId("lezen:vraag:{id}")
QUOTED, SHOWN = 3, 120  # contributions quoted in the question about all, and characters of each

LABELS = {
    Sharing.NAMED: _("With my name"),
    Sharing.UNNAMED: _("Without a name"),
    Sharing.NOT: _("Rather not"),
}


def line(item: Contribution, shows_names: bool) -> Text:
    """Return one line on who may read a contribution now, for its author."""
    told = "-# 👀 " + _("Who reads it: {choice}.", choice=sharing.told(item.sharing, shows_names=shows_names))
    if item.hidden is None:
        return told
    hidden = _("A moderator keeps it out of what is published: {reason}", reason=item.hidden.line)
    return Text.lines(told, "-# 🚫 " + hidden)


def question(others: int = 0) -> Text:
    """Return the question under a new contribution; ``others`` of its author's words wait for an answer as well."""
    lines: list[Part] = [Text.bold(QUESTION)]
    if others > 0:
        lines.append(
            "-# "
            + ngettext(
                "Your answer also holds for what you said before.",
                "Your answer also holds for the {n} that you said before.",
                others,
            )
        )
    return Text.lines(*lines)


def question_about(items: Sequence[Contribution], chosen: Sharing | None, shows_names: bool) -> Text:
    """Return the question about all of a person's words at a meetup; ``items`` are those they did not choose for."""
    lines: list[Part] = [Text.bold(QUESTION)]
    lines += quoted(items)
    if chosen is not None:
        lines.append(_("What you chose: {choice}.", choice=sharing.told(chosen, shows_names=shows_names)))
    lines.append("-# " + _("It holds for all your words at this meetup. For one alone: `/mijn bijdragen`."))
    return Text.lines(*lines)


def quoted(items: Sequence[Contribution]) -> list[Part]:
    """Return up to three contributions as quotations, and how many more there are."""
    lines: list[Part] = [sentences.quoted(item.kind, item.text.line, SHOWN) for item in items[:QUOTED]]
    if len(items) > QUOTED:
        lines.append(ngettext("… and one more.", "… and {n} more.", len(items) - QUOTED))
    return lines


def choices(meetup: Meetup, say: Say, chosen: Sharing | None = None) -> discord.ui.View:
    """Return the buttons of the question about all of a person's words, with what they chose before marked."""
    return lasting(*_buttons(SHARE_ALL, meetup.id, meetup.shows_names, chosen, say))


def choices_for_one(item: Contribution, shows_names: bool, say: Say) -> discord.ui.View:
    """Return the buttons of the question about one contribution, with what its author chose before marked."""
    return lasting(*_buttons(SHARE, item.id, shows_names, item.sharing, say))


def _buttons(custom_id: CustomId, id: int, shows_names: bool, chosen: Sharing | None, say: Say) -> list[Button]:
    now = chosen if shows_names or chosen is not Sharing.NAMED else Sharing.UNNAMED
    return [
        Button(
            label=say(label),
            emoji="✔️" if choice is now else None,
            style=discord.ButtonStyle.success if choice is now else discord.ButtonStyle.secondary,
            custom_id=custom_id(choice=choice, id=id),
        )
        for choice, label in LABELS.items()
        if shows_names or choice is not Sharing.NAMED
    ]


def own(item: Contribution, say: Say) -> discord.ui.View:
    """Return an author's buttons once they chose: change, withdraw, and choose again who reads it."""
    view = contribution_views.own(item.id, say)
    return view.add_item(Button(label=say(_("Who reads it?")), emoji="👀", custom_id=ASK_SHARE(id=item.id)))


def after_choice(meetup: Meetup, say: Say) -> discord.ui.View:
    """Return the buttons after a choice for all: a person's own contributions, and to choose again."""
    return lasting(
        Button(label=say(_("My contributions")), custom_id=contribution_views.MINE()),
        Button(label=say(_("Choose again")), emoji="👀", custom_id=ASK_ALL(id=meetup.id)),
    )


def ask(meetup: int, say: Say) -> discord.ui.View:
    """Return the one button of the card in the plenary."""
    return lasting(Button(label=say(QUESTION), emoji="👀", custom_id=ASK_ALL(id=meetup)))


def who_reads(contribution: int, number: int, row: int, say: Say) -> Button:
    """Return the button that asks about one contribution, in the list of a person's contributions."""
    return Button(
        label=say(_("Who reads {number}", number=number)), emoji="👀", custom_id=ASK_SHARE(id=contribution), row=row
    )
