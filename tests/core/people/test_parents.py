"""What may stand under what, and in which order it is offered."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.kinds import ContributionKind, Source
from bot.core.people.contributions import Contribution
from bot.core.people.filling import YES
from bot.core.people.parents import candidates, children_of, may_follow
from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed

MORGEN, NODIG, IDEE, AMBITIE, ACTIE, TOEZEGGING = map(
    ContributionKind, ("morgen", "nodig", "idee", "ambitie", "actie", "toezegging")
)
NOOR, SEM = 7, 8


def an_item(id: int, kind: ContributionKind, **facts: Any) -> Contribution:
    """Something of Sem's."""
    at = datetime(2026, 11, 24, tzinfo=UTC)
    item = Contribution(id, 1, kind, Typed("woorden"), SEM, Typed("Sem"), None, None, Source.FORM, at)
    return replace(item, **facts)


def test_chosen_ambitions_come_first_then_highlighted_then_the_newest() -> None:
    items = [
        an_item(1, AMBITIE), an_item(2, AMBITIE, highlighted=True), an_item(3, AMBITIE, details=(("chosen", YES),)),
        an_item(4, AMBITIE), an_item(5, IDEE),
    ]  # fmt: skip
    assert [item.id for item in candidates(ACTIE, items, NOOR)] == [3, 2, 4, 1]


@pytest.mark.parametrize(
    ("kind", "facts", "offered"),
    [
        (AMBITIE, {}, True),  # made for everybody here
        (AMBITIE, {"sharing": Sharing.NOT}, False),
        (AMBITIE, {"hidden": Typed("een naam")}, False),
        (NODIG, {}, False),
        (NODIG, {"sharing": Sharing.UNNAMED}, True),
        (NODIG, {"sharing": Sharing.NAMED, "hidden": Typed("een naam")}, False),
    ],
)
def test_only_what_may_be_read_is_offered(kind: ContributionKind, facts: dict[str, Any], offered: bool) -> None:
    child = ACTIE if kind == AMBITIE else TOEZEGGING
    assert may_follow(child, an_item(1, kind, **facts), NOOR) == offered
    assert may_follow(child, an_item(1, kind, **facts), SEM)
    assert not may_follow(MORGEN, an_item(1, kind, **facts), SEM)


def test_what_is_gone_or_erased_has_nothing_under_it() -> None:
    assert not may_follow(ACTIE, None, SEM)
    assert set(children_of(IDEE)) == {IDEE, TOEZEGGING}
    assert children_of(MORGEN) == ()
