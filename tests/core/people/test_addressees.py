"""Whom a need is addressed to: by its author's own words, or to nobody."""

import time

import pytest

from bot.core.people.addressees import Addressee, addressees
from bot.core.words.typed import Typed

LEADERS, BOARD, TOWN, NATION = Addressee

SAID = {
    "van het bestuur: ruimte om af te wijken van de regel": (BOARD,),
    "tijd van mijn schoolleider om ouders te bellen": (LEADERS,),
    "Steun van de directie, ook als het misgaat.": (LEADERS,),
    "een vast contract van ons schoolbestuur": (BOARD,),
    "geld van de gemeente voor een brugfunctionaris": (TOWN,),
    "extra geld voor een brugfunctionaris van de gemeente": (TOWN,),
    "vertrouwen van bestuur en directie": (LEADERS, BOARD),
    "GELD VAN DE GEMEENTE": (TOWN,),
    "uren v.d. gemeente": (TOWN,),
    "toestemming v/d directeur": (LEADERS,),
    "steun vanuit het ministerie van OCW": (NATION,),
    "minder regels van het ministerie": (NATION,),
    "meerjarig geld van OCW": (NATION,),
    "duidelijke keuzes van Den Haag": (NATION,),
    "geld uit Den Haag": (NATION,),
    "geld van de gemeente Den Haag": (TOWN,),
    "hulp van gemeente Lelystad en het Rijk": (TOWN, NATION),
    "iets van zowel de gemeente als het bestuur": (BOARD, TOWN),
    "tijd van het bestuur, en van de gemeente een zaal": (BOARD, TOWN),
    "niet alleen van de gemeente maar ook van het kabinet": (TOWN, NATION),
    "niet van het bestuur, wel van de wethouder": (TOWN,),
    "met steun van het bestuur lukt het": (BOARD,),
    "ik heb behoefte aan steun van de rector": (LEADERS,),
    "een gemeente die uren vrijmaakt voor dat overleg": (TOWN,),
    "Wij willen dit graag. Een gemeente die kinderarmoede en onderwijs aan één tafel bespreekt": (TOWN,),
    "een betrokken wethouder die langskomt": (TOWN,),
    "een bestuur dat achter ons staat": (BOARD,),
    "bestuurders die durven": (BOARD,),
    "We hebben een directeur nodig die luistert": (LEADERS,),
    "Ik wil een schoolleider die ruimte geeft": (LEADERS,),
    "Daarvoor hebben we de gemeente nodig": (TOWN,),
    "dat de gemeente een taalcoach betaalt": (TOWN,),
    "Dat ons bestuur nee durft te zeggen": (BOARD,),
    "Het bestuur moet meer vertrouwen geven": (BOARD,),
    "De minister zou eens mee moeten lopen": (NATION,),
    "Bestuur: meer tijd": (BOARD,),
    "Aan de gemeente: een zaal in de wijk": (TOWN,),
    "Gemeente – een zaal": (TOWN,),
    "Tijd.\nGemeente: geld": (TOWN,),
    "Beste wethouder, kom eens kijken": (TOWN,),
    "@gemeente een zaal": (TOWN,),
    "andere lesboeken, dus een oproep aan uitgevers én ministerie": (NATION,),
    "een taalcoach, betaald door de gemeente": (TOWN,),
    "rust van de directeur van onze school": (LEADERS,),
    "iets van het college van bestuur": (BOARD,),
    "steun van B&W": (TOWN,),
    "geld van de landelijke overheid": (NATION,),
    "💶 van de gemeente 🙏": (TOWN,),
    "ruimte van mijn leidinggevende en het bestuur": (BOARD,),
    "medewerking van de gemeente, de bibliotheek en ouders": (TOWN,),
    "gelijke kansen van Rijk en gemeente": (TOWN, NATION),
    "de burgemeester die komt kijken": (TOWN,),
    "een directeur met lef": (LEADERS,),
    "Ik zou graag willen dat het bestuur meedenkt": (BOARD,),
    "Wij vragen de gemeente om een zaal": (TOWN,),
    "iemand van de gemeente in de school": (TOWN,),
}
NOT_SAID = (
    "",
    "tijd om ouders te bellen",
    "dat scholieren mogen meepraten voordat de gemeente iets besluit over onze school",
    "meer samenwerking met de gemeente",
    "overleg met het bestuur",
    "ruimte om los van het bestuur te kiezen",
    "een keuze in plaats van de gemeente",
    "uitleg over de plannen van het ministerie",
    "inzicht in de cijfers van de gemeente",
    "hulp bij de formulieren van de gemeente",
    "contact met iemand van de gemeente",
    "Dan kan ik mensen een vast contract geven (bestuurder)",
    "een school in Den Haag die meedoet",
    "een collega uit Den Haag",
    "steun van het bestuur van de voetbalclub",
    "een zaal van de directeur van de bibliotheek",
    "hulp van de kerkelijke gemeente",
    "Ik werk bij een gemeente die al veel doet; tijd heb ik nodig",
    "een plan dat de gemeente al heeft",
    "De gemeente heeft geen geld",
    "ontmoeting van rijk en arm",
    "een rijk aanbod aan boeken",
    "meer bestuurlijke rust",
    "steun van ouders",
    "tijd van mijn leidinggevende",
    "geld van de overheid",
    "niet van het bestuur",
    "wat ik voor de gemeente nodig heb",
    "betere samenwerking van gemeente en school",
    "hulp van juf van Rijk",
    "lef bij de politiek in Den Haag",
    "dat ze in Den Haag luisteren",
    "tijd en geld (gemeente)",
    "subsidie van de provincie",
    "hulp van ouders en leerlingen",
    "gemeentehuis en schoolplein op één plek",
)


@pytest.mark.parametrize(("text", "to"), SAID.items())
def test_a_need_is_addressed_to_whom_its_author_names(text: str, to: tuple[Addressee, ...]) -> None:
    assert addressees(Typed(text)) == to


@pytest.mark.parametrize("text", NOT_SAID)
def test_nobody_is_guessed(text: str) -> None:
    assert addressees(Typed(text)) == ()


@pytest.mark.parametrize(
    "part", ["van de ", "het bestuur, ", "gemeente ", "een een ", "nodig ", "\n", "in de x van ", "!", "een !"]
)
def test_no_text_takes_long(part: str) -> None:
    begun = time.process_time()
    addressees(Typed((part * 4000)[:4000]))
    assert time.process_time() - begun < 0.2  # seconds of processor time
