"""The queue of raised hands: order, who is there, and who has the word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.people.hands import KEPT, LONGEST, Hand, given, queue_of, topic_of
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
BY = Typed("Iris")


def hand(person: int, minute: int) -> Hand:
    return Hand(person, Typed(""), NOW + timedelta(minutes=minute))


def test_the_first_hand_comes_first_and_who_left_voice_is_no_longer_there() -> None:
    hands = [hand(1, 2), hand(2, 1), hand(3, 3)]
    queue = queue_of(hands, {1, 2}, NOW)
    assert [one.person for one in queue.waiting] == [2, 1]
    assert queue.first == hands[1]
    assert [queue.place_of(person) for person in (2, 1, 9)] == [0, 1, 2]


def test_who_left_a_moment_ago_keeps_their_place() -> None:
    left = replace(hand(1, 0), away=NOW)
    assert queue_of([left], set(), NOW + KEPT).waiting == (left,)
    assert queue_of([left, hand(2, 1)], {2}, NOW).changes_at == NOW + KEPT + timedelta(seconds=1)
    assert queue_of([hand(2, 1)], {2}, NOW).changes_at is None
    assert queue_of([left], set(), NOW + KEPT + timedelta(seconds=1)).waiting == ()


def test_who_has_the_word_waits_no_more_and_gets_it_once() -> None:
    hands = [replace(hand(1, 0), turn=NOW), hand(2, 1)]
    queue = queue_of(hands, {1, 2}, NOW)
    assert queue.speaker == hands[0]
    assert given(queue, 2, BY) == hands[1]
    for person in (1, 3):
        with pytest.raises(Refusal):
            given(queue, person, BY)


def test_a_topic_is_one_line_may_be_empty_and_is_not_too_long() -> None:
    assert topic_of(Typed("  over\n taal ")) == "over taal"
    assert topic_of(Typed(" \n ")) == ""
    with pytest.raises(Refusal):
        topic_of(Typed("x" * (LONGEST + 1)))
