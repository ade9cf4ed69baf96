"""Buttons, menus and forms that outlast a restart: their state stands in the custom_id."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from re import Match
from typing import Any, ClassVar, Self

import discord

from bot.core.words.typed import Typed
from bot.platform.answers import explain
from bot.platform.custom_id import CustomId


class LastingForm(ABC):
    """Base of what is done with a filled-in form, also when the bot restarted while somebody was typing.

    discord.py forgets its modals at a restart; so views only show them (``views.shown``), and what was filled in is
    recognised by the form's custom_id, as with the buttons. Subclasses give a ``template``, and ``submitted`` takes
    its groups by name. A field that was not sent reads as empty; ``parts`` are the fields as Discord sends them,
    by custom_id.
    """

    known: ClassVar[dict[str, type["LastingForm"]]] = {}  # by template: a cog that is loaded again takes its own place
    ids: ClassVar[CustomId]

    def __init_subclass__(cls, *, template: CustomId) -> None:
        super().__init_subclass__()
        cls.ids = template
        LastingForm.known[template.template] = cls

    def __init__(self, parts: Mapping[str, Mapping[str, Any]]) -> None:
        self._parts = parts

    def typed(self, name: str) -> Typed:
        """What was typed in a field, or chosen from a list."""
        value = self._parts.get(name, {}).get("value")
        return Typed(value if isinstance(value, str) else " ".join(self.chosen(name)))

    def chosen(self, name: str) -> list[str]:
        """What was chosen from a list; a changed client can send anything."""
        return [str(value) for value in self._parts.get(name, {}).get("values") or ()]

    def is_ticked(self, name: str) -> bool:
        """Whether a checkbox was ticked."""
        return bool(self._parts.get(name, {}).get("value"))

    @abstractmethod
    async def submitted(self, interaction: discord.Interaction[Any], *args: Any, **values: Any) -> None:
        """Do what the form is for; ``values`` are those of its custom_id."""


async def submit(interaction: discord.Interaction[Any]) -> None:
    """Hand a filled-in form to the class that knows it, and lead its errors to ``explain``."""
    data: Mapping[str, Any] = interaction.data or {}
    for form in LastingForm.known.values():
        if (values := form.ids.read(str(data.get("custom_id")))) is not None:
            # Each field stands in a label of its own.
            fields = (label.get("component", {}) for label in data.get("components", ()))
            parts = {str(field.get("custom_id")): field for field in fields}
            try:
                await form(parts).submitted(interaction, **values)
            except Exception as error:
                await explain(interaction, error)


class LastingItem(discord.ui.DynamicItem[discord.ui.Item[discord.ui.View]], template=r"(?!)"):
    """Base of the buttons and menus that survive a restart: their state stands in the custom_id.

    Subclasses give a ``template`` and override ``pressed``, which takes its fields by name. discord.py only logs
    what a DynamicItem raises, so the error path stands here.
    """

    ids: ClassVar[CustomId]

    def __init_subclass__(cls, *, template: CustomId | None = None) -> None:
        super().__init_subclass__(template=template.template if template else r"(?!)")
        if template:
            cls.ids = template

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: Match[str], /
    ) -> Self:
        """Make one for a press or a choice. Called by discord.py."""
        return cls(item)

    @abstractmethod
    async def pressed(self, interaction: discord.Interaction[Any], *args: Any, **values: Any) -> None:
        """Do what the button or the choice is for; ``values`` are those of its custom_id."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and lead its errors to ``explain``."""
        try:
            await self.pressed(interaction, **self.ids.read(self.custom_id) or {})
        except Exception as error:
            await explain(interaction, error)


class LastingButton(LastingItem):
    """A button."""


class LastingMenu(LastingItem):
    """A list to choose from."""

    def chosen(self, interaction: discord.Interaction[Any]) -> list[str]:
        """What was chosen; a changed client can send anything."""
        data: Mapping[str, Any] = interaction.data or {}
        return [str(value) for value in data.get("values", ())]
