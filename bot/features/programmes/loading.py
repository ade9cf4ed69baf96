"""Keep a programme that a moderator attaches, copy one, remove one: ``/programma``."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any, Final

import discord

from bot.content import editing
from bot.content.mistakes import BrokenContent, Mistake
from bot.content.raw.decoding import decoded
from bot.content.reading import LARGEST, source_of
from bot.content.texts import Say
from bot.content.times import length
from bot.core.evening.meetup import State
from bot.core.programme.models import Programme
from bot.core.words.listing import some
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.programmes import own, showing
from bot.platform.answers import Interaction, answer, answer_long, bot_of, voice_of
from bot.platform.callers import moderator
from bot.platform.custom_id import CustomId
from bot.platform.text import unchanged
from bot.platform.troubles import FAILURES
from bot.platform.views import Button, lasting
from bot.storage import meetups, programmes
from bot.storage.database import to_ms
from bot.storage.programmes import Own

REMOVE = CustomId("programma:weg:{name}[:{seen}]", name="[a-z0-9-]{1,60}")  # seen: when it was changed last, in ms
MOST_MISTAKES: Final = 20  # said at once: the others come when these are mended (our choice)
ENDINGS: Final = (".yaml", ".yml", ".txt")


async def load(interaction: Interaction, file: discord.Attachment, name: Typed) -> None:
    """Keep an attached programme as a new version; answer with its mistakes where it has any.

    Raises Refusal on a file of another kind or too large, and where Discord does not give it.
    """
    server = await moderator(interaction)
    bot, called = interaction.client, Typed(file.filename)
    if PurePath(file.filename).suffix.lower() not in ENDINGS:
        raise Refusal(_("“{name}” is no programme. Attach the file that ends in .yaml.", name=called))
    if file.size > LARGEST:
        raise Refusal(_("“{name}” is too large to be a programme.", name=called))
    await own.refuse_full(bot.db.read, server.id, own.name_for(bot.library, name if name.line else called))
    await interaction.response.defer(ephemeral=True, thinking=True)
    try:
        raw = await file.read()
    except FAILURES as error:
        raise Refusal(_("Discord did not give me the file. Send it once more.")) from error
    await keep(interaction, server.id, name if name.line else called, raw)


async def keep(interaction: Interaction, server: int, name: Typed, raw: bytes) -> None:
    """Keep a programme, or answer with what is wrong with it; planned meetups keep what they were planned with."""
    bot, key = bot_of(interaction), own.name_for(interaction.client.library, name)
    file = f"{key}.yaml"
    try:
        programme, remarks = bot.library.read_in(file, raw), bot.library.remarks_in(file, raw)
    except BrokenContent as broken:
        await answer_long(interaction, _wrong(name, broken.mistakes), discord.utils.MISSING)
        return
    async with bot.db.transaction() as db:
        await own.refuse_full(db, server, key)
        version = await programmes.add(db, server, key, decoded(raw), bot.clock())
    await answer_long(interaction, _kept(programme, key, version, remarks), discord.utils.MISSING)


def _wrong(name: Typed, mistakes: Sequence[Mistake]) -> list[Text]:
    head = ngettext(
        "I can't keep “{name}” yet: one thing is not right.",
        "I can't keep “{name}” yet: {n} things are not right.",
        len(mistakes),
        name=name,
    )
    more = len(mistakes) - MOST_MISTAKES
    lines = [head, *(Text.of("- ", mistake.brief) for mistake in mistakes[:MOST_MISTAKES])]
    return [*lines, *([_("… and {n} more.", n=more)] if more > 0 else [])]


def _kept(programme: Programme, name: str, version: int, remarks: list[Mistake]) -> list[Text]:
    first = _(
        "“{title}” is kept as `{name}`. It takes {length}. Plan it with `/meetup plan`, or look at it with "
        "`/programma toon`.",
        title=programme.title,
        name=name,
        length=length(programme.length),
    )
    newer = _(
        "“{title}” is kept as version {n} of `{name}`. Meetups that are planned already keep theirs.",
        title=programme.title,
        name=name,
        n=version,
    )
    lines: list[Text] = [first if version == 1 else newer]
    files = tuple(showing.attachments_of(programme))
    if files:
        lines.append(_("📎 It posts {files}. Give these with `/meetup bijlage` once it is planned.", files=files))
    return [*lines, *(Text.of("- ", remark.brief) for remark in remarks[:MOST_MISTAKES])]


async def show_list(interaction: Interaction) -> None:
    """Answer with all programmes of the server and the shipped ones."""
    server = await moderator(interaction)
    lines = await showing.listed(interaction.client, server.id)
    await answer_long(interaction, lines, discord.utils.MISSING)


async def copy(interaction: Interaction, name: str, title: Typed) -> None:
    """Keep a programme under another title, as the server's own. Raises Refusal."""
    server = await moderator(interaction)
    _key, raw = await own.text_of(interaction.client, server.id, name)
    wanted = title.trimmed
    if not wanted:
        raise Refusal(_("Give the copy a title of its own."))
    bot = interaction.client
    key = await own.name_for_copy(bot, server.id, wanted)
    text = decoded(raw)
    changed = editing.retitled(text, source_of(Path("programma.yaml"), raw).lines, unchanged(wanted))
    await keep(interaction, server.id, Typed(key), changed.encode())


async def ask_to_remove(interaction: Interaction, name: str) -> None:
    """Ask whether to remove a programme of the server. Raises Refusal for a shipped one."""
    server = await moderator(interaction)
    bot, say = interaction.client, await voice_of(interaction)
    known = await own.meant(bot, server.id, name)
    if known is None:
        programme = await own.shipped(bot, server.id, name)
        raise Refusal(_("“{title}” is shipped with me, so it stays.", title=programme.title))
    title = own.titles(bot.library, {known.name: known})[known.name]
    planned = [
        meetup.title
        for meetup in await meetups.of_server(bot.db.read, server.id, State.PLANNED)
        if meetup.programme.title == title
    ]
    lines: list[Part] = [
        ngettext(
            "Shall I remove “{title}”? The file with it goes.",
            "Shall I remove “{title}” with all {n} versions?",
            known.version,
            title=title,
        )
    ]
    if planned:
        lines.append(_("Planned with it, and going on as they are: {titles}.", titles=some(planned)))
    await answer(interaction, say(Text.lines(*lines)), _question(known, say))


def _question(known: Own, say: Say) -> discord.ui.View:
    custom_id = REMOVE(name=known.name, seen=to_ms(known.changed_at))
    return lasting(Button(label=say(_("Yes, remove it")), style=discord.ButtonStyle.danger, custom_id=custom_id))


async def remove(interaction: discord.Interaction[Any], name: str, seen: int | None) -> None:
    """Remove a programme of the server, and hand its last version over once more.

    Raises Refusal where it is gone, or was changed since the question was ``seen``.
    """
    server, bot, say = await moderator(interaction), bot_of(interaction), await voice_of(interaction)
    async with bot.db.transaction() as db:
        known = (await programmes.of_server(db, server.id)).get(name)
        if known is not None and seen not in (None, to_ms(known.changed_at)):
            raise Refusal(
                _("Somebody has changed this programme meanwhile, so it stays. Look at it with `/programma toon`.")
            )
        if known is None or not await programmes.remove(db, server.id, name):
            raise Refusal(_("That programme has been removed already."))
    file = discord.File(BytesIO(known.source.encode()), f"{name}.yaml")
    await answer(interaction, say(_("It is removed. Here it is once more, in case you want it back.")), file=file)
