"""Typesetting: documents for paper, set by typst in a process of its own, which takes its memory with it."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.content.texts import bare
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Shown, Typed

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent / "fonts"
PATIENCE = 120.0  # seconds
DOTS = 110  # pixels per inch of a PNG: an A3 of 1,286 by 1,819
_LONG = re.compile(r"[^\s\u200b]{37,}")  # words that are wider than a narrow column
# Where one may be broken: not within an emoji of several characters, or before an accent.
_BREAK = re.compile("(.{8,12}?)(?<!\u200d)(?![\u200d\ufe0f\u0300-\u036f\U0001f3fb-\U0001f3ff]|$)")


class TypesettingError(Exception):
    """A document could not be set. Without what stands in it, so that it may be logged."""


def can_print() -> bool:
    """Return True where typst is installed, an extra of 80 MB."""
    return importlib.util.find_spec("typst") is not None


def must_print() -> None:
    """Raise Refusal where typst is not installed."""
    if not can_print():
        raise Refusal(
            _("Files for paper (pdf, poster, plan) need typst, which is not installed here. Run: make printing")
        )


def as_typed(words: Typed) -> Shown:
    """Return typed words for a template: on one line, in which a very long word may go on on the next."""
    return Shown(_LONG.sub(lambda word: _BREAK.sub("\\1\u200b", word[0]), bare(words)))


def typeset(template: str, content: Mapping[str, Any], paths: Sequence[Path]) -> None:
    """Write a document to each path, as PDF or PNG by its suffix; texts in ``content`` are shown as they are.

    Blocks for some seconds. Raises Refusal without typst, OSError where a file can't be written, and
    TypesettingError.
    """
    must_print()
    asked = {
        "template": str(TEMPLATES / template),
        "content": content,
        "paths": [str(path.absolute()) for path in paths],
        "dots": DOTS,
    }
    program = [sys.executable, "-P", str(Path(__file__).with_name("typesetter.py"))]
    try:
        done = subprocess.run(program, input=json.dumps(asked).encode(), capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise TypesettingError(f"{template}: not done within {PATIENCE:.0f} s") from None
    if done.returncode == 0:
        return
    if done.stdout.isdigit():
        raise OSError(int(done.stdout), os.strerror(int(done.stdout)))
    raise TypesettingError(f"{template}: exit {done.returncode}")
