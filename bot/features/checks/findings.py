"""One thing that was looked at: fine, wrong, or only told."""

from dataclasses import dataclass

import discord

from bot.core.words.text import Text, _


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: fine, wrong, or (None) for information."""

    fine: bool | None
    text: Text

    @property
    def mark(self) -> str:
        """✓, ✗ or ·."""
        return {True: "✓", False: "✗", None: "·"}[self.fine]


def message_content(flags: discord.ApplicationFlags) -> Finding:
    """Whether the bot hears what is said in the chat."""
    if flags.gateway_message_content or flags.gateway_message_content_limited:
        return Finding(True, _("Message Content Intent: on, so #morgen in the chat is heard."))
    return Finding(
        False,
        _("Message Content Intent: off. Switch it on in the developer portal, under Bot; "
          "without it the bot does not hear #morgen in the chat."),
    )  # fmt: skip
