"""Finding #morgen and its like in chat text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.kinds import KINDS, ContributionKind, Source, through
from bot.core.people.contributions import Contribution, completed, own
from bot.core.people.filling import LONGEST
from bot.core.people.reading import read
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
MORGEN, NODIG, WERKT, IDEE, *_ = KINDS
PLEDGE = Contribution(1, 1, MORGEN, Typed("bel ik Fatma"), 7, Typed("Noor"), None, None, Source.CHAT, NOW)

# Words as people type them, without anything that is markdown, a quote, a link or a tag.
SPECIAL = '#`">“”„«»[]()<*_~|\\?'
LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zs", "Zl", "Zp"], exclude_characters=SPECIAL
)
WORD = st.text(
    LETTERS,
    min_size=1,
    max_size=12,
).filter(lambda word: word[0].isalnum() and not word.lower().startswith(("http", "www")))  # fmt: skip
# It begins with a verb: the words alone may be a greeting or praise, for hypothesis takes some from our own lists.
SENTENCE = st.lists(WORD, min_size=1, max_size=8).map(lambda words: " ".join(["bel ik", *words]))
TAG = st.sampled_from(through(Source.CHAT)).flatmap(
    lambda kind: st.sampled_from([kind, kind.upper(), kind.capitalize()]).map(lambda name: (kind, f"#{name}"))
)


def said(message: str) -> list[tuple[ContributionKind, str]]:
    return [(item.kind, item.text.raw) for item in read(Typed(message)).kept]


@given(TAG, SENTENCE)
def test_what_follows_a_tag_is_the_contribution_untouched(tag: tuple[ContributionKind, str], text: str) -> None:
    assert said(f"{tag[1]} {text}") == [(tag[0], text)]


@given(SENTENCE, TAG, st.sampled_from([" ", ": ", ", ", "\n", " - ", "… "]), SENTENCE)
def test_a_tag_counts_anywhere_with_any_punctuation(
    before: str, tag: tuple[ContributionKind, str], between: str, text: str
) -> None:
    assert said(f"{before}. {tag[1]}{between}{text}") == [(tag[0], text)]


@given(SENTENCE, TAG)
def test_a_tag_at_the_end_takes_what_stands_before_it(before: str, tag: tuple[ContributionKind, str]) -> None:
    assert said(f"{before}. {tag[1]}") == [(tag[0], f"{before}.")]


@given(st.lists(st.tuples(TAG, SENTENCE), min_size=2, max_size=5), st.sampled_from(["\n", "\n\n"]))
def test_several_in_one_message(parts: list[tuple[tuple[ContributionKind, str], str]], between: str) -> None:
    message = between.join(f"{tag} {text}" for (_kind, tag), text in parts)
    assert said(message) == [(kind, text) for (kind, _tag), text in parts]


@given(
    TAG, SENTENCE, st.sampled_from(["`{}`", "``{}``", "```\n{}\n```", "> {}", ">>> {}", '"{}"', "“{}”", "„{}”", "«{}»"])
)
def test_not_in_code_quotes_or_quotation_marks(tag: tuple[ContributionKind, str], text: str, wrap: str) -> None:
    assert said(wrap.format(f"{tag[1]} {text}")) == []


@given(TAG, WORD)
def test_not_in_links(tag: tuple[ContributionKind, str], word: str) -> None:
    for message in (
        f"https://voorbeeld.nl/{tag[1]}",
        f"<http://voorbeeld.nl/a{tag[1]}>",
        f"[x](https://a.nl/{tag[1]})",
    ):
        assert said(message) == []


@given(TAG, st.text(st.characters(categories=["L", "Nd", "Mn"], codec="utf-8"), min_size=1, max_size=6), SENTENCE)
def test_not_as_part_of_a_longer_word(tag: tuple[ContributionKind, str], more: str, text: str) -> None:
    assert said(f"{tag[1]}{more} {text}") == []
    assert said(f"{tag[1]}-avond {text}") == []
    assert said(f"x{tag[1]} {text}") == []


@given(st.text(max_size=200))
def test_any_text_at_all_is_read_without_harm(message: str) -> None:
    for _kind, text in said(message):
        assert text == text.strip()
        assert text in message or " " in text


@pytest.mark.parametrize(
    "message, expected",
    [
        ("#MORGEN ga ik naar Súd-West Fryslân 🎉", [(MORGEN, "ga ik naar Súd-West Fryslân 🎉")]),
        ("**#morgen** bel ik de ouders", [(MORGEN, "bel ik de ouders")]),
        ("**#morgen bel ik de ouders**", [(MORGEN, "bel ik de ouders")]),
        ("#morgen\n\nbel ik de ouders,\nallemaal", [(MORGEN, "bel ik de ouders,\nallemaal")]),
        ("#morgen#nodig tijd", [(NODIG, "tijd")]),
        ("Ik bel de ouders. #morgen Meer tijd. #nodig", [(MORGEN, "Ik bel de ouders."), (NODIG, "Meer tijd.")]),
        ("Ik bel de ouders #morgen 💪", [(MORGEN, "Ik bel de ouders 💪")]),
        ("> wat doen we?\n#idee samen eten", [(IDEE, "samen eten")]),
        ("#werkt `#morgen` in de chat zetten", [(WERKT, "`#morgen` in de chat zetten")]),
        ("#morgen vraag ik: “wat heb jij nodig?”", [(MORGEN, "vraag ik: “wat heb jij nodig?”")]),
        ("#morgen 💪", [(MORGEN, "💪")]),
        ("Ik ga bellen (#morgen)", [(MORGEN, "Ik ga bellen")]),
        ("(#morgen) ga ik bellen", [(MORGEN, "ga ik bellen")]),
        ("#morgen ga ik bellen (als het lukt)", [(MORGEN, "ga ik bellen (als het lukt)")]),
        ("Typ '#morgen' of ‘#nodig’ in de chat", []),
        ("Bedankt, tot #morgen!", []),
        ("~~#morgen ga ik bellen~~", []),
        ("#morgen", []),
        ("#morgen: …", []),
        ("Wat is #morgen?", []),
        ("Morgenavond #morgenavond en #klassen", []),
        ("#morgen‘s ochtends", [(MORGEN, "‘s ochtends")]),
    ],
)
def test_examples(message: str, expected: list[tuple[ContributionKind, str]]) -> None:
    assert said(message) == expected


@pytest.mark.parametrize(
    "kind, text, expected",
    [
        (MORGEN, "Morgen ga ik bellen", "ga ik bellen"),
        (MORGEN, "#morgen ga ik bellen", "ga ik bellen"),
        (MORGEN, "morgenochtend bel ik", "morgenochtend bel ik"),
        (NODIG, "Morgen al: tijd", "Morgen al: tijd"),
        (IDEE, "x", "x"),
    ],
)
def test_a_form_completes_the_sentence(kind: ContributionKind, text: str, expected: str) -> None:
    assert completed(kind, Typed(text)) == expected


def test_a_form_takes_4000_characters_and_refuses_more_or_none() -> None:
    assert len(completed(NODIG, Typed("a" * LONGEST))) == LONGEST
    with pytest.raises(Refusal, match="4001 characters"):
        completed(NODIG, Typed("a" * (LONGEST + 1)))
    for nothing in (" \n ", "\u2063\u202e", "…"):
        with pytest.raises(Refusal, match="What do you need"):
            completed(NODIG, Typed(nothing))
    with pytest.raises(Refusal, match="tomorrow"):
        completed(MORGEN, Typed("#morgen"))


def test_only_the_author_touches_a_contribution() -> None:
    assert own(PLEDGE, 7).author == 7
    with pytest.raises(Refusal, match="somebody else's"):
        own(PLEDGE, 8)
    with pytest.raises(Refusal, match="withdrawn"):
        own(None, 7)
