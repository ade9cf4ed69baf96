"""``/programma wijzig``: change a block of a programme in a form; the file that is kept keeps its notes."""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord

from bot.content import editing
from bot.content.block_form import filled_in, room_filled_in
from bot.content.mistakes import BrokenContent
from bot.content.raw.decoding import decoded
from bot.content.raw.faults import Keys
from bot.content.reading import source_of
from bot.core.evening.attaching import named
from bot.core.programme.models import Programme
from bot.core.words.plain import fitting
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
from bot.storage.programmes import Own

_NAME = "[a-z0-9-]{1,60}"
# version: ``number_of`` the programme when the form was opened.
SENT = CustomId("programma:wijzig:{block}:{version}:{name}", block=3, version=6, name=_NAME)
TABLE_SENT = CustomId("programma:wijzig:tafel:{block}:{room}:{version}:{name}", block=3, room=3, version=6, name=_NAME)


@dataclass(frozen=True, slots=True)
class Place:
    """A block of a programme, or one of its tables."""

    block: int
    room: int | None = None

    @property
    def keys(self) -> Keys:
        """Its path in the file."""
        return ("blokken", self.block) if self.room is None else ("blokken", self.block, "ruimtes", self.room)

    def is_in(self, programme: Programme) -> bool:
        """Return True if the programme has it."""
        blocks = programme.blocks
        return self.block < len(blocks) and (self.room is None or self.room < len(blocks[self.block].rooms))

    def values(self, programme: Programme) -> dict[str, str]:
        """Return what stands in its form."""
        block = programme.blocks[self.block]
        if self.room is None:
            return block_forms.values_of(block, block.length)
        return block_forms.values_of_room(block.rooms[self.room])

    def title(self, programme: Programme) -> Typed:
        """Return its title."""
        block = programme.blocks[self.block]
        return block.title if self.room is None else block.rooms[self.room].name

    def refuse_wrong(self, programme: Programme, values: dict[str, Typed]) -> None:
        """Raise Refusal where a value of the form is not right."""
        block = programme.blocks[self.block]
        if self.room is None:
            filled_in(block, values)
        else:
            room_filled_in(block.rooms[self.room], values)

    def others(self, programme: Programme) -> list[object]:
        """Return everything else of the blocks."""
        blocks: list[object] = [block for at, block in enumerate(programme.blocks) if at != self.block]
        if self.room is not None:
            block = programme.blocks[self.block]
            rooms = tuple(room for at, room in enumerate(block.rooms) if at != self.room)
            blocks.append(block.model_copy(update={"rooms": rooms}))
        return blocks


async def show_form(interaction: Interaction, name: str, which: Typed, table: Typed) -> None:
    """Show the form of a block of a programme, or of a table of it. Raises Refusal where there is none."""
    server, bot = await moderator(interaction), interaction.client
    programme, known = await own.find(bot, server.id, name), await own.meant(bot, server.id, name)
    place = _meant(programme, which, table)
    key, _raw = await own.text_of(bot, server.id, name)
    if known is None and (mine := own.name_for(bot.library, Typed(key))) in await programmes.of_server(
        bot.db.read, server.id
    ):
        raise Refusal(
            _("This server has a “{title}” of its own already: `{name}`. Change that one.",
              title=programme.title, name=mine)
        )  # fmt: skip
    version = number_of(known)
    if place.room is None:
        custom_id = SENT.written(block=place.block, version=version, name=key)
    else:
        custom_id = TABLE_SENT.written(block=place.block, room=place.room, version=version, name=key)
    if custom_id is None:
        raise Refusal(_("Copy “{title}” first, with `/programma kopieer`.", title=programme.title))
    form = block_forms.form(custom_id, place.values(programme), await voice_of(interaction))
    await interaction.response.send_modal(form)


def _meant(programme: Programme, which: Typed, table: Typed) -> Place:
    """Return the block that is typed, or the table: of that block, else the first of that name. Raises Refusal."""
    if not table.line:
        return Place(named(which, programme, range(len(programme.blocks))))
    blocks = [named(which, programme, range(len(programme.blocks)))] if which.line else range(len(programme.blocks))
    rooms = [(Place(block, n), room.name) for block in blocks for n, room in enumerate(programme.blocks[block].rooms)]
    found = fitting(table, [name for _place, name in rooms])
    if not found:
        titles = tuple(dict.fromkeys(name for _place, name in rooms[:10]))
        raise Refusal(
            _("There is no table “{name}”. Choose one of: {titles}.", name=table.line, titles=titles)
            if titles
            else _("There are no tables in this part. Choose a part that has them.")
        )
    return rooms[found[0]][0]


async def change(
    interaction: discord.Interaction[Any], name: str, place: Place, version: int, values: dict[str, Typed]
) -> None:
    """Keep a programme with a changed block or table as a new version; a shipped one as a copy of the server's own.

    Raises Refusal, with the words given back, where a value is not right or somebody was first.
    """
    server, bot = await moderator(interaction), bot_of(interaction)
    try:
        key, text, title = await _changed(bot, server.id, name, place, version, values)
        async with bot.db.transaction() as db:
            now = (await programmes.of_server(db, server.id)).get(key)
            _refuse_changed(now, version)
            await own.refuse_full(db, server.id, key)
            kept = await programmes.add(db, server.id, key, text, bot.clock())
    except Refusal as refusal:
        raise giving_back(refusal, block_forms.together(values)) from refusal
    await answer(
        interaction,
        _("{block} is changed. That is version {n} of `{name}`; meetups that are planned already keep theirs.",
          block=Text.bold(title), n=kept, name=key),
    )  # fmt: skip


def number_of(known: Own | None) -> int:
    """Return a number of at most six digits for a programme as it is; changed, it has another one. A shipped one: 0.

    Its version would not do: of one that is loaded anew after it was removed, that begins with 1 again.
    """
    return zlib.crc32(known.source.encode()) % 999_999 + 1 if known else 0


def _refuse_changed(now: Own | None, version: int) -> None:
    if number_of(now) != version:
        raise Refusal(_("Somebody has changed this programme meanwhile. Nothing changed now; open the form once more."))


async def _changed(
    app: App, server: int, name: str, place: Place, version: int, values: dict[str, Typed]
) -> tuple[str, str, Typed]:
    """Return the name and text of the changed programme, and the title of its block or table. Raises Refusal."""
    known = (await programmes.of_server(app.db.read, server)).get(name)
    if known is None and version:
        raise Refusal(_("That programme has been removed already."))
    _refuse_changed(known, version)
    key, raw = await own.text_of(app, server, name)
    programme = app.library.read_in(f"{key}.yaml", raw)
    if not place.is_in(programme):
        raise Refusal(_("Somebody has changed this programme meanwhile. Nothing changed now; open the form once more."))
    place.refuse_wrong(programme, values)
    before = place.values(programme)
    changes = {
        field: unchanged(value)
        for field, value in values.items()
        if unchanged(value).strip() != before.get(field, "").strip()
    }
    source = source_of(Path(f"{key}.yaml"), raw)
    text = editing.with_values(decoded(raw), source, place.keys, changes)
    key = key if known else own.name_for(app.library, Typed(key))
    return key, text, place.title(_as_meant(app, key, text, programme, place))


def _as_meant(app: App, name: str, text: str, before: Programme, place: Place) -> Programme:
    """Return the changed programme. Raises Refusal where it is not right, or more than the place changes with it."""
    try:
        after = app.library.read_in(f"{name}.yaml", text.encode())
    except BrokenContent as broken:
        raise Refusal(Text.lines(*(mistake.brief for mistake in broken.mistakes[:5]))) from broken
    if not place.is_in(after) or place.others(before) != place.others(after):
        raise Refusal(editing.BETWEEN_BRACKETS)
    return after
