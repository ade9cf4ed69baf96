"""What one press of a moderator mends: a refusal or a notice that says what to do can carry it."""

from dataclasses import dataclass
from enum import StrEnum


class Mend(StrEnum):
    """What a press does; the value stands in the button's id."""

    BEGIN = "begin"
    RESUME = "verder"
    NEXT = "volgende"
    CALL_BACK = "terug"
    STOP = "stop"  # asks once more
    PLAN = "plan"
    SETTINGS = "instellen"
    DIVIDE = "verdeel"
    GROUPS = "groepjes"  # asks of how many, and for how long
    STATUS = "status"
    CHECK = "check"
    PUT_AWAY = "opruim"  # a meetup that can't be read; asks once more
    TRY_AGAIN = "opnieuw"  # what fails in a channel, now instead of later; missing channels are made


@dataclass(frozen=True, slots=True)
class Remedy:
    """What mends it, in which meetup (its id; 0: that of the channel), and in which block where that matters."""

    mend: Mend
    meetup: int = 0
    block: int | None = None
