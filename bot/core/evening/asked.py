"""What a block asks people at a moment."""

from datetime import datetime

from bot.core.evening.slots import Slot
from bot.core.programme.models import Block
from bot.core.words.typed import Typed


def question_now(block: Block, slot: Slot, now: datetime) -> Typed | None:
    """Return the newest question that a running block has asked by now; None before the first, and without any."""
    since = now - (slot.started or slot.starts)
    asked = [prompt for prompt in block.prompts if prompt.after is not None and prompt.after <= since]
    return Typed(asked[-1].text.raw) if asked else None
