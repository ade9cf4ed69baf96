"""poster.pdf and poster.png: what all may read, on one page of A3."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed
from bot.harvest import earlier, files
from bot.harvest.poster_file import LETTERS, LONGEST, MOST, chosen_pledges, content, is_due
from bot.harvest.records import ContributionItem, Harvest
from tests.harvest.paper import links, printed, words
from tests.harvest.sample import HOSTILE, ZONE, a_harvest, an_item

pytestmark = pytest.mark.printing
MARKUP = (
    "#panic()",
    "$x$ *y* _z_",
    "\\ ` ``` @label <tag>",
    "{{a}}",
    "x",
    "שלום 🎯 \u202e",
    "😀" * 300,
    "\u200b",
    "!" * 900,
)


def pledge(n: int, text: str, sharing: Sharing | None = Sharing.UNNAMED, *, star: bool = False) -> ContributionItem:
    return replace(an_item(n, text), sharing=sharing, highlighted=star)


def texts(harvest: Harvest) -> list[str]:
    return [item.text.raw for item in chosen_pledges(harvest)]


def test_only_what_its_author_agreed_to_is_public_and_only_who_chose_a_name_is_named(tmp_path: Path) -> None:
    hidden = replace(pledge(5, "verborgen", Sharing.NAMED), hidden=True)
    other = replace(an_item(6, "tijd voor gesprekken", "nodig"), sharing=Sharing.NAMED)
    harvest = a_harvest(
        replace(pledge(1, "bel ik Fatma", Sharing.NAMED), details={"with": Typed("Sem")}),
        pledge(2, "groet ik elk kind"),
        pledge(3, "niet gekozen", None), pledge(4, "geheim", Sharing.NOT), hidden, other,
    )  # fmt: skip
    reader = printed("poster", harvest, tmp_path)
    text = words(reader)
    assert "… bel ik Fatma — Noor" in text
    assert "… groet ik elk kind" in text
    assert text.count("Noor") == 1
    for kept in ("niet gekozen", "geheim", "verborgen", "tijd voor", "Sem"):
        assert kept not in text
    assert "Een keuze uit 5 plannen voor morgen." in text
    assert str(reader.root_object["/Lang"]).startswith("nl")
    (page,) = reader.pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 420]  # millimetres of an A3


def test_highlighted_ones_stand_alone_and_without_any_those_that_most_join() -> None:
    plain = [replace(pledge(n, f"plan {n}"), joined=n % 7) for n in range(1, 40)]
    assert texts(a_harvest(*plain, pledge(50, "licht", star=True), pledge(51, "dicht", None, star=True))) == ["licht"]
    most = texts(a_harvest(*plain))
    assert most[:6] == ["plan 6", "plan 13", "plan 20", "plan 27", "plan 34", "plan 5"]
    assert len(most) == MOST


def test_as_many_as_can_be_read_and_long_ones_in_part() -> None:
    harvest = a_harvest(*(pledge(n, "vraag ik iets " * 280) for n in range(1, 30)))
    assert len(chosen_pledges(harvest)) == LETTERS // LONGEST
    assert all(len(one["text"]) <= LONGEST + 2 for one in content(harvest, ZONE)["pledges"])


def test_a_plan_goes_on_where_the_title_stops_or_stands_by_itself() -> None:
    harvest = a_harvest(pledge(1, "ik bel Fatma"), pledge(2, "Morgen bel ik Fatma"), pledge(3, "een gesprek"))
    assert [one["text"] for one in content(harvest, ZONE)["pledges"]] == [
        "… bel ik Fatma", "Morgen bel ik Fatma", "een gesprek",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", [*MARKUP, *HOSTILE])
def test_words_are_never_markup_and_stay_on_their_page(tmp_path: Path, typed: str) -> None:
    one = replace(pledge(1, typed, Sharing.NAMED), author=Typed(typed[:40]))
    harvest = a_harvest(one, pledge(2, typed), pledge(3, "bel ik"))
    titled = replace(harvest, meetup=replace(harvest.meetup, title=Typed(typed[:100])))
    reader = printed("poster", titled, tmp_path)
    assert len(reader.pages) == 1
    assert not links(reader)
    if typed.isascii() and len(typed) < 20:
        assert "".join(typed.split()) in "".join(words(reader).split())


async def test_with_nothing_agreed_it_has_lines_to_write_on_and_comes_only_when_asked(tmp_path: Path) -> None:
    harvest = a_harvest(pledge(1, "bel ik", None))
    assert not is_due(harvest)
    made = await files.write(harvest, tmp_path, ZONE)
    assert not any(path.stem == "poster" for path in made)
    made = await files.write(harvest, tmp_path, ZONE, ["poster"])
    assert [path.name for path in made] == ["poster.pdf", "poster.png"]
    text = words(printed("poster", harvest, tmp_path))
    assert text.count("Morgen …") == 9
    assert "En wat doe jij morgen?" in text
    assert "bel ik" not in text


async def test_the_picture_is_the_poster_and_both_go_with_what_they_say(tmp_path: Path) -> None:
    agreed = a_harvest(pledge(1, "bel ik Fatma", Sharing.NAMED))
    made = {path.name: path for path in await files.write(agreed, tmp_path, ZONE)}
    with Image.open(io.BytesIO(made["poster.png"].read_bytes())) as picture:
        assert picture.size == (1286, 1819)
    nobody = a_harvest(pledge(1, "bel ik Fatma", Sharing.NOT))
    again = await earlier.renew(nobody, [made["poster.pdf"], made["poster.png"]], ZONE)
    assert len(again.renewed) == 2
    assert not made["poster.pdf"].exists()
    assert not made["poster.png"].exists()


async def test_an_anonymous_one_stands_beside_it(tmp_path: Path) -> None:
    harvest = a_harvest(pledge(1, "bel ik Fatma", Sharing.NAMED)).without_names()
    made = await files.write(harvest, tmp_path, ZONE, ["poster"])
    assert [path.name for path in made] == ["poster-anoniem.pdf", "poster-anoniem.png"]
    assert "Noor" not in words(printed("poster", harvest, tmp_path))
