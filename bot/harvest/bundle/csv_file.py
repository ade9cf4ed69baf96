"""bundel.csv: all contributions, as oogst.csv has them, with the meetup of each."""

from datetime import tzinfo
from pathlib import Path

from bot.content.texts import bare, voice
from bot.harvest.bundle import columns
from bot.harvest.bundle.collecting import LANGUAGE, Bundle
from bot.harvest.csv_file import write_rows


def write(bundle: Bundle, zone: tzinfo, path: Path) -> None:
    """Write one row per contribution."""
    say = voice(LANGUAGE, bare)
    write_rows(columns.of_filled(bundle.filled), bundle.watched(path.name), say, zone, path)
