"""custom_ids: those under messages that were posted before stay alive; one that can't be read back isn't written."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from enum import StrEnum

import pytest

import cogs
from bot.platform.custom_id import CustomId
from bot.platform.lasting import LastingForm, LastingItem

# Of messages that stand on Discord: a new template, or kind, is added here; nothing is taken away.
POSTED = r"""
actie:kies:(?P<id>\d{1,18})
actie:mijn:(?P<id>\d{1,18})
bijdrage:(?P<kind>morgen|nodig|werkt|idee|ambitie|actie|antwoord|toezegging)
bijdrage:bewaar:(?P<channel>\d{1,20}):(?P<message>\d{1,20})
bijdrage:formulier:(?P<kind>morgen|nodig|werkt|idee|ambitie|actie|antwoord|toezegging)(?::(?P<words>\d{1,10}))?
bijdrage:hoort:(?P<id>\d{1,18})
bijdrage:onder:(?P<kind>morgen|nodig|werkt|idee|ambitie|actie|antwoord|toezegging):(?P<id>\d{1,18})
bijdrage:onder:formulier:(?P<kind>morgen|nodig|werkt|idee|ambitie|actie|antwoord|toezegging):(?P<id>\d{1,18})
bijdrage:voor:(?P<kind>toezegging):(?P<person>\d{1,20})
bijdrage:trekin:(?P<id>\d{1,18})
bijdrage:wijzig:(?P<id>\d{1,18})
bijdrage:wijzigen:(?P<id>\d{1,18})(?::(?P<words>\d{1,10}))?
bord:inkorten:(?P<id>\d{1,18})
bord:ongedaan:(?P<id>\d{1,18}):(?P<deed>\d{1,18})
bord:pauze:(?P<id>\d{1,18})
bord:plus2:(?P<id>\d{1,18}):(?P<block>\d{1,4})(?::(?P<seen>\d{1,18}))?
bord:plus5:(?P<id>\d{1,18}):(?P<block>\d{1,4})(?::(?P<seen>\d{1,18}))?
bord:start:(?P<id>\d{1,18})
bord:stop:(?P<id>\d{1,18})
bord:terug:(?P<id>\d{1,18}):(?P<block>\d{1,4})
bord:uitlopen:(?P<id>\d{1,18})
bord:verder:(?P<id>\d{1,18})
bord:vervallen:(?P<id>\d{1,18})
bord:vervalt:(?P<id>\d{1,18})
bord:volgende:(?P<id>\d{1,18}):(?P<block>\d{1,4})(?::(?P<seen>\d{1,18}))?
formulier:(?P<meetup>\d{1,18}):(?P<form>\d{1,2})
formulier:ingevuld:(?P<meetup>\d{1,18}):(?P<form>\d{1,2})(?::(?P<words>\d{1,10}))?
formulier:trekin:(?P<meetup>\d{1,18}):(?P<form>\d{1,2})
functie:(?P<role>leerkracht|schoolleider|bestuur|wethouder|ondersteuning|ouder|jongere|anders|geen)
functie:vraag
groepjes:van:(?P<id>\d{1,18}):(?P<size>\d{1,2})
groepjes:voor:(?P<id>\d{1,18}):(?P<size>\d{1,2}):(?P<minutes>\d{1,2})
groepjes:vraag:(?P<id>\d{1,18})
hand:(?P<id>\d{1,18})
hand:formulier:(?P<id>\d{1,18})
hand:klaar:(?P<id>\d{1,18})
hand:omlaag:(?P<id>\d{1,18})
hand:woord:(?P<id>\d{1,18}):(?P<person>\d{1,20})
herstel:(?P<mend>begin|verder|volgende|terug|stop|plan|instellen|verdeel|groepjes|status|check|opruim|opnieuw):(?P<meetup>\d{1,18})(?::(?P<block>\d{1,4}))?
hulp:ga:(?P<id>\d{1,18})
hulp:klaar:(?P<id>\d{1,18})
idee:verder:(?P<id>\d{1,18})
intake:invullen:(?P<id>\d{1,18}):(?P<step>0|1)(?::(?P<seen>[0-9a-f]{20}))?
intake:kies
intake:klaar:(?P<id>\d{1,18})
intake:nieuw
meetup:wijzig:tafel:(?P<id>\d{1,18}):(?P<block>\d{1,3}):(?P<room>\d{1,3}):(?P<seen>\d{1,18})(?::(?P<was>\d{1,10}))?
programma:wijzig:tafel:(?P<block>\d{1,3}):(?P<room>\d{1,3}):(?P<version>\d{1,6}):(?P<name>[a-z0-9-]{1,60})
programma:wijzig:(?P<block>\d{1,3}):(?P<version>\d{1,6}):(?P<name>[a-z0-9-]{1,60})
meetup:wijzig:(?P<id>\d{1,18}):(?P<block>\d{1,3}):(?P<seen>\d{1,18})(?::(?P<was>\d{1,10}))?
programma:weg:(?P<name>[a-z0-9-]{1,60})(?::(?P<seen>\d{1,18}))?
meetup:opruim:(?P<id>\d{1,18})
meetup:opruim:(?P<how>weg|lezen|test):(?P<id>\d{1,18})
meetup:opruim:kies
meetup:kopie:(?P<id>\d{1,18})
meetup:kopieren:(?P<id>\d{1,18})
meetup:lijst:(?P<page>\d{1,4})
meetup:lijst:kies:(?P<page>\d{1,4})
meetup:hernoem:(?P<id>\d{1,18})
meetup:hernoemd:(?P<id>\d{1,18}):(?P<seen>\d{1,18})
intake:plan:(?P<id>\d{1,18})
intake:plannen:(?P<id>\d{1,18})
intake:stap:(?P<id>\d{1,18}):(?P<step>0|1)
intake:toon:(?P<id>\d{1,18})
kijken:(?P<id>\d{1,18})(?::(?P<seen>\d{1,18}))?
kijken:over:(?P<id>\d{1,18})
kijken:terug:(?P<id>\d{1,18})
kring:open:(?P<id>\d{1,18})
kring:sluit:(?P<id>\d{1,18})
kring:uit:(?P<id>\d{1,18})
kring:weg:(?P<id>\d{1,18})
lezen:(?P<choice>naam|anoniem|niet):(?P<id>\d{1,18})
lezen:vraag:(?P<id>\d{1,18})
maatje:(?P<said>ja|nee):(?P<id>\d{1,18})
maatje:kies:(?P<id>\d{1,18})
maatje:lees:(?P<id>\d{1,18})
maatje:wie:(?P<id>\d{1,18})
meedoen:(?P<act>naam|geen-naam|stop):(?P<id>\d{1,18})
meedoen:(?P<id>\d{1,18})
meedoen:kennis:(?P<id>\d{1,18})
meedoen:mijn
meetup:bereik:(?P<id>\d{1,18})
meetup:bedank:(?P<id>\d{1,18})
meetup:bedankje:(?P<id>\d{1,18}):(?P<plans>\d{1,9})
meetup:bedoeld:(?P<key>\d{1,20}):(?P<at>\d{1,12})
meetup:check:(?P<id>\d{1,18})
meetup:door
meetup:instellen:(?P<seen>\d{1,10})
meetup:nablijven:(?P<id>\d{1,18})
meetup:opruimen:(?P<id>\d{1,18})
meetup:plan
meetup:plannen
meetup:stop:(?P<id>\d{1,18})
meetup:tafelsweg:(?P<id>\d{1,18})
meetup:tafelsweg:ja:(?P<id>\d{1,18})
meetup:tijd:(?P<id>\d{1,18})
meetup:tijden:(?P<id>\d{1,18})
meetup:uitnodiging:(?P<id>\d{1,18})
meetup:verzet:(?P<id>\d{1,18}):(?P<at>\d{1,12})(?::(?P<ends>\d{1,12}))?
mijn:bewaren
mijn:bijdragen(?::(?P<page>\d{1,18}))?
mijn:groep:(?P<id>\d{1,18})
mijn:groep:formulier:(?P<id>\d{1,18})
mijn:wissen:(?P<person>\d{1,20})
muur:(?P<act>toon|licht-uit|verberg|toon-alles):(?P<id>\d{1,18}):(?P<which>[a-z0-9-]{1,60}):(?P<order>nieuw|oud):(?P<page>\d{1,6}):(?P<newest>\d{1,18}):(?P<seen>\d{1,11})
muur:deel:(?P<id>\d{1,18}):(?P<seen>\d{1,11})
muur:eerst:(?P<act>toon|verberg):(?P<id>\d{1,18}):(?P<seen>\d{1,14})
muur:filter:(?P<id>\d{1,18}):(?P<which>[a-z0-9-]{1,60}):(?P<order>nieuw|oud):(?P<page>\d{1,6})
muur:keus:(?P<choice>naam|anoniem|niet):(?P<id>\d{1,18})
muur:keuze:(?P<id>\d{1,18})
muur:iedereen:(?P<id>\d{1,18})
muur:lijst:(?P<id>\d{1,18}):(?P<which>[a-z0-9-]{1,60}):(?P<order>nieuw|oud):(?P<page>\d{1,6})
muur:mijn:(?P<id>\d{1,18})
oogst:(?P<act>uitlichten|verbergen|herstellen):(?P<id>\d{1,18}):(?P<which>alles|uitgelicht|verborgen):(?P<page>\d{1,6})
oogst:bestanden:(?P<id>\d{1,18})
oogst:kies:(?P<id>\d{1,18})
oogst:labels:(?P<act>geef|weg):(?P<which>alle|zonder):(?P<page>\d{1,6}):(?P<ids>\d{1,12}(?:-\d{1,12}){0,4})
oogst:labels:(?P<which>alle|zonder):(?P<page>\d{1,6})
oogst:labels:erbij:(?P<which>alle|zonder):(?P<page>\d{1,6}):(?P<ids>\d{1,12}(?:-\d{1,12}){0,4})
oogst:labels:kies:(?P<which>alle|zonder):(?P<page>\d{1,6})
oogst:labels:nieuw:(?P<which>alle|zonder):(?P<page>\d{1,6}):(?P<ids>\d{1,12}(?:-\d{1,12}){0,4})
oogst:lijst:(?P<id>\d{1,18}):(?P<which>alles|uitgelicht|verborgen):(?P<page>\d{1,6})
oogst:reden:(?P<id>\d{1,18})
oogst:terug:(?P<id>\d{1,18})
peiling:(?P<id>\d{1,18}):(?P<choice>\d{1,1})
privacy:meer:(?P<meetup>\d{1,18})
richting:(?P<place>\d{1,18})
richting:vraag:(?P<meetup>\d{1,18})
proef:avond:(?P<id>\d{1,18})
proef:opruimen:(?P<id>\d{1,18})
proef:programma:(?P<name>[^:]{1,80})
ruimtes:bericht:(?P<id>\d{1,18})
ruimtes:bericht:formulier:(?P<id>\d{1,18})
schrijver:antwoord:(?P<id>\d{1,18})
schrijver:hoor:(?P<id>\d{1,18})
schrijver:lees:(?P<id>\d{1,18})
schrijver:nee:(?P<id>\d{1,18})
schrijver:stel:(?P<id>\d{1,18})
schrijver:stuur:(?P<id>\d{1,18})
schrijver:vraag:(?P<id>\d{1,18})
spreken:even:(?P<id>\d{1,18})
spreken:gasten:(?P<id>\d{1,18})
spreken:geengast:(?P<id>\d{1,18}):(?P<person>\d{1,20})
spreken:iedereen:(?P<id>\d{1,18})
stip:kies:(?P<id>\d{1,18}):(?P<block>\d{1,4}):(?P<seen>\d{1,18})
stip:op:(?P<id>\d{1,18})
stip:terug:(?P<id>\d{1,18})
tafel:(?P<id>\d{1,18})
tafel:hulp:(?P<id>\d{1,18})
tafel:klaar:(?P<id>\d{1,18})(?::(?P<question>\d{1,4}))?
tafel:mijn:(?P<id>\d{1,18})
tafel:nietklaar:(?P<id>\d{1,18})
tafel:opnieuw:(?P<id>\d{1,18})
tafel:stokje:(?P<act>neem|geef|weg):(?P<id>\d{1,18}):(?P<turn>\d{1,4})
tafel:sluit:(?P<id>\d{1,18})
tafel:sluit:naar:(?P<id>\d{1,18})
tafel:splits:(?P<id>\d{1,18})
terugblik:dag:(?P<id>\d{1,18})
terugblik:hoe:(?P<id>\d{1,18}):(?P<answer>gelukt|deels|nogniet|laatmaar)
terugblik:mijn:(?P<id>\d{1,18})
terugblik:nee:(?P<id>\d{1,18})
terugblik:opdag:(?P<id>\d{1,18})
terugblik:over:(?P<wait>week|maand|achtweken):(?P<id>\d{1,18})
terugblik:plan:(?P<id>\d{1,18})
terugblik:regel:(?P<id>\d{1,18})
terugblik:vertel:(?P<id>\d{1,18})
toezegging:klopt:(?P<id>\d{1,18})
toezegging:kloptniet:(?P<id>\d{1,18})
verdeling:bevestig:(?P<id>\d{1,18})
verdeling:meng:(?P<id>\d{1,18})
verdeling:weg:(?P<id>\d{1,18})
vraag:ja:(?P<channel>\d{1,20}):(?P<message>\d{1,20})
vraag:nee:(?P<channel>\d{1,20}):(?P<message>\d{1,20})
zoek:blad:(?P<search>\d{1,18}):(?P<page>\d{1,3})
zoek:meedoen:(?P<id>\d{1,18})
"""


class Fruit(StrEnum):
    APPLE = "appel"
    PEAR = "peer"


PAGE = CustomId("a:b[:{page}]")
CHOICE = CustomId("a:{fruit}:{id}:{size}:{word}", fruit=Fruit, size=("groot", "klein"), word="[a-z]{1,5}")


def lasting() -> Iterator[type[LastingForm | LastingItem]]:
    """Every form, button and menu of the cogs."""
    for module in pkgutil.iter_modules(cogs.__path__):
        found = vars(importlib.import_module(f"cogs.{module.name}")).values()
        for kind in found:
            if inspect.isclass(kind) and issubclass(kind, LastingForm | LastingItem) and hasattr(kind, "ids"):
                yield kind


def test_every_template_is_as_it_was_when_messages_were_posted() -> None:
    assert sorted(kind.ids.template for kind in lasting()) == sorted(POSTED.split())


def test_every_custom_id_reaches_one_class_with_the_values_it_takes() -> None:
    for kind in lasting():
        act = kind.submitted if issubclass(kind, LastingForm) else kind.pressed
        for custom_id in kind.ids.examples(["1"]):
            values = kind.ids.read(custom_id)
            if values is not None:
                inspect.signature(act).bind(None, None, **values)
                same = [other for other in lasting() if other.ids.read(custom_id) is not None]
                assert same == [kind], custom_id


def test_what_is_written_reads_back_with_its_types() -> None:
    values = {"fruit": Fruit.PEAR, "id": 12, "size": "klein", "word": "x"}
    assert CHOICE(**values) == "a:peer:12:klein:x"
    read = CHOICE.read("a:peer:12:klein:x")
    assert read == values
    assert [type(value) for value in read.values()] == [Fruit, int, str, str]
    assert PAGE(page=3) == "a:b:3"
    assert PAGE() == "a:b"
    assert PAGE.read("a:b") == {"page": None}
    assert PAGE.read("a:b:x") is None


@pytest.mark.parametrize(
    "values",
    [
        {"fruit": "banaan", "id": 1, "size": "groot", "word": "x"},
        {"fruit": Fruit.PEAR, "id": -1, "size": "groot", "word": "x"},
        {"fruit": Fruit.PEAR, "id": 10**18, "size": "groot", "word": "x"},
        {"fruit": Fruit.PEAR, "id": 1, "size": "groot", "word": "x:y"},
        {"fruit": Fruit.PEAR, "id": 1, "size": "groot"},
        {"fruit": Fruit.PEAR, "id": 1, "size": "groot", "word": "x", "more": 1},
    ],
)
def test_what_does_not_fit_is_not_written(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="don't fit in CustomId"):
        CHOICE(**values)


def test_discord_takes_a_hundred_characters() -> None:
    long = CustomId("a:{word}", word="x+")
    assert len(long(word="x" * 98)) == 100
    with pytest.raises(ValueError, match="don't fit in CustomId"):
        long(word="x" * 99)


def test_the_examples_have_every_choice_and_every_number() -> None:
    assert CustomId("a:{id}").examples(["1", "-1"]) == ["a:1", "a:-1"]
    assert PAGE.examples(["1"]) == ["a:b", "a:b:1"]
    assert CustomId("a:{kind}:{id}", kind=Fruit).examples(["1", "2"]) == [
        "a:appel:1",
        "a:appel:2",
        "a:peer:1",
        "a:peer:2",
    ]
