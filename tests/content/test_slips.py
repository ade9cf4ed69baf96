"""Typical mistakes of somebody who writes a programme in Word or Notepad: each its own sentence, with line and key."""

import time
from pathlib import Path

import pytest

from bot.content.library import Library
from bot.content.texts import say

LIBRARY = Library()
EVENING = """\
titel: Onze avond
soort: eigen
blokken:
  - titel: Kijken
    soort: plenair
    duur: 15 min
    tekst: Welkom!
    fragment:
      titel: Klassen
      url: https://www.human.nl/klassen
    vragen:
      - {na: 5 min, tekst: Wat viel je op?}
  - titel: Praten
    soort: break-out
    duur: 25 min
    ruimtes:
      - thema: taal
      - titel: Vrij
        richtingen:
          - Bel iemand
          - Schrijf iets
"""


def told(path: Path) -> list[str]:
    return [say(mistake.sentence).removeprefix(str(path)).lstrip(":, ") for mistake in LIBRARY.check(path)]


def mistakes(folder: Path, content: str | bytes, name: str = "avond.yaml") -> list[str]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return told(path)


def test_the_evening_itself_is_right(tmp_path: Path) -> None:
    assert mistakes(tmp_path, EVENING) == []


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("  - titel: Praten", "    titel: Praten", "regel 13, blokken 1 → titel: “titel” staat ook al op regel 4. Begint hier een nieuw onderdeel van “blokken”?"),
        ("  - titel: Praten", "  titel: Praten", "regel 13, blokken 1 → titel: “titel” staat ook al op regel 4. Begint hier een nieuw onderdeel"),
        ("      - titel: Vrij", "        titel: Vrij\n        titel: Weer", "regel 19, blokken 2 → ruimtes 1 → titel: “titel” staat hier twee keer, ook op regel 18"),
        ("          - Schrijf iets", "          Schrijf iets", "regel 21: Voor dit onderdeel ontbreekt een streepje. Schrijf “- Schrijf iets”"),
        ("      - thema: taal\n", "      thema: taal\n", "regel 17, blokken 2 → thema: Voor dit onderdeel ontbreekt een streepje. Schrijf “- thema: taal”"),
        ("      - {na: 5 min, ", "      {na: 5 min, ", "regel 12, na: Voor dit onderdeel ontbreekt een streepje"),
        ("          - Bel iemand", "          Bel iemand", "regel 20: Voor dit onderdeel ontbreekt een streepje"),
        ("    ruimtes:", "    ruimtes", "regel 16: Achter “ruimtes” ontbreekt de dubbele punt"),
        ("    tekst: Welkom!", "    tekst: |\n    Welkom: allemaal!", "regel 8, blokken 1 → tekst: Deze regel hoort bij de tekst van “tekst” op regel 7, maar begint te ver naar links. Zet er 6 spaties voor"),
        ("  - titel: Praten", "  – titel: Praten", "regel 13, titel: Met “–” begint geen onderdeel. Zet er een gewoon streepje en een spatie voor in de plaats: “- titel: Praten”"),
        ("  - titel: Praten", "  -titel: Praten", "regel 13, titel: Achter het streepje ontbreekt een spatie. Schrijf “- titel: Praten”"),
        ("url: https://www.human.nl/klassen", "url: “https://www.human.nl/klassen”", "regel 10, blokken 1 → fragment → url: Om “https://www.human.nl/klassen” staan gekrulde aanhalingstekens"),
        ("soort: eigen", "soort: „eigen”", "regel 2, soort: Om “eigen” staan gekrulde aanhalingstekens"),
        ("titel: Praten", "titel: #Praten", "regel 13, blokken 2 → titel: Wat achter een hekje staat, is een aantekening die niemand te lezen krijgt: “#Praten”"),
        ("    duur: 15 min", "   duur: 15 min", "regel 6, blokken 1 → duur: Het inspringen klopt hier niet. Zet er 4 spaties voor, dan staat het recht onder “soort” op regel 5"),
        ("    duur: 15 min", "      duur: 15 min", "regel 6, blokken 1 → duur: Het inspringen klopt hier niet. Zet er 4 spaties voor"),
        ("    soort: break-out", "  soort: break-out", "regel 14, blokken 2 → soort: Het inspringen klopt hier niet. Zet er 4 spaties voor, dan staat het recht onder “titel” op regel 13"),
        ("      - {na", "  - {na", "regel 12, blokken 1: Het inspringen klopt hier niet. Hoort dit bij “vragen” op regel 11? Zet dan 6 spaties voor het streepje"),
        ("      - titel: Vrij", "     - titel: Vrij", "regel 18, blokken 2 → ruimtes → titel: Het inspringen klopt hier niet. Zet 6 spaties voor het streepje, net als bij de andere onderdelen van “ruimtes”"),
        ("    duur: 15 min", "\tduur: 15 min", "regel 6, duur: Deze regel begint met een tab. Zet er spaties"),
        ("    soort: plenair", "    soort plenair", "regel 5, blokken 1 → soort: Achter “soort” ontbreekt de dubbele punt. Schrijf “soort: plenair”"),
        ("    soort: plenair", "    soort; plenair", "regel 5, blokken 1 → soort: Achter “soort” ontbreekt de dubbele punt"),
        ("  - titel: Kijken", "  - titel Kijken", "regel 4, blokken 1 → titel: Achter “titel” ontbreekt de dubbele punt. Schrijf “titel: Kijken”"),
        ("titel: Onze avond", "titel Onze avond", "regel 1, titel: Achter “titel” ontbreekt de dubbele punt"),
        ("    soort: plenair", "    soort:plenair", "regel 5, blokken 1 → soort: Achter de dubbele punt ontbreekt een spatie. Schrijf “soort: plenair”"),
        ("titel: Onze", "Titel: Onze", "regel 1, Titel: Schrijf dit woord met kleine letters: “titel” in plaats van “Titel”"),
        ("    soort: break-out", "    Soort: break-out", "regel 14, blokken 2 → Soort: Schrijf dit woord met kleine letters"),
        ("soort: break-out", "soort: Break-out", "regel 14, blokken 2 → soort: “Break-out” kun je hier niet kiezen. Bedoel je “break-out”?"),
        ("    tekst: Welkom!", "    tekst: Welkom!\n    tekst: Dag!", "regel 8, blokken 1 → tekst: “tekst” staat hier twee keer, ook op regel 7"),
        ("{na: 5 min,", "{na: 5 min, na: 6 min,", "regel 12, blokken 1 → vragen 1 → na: “na” staat hier twee keer"),
        ("thema: taal", "thema: Taal", "regel 17, blokken 2 → ruimtes 1 → thema: Er is geen thema “Taal”. Bedoel je “taal”?"),
        ("    tekst: Welkom!", "    tekst: Welkom!\n\n    Fijn dat je er bent.", "regel 9: Bij “Fijn dat je er bent.” ontbreekt een sleutel. Hoort het bij “tekst” op regel 7? Schrijf daar dan “tekst: >-”"),
        ("    tekst: Welkom!", "    tekst: >-\n       Welkom!\n      Fijn.", "regel 9, blokken 1 → tekst: Deze regel hoort bij de tekst van “tekst” op regel 7, maar begint te ver naar links. Zet er 7 spaties voor"),
        ("tekst: Welkom!", "tekst: 'Welkom!", "regel 7, blokken 1 → tekst: Het aanhalingsteken ' dat hier opengaat, gaat nergens dicht"),
        ("{na: 5 min, tekst: Wat viel je op?}", "{na: 5 min, tekst: Wat viel je op?", "regel 12, blokken 1 → vragen 1: Het haakje “{” dat hier opengaat, gaat nergens dicht"),
        ("url: https://www.human.nl/klassen", "url: www.human.nl/klassen", "regel 10, blokken 1 → fragment → url: Voor “www.human.nl/klassen” ontbreekt https://"),
        ("blokken:", "---\nblokken:", "regel 3: Een regel met --- of ... knipt het bestand in tweeën"),
        ("soort: eigen", "soort: eigen\ndatum: 2026-11-31", "regel 3, datum: “datum” ken ik niet"),
        ("titel: Onze avond", "titel: !!python/x:y z", "regel 1, titel: “!!python/x:y” ken ik niet"),
        ("url: https://www.human.nl/klassen", "url: human.nl/klassen", "regel 10, blokken 1 → fragment → url: Voor “human.nl/klassen” ontbreekt https://"),
        ("titel: Onze avond", "titel: !!int x", "regel 1, titel: “!!int” ken ik niet. Is het tekst? Zet de tekst tussen aanhalingstekens"),
        ("soort: eigen", "soort: &a eigen", "regel 2, soort: Een waarde die begint met & of * is een verwijzing"),
        ("duur: 15 min", "duur: 0:15", "regel 6, blokken 1 → duur: “0:15” kan in uren of in minuten zijn"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_once_by_its_own_line_and_key(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in EVENING
    found = mistakes(tmp_path, EVENING.replace(old, new, 1))
    assert len(found) == 1, found
    assert found[0].startswith(expected), found


@pytest.mark.parametrize(
    "old, new",
    [
        ("duur: 15 min", "duur: kwartier"), ("duur: 15 min", "duur: 15min"), ("duur: 25 min", "duur: anderhalf uur"),
        ("duur: 25 min", "duur: 24 uur"), ("soort: eigen", "soort: eigen\neindigt: 21:30"), ("duur: 25 min", "duur: 25 min\n    vast: 20u15"),
        ("    duur: 15 min", "\u00a0\u00a0\u00a0\u00a0duur:\u00a015\u00a0min"), ("titel: Onze avond", '"titel": Onze avond'),
        ("soort: eigen", "soort: eigen\r"), ("    vragen:\n      -", "    vragen:\n    -"), ("soort: eigen", "soort: eigen # of meetup"),
        ("tekst: Welkom!", "tekst:\n      Welkom: allemaal"), ("tekst: Welkom!", "tekst: |-  # kort\n      Welkom\n      # en dit"), ("  - titel: Kijken", "  -\n    titel: Kijken"), ("Welkom!", "Welkom\u2028allemaal\x0b!"),
        ("- {na: 5 min, tekst: Wat viel je op?}", "- {\n          na: 5 min,  # kort\n          tekst: Wat viel je op?\n        }"),
        ("          - Bel iemand", "          - Maak de zin af: Morgen …"), ("titel: Onze", "---\ntitel: Onze"),
    ],
)  # fmt: skip
def test_what_is_certain_is_accepted(tmp_path: Path, old: str, new: str) -> None:
    assert old in EVENING
    assert mistakes(tmp_path, EVENING.replace(old, new, 1)) == []


def test_a_time_with_a_dot_is_never_taken_for_a_number(tmp_path: Path) -> None:
    path = tmp_path / "avond.yaml"
    path.write_text(EVENING.replace("duur: 25 min", "duur: 25 min\n    vast: 20.10") + "eindigt: 21:30\n", "utf-8")
    found = LIBRARY.load(path)
    assert (found.blocks[1].fixed, found.ends) == ("20:10", "21:30")


@pytest.mark.parametrize(
    "content, expected",
    [
        (b"{\\rtf1\\ansi titel: Onze avond}", "Dit is een ander soort bestand (RTF)"),
        (b"PK\x03\x04\x14\x00", "Dit is een ander soort bestand (Word)"),
        (EVENING.encode("utf-16"), "waarschijnlijk UTF-16 (“Unicode”). Bewaar het als UTF-8"),
        (EVENING.encode("utf-16-le"), "waarschijnlijk UTF-16 (“Unicode”). Bewaar het als UTF-8"),
        (EVENING.replace("Welkom!", "Eén café").encode("cp1252"), "regel 7: Dit bestand is geen UTF-8, maar waarschijnlijk Windows-1252"),
        (EVENING.replace("Welkom!", "Wel\x00kom"), "regel 7: Hier staat een teken dat je niet ziet"),
        (b"blokken: " + b"[" * 50_000, "regel 1, blokken: Hier staan te veel haakjes binnen haakjes"),
        (b"blokken: " + b"{a: " * 30_000, "regel 1, blokken: Hier staan te veel haakjes binnen haakjes"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "regel 1, a: Een waarde die begint met & of * is een verwijzing"),
        (b"blokken:\n" + b"".join(b" " * n + b"- \n" for n in range(1, 400)), "regel 3, blokken: Het inspringen"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_programme_is_told_in_one_sentence(
    tmp_path: Path, content: str | bytes, expected: str
) -> None:
    began = time.process_time()
    (found,) = mistakes(tmp_path, content)
    assert expected in found
    assert time.process_time() - began < 2


def test_a_name_that_windows_made_is_told(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, EVENING, "avond.yaml.txt")
    assert "Noem het “avond.yaml”" in found
    assert mistakes(tmp_path, EVENING, "avond.yml") == []


@pytest.mark.parametrize(
    "line, expected",
    [
        ("tafelgrootte: 8", None),
        ("tafelgrootte: 8 mensen", None),
        ('tafelgrootte: " 6 "', None),
        ("tafelgrootte: 1", "regel 16, blokken 2 → tafelgrootte: “1” is geen aantal mensen aan een tafel. Schrijf een getal van 2 tot en met 99"),
        ("tafelgrootte: acht", "“acht” is geen aantal mensen"),
        ("tafelgrootte: 7,5", "“7,5” is geen aantal mensen"),
        ("tafelgrootte: -4", "“-4” is geen aantal mensen"),
        ("tafelgrootte: [8]", "is geen aantal mensen"),
        ("tafelgrootte:", None),  # left out
        ("groepsgrootte: 8", "“tafelgrootte”"),
        ("hoogstens: 100", "hoogstens: “100” is geen aantal mensen"),
        ("tafelgrootte: 8\n    hoogstens: 6", "hoogstens: Aan een tafel passen hier hoogstens 6 mensen, en “tafelgrootte” is 8"),
        ("zaal: dicht", None),
        ("zaal: ja", "zaal"),
    ],
)  # fmt: skip
def test_the_size_of_tables_is_a_number_people_write(tmp_path: Path, line: str, expected: str | None) -> None:
    found = mistakes(tmp_path, EVENING.replace("    ruimtes:", f"    {line}\n    ruimtes:"))
    assert len(found) == bool(expected), found
    assert (expected or "") in "".join(found)


@pytest.mark.parametrize("line", ["tafelgrootte: 8", "hoogstens: 8", "zaal: dicht"])
def test_only_a_block_with_tables_has_a_size_of_them(tmp_path: Path, line: str) -> None:
    (found,) = mistakes(tmp_path, EVENING.replace("    tekst: Welkom!", f"    {line}"))
    assert "Alleen een blok van de soort “break-out” heeft tafels" in found or "in een blok van de soort" in found


def test_the_same_theme_twice_is_two_tables_of_it(tmp_path: Path) -> None:
    assert mistakes(tmp_path, EVENING.replace("- thema: taal\n", "- thema: taal\n      - thema: taal\n")) == []


def folder(tmp_path: Path, **programmes: str) -> Library:
    for kind in ("programmes", "themes"):
        (tmp_path / kind).mkdir()
    taal = (Path(__file__).parents[2] / "data" / "themes" / "taal.yaml").read_text("utf-8")
    (tmp_path / "themes" / "taal.yaml").write_text(taal, "utf-8")
    for name, text in programmes.items():
        (tmp_path / "programmes" / f"{name}.yaml").write_text(text, "utf-8")
    return Library(tmp_path)


def test_a_broken_file_never_hides_the_good_ones(tmp_path: Path) -> None:
    library = folder(tmp_path, goed=EVENING, datum="datum: 2026-11-31\n", tag="titel: !!int x\n", haak="titel: {\n")
    (tmp_path / "programmes" / "naam.yaml.txt").write_text(EVENING, "utf-8")
    assert set(library.names()) == {"goed"}
    assert set(library.broken()) == {"datum", "tag", "haak", "naam.yaml.txt"}
    assert len(library.files()) == 6


def test_a_broken_theme_hides_only_the_programmes_that_use_it(tmp_path: Path) -> None:
    library = folder(tmp_path, met=EVENING, zonder=EVENING.replace("thema: taal", "titel: Tafel"))
    theme = tmp_path / "themes" / "taal.yaml"
    theme.write_text("titel: Taal\nrichtingen: [", "utf-8")
    assert set(library.names()) == {"zonder"}
    assert library.broken()["met"].file == theme
