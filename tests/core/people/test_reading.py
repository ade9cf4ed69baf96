"""Reading a chat message: the words kept, the talk left alone, and what is asked back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.kinds import ContributionKind
from bot.core.people.reading import Found, read
from bot.core.words.typed import Typed


def a(kind: str, text: str) -> Found:
    return Found(ContributionKind(kind), Typed(text))


KEPT = {
    "opens": {
        "#morgen bel ik Jamal": ["morgen=bel ik Jamal"],
        "Wat mooi! #morgen bel ik Jamal.": ["morgen=bel ik Jamal."],
        "Hoi, ik ben Kees. #nodig een tolk": ["nodig=een tolk"],
        "😀 #morgen bel ik Jamal": ["morgen=bel ik Jamal"],
        ":hart: #morgen bel ik Jamal": ["morgen=bel ik Jamal"],
        "#onderwijs #morgen lees ik voor": ["morgen=lees ik voor"],
        "#morgen doe ik dit:\neerst bellen\ndan mailen": ["morgen=doe ik dit:\neerst bellen\ndan mailen"],
        "#morgen bel ik Jamal. Daarna drink ik thee.": ["morgen=bel ik Jamal. Daarna drink ik thee."],
        "#morgen maak ik een #leeshoek in de gang": ["morgen=maak ik een #leeshoek in de gang"],
        "#morgen vergeet ik mijn sleutel niet": ["morgen=vergeet ik mijn sleutel niet"],
        "#idee zullen we samen koken?": ["idee=zullen we samen koken?"],
        "#nodig geen nieuwe toets": ["nodig=geen nieuwe toets"],
        "#idee X": ["idee=X"],
        "#morgen 💪": ["morgen=💪"],
    },
    "closes": {
        "Ik bel twee oma's. #morgen #onderwijs": ["morgen=Ik bel twee oma's."],
        "Ik bel Jamal #klassen #morgen": ["morgen=Ik bel Jamal"],
        "Ik bel Jamal\n#morgen": ["morgen=Ik bel Jamal"],
        "Ik bel Jamal, #morgen": ["morgen=Ik bel Jamal"],
        "Ik bel Jamal (#morgen)": ["morgen=Ik bel Jamal"],
        "(Ik bel Jamal #morgen)": ["morgen=Ik bel Jamal"],
        "Ik bel Jamal #morgen 💪": ["morgen=Ik bel Jamal 💪"],
        "Ik lees voor #morgen https://www.human.nl/klassen": ["morgen=Ik lees voor https://www.human.nl/klassen"],
        "Samen eten met de straat? #idee": ["idee=Samen eten met de straat?"],
        "Voor ouders is een tolk #nodig.": ["nodig=Voor ouders is een tolk nodig"],
        "Samen zingen #werkt": ["werkt=Samen zingen werkt"],
        "Ik bel Jamal. #morgen Er is een tolk voor. #nodig": ["morgen=Ik bel Jamal.", "nodig=Er is een tolk voor."],
        "Samen zingen. #werkt Een grotere zaal. #nodig": ["werkt=Samen zingen.", "nodig=Een grotere zaal."],
    },
    "a word of its sentence": {
        "Ik bel #morgen Jamal": ["morgen=Ik bel morgen Jamal"],
        "Leuke avond. Ik ga #morgen met mijn team praten": ["morgen=Ik ga morgen met mijn team praten"],
        "Bij ons #werkt een kast met spelletjes": ["werkt=Bij ons werkt een kast met spelletjes"],
        "Er is #nodig dat we tijd krijgen": ["nodig=Er is nodig dat we tijd krijgen"],
        "Mijn #morgen: ik bel Jamal": ["morgen=ik bel Jamal"],
        "Ik heb een #idee: een lezende hond": ["idee=een lezende hond"],
    },
    "several": {
        "#morgen bel ik Jamal #nodig een uur op vrijdag": ["morgen=bel ik Jamal", "nodig=een uur op vrijdag"],
        "#werkt de spelkast #idee die ook in de hal #nodig een slot": [
            "werkt=de spelkast",
            "idee=die ook in de hal",
            "nodig=een slot",
        ],
        "#morgen bel ik Jamal #morgen mail ik zijn vader": ["morgen=bel ik Jamal", "morgen=mail ik zijn vader"],
        "#morgen bel ik Jamal. #morgen": ["morgen=bel ik Jamal."],
    },
    "talked about inside": {
        "#morgen vraag ik elke collega naar zijn #morgen": ["morgen=vraag ik elke collega naar zijn #morgen"],
        "#morgen vraag ik wat er #nodig is": ["morgen=vraag ik wat er #nodig is"],
        "#nodig dat ik #morgen vrij krijg": ["nodig=dat ik #morgen vrij krijg"],
        "#morgen zeg ik: dat #werkt": ["morgen=zeg ik: dat #werkt"],
    },
    "markup and lists": {
        "_#morgen bel ik Jamal_": ["morgen=bel ik Jamal"],
        "**_#morgen bel ik Jamal_**": ["morgen=bel ik Jamal"],
        "**#morgen** bel ik Jamal": ["morgen=bel ik Jamal"],
        "||#morgen bel ik mijn juf||": ["morgen=bel ik mijn juf"],
        "**Ik bel Jamal #morgen**": ["morgen=Ik bel Jamal"],
        "_Ik bel Jamal. #morgen_": ["morgen=Ik bel Jamal."],
        "**#morgen bel ik Jamal** en daarna drink ik thee": ["morgen=bel ik Jamal en daarna drink ik thee"],
        "#morgen bel ik *echt* Jamal": ["morgen=bel ik *echt* Jamal"],
        "#morgen schrijf ik een_lang_woord op": ["morgen=schrijf ik een_lang_woord op"],
        "#morgen 2 * 3 = 6 en 4 * 5": ["morgen=2 * 3 = 6 en 4 * 5"],
        "# #morgen bel ik Jamal": ["morgen=bel ik Jamal"],
        "-# #morgen bel ik Jamal": ["morgen=bel ik Jamal"],
        "- #morgen bel ik\n- #nodig tijd": ["morgen=bel ik", "nodig=tijd"],
        "1. #morgen bel ik\n2. #idee een bankje": ["morgen=bel ik", "idee=een bankje"],
        "- [ ] #morgen bel ik\n- [x] #werkt thee bij de deur": ["morgen=bel ik", "werkt=thee bij de deur"],
        "Kees: #morgen bel ik\nJuf Anna (groep 5): #nodig tijd": ["morgen=bel ik", "nodig=tijd"],
        "[19:42] Kees de Boer: #morgen bel ik": ["morgen=bel ik"],
        "[#nodig] een bus": ["nodig=een bus"],
        "#Morgen - ik breng fruit mee": ["morgen=ik breng fruit mee"],
        "#MORGEN! ga ik bellen": ["morgen=ga ik bellen"],
        "#morgen -> bel ik Jamal": ["morgen=bel ik Jamal"],
    },
    "characters": {
        "\u200b#morgen\u00a0bel ik Jamal": ["morgen=bel ik Jamal"],
        "#morgen morgen bel ik Jamal": ["morgen=bel ik Jamal"],
        "#idee 👩‍👩‍👧 samen 💪🏽": ["idee=👩‍👩‍👧 samen 💪🏽"],
        "#morgen أقرأ مع ابني": ["morgen=أقرأ مع ابني"],
        "#idee lees ʼs avonds voor aan Zoe\u0308": ["idee=lees ʼs avonds voor aan Zoe\u0308"],
        f"#morgen {'lees ik voor en ' * 240}slaap": [f"morgen={'lees ik voor en ' * 240}slaap"],
    },
}
NOTHING = {
    "no tag": [
        "> #morgen bel ik Jamal", ">>> #morgen bel ik\nen #nodig tijd", "`#morgen bel ik`", "```\n#morgen bel ik\n```",
        "~~#morgen bel ik Jamal~~",
        "Kees zei “#morgen doe ik het” en ging", "Typ '#morgen' dus", "https://a.example/b#morgen",
        "mail kees#morgen@a.example", "kees@morgen.example", "#morgen-muur maken",
        "#morgen_avond", "C#morgen", "hoi #klassen",
        "Ik denk er morgen nog eens over na",
    ],
    "talk about the tag": [
        "Schrijf je #morgen in de chat", "Vergeet je #morgen niet, mensen!", "Iedereen #morgen invullen graag!",
        "Kan iedereen een #morgen opschrijven?", "Begin met #morgen, dan ziet de bot het", "Wat betekent #morgen?",
        "Hoeveel #morgen hebben we al?",
        "prachtig, die #morgen van Kees", "Ik heb nog geen #morgen", "Alle #morgen komen in een boekje",
        "Lees de #morgen van Kees eens", "Zet het onder #nodig",
    ],
    "greetings, praise, complaints, questions": [
        "Goedemorgen #morgen allemaal",
        "tot #morgen!", "Slaap lekker en tot #morgen", "#morgen allemaal!", "Super! #morgen",
        "Goed plan #idee", "Helemaal mee eens #morgen", "Wat een mooi #idee, Kees!", "Mooi #idee!", "Het #werkt!",
        "Dat #werkt niet",
        "Mijn microfoon #werkt niet", "Niks #werkt hier", "Is dit #nodig?", "Wat doe jij #morgen?",
    ],
}  # fmt: skip
ASKED = {
    "# morgen bel ik Jamal": a("morgen", "bel ik Jamal"),
    "#morge bel ik Jamal": a("morgen", "bel ik Jamal"),
    "#mogren bel ik Jamal": a("morgen", "bel ik Jamal"),
    "#morgens bel ik Jamal": a("morgen", "bel ik Jamal"),
    "#morgenochtend bel ik Jamal": a("morgen", "bel ik Jamal"),
    "#mórgen bel ik Jamal": a("morgen", "bel ik Jamal"),
    "＃morgen bel ik Jamal": a("morgen", "bel ik Jamal"),
    "#tomorrow I call Jamal": a("morgen", "I call Jamal"),
    "#ideeën: een bankje": a("idee", "een bankje"),
    "Ik bel Jamal #morge": a("morgen", "Ik bel Jamal"),
    "Morgen: ik bel Jamal": a("morgen", "ik bel Jamal"),
    "Nodig: een tolk": a("nodig", "een tolk"),
    "/morgen bel ik Jamal": a("morgen", "bel ik Jamal"),
    "morgen# bel ik Jamal": a("morgen", "bel ik Jamal"),
    "#morgen": a("morgen", ""),
    "#nodig …": a("nodig", ""),
    "Geweldig gesprek zo! #morgen": a("morgen", "Geweldig gesprek zo!"),
    "Mijn #idee is een lezende hond": a("idee", "Mijn idee is een lezende hond"),
    "Vergeet niet dat ik #morgen Jamal bel": a("morgen", "Vergeet niet dat ik morgen Jamal bel"),
}


@pytest.mark.parametrize(("line", "kept"), [pair for group in KEPT.values() for pair in group.items()])
def test_the_words_of_a_contribution_are_kept_whole(line: str, kept: list[str]) -> None:
    reading = read(Typed(line))
    assert [f"{item.kind}={item.text.raw}" for item in reading.kept] == kept
    assert reading.asked is None


@pytest.mark.parametrize("line", [line for group in NOTHING.values() for line in group])
def test_talk_is_left_alone_without_a_question(line: str) -> None:
    assert read(Typed(line)).kept == ()
    assert read(Typed(line)).asked is None


@pytest.mark.parametrize(("line", "asked"), ASKED.items())
def test_what_is_doubtful_is_asked_and_not_kept(line: str, asked: Found) -> None:
    assert read(Typed(line)).kept == ()
    assert read(Typed(line)).asked == asked


@given(st.text(max_size=300))
def test_any_text_at_all_is_read_without_harm(message: str) -> None:
    for item in read(Typed(message)).kept:
        assert item.text
        assert item.text.raw == item.text.raw.strip()


@example(["ik bel", "#morgen", ". ", "\n", "ik bel", "#morgen", "#morgen"])
@given(
    st.lists(
        st.sampled_from(
            ["#morgen", "#nodig", "#klassen", "**", "_", "- ", "\n", "Kees:", "ik bel", ". ", "!", "(", ")", "💪", "> "]
        )
    )
)
def test_any_mix_of_tags_and_marks_is_read_without_harm(parts: list[str]) -> None:
    for item in read(Typed(" ".join(parts))).kept:
        assert item.text.raw.strip() == item.text.raw != ""
