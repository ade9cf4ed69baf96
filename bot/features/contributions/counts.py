"""Contributions in numbers, for moderators."""

from collections.abc import Mapping

from bot.core.kinds import ContributionKind, called
from bot.core.programme.models import Programme
from bot.core.words.text import Text


def per_kind(counts: Mapping[ContributionKind, int], programme: Programme) -> list[Text]:
    """Return each kind with its number; one that the programme does not take only where there is any."""
    return [called(kind) + f" {n}" for kind, n in counts.items() if n or programme.takes(kind)]
