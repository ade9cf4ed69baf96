"""``/programma wijzig``: change a block of a programme in a form; the file that is kept keeps its notes."""

from pathlib import Path
from typing import Any

import discord

from bot.content import editing
from bot.content.block_form import filled_in
from bot.content.mistakes import BrokenContent
from bot.content.raw.decoding import decoded
from bot.content.reading import source_of
from bot.core.evening.attaching import named
from bot.core.programme.models import Programme
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.programmes import block_forms, own
from bot.platform.answers import Interaction, answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import moderator
from bot.platform.custom_id import CustomId
from bot.platform.seen import giving_back
from bot.platform.text import unchanged
from bot.storage import programmes

SENT = CustomId("programma:wijzig:{block}:{version}:{name}", block=3, version=6, name="[a-z0-9-]{1,60}")


async def show_form(interaction: Interaction, name: str, which: Typed) -> None:
    """Show the form of a block of a programme. Raises Refusal where there is none."""
    server, bot = await moderator(interaction), interaction.client
    programme, known = await own.find(bot, server.id, name), await own.meant(bot, server.id, name)
    number = named(which, programme, range(len(programme.blocks)))
    key, _raw = await own.text_of(bot, server.id, name)
    values = block_forms.values_of(programme.blocks[number], programme.blocks[number].length)
    custom_id = SENT.written(block=number, version=known.version if known else 0, name=key)
    if custom_id is None:
        raise Refusal(_("Copy “{title}” first, with `/programma kopieer`.", title=programme.title))
    await interaction.response.send_modal(block_forms.form(custom_id, values, await voice_of(interaction)))


async def change(
    interaction: discord.Interaction[Any], name: str, number: int, version: int, values: dict[str, Typed]
) -> None:
    """Keep a programme with a changed block as a new version; a shipped one as a copy of the server's own.

    Raises Refusal, with the words given back, where a value is not right or somebody was first.
    """
    server, bot = await moderator(interaction), bot_of(interaction)
    try:
        key, text, title = await _changed(bot, server.id, name, number, version, values)
        async with bot.db.transaction() as db:
            now = (await programmes.of_server(db, server.id)).get(key)
            _refuse_other_version(now.version if now else 0, version)
            await own.refuse_full(db, server.id, key)
            kept = await programmes.add(db, server.id, key, text, bot.clock())
    except Refusal as refusal:
        raise giving_back(refusal, block_forms.together(values)) from refusal
    await answer(
        interaction,
        _("{block} is changed. That is version {n} of `{name}`; meetups that are planned already keep theirs.",
          block=Text.bold(title), n=kept, name=key),
    )  # fmt: skip


def _refuse_other_version(now: int, version: int) -> None:
    if now != version:
        raise Refusal(_("Somebody has changed this programme meanwhile. Nothing changed now; open the form once more."))


async def _changed(
    app: App, server: int, name: str, number: int, version: int, values: dict[str, Typed]
) -> tuple[str, str, Typed]:
    """Return the name and text of the changed programme, and the title of its block. Raises Refusal."""
    known = (await programmes.of_server(app.db.read, server)).get(name)
    if known is None and version:
        raise Refusal(_("That programme has been removed already."))
    _refuse_other_version(known.version if known else 0, version)
    key, raw = await own.text_of(app, server, name)
    programme = app.library.read_in(f"{key}.yaml", raw)
    if number >= len(programme.blocks):
        raise Refusal(_("Somebody has changed this programme meanwhile. Nothing changed now; open the form once more."))
    old = programme.blocks[number]
    new = filled_in(old, values)
    before = block_forms.values_of(old, old.length)
    changes = {
        field: unchanged(value)
        for field, value in values.items()
        if unchanged(value).strip() != before.get(field, "").strip()
    }
    source = source_of(Path(f"{key}.yaml"), raw)
    text = editing.with_block(decoded(raw), source, number, changes)
    key = key if known else own.name_for(app.library, Typed(key))
    _refuse_other_words(app, key, text, programme, number)
    return key, text, new.title


def _refuse_other_words(app: App, name: str, text: str, before: Programme, number: int) -> None:
    """Raise Refusal where the changed text is not right, or another block would change with it."""
    try:
        after = app.library.read_in(f"{name}.yaml", text.encode())
    except BrokenContent as broken:
        raise Refusal(Text.lines(*(mistake.brief for mistake in broken.mistakes[:5]))) from broken
    others = [[block for at, block in enumerate(one.blocks) if at != number] for one in (before, after)]
    if others[0] != others[1]:
        raise Refusal(editing.BETWEEN_BRACKETS)
