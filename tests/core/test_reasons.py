"""Why the system refuses something with a file, in words of the reader."""

import errno
import os
from pathlib import Path

import pytest

from bot.content.texts import say
from bot.core.words.reasons import reason
from bot.core.words.text import Text


def told(error: OSError) -> str:
    return say(Text.of(reason(error)))


@pytest.mark.parametrize(
    ("number", "dutch"),
    [
        (errno.ENOSPC, "de schijf is vol"),
        (errno.EDQUOT, "de schijf is vol"),
        (errno.EACCES, "er is geen toestemming voor"),
        (errno.EROFS, "daar mag niets geschreven worden"),
    ],
)
def test_what_may_happen_to_a_volunteer_is_said_in_dutch(number: int, dutch: str) -> None:
    assert told(OSError(number, os.strerror(number))) == dutch


def test_a_real_file_that_is_missing_or_is_a_folder(tmp_path: Path) -> None:
    for path, dutch in ((tmp_path / "weg", "het is er niet"), (tmp_path, "het is een map")):
        with pytest.raises(OSError, match="Errno") as caught:
            path.read_text("utf-8")
        assert told(caught.value) == dutch


def test_what_is_rare_is_said_as_the_system_words_it() -> None:
    assert told(OSError(errno.EMFILE, "Too many open files")) == "Too many open files"
    assert told(OSError()) == "?"
