"""A bundle of a season: it adds up, holds what organisers need, and quotes only what may be quoted."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content.texts import say
from bot.core.people.addressees import addressees
from bot.core.people.sharing import Sharing
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.harvest import json_file
from bot.harvest.records import ContributionItem, Harvest
from tests.bundling import bundled, cells, sheets
from tests.harvest.sample import HOSTILE, TAKEN, a_harvest, an_item
from tests.season import SEASON, ZONE, Season, all_items

VERSION_1 = Path(__file__).parents[2] / "data" / "oogst-1.json"


def written(harvest: Harvest, path: Path) -> Path:
    json_file.write(harvest, ZONE, path)
    return path


async def test_the_figures_are_those_of_a_count_of_our_own(tmp_path: Path) -> None:
    harvests = list(Season().harvests())
    _made, bundle = await bundled(tmp_path / "bundel", *Season().write(tmp_path / "oogst"))
    items = all_items(harvests)
    figures = bundle["figures"]
    assert (bundle["version"], bundle["season"], bundle["rejected"]) == (1, SEASON, [])
    assert figures["meetups"] == len(bundle["meetups"]) == 14
    assert figures["people"] == sum(harvest.people for harvest in harvests)
    assert figures["contributions"] == len(bundle["contributions"]) == len(items)
    assert figures["joined"] == sum(item.joined for item in items)
    assert figures["by_kind"] == Counter(item.kind for item in items)
    assert figures["by_theme"] == Counter(item.theme for item in items if item.theme)
    assert figures["by_role"] == Counter(item.role for item in items if item.role)
    assert sum(figures["by_province"].values()) == len(items)  # nobody wrote anything at the one without a province
    told = Counter(item.follow_up.answer for item in items if item.follow_up and item.follow_up.answer)
    assert {name: n for name, n in figures["followed_up"].items() if n} == told
    promised = [bool(item.details["confirmed"]) for item in items if item.kind == "toezegging"]
    assert figures["commitments"] == {"confirmed": sum(promised), "open": len(promised) - sum(promised)}
    assert [one["contributions"] for one in bundle["meetups"]] == [one.total for one in harvests]
    assert [one["date"] for one in bundle["meetups"]] == sorted(one["date"] for one in bundle["meetups"])


async def test_every_row_is_of_a_meetup_with_its_place_province_and_date(tmp_path: Path) -> None:
    harvests = list(Season().harvests())
    _made, bundle = await bundled(tmp_path / "bundel", *Season().write(tmp_path / "oogst"))
    expected = [
        (harvest.meetup.title, harvest.meetup.uid, harvest.meetup.place, harvest.meetup.province,
         f"{harvest.meetup.begins.astimezone(ZONE).date()}", item.id)
        for harvest in harvests
        for item in harvest.contributions
    ]  # fmt: skip
    rows = bundle["contributions"]
    assert [tuple(row[key] for key in ("meetup", "uid", "place", "province", "date", "id")) for row in rows] == expected
    one = json.loads((next((tmp_path / "oogst").iterdir()) / "oogst.json").read_bytes())["contributions"][0]
    assert set(rows[0]) == {*one, "meetup", "uid", "place", "province", "date"}
    heading, *lines = cells(tmp_path / "bundel" / "bundel.csv")
    assert heading[:4] == ["Meetup", "Plaats", "Provincie", "Datum"]
    assert [line[:3] for line in lines] == [[row["meetup"], row["place"], row["province"]] for row in rows]
    book = "".join(sheets(tmp_path / "bundel" / "bundel.xlsx"))
    assert all(one["title"] in book for one in bundle["meetups"])


async def test_the_report_quotes_highlighted_ones_by_province_as_their_authors_agreed(tmp_path: Path) -> None:
    def said(n: int, words: str, sharing: Sharing | None) -> ContributionItem:
        return replace(an_item(n, words, author=f"Naam{n}"), sharing=sharing, highlighted=True)

    items = (
        said(1, "zwaai ik naar de bus", Sharing.NAMED),
        said(2, "bak ik een taart", Sharing.UNNAMED),
        said(3, "lees ik een brief", None),
        said(4, "verf ik het hek", Sharing.NOT),
        replace(said(5, "veeg ik de stoep", Sharing.NAMED), hidden=True),
        replace(said(6, "tel ik de fietsen", Sharing.NAMED), highlighted=False),
    )
    harvest = a_harvest(*items)
    harvest = replace(harvest, meetup=replace(harvest.meetup, province="Zeeland"))
    _made, bundle = await bundled(tmp_path / "bundel", written(harvest, tmp_path / "oogst.json"))
    report = (tmp_path / "bundel" / "bundel.md").read_text("utf-8")
    zeeland = report[report.index("### Zeeland") : report.index("## Cijfers")]
    assert [name in zeeland for name in ("zwaai", "taart", "brief", "hek", "stoep", "fietsen")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert [f"Naam{n}" in report for n in range(1, 7)] == [True, False, False, False, False, False]
    assert not any(word in report for word in ("hek", "stoep", "fietsen"))
    assert len(bundle["contributions"]) == bundle["figures"]["contributions"] == 6  # figures count everything


async def test_needs_stand_by_label_and_by_whom_they_are_addressed_to(tmp_path: Path) -> None:
    quiet, table = Typed("rust"), Typed("een plek")
    items = (
        replace(an_item(1, "een hoekje van de gemeente", "nodig"), labels=(quiet,)),
        replace(an_item(2, "een bank van ons bestuur", "nodig"), labels=(quiet, table)),
        an_item(3, "lampen van de gemeente", "nodig"),
        an_item(4, "koekjes", "nodig"),
    )
    _made, bundle = await bundled(tmp_path / "bundel", written(a_harvest(*items), tmp_path / "oogst.json"))
    assert bundle["figures"]["by_label"] == {"rust": 2, "een plek": 1}
    report = (tmp_path / "bundel" / "bundel.md").read_text("utf-8")
    headings = [line for line in report.splitlines() if line.startswith("### ")]
    assert headings == [
        "### rust (2)", "### een plek (1)", "### Zonder label, gericht aan: gemeente (1)",
        "### Zonder label, gericht aan: niet genoemd (1)",
    ]  # fmt: skip
    assert "Gericht aan: bestuur (1) en gemeente (1)." in report
    assert [len(addressees(item.text)) for item in items] == [1, 1, 1, 0]


async def test_the_same_meetup_twice_counts_once_and_the_newer_export_wins_whole(tmp_path: Path) -> None:
    old, again = a_harvest("bel ik", "mail ik"), a_harvest("app ik")
    new = replace(again, exported_at=old.exported_at + timedelta(days=1))
    other = replace(old, meetup=replace(old.meetup, uid="een ander met dezelfde naam", id=8))
    files = [written(harvest, tmp_path / f"{n}.json") for n, harvest in enumerate((new, old, other))]
    made, bundle = await bundled(tmp_path / "bundel", *files)
    assert [(one["uid"][:6], one["contributions"]) for one in bundle["meetups"]] == [("5f0e3a", 1), ("een an", 2)]
    assert sorted(item["text"] for item in bundle["contributions"]) == ["app ik", "bel ik", "mail ik"]
    assert "stond er meer dan één keer in" in say(made.remarks[0])
    assert "stond er meer dan één keer in" in (tmp_path / "bundel" / "bundel.md").read_text("utf-8")


async def test_version_1_is_the_same_meetup_as_its_export_in_version_2(tmp_path: Path) -> None:
    first = json.loads(VERSION_1.read_text("utf-8"))
    twice = tmp_path / "nog eens.json"
    twice.write_text(json.dumps(first), "utf-8")
    _made, bundle = await bundled(tmp_path / "een", VERSION_1, twice)
    assert (len(bundle["meetups"]), bundle["meetups"][0]["uid"], bundle["meetups"][0]["exported_at"]) == (1, "", None)
    assert {row["province"] for row in bundle["contributions"]} == {""}
    sample = a_harvest("bel ik")
    began = sample.meetup.started_at
    new = replace(sample, meetup=replace(sample.meetup, id=first["meetup"]["id"], title=Typed("Eigen meetup")))
    first["meetup"]["started_at"] = began and began.isoformat()
    twice.write_text(json.dumps(first), "utf-8")
    _made, bundle = await bundled(tmp_path / "twee", written(new, tmp_path / "oogst.json"), twice)
    assert [(one["uid"], one["contributions"]) for one in bundle["meetups"]] == [("5f0e3a", 1)]


async def test_a_season_takes_only_its_own_meetups(tmp_path: Path) -> None:
    homes = Season(evenings=3).write(tmp_path / "oogst")
    _made, bundle = await bundled(tmp_path / "nieuw", *homes, VERSION_1, season=SEASON)
    assert (bundle["season"], len(bundle["meetups"])) == (SEASON, 3)
    _made, bundle = await bundled(tmp_path / "oud", *homes, VERSION_1, season="2025-2026")
    assert (bundle["season"], len(bundle["meetups"])) == ("2025-2026", 1)
    _made, bundle = await bundled(tmp_path / "alles", *homes, VERSION_1)
    assert (bundle["season"], len(bundle["meetups"])) == ("", 4)
    with pytest.raises(Refusal, match=r"2099-2100.*2025-2026.*2026-2027"):
        await bundled(tmp_path / "niets", *homes, VERSION_1, season="2099-2100")
    assert not (tmp_path / "niets").exists()


async def test_hostile_words_stay_words_in_every_file(tmp_path: Path) -> None:
    texts = [*HOSTILE, *TAKEN]
    items = [
        replace(an_item(n, text, ("morgen", "nodig")[n % 2]), highlighted=True, labels=(Typed("=1+1"),))
        for n, text in enumerate(texts)
    ]
    harvest = a_harvest(*items)
    meetup = replace(harvest.meetup, title=Typed('=HYPERLINK("x") <b> | # kop'), place=Typed("+31"), province="=1")
    await bundled(tmp_path / "bundel", written(replace(harvest, meetup=meetup), tmp_path / "oogst.json"))
    for name in ("bundel.csv", "labels.csv"):
        _heading, *rows = cells(tmp_path / "bundel" / name)
        assert not [cell for row in rows for cell in row if cell.strip().startswith(("=", "+", "@")) or cell == "007"]
    assert not [text for text in sheets(tmp_path / "bundel" / "bundel.xlsx") if "<f>" in text or "<hyperlink " in text]
    report = (tmp_path / "bundel" / "bundel.md").read_text("utf-8")
    assert "<b>" not in report.replace(r"\<b\>", "")
    assert "](http" not in report.replace(r"\](http", "").replace(r"](http\:", "")


async def test_5000_quotes_and_none_at_all(tmp_path: Path) -> None:
    many = [replace(an_item(n, f"tel ik er {n}"), highlighted=True) for n in range(5000)]
    await bundled(tmp_path / "veel", written(a_harvest(*many), tmp_path / "veel.json"))
    report = (tmp_path / "veel" / "bundel.md").read_text("utf-8")
    assert all(f"tel ik er {n}\n" in report for n in range(5000))
    made, bundle = await bundled(tmp_path / "leeg", written(a_harvest(), tmp_path / "leeg.json"))
    assert (bundle["figures"]["meetups"], bundle["contributions"], made.contributions) == (1, [], 0)
    assert "werd niets uitgelicht" in (tmp_path / "leeg" / "bundel.md").read_text("utf-8")
