"""The table of contribution kinds: what Discord and the rest of the code need of every row."""

import re

import pytest

from bot.content.texts import LANGUAGES, say
from bot.core.details import DetailType
from bot.core.kinds import KINDS, ContributionKind, Source, Who, always_asked, called, through


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_row_fits_on_discord(kind: ContributionKind, language: str) -> None:
    row = KINDS[kind]
    assert re.fullmatch("[a-z]{1,20}", kind)  # in custom_ids, and as a word behind #
    assert all(re.fullmatch("[a-z]{1,32}", name) for name in row.command)
    assert len(say(row.asks, language)) <= 100
    assert len(say(row.button, language)) <= 80
    assert len(say(row.field, language)) <= 45
    assert len(say(row.example, language)) <= 100
    assert len(say(called(kind), language)) <= 45  # title of the form
    assert re.fullmatch(r"[^\[\]:*?/\\]{1,31}", say(row.heading, language)) or not row.title  # a sheet
    if row.under:
        assert len(say(row.under, language)) <= 75  # a number may stand behind it
        assert Source.FORM in row.doors
    if row.place:
        assert len(say(row.place, language)) <= 150
    assert len(row.fields) <= 4  # a form has five fields
    for detail in row.details:
        assert bool(detail.choices) == (detail.type is DetailType.CHOICE)
    for detail in row.fields:
        assert detail.label is not None
        assert len(say(detail.label, language)) <= 45


def test_no_two_rows_get_in_each_others_way() -> None:
    commands = [name for row in KINDS.values() for name in set(row.command)]
    assert len(set(commands)) == len(commands)
    for row in KINDS.values():
        keys = ["tekst", *(detail.key for detail in row.details)]
        assert len(set(keys)) == len(keys)


def test_what_a_row_refers_to_is_there() -> None:
    assert all(parent in KINDS for row in KINDS.values() for parent in row.parents)
    assert all(row.doors for row in KINDS.values())
    assert always_asked()


def test_no_kind_for_moderators_comes_in_by_chat() -> None:
    """What was said while the bot was away comes without the roles of who said it."""
    assert all(KINDS[kind].who is Who.EVERYBODY for kind in through(Source.CHAT))


def test_what_is_no_day_has_a_place_beside_it() -> None:
    for row in KINDS.values():
        keys = {detail.key for detail in row.details if detail.by_bot}
        assert all(detail.unread in keys for detail in row.fields if detail.type is DetailType.DATE)
