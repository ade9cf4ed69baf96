"""Labels, by which organisers put together what many people need in words of their own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.kinds import ContributionKind
from bot.core.words.plain import plain
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

NEED = ContributionKind("nodig")  # the kind that gets labels
BETWEEN = "|"  # stands between two labels
LONGEST = 60  # characters
MOST = 10  # of one need, given at once (our choice)
SUGGESTED = 3  # for one need


class Which(StrEnum):
    """Needs that a list shows."""

    ALL = "alle"
    UNLABELLED = "zonder"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A need with its labels, by the id of the contribution."""

    id: int
    text: Typed
    theme: str | None
    meetup: Typed
    labels: tuple[Typed, ...]


def split(words: str) -> list[Typed]:
    """Return labels that were written with ``|`` between them: each on one line, and each once."""
    return _each_once(label for part in words.split(BETWEEN) if (label := Typed(part).trimmed))


def _each_once(labels: Iterable[Typed]) -> list[Typed]:
    found: dict[str, Typed] = {}
    for label in labels:
        found.setdefault(label.raw.casefold(), label)
    return list(found.values())


def read(words: Typed, known: Iterable[Typed] = ()) -> list[Typed]:
    """Return the labels that somebody typed, spelled as those that are ``known``.

    Raises Refusal for none, for too many, and for one over ``LONGEST`` characters.
    """
    spelled = {label.raw.casefold(): label for label in known}
    found = [spelled.get(label.raw.casefold(), label) for label in split(words.raw)]
    if not found:
        raise Refusal(_("Write a label: a few words for what these needs have in common, such as “tijd”."))
    if len(found) > MOST:
        raise Refusal(_("That are {n} labels; at most {most} fit at once.", n=len(found), most=MOST))
    refuse_long(found)
    return found


def refuse_long(labels: Iterable[Typed]) -> None:
    """Raise Refusal where a label has over ``LONGEST`` characters."""
    if any(len(label) > LONGEST for label in labels):
        raise Refusal(_("A label has at most {most} characters, so that it fits in a list.", most=LONGEST))


# Labels that may fit, and the beginnings of words that say so; by theme, and for any. From what teachers say, by hand.
_OF_THEME: dict[str, dict[str, str]] = {
    "taal": {"boeken en lezen": "boek bibliothe voorlees voorlez lezen"},
    "laaggeletterdheid": {"boeken en lezen": "boek bibliothe voorlees voorlez lezen"},
    "ouderbetrokkenheid": {"contact met ouders": "ouder vader moeder huisbezoek thuis"},
    "verwachtingen": {"later kiezen": "brugklas brugjaar later selecti doorstroom"},
    "schooladvies": {"later kiezen": "brugklas brugjaar later selecti doorstroom"},
    "brede-brugklas": {"later kiezen": "brugklas brugjaar later selecti doorstroom"},
    "armoede": {
        "eten op school": "ontbijt lunch maaltijd fruit honger",
        "kosten van school": "schoolkosten ouderbijdrage schoolreis schoolspullen laptop device",
    },
    "identiteit": {"stages en rolmodellen": "stage rolmodel mentor gastles"},
    "sociaal-en-cultureel-kapitaal": {"stages en rolmodellen": "stage rolmodel mentor netwerk gastles"},
}
_ANY: dict[str, str] = {
    "tolken en vertaling": "tolk vertal vertaal meertalig thuistaal",
    "tijd": "tijd uur uren werkdruk lesvrij agenda",
    "geld": "geld budget subsidie financi bekostig betal betaal vergoed gratis",
    "meer mensen": "handen personeel assistent vrijwilliger collega concierge lerarentekort vacature invaller",
    "ruimte": "ruimte lokaal lokalen gebouw kamer zaal plek plein",
    "scholing": "scholing bijschol nascholing training cursus workshop opleiding",
    "minder regels": "formulier regels regeldruk administrati bureaucrati papier verantwoording",
    "kleinere klassen": "klassengrootte groepsgrootte kleiner",
    "samen met anderen": "samenwerk wijkteam jeugdzorg jeugdhulp overleg",
    "materiaal": "materiaal lesmethode methode leermiddel computer",
    "vervoer": "vervoer bus fiets reiskosten",
    "een vast gezicht": "brugfunctionaris contactpersoon aanspreekpunt gezicht",
}


def suggested(text: Typed, theme: str | None, known: Sequence[Typed], has: Sequence[Typed] = ()) -> list[Typed]:
    """Return labels that may fit a need, for somebody to choose from: known ones that it says itself, then ours.

    A suggestion is never given by itself: word lists are right about four times of five.
    """
    said = plain(text.raw)
    own = [label for label in known if (words := plain(label.raw)) and re.search(rf"\b{re.escape(words)}\b", said)]
    lists = [*_OF_THEME.get(theme or "", {}).items(), *_ANY.items()]
    ours = [Typed(label) for label, words in lists if re.search(rf"\b(?:{words.replace(' ', '|')})", said)]
    taken = {label.raw.casefold() for label in has}
    return [label for label in _each_once([*own, *ours]) if label.raw.casefold() not in taken][:SUGGESTED]
