"""Writing a harvest to disk: each file whole or not at all."""

import asyncio
import logging
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.evening.meetup import Meetup
from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.harvest import csv_file, json_file, markdown_file, typesetting, xlsx_file
from bot.harvest.printed import PRINTED
from bot.harvest.records import Harvest
from bot.harvest.typesetting import TypesettingError

# Each writes a whole file, and holds no more of the harvest in memory than one contribution.
FORMATS: dict[str, Callable[[Harvest, tzinfo, Path], None]] = {
    "json": json_file.write,
    "csv": csv_file.write,
    "xlsx": xlsx_file.write,
    "md": markdown_file.write,
}

STEMS = {False: "oogst", True: "oogst-anoniem"}  # names of the files, by whether the harvest is anonymous
DRAFTS = ".oogst."  # begins the name of a folder of drafts, in the folder of their harvest
log = logging.getLogger(__name__)
LEFT_AFTER = 3600  # seconds; whoever writes files takes less


def check_writable(folder: Path) -> None:
    """Create the folder if needed. Raises Refusal when nothing can be written to it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".oogst.{os.getpid()}"
        draft.touch()
        draft.unlink()
    except OSError as error:
        raise Refusal(cannot_write(folder, error)) from error


def cannot_write(folder: Path, error: OSError) -> Text:
    """Return the sentence on a folder that nothing can be written to."""
    return _(
        "The harvest can't be written to {folder}: {reason}. Nothing is lost: make room or choose "
        "another folder, and export again.",
        folder=folder,
        reason=reason(error),
    )


async def write(harvest: Harvest, folder: Path, zone: tzinfo, formats: Collection[str] = ()) -> list[Path]:
    """Write the files of a harvest to ``folder/<date>-<slug>/``. Returns their paths.

    Without ``formats`` it is all of ``FORMATS``, and what there is for paper where that can be printed. Raises Refusal
    when the disk does not allow it, and where a format that is asked for can't be made.
    """
    return await asyncio.to_thread(_write, harvest, folder, zone, formats)


def _write(harvest: Harvest, folder: Path, zone: tzinfo, formats: Collection[str]) -> list[Path]:
    try:
        shown = harvest.readable(zone)
        home = home_of(shown.meetup, folder, zone)
        home.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=DRAFTS, dir=home) as drafts:
            remove_leftovers(home, Path(drafts))
            made = [draft for name in formats or FORMATS for draft in _made(name, shown, zone, Path(drafts))]
            made += [] if formats else _printed(shown, zone, home, Path(drafts))
            for draft in made:
                os.replace(draft, home / draft.name)
        return [home / draft.name for draft in made]
    except TypesettingError as error:
        raise Refusal(
            _("This could not be made for paper. The other files can be: leave out pdf, poster and plan.")
        ) from error
    except OSError as error:
        raise Refusal(cannot_write(folder, error)) from error


def _made(format: str, harvest: Harvest, zone: tzinfo, drafts: Path) -> list[Path]:
    """Write the files of a format, and return their paths."""
    paths = [drafts / name for name in names_of(format, anonymous=harvest.anonymous)]
    write_anew(format, harvest, zone, paths)
    return paths


def write_anew(format: str, harvest: Harvest, zone: tzinfo, paths: Sequence[Path]) -> None:
    """Write files of one format. Raises Refusal where it can't be made, OSError, and TypesettingError."""
    if format in PRINTED:
        PRINTED[format].write(harvest, zone, paths)
    for path in paths if format in FORMATS else ():
        FORMATS[format](harvest, zone, path)


def names_of(format: str, *, anonymous: bool) -> tuple[str, ...]:
    """Return the names of the files of a format."""
    if format in PRINTED:
        return PRINTED[format].names(anonymous=anonymous)
    return (f"{STEMS[anonymous]}.{format}",)


def _printed(harvest: Harvest, zone: tzinfo, home: Path, drafts: Path) -> list[Path]:
    """Make what there is for paper; where there is none, remove one of before, with what it said.

    Whatever is wrong with one, the others and the harvest itself are there.
    """
    made = list[Path]()
    for format, printed in PRINTED.items():
        try:
            if typesetting.can_print() and printed.is_due(harvest):
                made += _made(format, harvest, zone, drafts)
                continue
        except (TypesettingError, Refusal, OSError) as error:  # without its text, which may hold what people typed
            log.error("%s can't be printed, the other files are there: %s", format, type(error).__name__)
        for name in names_of(format, anonymous=harvest.anonymous):
            (home / name).unlink(missing_ok=True)
    return made


def remove_leftovers(home: Path, drafts: Path) -> None:
    """Remove the drafts of processes that were killed: they hold what people said, and nobody looks for them."""
    before = drafts.stat().st_mtime - LEFT_AFTER
    for old in home.glob(f"{DRAFTS}*"):
        if old.is_dir() and old.stat().st_mtime < before:
            shutil.rmtree(old, ignore_errors=True)


def home_of(meetup: Meetup, folder: Path, zone: tzinfo) -> Path:
    """Return the folder of a meetup's harvest: ``<date>-<slug>``, with the date in ``zone``.

    If another meetup's harvest is there already, the id of this one is appended, and then its uid.
    """
    date = (meetup.started_at or meetup.planned_start).astimezone(zone).date()
    name = f"{date}-{slug(meetup.title)}"
    homes = [folder / end for end in (name, f"{name}-{meetup.id}", f"{name}-{meetup.id}-{slug(Typed(meetup.uid))}")]
    return next((home for home in homes if owned(home, meetup) is not False), homes[-1])


# An oogst.json opens with its version, from version 2 on its time, and the id and uid of its meetup; the whole of it
# may be too much to read.
_BEGIN = re.compile(
    rb'\s*{\s*"version":\s*\d+,\s*(?:"exported_at":\s*"[^"]*",\s*)?"meetup":\s*{\s*"id":\s*(\d+)(?:,\s*"uid":\s*"([^"]*)")?'
)


def owned(home: Path, meetup: Meetup) -> bool | None:
    """Return True if the harvest in a folder is this meetup's, False if another's, None if it can't be told."""
    for stem in STEMS.values():
        try:
            with (home / f"{stem}.json").open("rb") as file:
                begin = _BEGIN.match(file.read(300))
        except OSError:
            continue
        if begin:
            return int(begin[1]) == meetup.id and (begin[2] or b"").decode() in ("", meetup.uid)
    return None


def slug(title: Typed) -> str:
    """Return a title as a folder name: a–z, 0–9 and hyphens, at most 60 characters; "meetup" if none are left."""
    plain = unicodedata.normalize("NFKD", title.raw).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "meetup"
