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
        made = _picture(compiler, asked["dots"]) if path.suffix == ".png" else _pages(compiler)
        try:
            path.write_bytes(made)
        except OSError as error:
            sys.exit(_told(error))


def _picture(compiler: typst.Compiler, dots: float) -> bytes:
    made = compiler.compile(format="png", ppi=dots) or b""
    return made if isinstance(made, bytes) else made[0]


def _pages(compiler: typst.Compiler) -> bytes:
    """Return a PDF for everybody (PDF/UA-1); one that is none where a letter is in no font here, which that forbids."""
    try:
        made = compiler.compile(format="pdf", pdf_standards="ua-1")
    except typst.TypstError:
        made = compiler.compile(format="pdf")
    return made if isinstance(made, bytes) else b""


def _told(error: OSError) -> int:
    sys.stdout.write(str(error.errno or 0))
    return 1


if __name__ == "__main__":
    main()
