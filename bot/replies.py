"""How the bot answers a person, and how errors become words.

Every door (command, form, button) leads its errors to ``explain``: a Refusal is said, anything else is a bug
that gets a short reference, which stands in the log too. Answers are private.
"""

import logging
import re
import secrets
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

import discord
from discord import app_commands

from bot.core.typed import escaped, one_line, visible
from bot.core.words import Refusal, Text, _
from bot.storage import meetups
from bot.storage.trouble import Unavailable
from bot.texts import DEFAULT, Say, voice

if TYPE_CHECKING:
    from bot.client import MeetupBot

log = logging.getLogger(__name__)

Interaction = discord.Interaction["MeetupBot"]
TOO_LATE = (10062, 40060)  # Discord's codes for an interaction it no longer knows, or that has its answer already
MESSAGE_LIMIT = 2000  # characters as Python counts them (code points): Discord's own count, discord-api-docs#1315
TYPED = 500  # characters of what somebody typed, within a sentence
# What Discord's markdown gives a meaning; angle brackets also stand around mentions, channels, emoji and times.
MARKS = "\\*_~`|<>[]"


def bot_of(interaction: discord.Interaction[Any]) -> "MeetupBot":
    """The bot behind an interaction, with its own type."""
    return cast("MeetupBot", interaction.client)


def place_of(interaction: discord.Interaction[Any]) -> int:
    """The channel in which something was done; for a thread the channel that it hangs under."""
    channel = interaction.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return parent or interaction.channel_id or 0


async def language_of(interaction: discord.Interaction[Any]) -> str:
    """The reader's language: what they chose, else that of the meetup or the server, else Dutch."""
    db = bot_of(interaction).db.read
    place = place_of(interaction)
    try:
        return await meetups.language_at(db, interaction.guild_id, place, interaction.user.id) or DEFAULT
    except Unavailable:  # the very thing that is to be said
        return DEFAULT


async def voice_of(interaction: discord.Interaction[Any]) -> Say:
    """A function that says texts in the reader's language."""
    return speaking(await language_of(interaction))


def speaking(language: str) -> Say:
    """The same, where the language is known."""
    return voice(language, lambda typed: plain(shortened(typed, TYPED)))


async def answer(
    interaction: discord.Interaction[Any],
    text: Text | str,
    view: discord.ui.View = discord.utils.MISSING,
    file: discord.File = discord.utils.MISSING,
) -> None:
    """Answer one person privately; a second answer follows the first."""
    content = text if isinstance(text, str) else (await voice_of(interaction))(text)
    content = shortened(content, MESSAGE_LIMIT)
    if interaction.response.is_done():
        await interaction.followup.send(content, ephemeral=True, view=view, file=file)
    else:
        await interaction.response.send_message(content, ephemeral=True, view=view, file=file)


async def answer_in_place(interaction: discord.Interaction[Any], text: str, view: discord.ui.View) -> None:
    """Answer one person privately; where they pressed on a private message of ours, in its place."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.edit_message(content=shortened(text, MESSAGE_LIMIT), view=view)
    else:
        await answer(interaction, text, view)


async def answer_long(interaction: discord.Interaction[Any], lines: Iterable[str], view: discord.ui.View) -> None:
    """Answer one person privately, in as many messages as it takes; the buttons come with the last."""
    pages = [""]
    for line in lines:
        line = shortened(line, MESSAGE_LIMIT)
        if len(pages[-1]) + 1 + len(line) > MESSAGE_LIMIT:
            pages.append("")
        pages[-1] = f"{pages[-1]}\n{line}".lstrip("\n")
    for page in pages[:-1]:
        await answer(interaction, page)
    await answer(interaction, pages[-1], view)


async def explain(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Say what went wrong and what to do next. Never raises: a person who left needs no answer."""
    cause: BaseException | None = error
    while isinstance(cause, app_commands.CommandInvokeError):
        cause = cause.original
    if isinstance(cause, discord.HTTPException) and cause.code in TOO_LATE:
        log.warning("Too late to answer in %s", _where(interaction))
        return
    if isinstance(cause, Refusal):
        text = cause.text
        if isinstance(cause, Unavailable):
            bot_of(interaction).runner.wake()  # which tells the moderators
    elif isinstance(cause, discord.Forbidden):
        text = _("Discord does not let me do this. A moderator sees with `/meetup check` which rights I miss.")
    elif isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        text = _("This command has just changed. Close and open Discord, and try again.")
    elif isinstance(cause, discord.HTTPException) and cause.status >= 500:
        log.warning("Discord stumbled at %s: %s", _where(interaction), cause.status)
        text = _("Discord stumbles right now. What was saved before is safe; try again in a moment.")
    else:
        reference = secrets.token_hex(3)
        log.error("Bug %s in %s", reference, _where(interaction), exc_info=cause)
        text = _(
            "Something went wrong on our side; what was saved before is safe. Try it once more. "
            "If it goes wrong again, tell the organiser this: {reference}.",
            reference=f"`{reference}`",
        )
    try:
        await answer(interaction, text)
    except discord.HTTPException as failure:
        log.warning("Could not answer in %s: %s", _where(interaction), failure.status)


def _where(interaction: discord.Interaction[Any]) -> str:
    """Which command or button it was, for the log; never what a person typed."""
    if isinstance(interaction.command, app_commands.Command | app_commands.ContextMenu):
        return f"/{interaction.command.qualified_name}"
    data: Mapping[str, Any] = interaction.data or {}
    return str(data.get("custom_id", interaction.type.name))


class CommandTree(app_commands.CommandTree["MeetupBot"]):
    """The commands, with the one error path."""

    async def on_error(
        self, interaction: discord.Interaction["MeetupBot"], error: app_commands.AppCommandError
    ) -> None:
        """Lead a command's error to ``explain``."""
        await explain(interaction, error)


class LastingForm(ABC):
    """Base of what is done with a filled-in form, also when the bot restarted while somebody was typing.

    discord.py forgets its modals at a restart; so ``bot.panels`` only shows them, and what was filled in is
    recognised by the form's custom_id, as with the buttons. Subclasses give a ``template``. A field that was not
    sent reads as empty, a checkbox as "1" or empty, and what was chosen from a list with a space between.
    """

    template: ClassVar[str]

    def __init__(self, match: re.Match[str], fields: Mapping[str, str]) -> None:
        self.match, self.fields = match, fields

    @abstractmethod
    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        """What the form does."""


async def submit(interaction: discord.Interaction[Any], forms: Iterable[type[LastingForm]]) -> None:
    """Hand a filled-in form to the class that knows it, and lead its errors to ``explain``."""
    data: Mapping[str, Any] = interaction.data or {}
    for form in forms:
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


def plain(text: str) -> str:
    """What somebody typed, to repeat it on one line: not as markdown, not as a mention, not as a link.

    discord.py's own escaping leaves all but the first of several masked links on a line as they are.
    """
    return discord.utils.escape_mentions(escaped(one_line(text), MARKS))


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quoted(text: str, most: int = 600) -> str:
    """What a person typed, to repeat it: nothing in it is markdown, and nobody is mentioned."""
    return shortened("\n".join(f"> {plain(line)}" for line in visible(text).splitlines()), most)
