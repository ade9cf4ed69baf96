"""Groups at once: how many, of whom, and the block that they are."""

from datetime import timedelta
from typing import Final

from bot.core.programme.checks import TABLES_IN_CATEGORY
from bot.core.programme.models import AT_ONCE, Block, Programme
from bot.core.tables.sizes import tables_needed
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

# Offered as buttons: people in a group, and minutes. The command takes any within these limits (our choice).
SIZES, MINUTES = (2, 4, 6, 8), (5, 10, 15)
LARGEST: Final = 30
LONGEST: Final = 60  # minutes
# They begin this long after they were asked for at the latest; at once when their channels stand.
PREPARES = timedelta(minutes=1)
TOGETHER: Final = "1 uur"  # after groups without a meetup (our choice)


def block(size: int, minutes: int, title: Typed, table: Typed) -> Block:
    """Return the break-out block of groups of this size: everybody is dealt when it begins, and nobody is asked.

    Its tables are called ``table`` with a number.
    """
    return Block.model_validate(_keys(size, minutes, title, table))


def _keys(size: int, minutes: int, title: Typed, table: Typed) -> dict[str, object]:
    """Return the block as in a programme file."""
    return {
        "titel": title.raw,
        "soort": "break-out",
        "duur": f"{minutes} min",
        "indeling": AT_ONCE,
        "tafelgrootte": size,
        "ruimtes": [{"titel": table.raw}],
    }


def programme(size: int, minutes: int, title: Typed, table: Typed, after: Typed) -> Programme:
    """Return the programme of groups on a server where no meetup runs: their block, then time together.

    While that lasts, another round may follow; it takes in nothing once it is over.
    """
    together = {"titel": after.raw, "soort": "plenair", "duur": TOGETHER}
    return Programme.model_validate(
        {
            "titel": title.raw,
            "soort": "eigen",
            "inbreng tot": "0 s",
            "blokken": [_keys(size, minutes, title, table), together],
        }
    )


def refuse_odd(size: int, minutes: int = 1) -> None:
    """Raise Refusal for a size or length out of the limits, which only a changed client sends."""
    if not (2 <= size <= LARGEST and 1 <= minutes <= LONGEST):
        raise Refusal(_("There are no such groups. Choose one of the buttons."))


def how_many(people: int, size: int) -> int:
    """Return how many groups so many people make, none of them alone.

    Raises Refusal for fewer than two people, and for more groups than Discord has room for.
    """
    if people < 2:
        raise Refusal(
            _("Groups need two people in voice at least; moderators stay where they are. Wait until more have come.")
        )
    groups = tables_needed(people, size)
    if groups > TABLES_IN_CATEGORY:
        raise Refusal(
            _(
                "That would be {n} groups, and Discord has room for {most}. Make them of {size} people or more.",
                n=groups,
                most=TABLES_IN_CATEGORY,
                size=-(-people // TABLES_IN_CATEGORY),
            )
        )
    return groups
