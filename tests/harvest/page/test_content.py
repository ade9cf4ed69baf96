"""The #morgen page: who and what stands on it, counted and searched against what was brought in."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.sharing import Sharing
from bot.core.programme.models import MeetupKind
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.harvest.records import ContributionItem, Harvest
from bot.platform.text import speaking
from tests.harvest.page.reading import Reader, made
from tests.harvest.sample import HOSTILE, a_harvest, an_item
from tests.season import Season

say = speaking("nl")
PROMISE = ContributionKind("toezegging")
WITH_SEM, BY_JO = {"with": Typed("Sem")}, {"name": Typed("Jo Bakker")}


def shared(n: int, text: str, sharing: Sharing | None, **changes: object) -> ContributionItem:
    return replace(an_item(n, text), sharing=sharing, **changes)  # type: ignore[arg-type]


def at(harvest: Harvest, place: str, province: str = "", uid: str = "") -> Harvest:
    meetup = replace(harvest.meetup, place=Typed(place), province=province, uid=uid or f"uid-{place}")
    return replace(harvest, meetup=meetup)


async def read(folder: Path, *harvests: Harvest) -> Reader:
    return Reader((await made(folder, harvests))[1])


async def test_only_agreed_texts_and_first_names_stand_on_it(tmp_path: Path) -> None:
    page = await read(
        tmp_path,
        a_harvest(
            shared(1, "bel ik Fatma", Sharing.NAMED, author=Typed("Roosmarijn ter Horst"), details=WITH_SEM),
            shared(2, "groet ik elk kind", Sharing.UNNAMED, author=Typed("Wout")),
            shared(3, "niet gekozen", None),
            shared(4, "geheim plan", Sharing.NOT),
            shared(5, "verborgen plan", Sharing.NAMED, hidden=True),
            shared(6, "een brugleerkracht", Sharing.NAMED, kind=PROMISE, author=Typed("Moderator"), details=BY_JO),
        ),
    )
    assert sorted(page.cards) == ["Morgen bel ik Fatma", "Morgen groet ik elk kind", "een brugleerkracht"]
    assert "Roosmarijn" in page.text
    for kept in ("Horst", "Wout", "Sem", "niet gekozen", "geheim", "verborgen", "Bakker", "Moderator"):
        assert kept not in page.text
    assert "6 bijdragen" in page.text  # figures count everything


async def test_a_season_adds_up(tmp_path: Path) -> None:
    harvests = list(Season().harvests())
    done, html = await made(tmp_path, harvests)
    page = Reader(html)
    public = [
        item
        for harvest in harvests
        for item in harvest.contributions
        if item.sharing in (Sharing.NAMED, Sharing.UNNAMED) and not item.hidden and KINDS[item.kind].on_wall
        if item.highlighted or harvest.meetup.kind is not MeetupKind.CLASS  # of pupils what somebody read, at least
    ]
    assert done.texts == len(page.cards) == len(public)
    cards = [attributes for tag, attributes in page.elements if tag == "li" and "data-kind" in attributes]
    assert sum(card["data-province"] == "Drenthe" for card in cards) == sum(
        item in public for harvest in harvests if harvest.meetup.province == "Drenthe" for item in harvest.contributions
    )
    assert page.text.count("Uitgelicht") == 2  # in the list of parts, and above them
    kept = [item.text.raw for harvest in harvests for item in harvest.contributions if item not in public]
    unique = [text for text in kept if len(text) > 20 and text not in {item.text.raw for item in public}]
    assert unique
    assert not [text for text in unique if text in page.text]


MARKUP = (
    "</script><script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "<!-- ",
    "&lt;b&gt; &#x41;",
    "\"'><img src=x>",
    "שלום",
)


def tags(page: Reader) -> list[str]:
    """The elements of a page, without those that are there only where somebody has a first name, or more lines."""
    return [tag for tag, _attributes in page.elements if tag not in ("br", "bdi")]


@pytest.mark.parametrize("typed", [*HOSTILE, *MARKUP])
async def test_words_are_never_markup(tmp_path: Path, typed: str) -> None:
    plain = await read(tmp_path, at(a_harvest(shared(1, "bel ik", Sharing.NAMED)), "Ede"))
    item = shared(1, typed, Sharing.NAMED, author=Typed(typed), theme=None, table=Typed(typed))
    harvest = at(a_harvest(item), typed[:100], uid="uid-Ede")
    done, html = await made(tmp_path, [harvest], title=typed[:100])
    page = Reader(html)
    assert done.texts == 1
    assert tags(page) == tags(plain)
    wanted = "".join(re.split(r"[\s\x00-\x1f\x85\u200b\u2028\u202a-\u202e]", typed.replace("<@123>", "iemand")))
    assert wanted in "".join("".join(page.cards).split())


async def test_nothing_from_outside_and_nothing_that_runs_but_its_own_script(tmp_path: Path) -> None:
    page = await read(tmp_path, *Season(evenings=3).harvests())
    for tag, attributes in page.elements:
        assert tag not in ("img", "iframe", "link", "object", "embed", "base")
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
        assert "src" not in attributes
    (policy,) = [one["content"] for tag, one in page.elements if tag == "meta" and "http-equiv" in one]
    assert (policy or "").startswith("default-src 'none'")


async def test_with_nothing_agreed_it_is_a_kind_page(tmp_path: Path) -> None:
    done, html = await made(tmp_path, [a_harvest(shared(1, "bel ik", None))])
    page = Reader(html)
    assert done.texts == 0
    assert "Er is nog niets dat iedereen mag lezen" in page.text
    assert not page.cards
    assert not [tag for tag, _ in page.elements if tag in ("form", "nav")]


async def test_five_thousand_texts(tmp_path: Path) -> None:
    harvest = a_harvest(*(shared(n, f"bel ik gezin {n}.", Sharing.UNNAMED) for n in range(1, 5001)))
    done, html = await made(tmp_path, [harvest])
    assert done.texts == len(Reader(html).cards) == 5000


async def test_on_top_stands_one_of_each_meetup_before_a_second_of_any(tmp_path: Path) -> None:
    def evening(place: str) -> Harvest:
        texts = (shared(n, f"plan {n} uit {place}", Sharing.UNNAMED, highlighted=True, joined=n) for n in range(1, 5))
        return at(a_harvest(*texts), place)

    page = await read(tmp_path, evening("Ede"), evening("Oss"), evening("Goes"), evening("Weert"))
    assert {card.split()[-1] for card in page.cards[:4]} == {"Ede", "Oss", "Goes", "Weert"}
    assert all("plan 4" in card for card in page.cards[:4])
    assert len(page.cards) == 16


async def test_where_there_is_no_meetup_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        await made(tmp_path, [])
    assert "meetup" in say(refused.value.text)
    with pytest.raises(Refusal):
        await made(tmp_path, Season(evenings=1).harvests(), season="1999-2000")
    assert not (tmp_path / "pagina.html").exists()


async def test_a_chart_tells_how_long_after_the_start_things_were_brought_in(tmp_path: Path) -> None:
    harvest = a_harvest(*(shared(n, f"plan {n}", Sharing.UNNAMED) for n in range(3)))
    start = harvest.meetup.started_at or harvest.meetup.planned_start
    said = [timedelta(minutes=1), timedelta(minutes=29), timedelta(hours=9)]
    items = [replace(item, said_at=start + wait) for item, wait in zip(harvest.contributions, said, strict=True)]
    page = await read(tmp_path, replace(harvest, contributions=items))
    chart = page.text.split("Op de avond")[1]
    assert re.findall(r"\d+–\d+ min|later", chart)[:3] == ["0–15 min", "15–30 min", "30–45 min"]
    assert "later" in chart
