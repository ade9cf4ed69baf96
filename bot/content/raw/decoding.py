"""Text of a file from its bytes, or the reason why they are no text."""

import re
from pathlib import PurePath

from bot.core.words.text import Text, _

# What other programs write at the begin of a file.
_OTHERS = {
    b"{\\rtf": "RTF",
    b"PK\x03\x04": "Word",
    b"\xd0\xcf\x11\xe0": "Word",
    b"%PDF": "PDF",
    b"<!DOCTYPE": "HTML",
    b"<html": "HTML",
}
# Breaks within a line that Word and web pages leave; YAML would count them as lines, or refuse them.
_BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c\x85\u2028\u2029", " "))
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


class NoText(Exception):
    """A file that holds no text; ``line`` is where, if at one place."""

    def __init__(self, text: Text, line: int | None = None) -> None:
        super().__init__()
        self.text, self.line = text, line


def wrong_name(name: str) -> Text | None:
    """Return what is wrong with the name of a content file, or None; the bot finds those that end in .yaml or .yml."""
    stem = re.sub(r"(\.ya?ml)?\.(txt|rtf|docx?|odt)$", "", name, flags=re.IGNORECASE)
    if stem == name:
        return None
    if not name.lower().endswith(".txt"):
        return _other(PurePath(name).suffix.lstrip(".").upper())
    return _(
        "This file has a name that the bot does not find. Call it “{name}”; where Windows hides the end of names, "
        "switch on “File name extensions” under View in Explorer.",
        name=f"{stem}.yaml",
    )


def decoded(raw: bytes) -> str:
    """Return the text of a file, its lines ended by newlines. Raises NoText."""
    for begin, program in _OTHERS.items():
        if raw.lstrip().startswith(begin):
            raise NoText(_other(program))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:4].count(0) == 2:
        raise NoText(_saved_as("UTF-16 (“Unicode”)"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise NoText(_saved_as("Windows-1252 (“ANSI”)"), line) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS)
    if unreadable := _UNREADABLE.search(text):
        line = text[: unreadable.start()].count("\n") + 1
        raise NoText(_("There is a sign here that can't be seen or read. Type this line again."), line)
    return text


def _other(program: str) -> Text:
    return _(
        "This is a file of another kind ({kind}). Copy the text into Notepad or another plain editor, and save it "
        "there as UTF-8 with a name that ends in .yaml.",
        kind=program,
    )


def _saved_as(encoding: str) -> Text:
    return _(
        "The file is not in UTF-8 but probably in {encoding}. Save it again as UTF-8: in Notepad with Save as, "
        "Encoding: UTF-8.",
        encoding=encoding,
    )
