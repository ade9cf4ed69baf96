"""Files that stand beside a programme and are posted with a block."""

import difflib
from pathlib import Path

from bot.content.texts import bare
from bot.core.programme.attachments import ENDINGS, HEAD, ending_of, refuse_size
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed


def check(folder: Path, name: Typed) -> None:
    """Raise Refusal on a file that is not there, can't be read, is too large, or no picture or PDF."""
    path = _path(folder, name)
    try:
        refuse_size(name, path.stat().st_size)
        with path.open("rb") as file:
            ending_of(name, file.read(HEAD))
    except OSError as error:
        raise _unreadable(name) from error


def read(folder: Path, name: Typed) -> bytes:
    """Return the bytes of a file that passes ``check``. Raises Refusal."""
    check(folder, name)
    try:
        return _path(folder, name).read_bytes()
    except OSError as error:
        raise _unreadable(name) from error


def _path(folder: Path, name: Typed) -> Path:
    plain = bare(name)
    path = folder / plain
    if path.is_file():
        return path
    there = [file.name for file in folder.iterdir() if file.suffix.lower() in ENDINGS] if folder.is_dir() else []
    near = difflib.get_close_matches(plain.lower(), [file.lower() for file in there], 1, 0.8)
    if near:
        meant = next(file for file in there if file.lower() == near[0])
        raise Refusal(
            _("There is no file “{name}” beside the programme. Do you mean “{near}”?", name=name, near=Typed(meant))
        )
    raise Refusal(_("There is no file “{name}” beside the programme. Put it in the same folder.", name=name))


def _unreadable(name: Typed) -> Refusal:
    return Refusal(_("The file “{name}” can't be read. Who runs the bot looks at its rights.", name=name))
