"""The spool of a bundle: what goes in comes out the same, in any order."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.core.people.addressees import addressees
from bot.core.people.roles import Role
from bot.core.words.typed import Typed
from bot.harvest.bundle.spool import Spool
from bot.harvest.records import ContributionItem
from tests.harvest.sample import HOSTILE, an_item
from tests.season import Season, all_items

ELSEWHERE = timezone(timedelta(hours=-3, minutes=-30))


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    spool = Spool(tmp_path)
    yield spool
    spool.close()


def test_every_field_comes_back_as_it_was(spool: Spool) -> None:
    items = [
        *all_items(list(Season().harvests())),
        *(an_item(n, text) for n, text in enumerate(HOSTILE)),
        replace(
            an_item(99, ""), role=Role.ALDERMAN, said_at=datetime(2026, 10, 1, 20, tzinfo=ELSEWHERE),
            labels=(Typed("tijd"), Typed("tijd|geld")), parent=3, parent_meetup="0a", parent_text=Typed("=1"),
        ),
    ]  # fmt: skip
    begins = [spool.add(item) for item in items]
    assert [item for _begin, item in spool.each(0, len(items))] == items
    for begin, item in reversed(list(zip(begins, items, strict=True))):
        back = spool.read(begin)
        for field in fields(ContributionItem):
            assert getattr(back, field.name) == getattr(item, field.name)
            assert type(getattr(back, field.name)) is type(getattr(item, field.name))


def test_whom_a_need_is_addressed_to_is_looked_for_once(spool: Spool) -> None:
    item = an_item(1, "tijd van de gemeente", kind="nodig")
    found = item.addressees
    begin = spool.add(item)
    assert found == addressees(item.text)
    assert spool.read(begin).addressees == found
    changed = item.with_words(lambda _words: Typed("rust"))
    assert changed.addressees == ()
