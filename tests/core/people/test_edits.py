"""Edits of a message: which contribution is which, by their words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people.contributions import Contribution, Origin
from bot.core.people.edits import ANY, Changes, compare, fingerprint, placed
from bot.core.people.reading import Found, read
from bot.core.people.versions import MOST, Versions
from bot.core.words.typed import Typed

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
MORGEN, NODIG, WERKT, IDEE, *_ = KINDS

LETTER = st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F)
WORDS = st.lists(st.text(LETTER, min_size=3, max_size=9), min_size=3, max_size=6).map(" ".join)
SEVERAL = st.lists(WORDS, min_size=2, max_size=6, unique_by=lambda words: fingerprint(Typed(words)))


def of(*said: tuple[ContributionKind, str]) -> list[Found]:
    return [Found(kind, Typed(words)) for kind, words in said]


def stored(found: Sequence[Found]) -> list[Contribution]:
    return [
        Contribution(
            item.position + 1, 1, item.kind, item.text, 7, Typed("Noor"), None, None, Source.CHAT, NOW,
            origin=Origin(1, 2, item.position, item.words),
        )
        for item in placed(found)
    ]  # fmt: skip


def edited(before: Sequence[Contribution], after: Sequence[Found], withdrawn: Sequence[int] = ()) -> Changes:
    return compare(before, Typed(""), after, LATER, withdrawn)


def words_by_id(changes: Changes) -> dict[int, str]:
    return {item.id: item.text.raw for item in changes.stay}


@given(SEVERAL, st.data())
def test_what_is_left_of_several_keeps_its_own_words_wherever_it_stands(said: list[str], data: st.DataObject) -> None:
    before = stored(of(*((MORGEN, words) for words in said)))
    left = data.draw(st.lists(st.sampled_from(said), unique=True))
    changes = edited(before, of(*((MORGEN, words) for words in left)))
    own = {item.id: item.text.raw for item in before}
    assert words_by_id(changes) == {id: words for id, words in own.items() if words in left}
    assert {item.text.raw for item in changes.withdrawn} == set(said) - set(left)
    assert (changes.changed, changes.added) == ((), ())
    assert [item.origin.position for item in sorted(changes.stay, key=lambda item: left.index(item.text.raw))
            if item.origin] == list(range(len(left)))  # fmt: skip


@given(SEVERAL, st.data())
def test_kinds_that_are_swapped_change_and_words_stay_with_their_contribution(
    said: list[str], data: st.DataObject
) -> None:
    kinds = st.lists(st.sampled_from([MORGEN, NODIG, WERKT, IDEE]), min_size=len(said), max_size=len(said))
    first, second = data.draw(kinds), data.draw(kinds)
    changes = edited(stored(of(*zip(first, said, strict=True))), of(*zip(second, said, strict=True)))
    assert {item.id: (item.kind, item.text.raw) for item in changes.stay} == {
        number + 1: pair for number, pair in enumerate(zip(second, said, strict=True))
    }
    assert (changes.withdrawn, changes.added) == ((), ())


@given(SEVERAL, st.data())
def test_a_slip_that_is_mended_stays_with_its_contribution(said: list[str], data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(said) - 1))
    at = data.draw(st.integers(0, len(said[which]) - 1))
    mended = [*said]
    mended[which] = said[which][:at] + said[which][at + 1 :]
    order = data.draw(st.permutations(mended))
    changes = edited(stored(of(*((MORGEN, words) for words in said))), of(*((MORGEN, words) for words in order)))
    assert words_by_id(changes) == {number + 1: words for number, words in enumerate(mended)}


@given(SEVERAL, st.data())
def test_what_was_withdrawn_stays_so_wherever_an_edit_puts_it(said: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(said))
    before = [item for item in stored(of(*((MORGEN, words) for words in said))) if item.text != Typed(gone)]
    order = data.draw(st.permutations([*said, "iets heel anders"]))
    changes = edited(before, of(*((NODIG, words) for words in order)), [fingerprint(Typed(f"– {gone}!"))])
    assert gone not in words_by_id(changes).values()
    assert [item.text.raw for item in changes.added] == ["iets heel anders"]
    assert changes.withdrawn == ()


def test_an_edit_changes_withdraws_and_adds() -> None:
    before = stored(of((MORGEN, "ga ik bellen"), (MORGEN, "ga ik mailen")))
    assert edited(before, read(Typed("#morgen ga ik bellen #morgen ga ik mailen")).kept).changed == ()
    changes = edited(before, of((MORGEN, "ga ik zingen")))
    assert [(item.text.raw, item.edited_at) for item in changes.changed] == [("ga ik zingen", LATER)]
    assert len(changes.withdrawn) == 1
    more = edited(before, of((MORGEN, "ga ik bellen"), (MORGEN, "ga ik mailen"), (NODIG, "tijd")))
    assert [(item.position, item.text.raw) for item in more.added] == [(2, "tijd")]
    assert len(edited(before, []).withdrawn) == 2


def test_other_words_are_another_contribution_but_for_the_only_one() -> None:
    two = stored(of((MORGEN, "bel ik alle ouders op"), (MORGEN, "koop ik een ui")))
    changes = edited(two, of((MORGEN, "bel ik alle ouders op"), (MORGEN, "schrijf ik het schoolplan")))
    assert [item.id for item in changes.withdrawn] == [2]
    assert [item.text.raw for item in changes.added] == ["schrijf ik het schoolplan"]
    one = stored(of((MORGEN, "koop ik een ui")))
    assert words_by_id(edited(one, of((MORGEN, "schrijf ik het schoolplan")))) == {1: "schrijf ik het schoolplan"}
    assert words_by_id(edited(one, of((NODIG, "schrijvers voor het schoolplan")))) == {}


def test_words_that_the_author_changed_by_the_form_stay_while_the_message_says_the_same() -> None:
    before = stored(of((MORGEN, "ga ik bellen"), (NODIG, "tijd")))
    by_form = [before[0], replace(before[1], text=Typed("veel meer rust"))]
    changes = edited(by_form, of((MORGEN, "ga ik Fatma bellen"), (NODIG, "tijd")))
    assert words_by_id(changes) == {1: "ga ik Fatma bellen", 2: "veel meer rust"}
    assert [item.id for item in changes.changed] == [1]


@pytest.mark.parametrize("message, left", [("we koken iedere week samen", 1), ("…", 0)])
def test_an_edited_message_that_the_menu_saved_needs_no_tag(message: str, left: int) -> None:
    (saved,) = (replace(item, source=Source.MENU) for item in stored(of((WERKT, "we koken samen"))))
    changes = compare([saved], Typed(message), [], NOW)
    assert [item.text.raw for item in changes.changed] == [message] * left
    assert len(changes.withdrawn) == 1 - left
    assert compare([saved], Typed("we koken samen"), [], NOW).changed == ()


def test_of_a_message_from_before_nothing_that_was_withdrawn_comes_back() -> None:
    (kept, *_rest) = stored(of((MORGEN, "ga ik bellen"), (NODIG, "tijd")))
    changes = edited([kept], of((MORGEN, "ga ik bellen!"), (NODIG, "tijd")), [ANY])
    assert words_by_id(changes) == {1: "ga ik bellen!"}
    assert changes.added == ()


def test_the_same_words_twice_in_one_message_are_one() -> None:
    assert len(placed(of((MORGEN, "ga ik bellen"), (MORGEN, "Ga ik bellen!"), (NODIG, "ga ik bellen")))) == 2


def test_many_that_are_all_other_words_are_compared_in_no_time() -> None:
    before = stored(of(*((MORGEN, f"{number} {'a' * 100} {number}") for number in range(40))))
    after = of(*((NODIG, f"{'b' * 100} {number}") for number in range(400)))
    assert len(edited(before, after).added) == 400


def test_the_last_version_counts_and_nothing_comes_after_a_deletion() -> None:
    versions = Versions()
    assert versions.is_latest(1, None)
    versions.edited(1, LATER)
    assert not versions.is_latest(1, None)
    assert versions.is_latest(1, LATER)
    versions.edited(1, NOW)  # an older one that comes late
    assert not versions.is_latest(1, NOW)
    versions.deleted(1)
    versions.edited(1, LATER + timedelta(days=1))
    assert not versions.is_latest(1, LATER + timedelta(days=1))
    for number in range(MOST):
        versions.deleted(10 + number)
    assert versions.is_latest(1, None)  # forgotten long after it mattered
