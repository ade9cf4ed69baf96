"""Contributions as sentences: "Morgen …" before the words, said once and in the right order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.texts import say
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.sentences import opened, quoted, sentence
from bot.core.words.text import Text
from bot.core.words.typed import Typed

MORGEN = ContributionKind("morgen")
SHOWN = {
    # a verb first
    "bel ik Jamal": "Morgen bel ik Jamal",
    "Bel ik Jamal": "Morgen bel ik Jamal",
    "BEL IK JAMAL": "Morgen bel IK JAMAL",
    "schaats ik met groep 8": "Morgen schaats ik met groep 8",
    "gaan we met elkaar lunchen": "Morgen gaan we met elkaar lunchen",
    "Gaan wij met elkaar lunchen": "Morgen gaan wij met elkaar lunchen",
    "begin met een kringgesprek": "Morgen begin met een kringgesprek",
    "bellen met ouders": "Morgen bellen met ouders",
    "vraag ik elke morgen hoe het gaat": "Morgen vraag ik elke morgen hoe het gaat",
    "zeg ik goede morgen in drie talen": "Morgen zeg ik goede morgen in drie talen",
    "zorg ik dat ik er ben": "Morgen zorg ik dat ik er ben",
    # turned round where that is certain
    "ik ga praten": "Morgen ga ik praten",
    "Ik wil luisteren.": "Morgen wil ik luisteren.",
    "IK GA PRATEN": "Morgen ga ik PRATEN",
    "ik  ga praten": "Morgen ga ik praten",
    "ik bel": "Morgen bel ik",
    "Ik nodig de wijkagent uit. Ik zet koffie.": "Morgen nodig ik de wijkagent uit. Ik zet koffie.",
    "we bellen de ouders": "Morgen bellen we de ouders",
    "Wij gaan op huisbezoek, en ik ga mee": "Morgen gaan wij op huisbezoek, en ik ga mee",
    # not certain
    "ik fluister alleen nog": "Morgen: ik fluister alleen nog",
    "Ik en mijn team gaan praten": "Morgen: ik en mijn team gaan praten",
    "Ik, Kees, bel Jamal": "Morgen: ik, Kees, bel Jamal",
    "ik ga-ga": "Morgen: ik ga-ga",
    "wij leerkrachten gaan praten": "Morgen: wij leerkrachten gaan praten",
    "'k ga praten": "Morgen: 'k ga praten",
    "misschien ga ik praten": "Morgen: misschien ga ik praten",
    "Misschien ga ik praten": "Morgen: Misschien ga ik praten",
    "dat ik blijf luisteren": "Morgen: dat ik blijf luisteren",
    "als ik tijd heb bel ik": "Morgen: als ik tijd heb bel ik",
    "een gesprek": "Morgen: een gesprek",
    "Fatma bellen": "Morgen: Fatma bellen",
    "Kees ik bel je": "Morgen: Kees ik bel je",
    "mijn team gaat praten": "Morgen: mijn team gaat praten",
    "3 ouders bellen": "Morgen: 3 ouders bellen",
    "“ik ga praten”": "Morgen: “ik ga praten”",
    "💪": "Morgen: 💪",
    "أتصل بأم ليلى": "Morgen: أتصل بأم ليلى",
    "I will call a parent": "Morgen: I will call a parent",
    # emoji in front
    "💪 ga ik bellen": "Morgen 💪 ga ik bellen",
    "👩🏽‍🏫 ik ga bellen": "Morgen 👩🏽‍🏫 ga ik bellen",
    "❤️ een gesprek": "Morgen: ❤️ een gesprek",
    # said already
    "morgen bel ik Jamal": "Morgen bel ik Jamal",
    "Morgen bel ik Jamal": "Morgen bel ik Jamal",
    "morgenochtend bel ik Jamal": "Morgenochtend bel ik Jamal",
    "💪 morgen bel ik": "💪 Morgen bel ik",
    "Ik bel morgen Jamal": "Ik bel morgen Jamal",
    "ik bel jamal morgen.": "Ik bel jamal morgen.",
    "bel ik Jamal morgenvroeg": "Bel ik Jamal morgenvroeg",
    "Misschien ga ik morgen praten": "Misschien ga ik morgen praten",
    # another sentence, another word
    "ik ga praten. Morgen is een nieuwe dag": "Morgen ga ik praten. Morgen is een nieuwe dag",
    "ik ga naar de morgen-muur": "Morgen ga ik naar de morgen-muur",
    "ik ga overmorgen bellen": "Morgen ga ik overmorgen bellen",
}


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items())
def test_it_reads_as_a_sentence(typed: str, shown: str) -> None:
    assert say(Text.of(opened(MORGEN, Typed(typed)))) == shown


@given(st.text(min_size=1))
def test_no_character_is_lost(typed: str) -> None:
    words = Typed(typed)
    _opening, said = sentence(MORGEN, words)
    assert sorted(said.raw.casefold()) == sorted(words.raw.casefold())


def test_a_kind_without_an_opening_stands_by_itself() -> None:
    for kind in KINDS.keys() - {MORGEN}:
        assert sentence(kind, Typed("ik ga praten")) == (None, Typed("ik ga praten"))
        assert say(quoted(kind, Typed("tijd"), opening="#x")) == "> #x tijd"


def test_a_quotation_opens_on_its_first_line() -> None:
    assert say(quoted(MORGEN, Typed("ik ga praten\nen ik luister"))) == "> Morgen ga ik praten\n> en ik luister"
