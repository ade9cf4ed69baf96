"""``python -m tests.bench [NAME …]``: run the benches in their long form and print one table. No names: all."""

import asyncio
import sys
import time

from tests.bench import bundle, dry, kills, load, many, pacing, reading, search, servers, size
from tests.bench.table import Row, machine, table

PARTS = {
    "kills": kills.rows,
    "pacing": pacing.rows,
    "reading": reading.rows,
    "dry": dry.rows,
    "load": load.rows,
    "many": many.rows,
    "servers": servers.rows,
    "size": size.rows,
    "bundle": bundle.rows,
    "search": search.rows,
}


def main(names: list[str]) -> int:
    """Run benches by name. Returns the exit code: 0, 1 if a promise was broken, 2 for an unknown name."""
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"There is no bench {', '.join(sorted(unknown))}. Choose from: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    rows = [Row("machine", machine())]
    for name in names or PARTS:
        began = time.monotonic()
        print(f"{name} …", file=sys.stderr)
        found = asyncio.run(PARTS[name]())
        rows += [Row(f"{name}: {row.what}", row.figure, row.against) for row in found]
        rows.append(Row(f"{name}: took", f"{time.monotonic() - began:.0f} s"))
    print(table(rows))
    return int(any(row.against.startswith("BROKEN") for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
