"""Chat lines of the simulated people: the shipped script, or the user's own file."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from bot.content import DATA
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.platform import limits

SCRIPT = DATA / "rehearsal" / "gesprek.yaml"
_TIME_STAMP = re.compile(r"\[?\d{1,4}[-./:]\d|\[?\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One chat message and the name of who says it."""

    name: Typed
    text: Typed


@dataclass(frozen=True, slots=True)
class Script:
    """Small talk and contributions, each in the order of their file; ``forms`` are what is filled in, by kind."""

    talk: Sequence[str]
    contributions: Sequence[str]
    forms: Mapping[str, Sequence[Mapping[str, str]]]

    def shuffled(self, dice: random.Random) -> "Script":
        """Return the same lines in a random order."""
        talk, contributions = (dice.sample(lines, len(lines)) for lines in (self.talk, self.contributions))
        return Script(talk, contributions, self.forms)


def shipped() -> Script:
    """Return the script in data/rehearsal."""
    data = YAML(typ="safe").load(SCRIPT.read_text("utf-8"))
    return Script(tuple(data["praat"]), tuple(data["bijdragen"]), data["formulieren"])


def read_chat(path: Path) -> list[Line]:
    """Read a UTF-8 file of chat lines, each as "Name: message". Empty lines are skipped.

    Raises Refusal that names the line that is wrong.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(_("{file} is not in UTF-8. Save it again as UTF-8 text.", file=path)) from None
    except OSError:
        raise Refusal(_("{file} can't be read. Is the name right?", file=path)) from None
    # Not splitlines(): a line may hold other characters that Python takes for the end of one.
    lines = [line.rstrip("\r") for line in text.split("\n")]
    found = [_line(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not found:
        raise Refusal(_("{file} has no chat lines. Write each as “Name: message”.", file=path))
    return found


def _line(path: Path, number: int, line: str) -> Line:
    name, colon, message = line.partition(":")
    name, message = name.strip(), message.strip().replace("\\n", "\n").strip()
    if _TIME_STAMP.match(name):
        raise Refusal(
            _(
                "{file}, line {line}: this begins with a date or a time. Leave that out, and write “Name: message”.",
                file=path,
                line=number,
            )
        )
    if not colon or not name or not message:
        raise Refusal(_("{file}, line {line}: write it as “Name: message”.", file=path, line=number))
    if len(name) > limits.NAME:
        raise Refusal(
            _(
                "{file}, line {line}: this name is longer than the {most} characters that Discord allows. "
                "Is there a colon missing?",
                file=path,
                line=number,
                most=limits.NAME,
            )
        )
    if len(message) > limits.NITRO_MESSAGE:
        raise Refusal(
            _("{file}, line {line}: this message is longer than the {most} characters that Discord allows.",
              file=path, line=number, most=limits.NITRO_MESSAGE)
        )  # fmt: skip
    return Line(Typed(name), Typed(message))
