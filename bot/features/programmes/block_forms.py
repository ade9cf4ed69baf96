"""The form of one block, for a programme and for a meetup that runs on one: title, length, text, questions, link."""

from datetime import timedelta

import discord

from bot.content.texts import Say
from bot.content.times import written
from bot.core.programme.models import Block, Room
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed
from bot.platform.text import unchanged
from bot.platform.views import TextInput, shown

# The fields, by the key of the value in a programme file: label, and how many characters.
FIELDS: dict[str, tuple[Text, int]] = {
    "titel": (_("Title"), 90),
    "duur": (_("How long? For example 15 min"), 30),
    "tekst": (_("Text, posted at its begin"), 1500),
    "vragen": (_("Questions, one on each line"), 1500),
    "richtingen": (_("To take along, one on each line"), 1500),
    "url": (_("Link to the fragment"), 500),
}
_LINES = ("tekst", "vragen", "richtingen")  # several lines


def values_of(block: Block, length: timedelta) -> dict[str, str]:
    """Return what stands in the form of a block, by key; at tables the questions are those of the tables."""
    values = {
        "titel": unchanged(block.title),
        "duur": written(length),
        "tekst": unchanged(block.text) if block.text else "",
    }
    if not block.rooms:
        values["vragen"] = "\n".join(unchanged(prompt.text) for prompt in block.prompts)
        values["url"] = block.fragment.url if block.fragment else ""
    return values


def values_of_room(room: Room) -> dict[str, str]:
    """Return what stands in the form of a table, by key."""
    return {
        "tekst": unchanged(room.text) if room.text else "",
        "vragen": "\n".join(unchanged(prompt.text) for prompt in room.prompts),
        "richtingen": "\n".join(unchanged(direction) for direction in room.directions),
        "url": room.fragment.url if room.fragment else "",
    }


def form(custom_id: str, values: dict[str, str], say: Say) -> discord.ui.Modal:
    """Return the form with these values."""
    modal = discord.ui.Modal(title=say(_("Change a block")), custom_id=custom_id)
    return shown(modal, *(_field(key, value, say) for key, value in values.items()))


def _field(key: str, value: str, say: Say) -> discord.ui.Label[discord.ui.Modal]:
    label, most = FIELDS[key]
    field: TextInput = discord.ui.TextInput(
        custom_id=key,
        style=discord.TextStyle.paragraph if key in _LINES else discord.TextStyle.short,
        max_length=max(most, len(value)),
        required=key in ("titel", "duur"),
        default=value,
    )
    return discord.ui.Label(text=say(label), component=field)


def together(values: dict[str, Typed]) -> Typed:
    """Return all that was filled in, to be given back where it could not be kept."""
    return Typed("\n".join(unchanged(value) for value in values.values() if unchanged(value)))
