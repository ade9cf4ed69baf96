"""Names of people in a text, pointed at for whoever reads it first."""

import pytest

from bot.core.people.naming import full_names
from bot.core.words.typed import Typed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ik zag Fatma el Idrissi en Jan de Vries", ["Fatma el Idrissi", "Jan de Vries"]),
        ("Anne-Fleur van der Berg zei niets", ["Anne-Fleur van der Berg"]),
        ("De moeder van Yara Öztürk", ["Yara Öztürk"]),
        ("Toen Sem Bakker binnenkwam", ["Sem Bakker"]),
        ("Morgen Mees Dekker bellen. Mees Dekker weet het.", ["Mees Dekker"]),
        ("Siebe Fokke-Jansen, Lou D'Hondt", ["Siebe Fokke-Jansen", "Lou D'Hondt"]),
        ("Fatma keek naar haar moeder", []),
        ("Wij wonen in Den Haag en kijken naar Klassen", []),
        ("De Waddenzee", []),
        ("IK VIND DIT NIET EERLIJK", []),
        ("een stoel\nFatma\nJansen", []),
        ("", []),
    ],
)
def test_a_first_name_with_a_surname_is_found(text: str, names: list[str]) -> None:
    assert [name.raw for name in full_names(Typed(text))] == names
