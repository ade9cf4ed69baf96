"""Links that lead nowhere."""

import pytest

from bot.content.library import Library
from bot.core.programme.links import doubtful, is_home_page, problem_of
from bot.core.programme.models import Programme
from bot.core.words.typed import Typed


@pytest.mark.parametrize(
    "link",
    [
        "https://www.human.nl/klassen",
        "http://gelijkekansenindeklas.nl",
        "https://youtu.be/dQw4?t=90",
        "https://wetten.overheid.nl:443/a_b/c#d",
        "https://vulinternationaal.nl",
    ],
)
def test_links_that_are_fine(link: str) -> None:
    assert problem_of(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "www.human.nl/klassen", "WWW.human.nl", "htps://human.nl", "https:/human.nl", "https//human.nl",
        "http;//human.nl", "https://", "https://voorbeeld.nl/fragment", "https://example.com", "https://films.example",
        "http://localhost/a", "https://human.nl/xxx", "https://human.nl/…", "https://human", "https://.nl",
        "https://[::1", "https://hier de link", "https://jouw-link.nl", "https://human.nl/TODO", "httttps://human.nl",
        "https://human,nl/a", "https://vul-in.nl",
    ],
)  # fmt: skip
def test_links_that_lead_nowhere(link: str) -> None:
    assert problem_of(link) is not None


def test_links_are_found_wherever_somebody_put_them() -> None:
    wrong = "Kijk op www.human.nl/klassen."
    programme = Programme.model_validate(
        {
            "titel": "Avond",
            "soort": "eigen",
            "omschrijving": wrong,
            "blokken": [
                {"titel": "Kijken", "soort": "plenair", "duur": "5 min", "tekst": wrong, "vragen": [{"tekst": wrong}],
                 "fragment": {"titel": "F", "url": "https://voorbeeld.nl", "toelichting": wrong}},
                {"titel": "Praten", "soort": "break-out", "duur": "5 min", "ruimtes": [
                    {"titel": "Taal", "tekst": wrong, "vragen": [{"tekst": wrong}], "richtingen": [wrong],
                     "fragment": {"titel": "F", "url": "https://voorbeeld.nl"}}]},
            ],
        }
    )  # fmt: skip
    found = [(where, link) for where, link, _problem in doubtful(programme)]
    text = "www.human.nl/klassen"
    assert found.count((Typed(""), Typed(text))) == 1
    assert [link for where, link in found if where == "Kijken"] == ["https://voorbeeld.nl", text, text, text]
    assert [link for where, link in found if where == "Praten, Taal"] == ["https://voorbeeld.nl", text, text, text]


@pytest.mark.parametrize("name", sorted(Library().names()))
def test_what_we_ship_has_no_such_links(name: str) -> None:
    assert list(doubtful(Library().programme(name))) == []


@pytest.mark.parametrize(
    "link, home",
    [
        ("https://www.human.nl", True), ("https://www.human.nl/", True), ("https://human.nl/index.html", True),
        ("https://www.human.nl/klassen", True), ("https://www.human.nl/Klassen/", True),
        ("https://www.human.nl/klassen#aflevering", True), ("https://gelijkekansenindeklas.nl", True),
        ("https://www.npo.nl/nl", True),
        ("https://www.human.nl/onderwijs/klassen-in-de-klas-vo.html", False), ("https://youtu.be/dQw4", False),
        ("https://www.youtube.com/?v=dQw4", False), ("https://npo.nl/start/serie/klassen", False),
        ("https://[::1", False),
    ],
)  # fmt: skip
def test_a_home_page_is_no_fragment(link: str, home: bool) -> None:
    assert is_home_page(link) is home
