"""The talk at a table without a host: who begins, who has the talking stick, and when the next question comes."""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

# How long after the first question it is drawn who begins: people are on their way to their table (our choice).
DRAWN_AFTER = timedelta(seconds=30)
FEWEST = 2  # people between whom it is drawn


class Sign(StrEnum):
    """What is known of a person in the talk at their table; each comes with a number."""

    BEGINS = "begins"  # drawn to begin; the number says nothing
    READY = "ready"  # with the question of this number
    STICK = "stick"  # had the talking stick, as the first, second, …; the last one has it now


class StickAct(StrEnum):
    """What is done with the talking stick."""

    TAKE = "neem"
    PASS = "geef"
    PUT_AWAY = "weg"


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk at one table: who begins, with which question each person is ready, who had the stick in which order."""

    begins: int | None = None
    ready: Mapping[int, int] = field(default_factory=dict)
    turns: tuple[int, ...] = ()

    @property
    def holder(self) -> int | None:
        """The person whose turn it is, or None where the stick is not in use."""
        return self.turns[-1] if self.turns else None

    def ready_with(self, question: int) -> set[int]:
        """Return who is ready with a question."""
        return {person for person, number in self.ready.items() if number == question}


def counted(inside: Collection[int], moderators: Collection[int], ready: Collection[int]) -> set[int]:
    """Return the people a table waits for: those in its voice channel, of the moderators only who said "ready".

    Where nobody is in voice the talk is somewhere else, and who said "ready" counts.
    """
    return {person for person in inside if person not in moderators or person in ready} or set(ready)


def goes_on(there: Collection[int], ready: Collection[int], hosts: Collection[int]) -> bool:
    """Return True once more than half of those there are ready, or a host of the table is."""
    those = set(there) & set(ready)
    return bool(those & set(hosts)) or 2 * len(those) > len(there)


def drawn(people: Collection[int], seed: str) -> int | None:
    """Return one of these people by lot, None where there is nobody. The same seed and people give the same one."""
    return random.Random(seed).choice(sorted(people)) if people else None


def next_holder(act: StickAct, person: int, turns: Collection[int], there: Collection[int], seed: str) -> int | None:
    """Return who has the talking stick after what this person does with it; None where it lies on the table again.

    It is passed by lot to one of those there who had no turn, until everybody had one.
    """
    match act:
        case StickAct.TAKE:
            return person
        case StickAct.PASS:
            return drawn(set(there) - set(turns), seed)
        case StickAct.PUT_AWAY:
            return None
