"""Buttons, menus and forms that outlast a restart: their state stands in the custom_id."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from re import Match
from typing import Any, ClassVar, Self

import discord

from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.platform import untold
from bot.platform.answers import explain
from bot.platform.custom_id import CustomId
from bot.platform.doors import For, let_through
from bot.platform.given_back import handing_back

OUTDATED = Refusal(
    _("This button or form is of an earlier version of me, so I can't do anything with it. Use the newest message.")
)


class LastingForm(ABC):
    """Base of what is done with a filled-in form, also when the bot restarted while somebody was typing.

    discord.py forgets its modals at a restart; so views only show them (``views.shown``), and what was filled in is
    recognised by the form's custom_id, as with the buttons. Subclasses give a ``template`` and whom it is ``open_to``;
    ``submitted`` takes its groups by name. A field that was not sent reads as empty; ``parts`` are the fields as
    Discord sends them, by custom_id.
    """

    known: ClassVar[dict[str, type["LastingForm"]]] = {}  # by template: a cog that is loaded again takes its own place
    ids: ClassVar[CustomId]
    open_to: ClassVar[For]

    def __init_subclass__(cls, *, template: CustomId, open_to: For = For.MODERATORS) -> None:
        super().__init_subclass__()
        cls.ids, cls.open_to = template, open_to
        LastingForm.known[template.template] = cls

    def __init__(self, parts: Mapping[str, Mapping[str, Any]]) -> None:
        self._parts = parts

    def typed(self, name: str) -> Typed:
        """Return the words of a field, or the values chosen from a list."""
        value = self._parts.get(name, {}).get("value")
        return Typed(value if isinstance(value, str) else " ".join(self.chosen(name)))

    def chosen(self, name: str) -> list[str]:
        """Return the values chosen from a list; a changed client can send anything."""
        return _texts(self._parts.get(name, {}).get("values"))

    def values(self, name: str) -> list[Typed]:
        """Return the words of a field as the only one, or each value chosen from a list."""
        value = self._parts.get(name, {}).get("value")
        return [Typed(value)] if isinstance(value, str) else [Typed(one) for one in self.chosen(name)]

    @property
    def written(self) -> list[Typed]:
        """All that was typed, field by field."""
        values = [part.get("value") for part in self._parts.values()]
        return [Typed(value) for value in values if isinstance(value, str)]

    def has(self, name: str) -> bool:
        """Return whether the form had this field."""
        return name in self._parts

    def is_ticked(self, name: str) -> bool:
        """Return True if a checkbox was ticked."""
        return bool(self._parts.get(name, {}).get("value"))

    @abstractmethod
    async def submitted(self, interaction: discord.Interaction[Any], *args: Any, **values: Any) -> None:
        """Handle the submitted form; ``values`` are the fields of its custom_id."""


async def submit(interaction: discord.Interaction[Any]) -> None:
    """Pass a submitted form to the class whose template fits its custom_id, and its errors to ``explain``.

    A form that fits none, of an earlier version or a changed client, is answered with a sentence.
    """
    data: Mapping[str, Any] = interaction.data or {}
    for form in LastingForm.known.values():
        if (values := form.ids.read(str(data.get("custom_id")))) is not None:
            try:
                filled = form(_parts(data))
                with handing_back(*filled.written):
                    await let_through(interaction, form.open_to)
                await filled.submitted(interaction, **values)
            except Exception as error:
                await explain(interaction, error)
            return
    await explain(interaction, OUTDATED)


def _parts(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the fields of a form by custom_id, each from a label of its own; what has another shape is left out."""
    labels = data.get("components")
    fields = [label.get("component") for label in labels if isinstance(label, dict)] if isinstance(labels, list) else []
    return {str(field.get("custom_id")): field for field in fields if isinstance(field, dict)}


async def answer_unknown(interaction: discord.Interaction[Any]) -> None:
    """Answer a press of a button or menu that fits no template; discord.py passes by those that do."""
    data: Mapping[str, Any] = interaction.data or {}
    if not any(item.ids.read(str(data.get("custom_id"))) is not None for item in LastingItem.known.values()):
        await explain(interaction, OUTDATED)


class LastingItem(discord.ui.DynamicItem[discord.ui.Item[discord.ui.View]], template=r"(?!)"):
    """Base of the buttons and menus that outlast a restart: their state stands in the custom_id.

    Subclasses give a ``template`` and whom it is ``open_to``, and override ``pressed``, which takes its fields by name.
    discord.py only logs what a DynamicItem raises, so ``callback`` passes errors to ``explain``.
    """

    known: ClassVar[dict[str, type["LastingItem"]]] = {}  # by template
    ids: ClassVar[CustomId]
    open_to: ClassVar[For]

    def __init_subclass__(cls, *, template: CustomId | None = None, open_to: For = For.MODERATORS) -> None:
        super().__init_subclass__(template=template.template if template else r"(?!)")
        if template:
            cls.ids, cls.open_to = template, open_to
            LastingItem.known[template.template] = cls

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: Match[str], /
    ) -> Self:
        """Make the item anew; called by discord.py when somebody presses or chooses."""
        return cls(item)

    @classmethod
    def for_whom(cls, **values: Any) -> For:
        """Return whom a button with these fields lets through."""
        return cls.open_to

    @abstractmethod
    async def pressed(self, interaction: discord.Interaction[Any], *args: Any, **values: Any) -> None:
        """Carry out the press or the choice; ``values`` are the fields of the custom_id."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Call ``pressed`` with the fields of the custom_id, and pass its errors to ``explain``."""
        try:
            values = self.ids.read(self.custom_id) or {}
            await let_through(interaction, self.for_whom(**values))
            await self.pressed(interaction, **values)
            await untold.tell(interaction)
        except Exception as error:
            await explain(interaction, error)


class LastingButton(LastingItem):
    """Base of lasting buttons."""


class LastingMenu(LastingItem):
    """Base of lasting menus, from which people choose."""

    def chosen(self, interaction: discord.Interaction[Any]) -> list[str]:
        """Return the chosen values, unchecked: a changed client can send anything."""
        data: Mapping[str, Any] = interaction.data or {}
        return _texts(data.get("values"))

    @property
    def offered(self) -> list[str]:
        """The values that could be chosen where it was pressed, which may be a message of long ago."""
        return [option.value for option in self.item.options] if isinstance(self.item, discord.ui.Select) else []


def _texts(values: object) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
