"""What people typed, at the door: clean, and with names in place of Discord's ids."""

import sys
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.texts import say
from bot.core.words.escaping import visible
from bot.core.words.mentions import has_ids, readable
from bot.core.words.typed import Markup, Typed

ZONE = ZoneInfo("Europe/Amsterdam")
NAMES = {("person", 12345678901234567): "Sem", ("channel", 34567890123456789): "plenair", ("role", 5): "Team"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("bel ik\x00 Fatma", "bel ik Fatma"),
        ("bel\ud83d ik \udc00Fatma", "bel ik Fatma"),
        ("bel\x1b[2J ik\x07", "bel[2J ik"),
        ("een\r\ntwee\rdrie\x0bvier\x0cvijf\x85zes", "een\ntwee\ndrie\nvier\nvijf\nzes"),
        ("een\ttwee", "een\ttwee"),
        ("\ufffe\uffff\ufdd0", ""),
        ("👩\u200d🏫 e\u0301 \u202eolleh ﬁ \u2028 \U0001f3fb", "👩\u200d🏫 e\u0301 \u202eolleh ﬁ \u2028 \U0001f3fb"),
    ],
)
def test_what_no_text_has_is_left_out_and_all_else_stays(typed: str, kept: str) -> None:
    assert Typed(typed).raw == kept
    assert Markup(typed).raw == kept


def test_every_character_that_prints_is_shown() -> None:
    """A text of such characters alone is not looked through."""
    printed = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert visible(printed) == visible(f"{printed}\n") == printed


@given(st.text(st.characters(codec=None)))
def test_whatever_is_typed_can_be_stored_and_written(typed: str) -> None:
    raw = Typed(typed).raw
    assert "\x00" not in raw
    assert raw.encode() == raw.encode("utf-8", "replace")
    assert Typed(raw).raw == raw


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("met <@12345678901234567> en <@!12345678901234567>", "met @Sem en @Sem"),
        ("met <@99999999999999999>", "met iemand"),
        ("in <#34567890123456789> of <#99999999999999999>", "in #plenair of een kanaal"),
        ("vraag <@&5> of <@&6>", "vraag @Team of @een rol"),
        ("<:hart:12345678901234567> <a:dans:12345678901234567>", ":hart: :dans:"),
        ("</morgen:12345678901234567> </meetup plan:12345678901234567>", "/morgen /meetup plan"),
        ("<t:1764000000> <t:1764000000:t> <t:1764000000:R>", "24-11-2025 17:00 17:00 24-11-2025 17:00"),
        ("<t:99999999999999:d>", "99999999999999"),
        ("zie <id:customize>", "zie een kanaal"),
        ("https://discord.com/channels/12345678901234567/34567890123456789/5 is fijn", "plenair is fijn"),
        ("https://ptb.discord.com/channels/@me/9", "een kanaal"),
        ("1 < 2 > 0, <3, <html>, <@sem>, <#5a> en https://www.human.nl/klassen", None),
    ],
)
def test_ids_become_what_readers_see(typed: str, seen: str | None) -> None:
    words = readable(Typed(typed), lambda kind, id: NAMES.get((kind, id)), say, ZONE)
    assert words == Typed(seen or typed)
    assert has_ids(Typed(typed)) is (seen is not None)
    assert not has_ids(words)
