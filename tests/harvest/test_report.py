"""oogst.md: the report that a board member reads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markdown_it import MarkdownIt

from bot.core.people.follow_ups import Answer, FollowUp
from bot.core.people.roles import Role
from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed
from bot.harvest.records import ContributionItem, Harvest
from bot.storage.harvests import RoleCount
from tests.harvest.sample import a_harvest, an_item
from tests.safety.exports import written

NOW = datetime(2026, 12, 24, tzinfo=UTC)


def report(harvest: Harvest) -> str:
    return written("md", harvest).decode()


def opening(*items: ContributionItem, people: int = 3) -> str:
    """The paragraph that the report opens with, as it reads."""
    text = report(replace(a_harvest(*items), people=people))
    paragraph = text.split("\n\n")[2]
    return str(MarkdownIt("commonmark").parse(paragraph)[1].content).replace("\\", "")


def needs(texts: Sequence[str]) -> list[ContributionItem]:
    return [an_item(2 * n, text, "nodig") for n, text in enumerate(texts)]


def test_the_report_reads_as_a_report() -> None:
    named = replace(an_item(0, "ga ik bellen"), sharing=Sharing.NAMED)
    text = report(a_harvest(named, "tijd", "koffie", "samen koken"))
    assert text.startswith(
        "# Meetup in 's-Hertogenbosch\n\n’s-Hertogenbosch · dinsdag 24 november 2026 · 19:30–21:30\n\n"
        "Er deden 3 mensen mee; samen schreven ze 4 bijdragen. "
    )
    assert "| Kijken | 19:30–19:45 | 19:30–19:50 |" in text
    assert "| Praten | 19:45–20:10 | – |" in text
    assert "- Morgen ga ik bellen — Noor" in text
    assert "## Taal\n\n### Wat we daarvoor nodig hebben (#nodig)\n\n- tijd\n" in text  # its author did not choose
    assert "alleen een naam als de schrijver dat koos" in text


def test_who_takes_on_what_stands_first_with_what_it_is_for() -> None:
    need = an_item(1, "tijd voor gesprekken", "nodig")
    bridge = replace(
        an_item(2, "elke school een brugleerkracht", "toezegging", "De moderator"),
        sharing=Sharing.NAMED,
        parent=need.id,
        parent_text=need.text,
        parent_may_be_quoted=True,
        details={"name": Typed("Jo Bakker"), "organisation": Typed("Gemeente Lelystad"), "confirmed": False},
    )
    kept = replace(an_item(3, "wat niemand leest", "toezegging"), sharing=Sharing.NOT)
    lines = report(a_harvest("ga ik bellen", need, bridge, kept)).splitlines()
    at = lines.index("## Wie zet waar zijn schouders onder")
    assert at < lines.index("## Taal")
    assert lines[at + 2 : at + 8] == [
        "- elke school een brugleerkracht",
        "  - Hoort bij: “tijd voor gesprekken”",
        "  - Wie: Jo Bakker",
        "  - Namens: Gemeente Lelystad",
        "  - Opgetekend, nog niet bevestigd",
        "  - Nog open: wanneer het klaar is",
    ]
    assert not any("wat niemand leest" in line or "moderator" in line for line in lines)


def test_what_people_told_of_their_plans_is_counted_and_who_told_nothing_is_not() -> None:
    told = replace(an_item(1, "bel ik"), follow_up=FollowUp(NOW, Answer.DONE, Typed("ze kwam langs")))
    asked = replace(an_item(2, "lees ik"), follow_up=FollowUp(NOW))
    text = report(a_harvest(told, asked, an_item(3, "koffie", "werkt"), an_item(4, "wandel ik")))
    assert "Er zijn 3 plannen opgeschreven. Van één lieten mensen weten hoe het ging: 1 gelukt." in text
    assert "ze kwam langs" not in text
    assert "plannen opgeschreven." not in report(a_harvest("bel ik", asked))


def planned(when: str, text: str = "bel ik Fatma", sharing: Sharing | None = Sharing.NAMED) -> ContributionItem:
    """A pledge with a moment and a partner."""
    return replace(an_item(1, text), sharing=sharing, details={"when": Typed(when), "with": Typed("Sem <b>")})


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        (
            planned("dinsdag"),
            ["- Morgen bel ik Fatma — Noor", "  - Wanneer: dinsdag", "  - Met: Sem \\<b\\>"],
        ),
        (
            planned("maandag 9 uur"),
            [
                "- Als het maandag 9 uur is, dan bel ik Fatma — Noor",
                "  - Met: Sem \\<b\\>",
            ],
        ),
        (
            planned("zodra ik er ben", "een gesprek"),
            ["- Morgen: een gesprek — Noor", "  - Wanneer: zodra ik er ben", "  - Met: Sem \\<b\\>"],
        ),
        (planned("dinsdag", sharing=Sharing.UNNAMED), ["- Morgen bel ik Fatma", "  - Wanneer: dinsdag"]),
        (planned("dinsdag", sharing=None), ["- Morgen bel ik Fatma", "  - Wanneer: dinsdag"]),
    ],
)
def test_a_pledge_shows_when_and_with_whom(item: ContributionItem, lines: list[str]) -> None:
    """Whoever is named in it is named only where its author chose to be."""
    text = report(a_harvest(item))
    at = text.index("\n- ") + 1
    assert text[at:].split("\n\n")[0].splitlines() == lines


@pytest.mark.parametrize("name", ["csv", "json", "md", "xlsx"])
def test_nobody_is_named_in_an_anonymous_harvest(name: str) -> None:
    harvest = a_harvest(planned("dinsdag met Noor erbij"), planned("dinsdag"))
    with_names, without = written(name, harvest), written(name, harvest.without_names())
    if name != "xlsx":
        assert b"Sem" in with_names
        assert b"Sem" not in without
    assert with_names != without


def test_it_opens_with_how_many_people_which_pledges_and_what_they_need() -> None:
    items = [
        replace(an_item(1, "bel ik drie ouders."), joined=2),
        replace(an_item(3, "lees ik voor"), highlighted=True),
        replace(an_item(5, "bel ik drie ouders"), theme="armoede"),
        an_item(7, "drink ik koffie"),
        *needs(["geld van de gemeente", "tijd van het bestuur", "een zaal van de gemeente", "rust"]),
    ]
    assert opening(*items, people=125) == (
        "Er deden 125 mensen mee; samen schreven ze 8 bijdragen. "
        "Voor morgen schreven zij 4 plannen op, over taal (3) en armoede (1); "
        "bijvoorbeeld “Morgen lees ik voor” en “Morgen bel ik drie ouders”. "
        "Daarvoor hebben zij 4 dingen nodig, onder meer van het bestuur (1) en de gemeente (2); "
        "bijvoorbeeld “geld van de gemeente” en “tijd van het bestuur”."
    )


def test_it_names_the_greatest_themes_and_says_when_there_are_more() -> None:
    themes = ["taal"] * 4 + ["armoede"] * 3 + ["identiteit", "identiteit", "burgerschap", None]
    items = [replace(an_item(n, "bel ik"), theme=theme) for n, theme in enumerate(themes)]
    assert "11 plannen op, vooral over taal (4), armoede (3) en identiteit (2); " in opening(*items)


def test_the_opening_of_a_small_evening() -> None:
    assert opening(an_item(0, "bel ik"), *needs(["tijd"]), people=1) == (
        "Er deed één persoon mee, met 2 bijdragen. "
        "Voor morgen schreven zij één plan op; bijvoorbeeld “Morgen bel ik”. "
        "Daarvoor hebben zij één ding nodig; bijvoorbeeld “tijd”."
    )
    assert opening(people=2) == (
        "Er deden 2 mensen mee; samen schreven ze 0 bijdragen. "
        "Wat zij morgen gaan doen, is niet opgeschreven. Wat zij daarvoor nodig hebben, is niet opgeschreven."
    )


@pytest.mark.parametrize(
    "item",
    [
        replace(an_item(0, "zwijg ik"), sharing=Sharing.NOT),
        replace(an_item(0, "scheld ik"), hidden=True),
        an_item(0, "bel ik " + "heel " * 30 + "lang"),
        an_item(0, ""),  # erased
    ],
)
def test_what_may_not_be_quoted_or_is_long_is_counted_but_no_example(item: ContributionItem) -> None:
    assert "Voor morgen schreven zij één plan op. Wat zij daarvoor" in opening(item)


def test_what_people_typed_stays_text_in_the_opening() -> None:
    text = report(a_harvest(an_item(0, "lees ik **dit** [hier](http://x) <b>\n# kop")))
    before = text.partition("\n## Om zelf mee verder te gaan\n")[0]  # there the organiser's own links stand
    kinds = {child.type for token in MarkdownIt("commonmark").parse(before) for child in token.children or []}
    assert kinds <= {"text", "softbreak", "hardbreak"}


def test_it_goes_by_theme_and_begins_each_kind_with_what_is_highlighted() -> None:
    items = [
        an_item(0, "ga ik bellen"),
        replace(an_item(2, "ga ik mailen"), highlighted=True, sharing=Sharing.UNNAMED),
        replace(an_item(4, "ga ik zwijgen"), sharing=Sharing.NOT),
        replace(an_item(6, "ga ik schelden"), hidden=True),
        an_item(8, "rust", "nodig"),
        an_item(1, "ga ik lezen"),
        replace(an_item(10, "ga ik praten"), table=Typed("Vrije tafel")),
    ]
    text = report(a_harvest(*items))
    _opening, *rest = text.split("\n## ")
    assert rest[:3] == [
        "Taal\n\n### Wat we morgen doen (#morgen)\n\n- Morgen ga ik lezen\n",
        "Vrije tafel\n\n### Wat we morgen doen (#morgen)\n\n- Morgen ga ik praten\n",
        "Niet bij een thema\n\n### Wat we morgen doen (#morgen)\n\n- ⭐ Morgen ga ik mailen\n- Morgen ga ik bellen\n\n"
        "### Wat we daarvoor nodig hebben (#nodig)\n\n- rust\n",
    ]
    assert [section.partition("\n")[0] for section in rest[3:]] == ["Om zelf mee verder te gaan", "Agenda", "Tafels"]
    assert "zwijgen" not in text
    assert "schelden" not in text
    assert "7 bijdragen" in text  # figures count everything
    for content in (written("json", a_harvest(*items)), written("csv", a_harvest(*items))):
        assert "zwijgen" in content.decode()


def test_without_any_theme_there_is_one_heading_for_all() -> None:
    assert "\n## Bijdragen\n\n### Wat we morgen doen (#morgen)\n" in report(a_harvest(an_item(0, "bel ik")))


def test_roles_count_people_and_contributions() -> None:
    harvest = replace(a_harvest("bel ik"), roles={Role.TEACHER: RoleCount(2, 3)})
    assert "leerkracht 2 mensen (3 bijdragen)" in report(harvest)
