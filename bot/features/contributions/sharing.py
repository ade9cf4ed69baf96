"""An author's choice about the wall: how it stands now, and the buttons to change it."""

import discord

from bot.content.texts import Say
from bot.core.people import sharing
from bot.core.people.contributions import Contribution
from bot.core.people.sharing import Sharing
from bot.core.words.text import Text, _
from bot.features.contributions import views as contribution_views
from bot.platform.custom_id import CustomId
from bot.platform.views import Button

SHARE = CustomId("muur:keus:{choice}:{id}", choice=Sharing)
ASK_SHARE = CustomId("muur:keuze:{id}")


def wall(item: Contribution, shows_names: bool, *, in_plenary: bool) -> Text:
    """Return one line on how the wall treats an author's contribution now."""
    told = sharing.told(item.sharing, in_plenary=in_plenary, shows_names=shows_names)
    return "-# " + _("🧱 On the wall in the plenary: {choice}.", choice=told)


def own(item: Contribution, shows_names: bool, say: Say) -> discord.ui.View:
    """Return an author's buttons: change, withdraw, and the choices for the wall, with the present one marked."""
    view = contribution_views.own(item.id, say)
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
                custom_id=SHARE(choice=choice, id=item.id),
                row=1,
            )
            view.add_item(button)
    return view


def wall_of(contribution: int, number: int, row: int, say: Say) -> Button:
    """Return the button that opens the choices for the wall, in the list of a person's contributions."""
    label = say(_("Wall {number}", number=number))
    return Button(label=label, emoji="🧱", custom_id=ASK_SHARE(id=contribution), row=row)
