"""What the rehearsal shows on a terminal: words that do nothing there."""

import io
from datetime import UTC, datetime

from hypothesis import given
from rich.console import Console

from bot.core.words.text import _
from bot.core.words.typed import Typed
from bot.rehearsal.screen import Screen
from tests.safety.hostile import DISTURBING, SNIPPETS, hostile

NOW = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


def shown(words: str) -> list[str]:
    """Words as a line of chat, as a chat line that was left alone, and in a sentence."""
    screen = Screen("nl", UTC, Console(file=io.StringIO(), highlight=False, width=10_000))
    console = screen._console
    screen.line(NOW, "#grote-zaal", f"💭 Noor: {words}")
    screen.caught(1, 0, 0, {})
    screen.listed(_("Not a contribution, so left alone:"), [Typed(words)])
    screen.note(_("{who} presses “Help”", who=Typed(words)))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def test_every_snippet_is_a_line_that_does_nothing() -> None:
    for snippet in SNIPPETS:
        lines = shown(f"een {snippet} [bold]twee[/bold]")
        assert not DISTURBING.search("".join(lines)), lines
        assert sum("[bold]twee[/bold]" in line for line in lines) == 3, lines
        assert len(lines) == 7, lines


@given(hostile(500))
def test_any_words_are_a_line_that_does_nothing(words: str) -> None:
    lines = shown(words)
    assert not DISTURBING.search("".join(lines))
    assert len(lines) == 7
