"""What people typed, to be repeated: harmless, and no longer than fits."""

import discord

from bot.core.words.escaping import escaped, one_line, visible

TYPED = 500  # characters of what somebody typed, within a sentence
# What Discord's markdown gives a meaning; angle brackets also stand around mentions, channels, emoji and times.
MARKS = "\\*_~`|<>[]"


def plain(text: str) -> str:
    """What somebody typed, to repeat it on one line: not as markdown, not as a mention, not as a link.

    discord.py's own escaping leaves all but the first of several masked links on a line as they are.
    """
    return discord.utils.escape_mentions(escaped(one_line(text), MARKS))


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quoted(text: str, most: int = 600) -> str:
    """What a person typed, to repeat it: nothing in it is markdown, and nobody is mentioned."""
    return shortened("\n".join(f"> {plain(line)}" for line in visible(text).splitlines()), most)
