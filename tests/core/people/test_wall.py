"""What may stand on the wall and under which name, and who may join: the rules alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.evening.meetup import Meetup, State
from bot.core.kinds import ContributionKind, Source
from bot.core.people import joins, wall
from bot.core.people.contributions import Contribution, Origin
from bot.core.people.joins import Join
from bot.core.people.roles import asks_role
from bot.core.people.sharing import Sharing
from bot.core.people.wall import Piece, ToAll, View
from bot.core.programme.models import MeetupKind, Programme
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
PROGRAMME = Programme.model_validate(
    {"titel": "x", "soort": "meetup", "blokken": [{"titel": "x", "soort": "plenair", "duur": "1 min"}]}
)
MO = Typed("Mo")
OPEN = Meetup(
    1, 5, Typed("Avond"), Typed(""), MeetupKind.MEETUP, "nl", True, State.LIVE, NOW, PROGRAMME, started_at=NOW
)  # fmt: skip
HIDDEN = replace(OPEN, shows_names=False)
PLEDGE = Contribution(
    3,
    1,
    ContributionKind("morgen"),
    Typed("bel ik"),
    7,
    Typed("Noor"),
    "taal",
    Typed("Taal"),
    Source.CHAT,
    NOW,
    origin=Origin(11, 99),
    sharing=Sharing.UNNAMED,
)
UNASKED = replace(PLEDGE, id=4, source=Source.FORM, origin=None, sharing=None)


def test_a_name_needs_the_author_and_the_programme() -> None:
    for choice in (None, *Sharing):
        item = replace(PLEDGE, sharing=choice)
        assert (wall.name_of(item, OPEN) == "Noor") is (choice is Sharing.NAMED)
        assert not wall.name_of(item, HIDDEN)


def test_what_a_moderator_sees_of_it() -> None:
    waiting, other = Piece(PLEDGE), Piece(replace(PLEDGE, id=5, kind=ContributionKind("nodig"), theme=None))
    shown, hidden = Piece(replace(PLEDGE, id=6), board=1, by=MO), Piece(replace(PLEDGE, id=7), by=MO)
    gone = Piece(replace(PLEDGE, id=8, sharing=Sharing.NOT), by=MO)
    pieces = [waiting, other, shown, hidden, gone, Piece(UNASKED)]
    assert View("wacht").of(pieces) == [other, waiting]
    assert View("wacht", newest_first=False).of(pieces) == [waiting, other]
    assert View("nodig").of(pieces) == [other]
    assert View("thema-taal").of(pieces) == [waiting]
    assert View("getoond").of(pieces) == [shown]
    assert View("verborgen").of(pieces) == [hidden]
    assert View("onzin").of(pieces) == []
    assert wall.themes(pieces) == ["taal"]
    assert wall.kinds(pieces) == [ContributionKind("morgen"), ContributionKind("nodig")]


def test_of_several_those_that_can_be_shown_are_shown() -> None:
    waiting, shown = Piece(PLEDGE), Piece(replace(PLEDGE, id=6), board=1, by=MO)
    starred = replace(shown, item=replace(shown.item, highlighted=True))
    assert wall.to_show([waiting, shown], star=False, seen=NOW) == [waiting]
    assert wall.to_show([shown], star=True, seen=NOW) == [shown]
    assert wall.to_show([starred], star=False, seen=NOW) == [starred]
    assert wall.to_put_away([waiting, shown]) == [waiting, shown]
    changed = Piece(replace(PLEDGE, edited_at=NOW + timedelta(seconds=1)))
    assert wall.to_show([waiting, changed], star=False, seen=NOW) == [waiting]
    for pieces, star, told in (
        ([shown], False, "… has shown this already"),
        ([replace(shown, by=Typed(""))], False, "Somebody else has shown this already"),
        ([starred], True, "… has highlighted this already"),
        ([], False, "no longer there"),
        ([Piece(replace(PLEDGE, sharing=Sharing.NOT))], True, "has not agreed"),
        ([Piece(UNASKED)], False, "has not agreed"),
        ([Piece(replace(PLEDGE, hidden=Typed("een naam")))], False, "keeps this out"),
    ):
        with pytest.raises(Refusal, match=told):
            wall.to_show(pieces, star=star, seen=NOW)
    with pytest.raises(Refusal, match="… keeps this off the wall already"):
        wall.to_put_away([Piece(PLEDGE, by=MO)])


def test_everybody_reads_once_what_its_author_lets_others_read() -> None:
    later = replace(PLEDGE, id=5, said_at=NOW + timedelta(minutes=1))
    starred, secret = replace(PLEDGE, id=6, highlighted=True), replace(PLEDGE, id=8, hidden=Typed("naam"))
    pieces = [Piece(item) for item in (PLEDGE, UNASKED, later, starred, secret)]
    assert [piece.item.id for piece in wall.for_all(pieces, {})] == [6, 5, 3]
    assert [piece.item.id for piece in wall.for_all(pieces, {6})] == [5, 3]
    shown = {PLEDGE.id: ToAll(MO, NOW, frozenset())}
    assert wall.to_show_all([Piece(later)], shown, NOW).item == later
    changed = replace(later, edited_at=NOW + timedelta(seconds=1))
    for item in (PLEDGE, UNASKED, secret, changed):
        with pytest.raises(Refusal):
            wall.to_show_all([Piece(item)], shown, NOW)


def test_what_everybody_reads_stays_as_long_as_its_author_wants_it() -> None:
    shown, changed = ToAll(MO, NOW, frozenset()), replace(PLEDGE, edited_at=NOW + timedelta(minutes=1))
    assert wall.stays(Piece(PLEDGE), shown, HIDDEN)
    assert wall.stays(Piece(changed), shown, OPEN)
    assert not wall.stays(Piece(changed), shown, HIDDEN)  # no moderator has read these words
    assert not wall.stays(Piece(replace(PLEDGE, sharing=Sharing.NOT)), shown, OPEN)


def test_who_may_join_what() -> None:
    assert joins.may_join(PLEDGE, OPEN, 8, NOW, shared=True) is OPEN
    over = replace(OPEN, state=State.CLOSED, ended_at=NOW)
    for item, meetup, person, shared, told in (
        (None, OPEN, 8, True, "no longer there"),
        (PLEDGE, None, 8, True, "no longer there"),
        (replace(PLEDGE, kind=ContributionKind("idee")), OPEN, 8, True, "something else"),
        (PLEDGE, OPEN, 7, True, "your own"),
        (PLEDGE, OPEN, 8, False, "not shared"),
        (replace(PLEDGE, sharing=Sharing.NOT), OPEN, 8, True, "not shared"),
        (replace(PLEDGE, hidden=Typed("x")), OPEN, 8, True, "not shared"),
        (PLEDGE, over, 8, True, "is over"),
        (replace(PLEDGE, text=Typed("")), OPEN, 8, True, "is over"),
    ):
        with pytest.raises(Refusal, match=told):
            joins.may_join(item, meetup, person, NOW + timedelta(hours=25), shared=shared)


def test_names_are_for_both_or_for_nobody() -> None:
    joined = [Join(3, 8, Typed("Sem"), NOW), Join(3, 9, Typed(""), NOW)]
    assert joins.names(PLEDGE, OPEN, joined) == []
    assert joins.asks_author(PLEDGE, OPEN, joined)
    assert not joins.asks_author(PLEDGE, OPEN, joined[1:])
    for agreed in (replace(PLEDGE, known=True), replace(PLEDGE, sharing=Sharing.NAMED)):
        assert joins.names(agreed, OPEN, joined) == ["Sem"]
        assert not joins.asks_author(agreed, OPEN, joined)
        assert joins.names(agreed, HIDDEN, joined) == []
        assert joins.names(replace(agreed, author_name=Typed("")), OPEN, joined) == []
    assert not joins.asks_author(PLEDGE, HIDDEN, joined)


def test_minors_and_those_whose_names_are_hidden_are_not_asked_who_they_are() -> None:
    assert asks_role(OPEN)
    assert not asks_role(HIDDEN)
    for kind in (MeetupKind.CLASS, MeetupKind.YOUTH_COUNCIL):
        assert not asks_role(replace(OPEN, kind=kind))
