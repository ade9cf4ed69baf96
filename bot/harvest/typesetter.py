"""Program that sets one document with typst; ``bot.harvest.typesetting`` runs it. Imports nothing of the bot.

Reads from stdin what to set, as JSON: ``template`` (its path), ``content``, ``paths`` (what to write, PDF or PNG by
their suffix) and ``dots`` (pixels per inch of a PNG, of which the first page is taken). Where a file can't be written
it prints the errno and exits with 1.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Literal

import typst


def main() -> None:
    """Set the document in each format."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):  # a service may forbid it
            os.nice(10)  # an evening that runs meanwhile goes first
    asked = json.load(sys.stdin)
    template = Path(asked["template"])
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=[template.parent.parent / "fonts"],
        sys_inputs={"content": json.dumps(asked["content"], ensure_ascii=False)},
    )
    for path in map(Path, asked["paths"]):
        kind: Literal["png", "pdf"] = "png" if path.suffix == ".png" else "pdf"
        made = compiler.compile(format=kind, ppi=asked["dots"]) or b""
        try:
            path.write_bytes(made if isinstance(made, bytes) else made[0])
        except OSError as error:
            sys.exit(_told(error))


def _told(error: OSError) -> int:
    sys.stdout.write(str(error.errno or 0))
    return 1


if __name__ == "__main__":
    main()
