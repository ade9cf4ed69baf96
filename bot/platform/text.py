"""Exit to Discord: typed words made harmless, and no longer than fits."""

import discord

from bot.content.texts import Say, voice
from bot.core.words.escaping import escaped, one_line
from bot.core.words.typed import Markup, Shown, Typed
from bot.platform.tappable import tappable

# What Discord's markdown gives a meaning; angle brackets also stand around mentions, channels, emoji and times.
MARKS = "\\*_~`|<>[]"


def name_of(person: discord.abc.User) -> Typed:
    """The name under which a person is known where they are."""
    return Typed(person.display_name)


def words_of(message: discord.Message) -> Typed:
    """Return the words of a message."""
    return Typed(message.content)


def unchanged(words: Typed | Markup) -> Shown:
    """A person's own words as they typed them, in the field of a form in which they change them."""
    return Shown(words.raw)


def plain(words: Typed) -> Shown:
    """Return typed text on one line, harmless on Discord: no markdown, no mentions, no links.

    discord.py's own escaping leaves all but the first of several masked links on a line as they are.
    """
    return Shown(discord.utils.escape_mentions(escaped(one_line(words.raw), MARKS)))


def speaking(language: str) -> Say:
    """A function that says texts on Discord, in one language, with commands that can be tapped."""
    return voice(language, plain, tappable)


def capital(words: Shown) -> Shown:
    """Return the text with a capital in front."""
    return Shown(words[:1].upper() + words[1:])
