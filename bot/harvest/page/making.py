"""Making the page: its sources are read as those of a bundle, and the file is written whole or not at all."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from bot.content.texts import bare, voice
from bot.content.times import date_in_words
from bot.core.words.text import Refusal, Text, _
from bot.harvest.bundle.collecting import LANGUAGE, Bundle, Collector, Progress, nobody_looks
from bot.harvest.bundle.files import Wish, workplace
from bot.harvest.bundle.labels import Labels
from bot.harvest.bundle.sources import Rejected
from bot.harvest.bundle.summary import remarks
from bot.harvest.files import cannot_write
from bot.harvest.page.content import content
from bot.harvest.page.templates import template

NAME = "morgen.html"  # of the file, in a folder


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the file, how many texts are on it, what to say about it, and what could not be read."""

    path: Path
    texts: int
    remarks: Sequence[Text]
    rejected: Sequence[Rejected]


async def make(
    read: Callable[[Collector], Awaitable[None]],
    out: Path,
    wish: Wish,
    now: datetime,
    zone: tzinfo,
    progress: Progress = nobody_looks,
) -> Made:
    """Write the page of what ``read`` gives the collector to a file, or to ``NAME`` in a folder.

    Raises Refusal where there is no meetup in it, with nothing written, and where the disk can't be written.
    """
    path = await asyncio.to_thread(lambda: out / NAME if out.is_dir() else out)
    try:
        with workplace(path.parent) as drafts, Collector(drafts, Labels(), wish.season) as collector:
            await read(collector)
            bundle = collector.bundle(wish.title, now, progress)
            return await asyncio.to_thread(_write, bundle, wish, drafts / NAME, path)
    except OSError as error:
        raise Refusal(cannot_write(path.parent, error)) from error


def _write(bundle: Bundle, wish: Wish, draft: Path, path: Path) -> Made:
    shown = content(bundle, wish.title, voice(LANGUAGE, bare))
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(template("page.html").stream(shown))
    os.replace(draft, path)
    told = [*remarks(bundle), *_stale(bundle)]
    return Made(path, sum(len(section.cards) for section in shown["sections"]), told, bundle.rejected)


def _stale(bundle: Bundle) -> Iterator[Text]:
    """Yield the sentence on exports of more than a day ago: authors may have withdrawn their words since."""
    exported = [part.meetup.exported_at for part in bundle.parts if part.meetup.exported_at]
    if exported and bundle.made_at - min(exported) > timedelta(days=1):
        yield _(
            "Part of this was exported on {day}. What somebody withdrew since, or no longer wants to share, may still "
            "stand on it: give the database instead, which knows the newest.",
            day=date_in_words(min(exported).date(), LANGUAGE),
        )
