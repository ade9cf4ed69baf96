"""Results of checks, as the bot shows them in a list."""

from collections.abc import Iterable
from dataclasses import dataclass

import discord

from bot.core.evening.meetup import Meetup
from bot.core.words.remedies import Remedy
from bot.core.words.text import Text, _


@dataclass(frozen=True, slots=True)
class Finding:
    """Result of one check; ``fine`` is True, False for what is wrong, or None for information.

    ``remedy`` is what a moderator can do about it with one press.
    """

    fine: bool | None
    text: Text
    remedy: Remedy | None = None

    @property
    def mark(self) -> str:
        """Mark in front of the text: ✓, ✗, or · for information."""
        return {True: "✓", False: "✗", None: "·"}[self.fine]


def damaged(unreadable: Iterable[Meetup]) -> list[Finding]:
    """Return a finding for each meetup whose row can't be read, with what to do."""
    return [Finding(False, meetup.damage) for meetup in unreadable]


def message_content(flags: discord.ApplicationFlags) -> Finding:
    """Return the finding on the Message Content Intent, without which the bot does not hear the chat."""
    if flags.gateway_message_content or flags.gateway_message_content_limited:
        return Finding(True, _("Message Content Intent: on, so #morgen in the chat is heard."))
    return Finding(
        False,
        _("Message Content Intent: off. Switch it on in the developer portal, under Bot; "
          "without it the bot does not hear #morgen in the chat."),
    )  # fmt: skip
