"""A programme as its run of show, and the list of all that there are."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO

import discord

from bot.content.times import clock, length, stamp
from bot.core.evening.starting import read_start
from bot.core.kinds import called
from bot.core.programme.models import Block, Programme
from bot.core.words.text import Part, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.programmes import own
from bot.platform.answers import Interaction, answer, paged, voice_of
from bot.platform.app import App
from bot.platform.callers import moderator
from bot.storage import programmes


async def show(interaction: Interaction, name: str, start: Typed) -> None:
    """Answer with a programme as its run of show, with its file. Raises Refusal where there is none."""
    server, bot = await moderator(interaction), interaction.client
    programme = await own.find(bot, server.id, name)
    begins = read_start(start, bot.clock(), bot.settings.zone).at if start.line else None
    key, raw = await own.text_of(bot, server.id, name)
    pages = paged(await voice_of(interaction), run_of_show(programme, begins, bot))
    for page in pages[:-1]:
        await answer(interaction, page)
    await answer(interaction, pages[-1], file=discord.File(BytesIO(raw), f"{key}.yaml"))


def run_of_show(programme: Programme, start: datetime | None, app: App) -> list[Text]:
    """Return a line for each block with its times: on the clock from a start, else since the begin."""
    lines = [Text.of(Text.bold(programme.title), " · ", length(programme.length))]
    at = timedelta()
    for number, block in enumerate(programme.blocks, start=1):
        ends = at + block.length
        when = [_moment(moment, start, app) for moment in (at, ends)]
        lines.append(Text.of(f"`{when[0]}–{when[1]}` {number}. ", Text.bold(block.title), _inside(block)))
        at = ends
    return lines


def _moment(moment: timedelta, start: datetime | None, app: App) -> str:
    if start is not None:
        return clock(start + moment, app.settings.zone)
    hours, minutes = divmod(round(moment.total_seconds()) // 60, 60)
    return f"{hours}:{minutes:02}"


def _inside(block: Block) -> Text:
    """Return what a block has besides its title: when it is fixed, tables, questions, what it asks."""
    parts: list[Part] = [length(block.length)]
    if block.fixed is not None:
        parts.append(_("fixed at {time}", time=block.fixed))
    if block.rooms:
        parts.append(ngettext("one table", "{n} tables", len(block.rooms)))
    if block.prompts:
        parts.append(ngettext("one question", "{n} questions", len(block.prompts)))
    if block.fragment:
        parts.append(Text.of("🎬 ", block.fragment.title))
    if block.attachment is not None:
        parts.append(Text.of("📎 ", block.attachment))
    if block.asks:
        parts.append(Text.join(", ", map(called, block.asks)))
    return Text.of(" · ", Text.join(" · ", parts))


async def listed(app: App, server: int) -> list[Text]:
    """Return a line for each programme: those of the server first, then the shipped ones."""
    known = await programmes.of_server(app.db.read, server)
    lines: list[Text] = []
    if known:
        lines.append(_("**Of this server**"))
        for name, title in own.titles(app.library, known).items():
            one = known[name]
            version = _("version {n} of {date}", n=one.version, date=stamp(one.changed_at, "D"))
            lines.append(Text.of("- ", title, f" · `{name}` · ", version))
    shipped = app.library.names()
    lines.append(_("**Shipped**"))
    lines += [Text.of("- ", title, " · ", _key(name)) for name, title in shipped.items()]
    return lines


def _key(name: str) -> Text:
    """Return the name of a file; one that the operator called otherwise than we do is typed, like any words."""
    return Text.of(f"`{name}`" if name.replace("-", "").isalnum() else Typed(name))


def attachments_of(programme: Programme) -> Iterable[Typed]:
    """Return the names of the files that a programme wants posted."""
    return [block.attachment for block in programme.blocks if block.attachment is not None]
