"""The command line as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.content import DATA

ROOT = DATA.parent


def bot(
    *words: str | Path, cwd: Path | None = None, before: Sequence[str] = (), **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` with these words, and no settings but these; `before` goes in front, such as `unshare`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "DATABASE"))}
    return subprocess.run(
        [*before, sys.executable, "-m", "bot", *map(str, words)],
        cwd=cwd or ROOT,
        env=environment | {"COLUMNS": "200", "PYTHONPATH": str(ROOT)} | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
