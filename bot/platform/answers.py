"""Answering a person on Discord, and turning errors into words.

Commands, forms and buttons pass their errors to ``explain``: a Refusal is shown as it is, failures of Discord
get a sentence, and anything else is a bug, with a short reference that also stands in the log. Answers are
private.
"""

import logging
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, cast

import discord
from discord import app_commands

from bot.content.texts import DEFAULT, LANGUAGES, Say
from bot.content.times import length
from bot.core.evening.retries import WHY, Reason
from bot.core.words.escaping import shortened
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Shown
from bot.platform import limits, remedies, troubles
from bot.platform.app import App
from bot.platform.logs import names_of
from bot.platform.text import speaking
from bot.storage import people
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)

Interaction = discord.Interaction[App]
TOO_LATE = (10062, 40060)  # Discord's codes for an interaction it no longer knows, or that has its answer already


def bot_of(interaction: discord.Interaction[Any]) -> App:
    """Return the bot behind an interaction, typed as ``App``."""
    return cast(App, interaction.client)


def place_of(interaction: discord.Interaction[Any]) -> int:
    """Return the id of an interaction's channel; for a thread, of the channel it belongs to. 0 without one."""
    channel = interaction.channel
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return parent or interaction.channel_id or 0


async def language_of(interaction: discord.Interaction[Any]) -> str:
    """Return the reader's language code: their own choice, else that of their Discord, the meetup or the server.

    Dutch where none of these is known; that of their Discord also where the database can't be read.
    """
    db, reads = bot_of(interaction).db.read, reads_in(interaction)
    place = place_of(interaction)
    try:
        return await people.language_at(db, interaction.guild_id, place, interaction.user.id, reads) or DEFAULT
    except Unavailable:  # often the failure that is being reported
        return reads or DEFAULT


def reads_in(interaction: discord.Interaction[Any]) -> str | None:
    """Return the language code of the reader's Discord, or None where the bot doesn't speak it."""
    code = interaction.locale.value.partition("-")[0]
    return code if code in LANGUAGES else None


async def voice_of(interaction: discord.Interaction[Any]) -> Say:
    """Return a function that puts a Text into the reader's language."""
    return speaking(await language_of(interaction))


async def answer(
    interaction: discord.Interaction[Any],
    text: Text | Shown,
    view: discord.ui.View = discord.utils.MISSING,
    file: discord.File = discord.utils.MISSING,
) -> None:
    """Answer one person privately, cut to Discord's limit; a second answer becomes a follow-up message."""
    shown = (await voice_of(interaction))(text) if isinstance(text, Text) else text
    content = shortened(shown, limits.MESSAGE)
    if interaction.response.is_done():
        await interaction.followup.send(content, ephemeral=True, view=view, file=file)
    else:
        await interaction.response.send_message(content, ephemeral=True, view=view, file=file)


async def answer_in_place(interaction: discord.Interaction[Any], text: Shown, view: discord.ui.View) -> None:
    """Answer one person privately; a press on a private message of the bot replaces that message."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await interaction.response.edit_message(content=shortened(text, limits.MESSAGE), view=view)
    else:
        await answer(interaction, text, view)


async def answer_long(interaction: discord.Interaction[Any], lines: Iterable[Text], view: discord.ui.View) -> None:
    """Answer one person privately, in as many messages as the lines need; the view goes with the last."""
    pages = paged(await voice_of(interaction), lines) or [Shown("")]
    for page in pages[:-1]:
        await answer(interaction, page)
    await answer(interaction, pages[-1], view)


def paged(say: Say, lines: Iterable[Text]) -> list[Shown]:
    """Return the lines in as few messages as Discord takes; a line longer than a message is cut."""
    pages: list[str] = []
    for line in lines:
        shown = shortened(say(line), limits.MESSAGE)
        if pages and len(pages[-1]) + 1 + len(shown) <= limits.MESSAGE:
            pages[-1] = f"{pages[-1]}\n{shown}".lstrip("\n")
        else:
            pages.append(shown)
    return [Shown(page) for page in pages]


async def explain(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell a person what went wrong and what to do next; log a bug with a reference.

    An interaction that is too old gets no answer, and an answer that Discord refuses is only logged.
    """
    cause: BaseException | None = error
    while isinstance(cause, app_commands.CommandInvokeError):
        cause = cause.original
    if isinstance(cause, discord.HTTPException) and cause.code in TOO_LATE:
        log.warning("Too late to answer in %s", _where(interaction))
        return
    remedy: Remedy | None = None
    if isinstance(cause, Refusal):
        log.debug("Refused in %s: %s", _where(interaction), cause)
        text, remedy = cause.text, cause.remedy
    elif isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        text = _("This command has just changed. Close and open Discord, and try again.")
    elif cause is not None and (of_discord := _of_discord(cause)) is not None:
        log.warning("Discord did not do %s: %s", _where(interaction), names_of(cause))
        text, remedy = of_discord
    else:
        reference = secrets.token_hex(3)
        log.error("Bug %s in %s", reference, _where(interaction), exc_info=cause)
        text = _(
            "Something went wrong on our side; what was saved before is safe. Try it once more. "
            "If it goes wrong again, tell the organiser this: {reference}.",
            reference=f"`{reference}`",
        )
    try:
        await answer(interaction, text, await _button(interaction, remedy))
    except troubles.FAILURES as failure:
        log.warning("Could not answer in %s: %s", _where(interaction), names_of(failure))


async def _button(interaction: discord.Interaction[Any], remedy: Remedy | None) -> discord.ui.View:
    """Return the button that mends what a refusal is about; nothing without one, or while the database fails."""
    if remedy is None:
        return remedies.NOTHING
    try:
        return await remedies.for_reader(interaction, bot_of(interaction).db.read, remedy, await voice_of(interaction))
    except Unavailable:
        return remedies.NOTHING


def _of_discord(error: BaseException) -> tuple[Text, Remedy | None] | None:
    """Return what a person reads where Discord refused something, asks to wait or can't be reached; None for a bug.

    With what mends it, where that is one press.
    """
    reason, wait = troubles.reason_of(error)
    match reason:
        case Reason.FORBIDDEN:
            text: Text = _(
                "Discord does not let me do this. A moderator sees with `/meetup check` which rights I miss."
            )
            return text, Remedy(Mend.CHECK)
        case Reason.TWO_FACTOR | Reason.ONBOARDING | Reason.FULL:
            return Text.join(" ", (_("Discord does not let me do this."), WHY[reason])), None
        case Reason.WAIT if wait is not None:
            text = _(
                "Discord lets me do this again only in {wait}. What was saved before is safe; try again then.",
                wait=length(max(wait, timedelta(seconds=1))),
            )
            return text, None
        case Reason.WAIT | Reason.DISCORD:
            return _("Discord stumbles right now. What was saved before is safe; try again in a moment."), None
    return None


def _where(interaction: discord.Interaction[Any]) -> str:
    """Return the command or custom_id of an interaction, for the log; never what a person typed."""
    if isinstance(interaction.command, app_commands.Command | app_commands.ContextMenu):
        return f"/{interaction.command.qualified_name}"
    data: Mapping[str, Any] = interaction.data or {}
    return str(data.get("custom_id", interaction.type.name))
