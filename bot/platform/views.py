"""What the buttons and forms of every feature are made of."""

import discord

from bot.platform.text import shortened

LABEL = 80  # characters, Discord's limit
Button = discord.ui.Button[discord.ui.View]
TextInput = discord.ui.TextInput[discord.ui.Modal]


def lasting(*items: discord.ui.Item[discord.ui.View]) -> discord.ui.View:
    """A view of lasting buttons and menus. It is only sent, never kept."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def jump(title: str, url: str) -> discord.ui.View:
    """A link to a channel."""
    return lasting(Button(label=shortened(title, LABEL), url=url))


def shown(modal: discord.ui.Modal, *fields: discord.ui.Label[discord.ui.Modal]) -> discord.ui.Modal:
    """A form that is only sent, never kept; see ``LastingForm``."""
    for field in fields:
        modal.add_item(field)
    modal.stop()
    return modal
