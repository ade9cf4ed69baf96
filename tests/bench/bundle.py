"""Size: a bundle of 100,000 contributions over 200 meetups, as a process of its own.

``python -m tests.bench.bundle`` prints the figures.
"""

import asyncio
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from tests.bench.size import ROOT
from tests.bench.table import Row, table
from tests.season import Season

MEETUPS, EACH = 200, 500
MOST_SECONDS, MOST_MEMORY = 60, 200  # of the issue; MB


async def rows() -> list[Row]:
    """Measure a bundle, and beside it the least that reading its sources and writing its rows takes."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "oogst"
        Season(MEETUPS, EACH).write(sources)
        out = Path(folder) / "bundel"
        least, _memory = await asyncio.to_thread(_run, "tests.bench.bundle", str(sources), str(out))
        taken, memory = await asyncio.to_thread(_run, "bot", "bundle", str(sources), "--out", str(out))
        written = sum(path.stat().st_size for path in out.iterdir()) / 1024 / 1024
    what = f"a bundle of {MEETUPS * EACH:,} contributions over {MEETUPS} meetups"
    broken = "BROKEN " if memory > MOST_MEMORY else ""
    # Seconds of the processor: a busy machine has the least part in them.
    against = f"{taken / least:.1f} times what reading and writing the same takes; {MOST_SECONDS} s is meant"
    return [
        Row(what, f"{taken:.1f} s", against),
        Row(
            f"most memory of {what}",
            f"{memory:.0f} MB",
            f"{broken}at most {MOST_MEMORY} MB; it writes {written:.0f} MB",
        ),
    ]


def _run(module: str, *words: str) -> tuple[float, float]:
    """Run a module. Returns the seconds of the processor that it took, and its peak memory in MB."""
    with subprocess.Popen([sys.executable, "-m", module, *words], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def floor(sources: Path, out: Path) -> None:
    """Read every harvest, and write its contributions as JSON, CSV and a workbook with no care at all."""
    out.mkdir()
    book = xlsxwriter.Workbook(out / "a.xlsx", {"constant_memory": True})
    sheet, row = book.add_worksheet(), 0
    with (out / "a.csv").open("w", encoding="utf-8", newline="") as table_file, (out / "a.json").open("w") as lines:
        writer = csv.writer(table_file, delimiter=";")
        for path in sorted(sources.glob("*/oogst.json")):
            for item in json.loads(path.read_bytes())["contributions"]:
                cells = [str(value) for value in item.values()]
                writer.writerow(cells)
                lines.write(json.dumps(item))
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell)
                row += 1
    book.close()
    for path in out.iterdir():
        path.unlink()
    out.rmdir()


def main(words: Sequence[str]) -> None:
    """Print the figures; with two folders, do only what ``floor`` does."""
    if words:
        floor(*map(Path, words))
        return
    began = time.monotonic()
    print(table([*asyncio.run(rows()), Row("took", f"{time.monotonic() - began:.0f} s")]))


if __name__ == "__main__":
    main(sys.argv[1:])
