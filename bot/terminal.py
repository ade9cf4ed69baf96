"""How commands speak in a terminal: Dutch lines of help, and errors as one line with an exit code."""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from typing import Any

import typer

from bot.content.texts import DEFAULT, catalogue, say
from bot.core.words.text import Refusal, Text

NEEDS_SOMEBODY, CONFIGURATION_ERROR = 1, 2  # exit codes


def dutch(english: str) -> str:
    """Return the Dutch translation of a line of help, or the English line where there is none."""
    return catalogue(DEFAULT).gettext(english)


def complain(text: Text) -> None:
    """Print one line on stderr, in Dutch."""
    typer.echo(say(text), err=True)


def in_words(command: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Turn an async command into a plain function that reports errors as the contract says.

    A Refusal becomes one line on stderr and exit code 2; Ctrl-C becomes exit code 130.
    """

    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            asyncio.run(command(*args, **kwargs))
        except Refusal as refusal:
            complain(refusal.text)
            raise typer.Exit(CONFIGURATION_ERROR) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None

    return wrapped
