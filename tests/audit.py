"""Asks whether a hole is known in what an installation is made of: ``python -m tests.audit``, or ``make audit``.

Prints one line a hole, and one that says what was not looked at. Exit code 1 where a hole is known. Where pip-audit
can't reach its data nobody looked, which the last line says; that is no failure.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LISTS = sorted((ROOT / "deploy").glob("requirements*.txt"))
PIP_AUDIT = ROOT / ".venv" / "tools" / "bin" / "pip-audit"
TAKES_AT_MOST = 300  # seconds
NOBODY_LOOKED = "NOT LOOKED AT: pip-audit could not reach its data"


def asked(program: Path, lists: Sequence[Path] = LISTS) -> str:
    """Return what pip-audit writes about the packages of these lists, as JSON; nothing where it can't be had."""
    files = [word for path in lists for word in ("--requirement", str(path))]
    command = [str(program), *files, "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TAKES_AT_MOST)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def told(written: str) -> tuple[int, list[str]]:
    """Return the exit code and the lines for what pip-audit wrote."""
    try:
        found: Sequence[Mapping[str, Any]] = json.loads(written)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, [f"{NOBODY_LOOKED}."]
    looked_at = [one for one in found if "skip_reason" not in one]
    skipped = sorted(str(one["name"]) for one in found if "skip_reason" in one)
    if not looked_at:
        return 0, [f"{NOBODY_LOOKED} about any of the {len(skipped)} packages."]
    holes = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in looked_at
        for hole in one["vulns"]
    ]
    lines = [*holes, f"{len(looked_at)} packages looked at, {len(holes)} holes known."]
    if skipped:
        lines.append(f"{NOBODY_LOOKED} about {', '.join(skipped)}.")
    return int(bool(holes)), lines


if __name__ == "__main__":
    code, lines = told(asked(PIP_AUDIT))
    print("\n".join(lines))
    sys.exit(code)
