"""First names, as people write their names on Discord."""

import pytest

from bot.core.people.first_names import first_name
from bot.core.words.typed import Typed


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Roosmarijn ter Horst", "Roosmarijn"),
        ("RoosmarijnTerHorst", "Roosmarijn"),
        ("roosmarijn.terhorst", "roosmarijn"),
        ("roosmarijn82terhorst", "roosmarijn"),
        ("meester_Wout_ter_Horst", "meester"),
        ("🌸 Élodie B. ✨", "Élodie"),
        ("İlknurŞimşek", "İlknur"),
        ("Anne-Fleur Bos", "Anne-Fleur"),
        ("D’Artagnan", "D’Artagnan"),
        ("ter Horst, Wout", "Wout"),
        ("Horst,", "Horst"),
        ("de heer Horst", ""),
        ("Mevrouw Horst", ""),
        ("12345", ""),
        ("", ""),
        ("W", "W"),
        ("WOUT HORST", "WOUT"),
        ("Wout-", "Wout"),
        ("李雷", "李雷"),
    ],
)
def test_no_more_of_a_name_than_the_first(name: str, first: str) -> None:
    assert first_name(Typed(name)) == first
