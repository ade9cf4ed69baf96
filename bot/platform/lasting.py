"""Buttons, menus and forms that outlast a restart: their state stands in the custom_id."""

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import discord

from bot.platform.answers import explain


class LastingForm(ABC):
    """Base of what is done with a filled-in form, also when the bot restarted while somebody was typing.

    discord.py forgets its modals at a restart; so ``bot.panels`` only shows them, and what was filled in is
    recognised by the form's custom_id, as with the buttons. Subclasses give a ``template``. A field that was not
    sent reads as empty, a checkbox as "1" or empty, and what was chosen from a list with a space between.
    """

    known: ClassVar[dict[str, type["LastingForm"]]] = {}  # by template: a cog that is loaded again takes its own place
    template: ClassVar[str]

    def __init_subclass__(cls, *, template: str) -> None:
        super().__init_subclass__()
        cls.template = template
        LastingForm.known[template] = cls

    def __init__(self, match: re.Match[str], fields: Mapping[str, str]) -> None:
        self.match, self.fields = match, fields

    @abstractmethod
    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        """What the form does."""


async def submit(interaction: discord.Interaction[Any]) -> None:
    """Hand a filled-in form to the class that knows it, and lead its errors to ``explain``."""
    data: Mapping[str, Any] = interaction.data or {}
    for form in LastingForm.known.values():
        if match := re.fullmatch(form.template, str(data.get("custom_id"))):
            # Each field stands in a label of its own.
            fields = (label.get("component", {}) for label in data.get("components", ()))
            values = defaultdict(str, {str(field.get("custom_id")): _filled_in(field) for field in fields})
            try:
                await form(match, values).submitted(interaction)
            except Exception as error:
                await explain(interaction, error)


def _filled_in(field: Mapping[str, Any]) -> str:
    """What a field says: of a text its words, of a list its values, of a checkbox "1" or nothing."""
    value = field.get("value")
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value or " ".join(map(str, field.get("values") or ())))


class LastingItem(discord.ui.DynamicItem[discord.ui.Item[discord.ui.View]], template=r"(?!)"):
    """Base of the buttons and menus that survive a restart: their state stands in the custom_id.

    Subclasses give a ``template`` (see ``bot.panels``) and override ``pressed``. discord.py only logs what a
    DynamicItem raises, so the error path stands here.
    """

    def __init__(self, item: discord.ui.Item[discord.ui.View], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Called by discord.py when somebody presses, or chooses from a menu."""
        return cls(item, match)

    def id_in(self, name: str) -> int:
        """A number from the custom_id."""
        return int(self.match[name])

    @abstractmethod
    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """What the button or the choice does."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and lead its errors to ``explain``."""
        try:
            await self.pressed(interaction)
        except Exception as error:
            await explain(interaction, error)


class LastingButton(LastingItem, template=r"(?!)"):
    """A button."""


class LastingMenu(LastingItem, template=r"(?!)"):
    """A list to choose from."""

    def chosen(self, interaction: discord.Interaction[Any]) -> list[str]:
        """What was chosen; a changed client can send anything."""
        data: Mapping[str, Any] = interaction.data or {}
        return [str(value) for value in data.get("values", ())]
