"""The one rule of what may be shown: every choice, hidden or not, in reports and in public."""

import itertools

import pytest

from bot.core.people.sharing import Sharing, Showing, may_name, may_publish, may_quote, showing

# What DESIGN.md says: choice → in reports and bundles, in public.
RULE = {
    None: (Showing.WORDS, Showing.NOTHING),
    Sharing.NAMED: (Showing.WORDS_AND_NAME, Showing.WORDS_AND_NAME),
    Sharing.UNNAMED: (Showing.WORDS, Showing.WORDS),
    Sharing.NOT: (Showing.NOTHING, Showing.NOTHING),
}


@pytest.mark.parametrize(("choice", "public"), list(itertools.product(RULE, (False, True))))
def test_what_may_be_shown(choice: Sharing | None, public: bool) -> None:
    assert showing(choice, hidden=False, public=public) is RULE[choice][public]
    assert showing(choice, hidden=True, public=public) is Showing.NOTHING


@pytest.mark.parametrize("choice", list(RULE))
def test_every_exit_asks_the_same_rule(choice: Sharing | None) -> None:
    assert may_quote(choice, hidden=False) is (choice is not Sharing.NOT)
    assert may_publish(choice, hidden=False) is (choice in (Sharing.NAMED, Sharing.UNNAMED))
    assert may_name(choice) is (choice is Sharing.NAMED)
    assert not may_quote(choice, hidden=True)
    assert not may_publish(choice, hidden=True)
