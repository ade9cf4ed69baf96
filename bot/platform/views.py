"""Building blocks of the buttons and forms of every feature."""

import discord

from bot.content.texts import bare
from bot.core.evening.places import Place
from bot.core.words.escaping import shortened
from bot.core.words.typed import Shown, Typed
from bot.platform import limits

TextInput = discord.ui.TextInput[discord.ui.Modal]


class Button(discord.ui.Button[discord.ui.View]):
    """A button, with a label that an exit made."""

    def __init__(
        self,
        *,
        label: Shown,
        emoji: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        custom_id: str | None = None,
        url: str | None = None,
        row: int | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            label=label, emoji=emoji, style=style, custom_id=custom_id, url=url, row=row, disabled=disabled
        )


def label(title: Typed, most: int = limits.LABEL, after: str = "") -> Shown:
    """A title on a button or in a list, where Discord interprets nothing; ``after`` is ours and comes behind it."""
    return Shown(shortened(bare(title), most) + after)


def lasting(*items: discord.ui.Item[discord.ui.View]) -> discord.ui.View:
    """Return a view with lasting buttons and menus. discord.py does not keep it; see ``LastingItem``."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def address(server: int, channel: int | None, message: int | None = None) -> str:
    """Address of a channel on Discord, or of a message in it."""
    return "/".join(["https://discord.com/channels", *(str(id) for id in (server, channel, message) if id)])


def ways(server: int, *places: Place) -> discord.ui.View:
    """Links to the channels of these places, by their titles."""
    return lasting(*(Button(label=label(place.title), url=address(server, place.channel)) for place in places))


def shown(modal: discord.ui.Modal, *fields: discord.ui.Label[discord.ui.Modal]) -> discord.ui.Modal:
    """Return the form with these fields. discord.py does not keep it; see ``LastingForm``."""
    for field in fields:
        modal.add_item(field)
    modal.stop()
    return modal
