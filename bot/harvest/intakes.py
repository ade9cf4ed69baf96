"""What was filled in in an intake, in words."""

from bot.core.programme.intake import CHOICES, NAMES, Intake
from bot.core.words.text import Text
from bot.harvest.table import theme_name


def answered(intake: Intake, name: str) -> Text | None:
    """Return what was filled in in a field, on one line; None for nothing."""
    if name in CHOICES:
        names = NAMES.get(name, {})
        chosen = [names.get(value) or Text.of(theme_name(value) or "") for value in intake.chosen(name)]
        return Text.join(", ", chosen) if chosen else None
    return Text.of(intake.words(name).line) if intake.is_filled(name) else None
