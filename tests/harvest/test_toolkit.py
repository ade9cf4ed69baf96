"""The report hands on the directions and links of the themes that people talked about."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.library import Library
from bot.core.words.typed import Typed
from bot.harvest.records import Harvest, TableItem
from bot.harvest.report_file import content
from bot.harvest.toolkit import tools
from tests.harvest.paper import links, printed, words
from tests.harvest.sample import ZONE, a_harvest
from tests.safety.exports import written

OWN = """
titel: Eigen avond
soort: eigen
blokken:
  - titel: Aan tafel
    soort: break-out
    duur: 20 min
    ruimtes:
      - thema: taal
      - thema: armoede
      - titel: Eigen | tafel
        vragen: [{na: 0 min, tekst: Wat nu?}]
        richtingen: ["Bel [iemand](https://kwaad.nl)", "Schrijf een brief"]
        fragment: {titel: "Wie *komt* er?", url: "https://www.human.nl/klassen", van: "1:00", tot: "2:30"}
  - titel: Nog eens
    soort: break-out
    duur: 20 min
    ruimtes:
      - thema: taal
"""


def talked(folder: Path, *tables: TableItem) -> Harvest:
    """A harvest of an evening at which there were these tables."""
    path = folder / "eigen.yaml"
    path.write_text(OWN, "utf-8")
    harvest = a_harvest("ga ik bellen")
    meetup = replace(harvest.meetup, programme=Library(extra={"eigen": path}).programme("eigen"))
    return replace(harvest, meetup=meetup, tables=tables)


def table(title: str, theme: str | None, people: int = 4) -> TableItem:
    return TableItem(Typed(title), theme, people, people, 3)


def test_each_theme_that_was_talked_about_has_its_directions_once(tmp_path: Path) -> None:
    harvest = talked(tmp_path, table("Taal 1", "taal"), table("Taal", "taal"), table("Armoede", "armoede", 0))
    (taal,) = tools(harvest)
    theme = Library().themes()["taal"]
    assert taal.title == "Taal"
    assert taal.directions == theme.directions
    assert [one.url for one in taal.fragments] == [theme.fragment.url]
    text = written("md", harvest).decode()
    assert "## Om zelf mee verder te gaan\n" in text
    assert f"### Taal\n\nMorgen …\n\n- {theme.directions[0].raw}\n" in text
    assert f"- 🎬 [Fragment bij het thema taal](<{theme.fragment.url}>). " in text
    assert "### Armoede" not in text[text.index("Om zelf mee verder") :]


def test_a_table_of_ones_own_is_there_too_and_its_words_stay_words(tmp_path: Path) -> None:
    harvest = talked(tmp_path, table("Eigen | tafel", None))
    text = written("md", harvest).decode()
    assert "### Eigen \\| tafel\n\n- " in text
    assert "Morgen …" not in text[text.index("Eigen \\| tafel") :]
    assert "[Wie \\*komt\\* er?](<https://www.human.nl/klassen>). Kijk van 1:00 tot 2:30." in text


def test_without_tables_there_is_no_toolkit(tmp_path: Path) -> None:
    assert "Om zelf mee verder" not in written("md", talked(tmp_path)).decode()
    assert content(talked(tmp_path), ZONE)["toolkit"]["tools"] == []


@pytest.mark.printing
def test_the_printed_report_has_it_with_its_links(tmp_path: Path) -> None:
    harvest = talked(tmp_path, table("Taal", "taal"), table("Eigen | tafel", None))
    paper = printed("pdf", harvest, tmp_path)
    assert "Om zelf mee verder te gaan" in words(paper)
    assert "laat ik leerlingen eerst overleggen" in words(paper)
    assert "https://gelijkekansenindeklas.nl" in str(links(paper))
