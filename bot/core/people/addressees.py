"""Whom a need is addressed to, where its author said so: the school leaders, the board, the town, The Hague.

A rule on Dutch sentences; in doubt there is no addressee. PARTY is one of the nouns below with its article. A need
is addressed to a party that

- it is to come from: "tijd van mijn schoolleider", "geld vanuit de gemeente en het Rijk", "betaald door OCW". Not in
  "los van het bestuur", and not as part of a phrase about something else: "uitleg over de plannen van het ministerie";
- is to act, in a sentence that begins with it: "Dat de gemeente …", "Het bestuur moet …", "een wethouder die …";
- is spoken to: "Bestuur: …", "Aan de gemeente: …", "Beste wethouder, …", "@gemeente", "een oproep aan het ministerie";
- is itself what is needed: "we hebben de gemeente nodig".
"""

import re
from enum import StrEnum

from bot.core.words.text import Text, _
from bot.core.words.typed import Typed


class Addressee(StrEnum):
    """A party that a need is addressed to, nearest to the school first."""

    LEADERS = "schoolleiding"
    BOARD = "bestuur"
    TOWN = "gemeente"
    NATION = "Den Haag"


NAMES: dict[Addressee, Text] = {
    Addressee.LEADERS: _("school leaders"),
    Addressee.BOARD: _("school board"),
    Addressee.TOWN: _("municipality"),
    Addressee.NATION: _("The Hague"),
}

# The same in a sentence.
IN_A_SENTENCE: dict[Addressee, Text] = {
    Addressee.LEADERS: _("the school leaders"),
    Addressee.BOARD: _("the school board"),
    Addressee.TOWN: _("the municipality"),
    Addressee.NATION: _("politicians in The Hague"),
}

_ARTICLE = (
    r"(?:de|het|een|geen|mijn|m['’]n|onze|ons|jullie|uw|jouw|je|deze|die|dit|dat|elke?|iedere?|alle|hun|zijn|haar|"
    r"['’]t)"
)
# Not the board of the football club, nor the director of the library.
_OF_A_SCHOOL = rf"(?!\s+van\s+(?!(?:{_ARTICLE}\s+)?\w*(?:school|scholen|stichting|opleiding|locatie)))"
_NOUNS = {
    Addressee.LEADERS: (
        r"(?:school(?:leid(?:ing|ers?|sters?)|directies?|directeur(?:en)?)|directies?|directeur(?:en)?|directrices?|"
        rf"rector(?:en)?|(?:team|afdelings|locatie)leiders?|mt|managementteam)\b{_OF_A_SCHOOL}"
    ),
    Addressee.BOARD: (
        r"(?:college\s+van\s+bestuur|cvb|(?:school\s?|stichtings)?(?:bestuu?r|besturen|bestuurders?))\b"
        rf"{_OF_A_SCHOOL}"
    ),
    Addressee.TOWN: (
        r"(?:gemeente(?:n|s)?(?:\s+den\s+haag)?|gemeente(?:raad|raden|bestuur|besturen)|stadsbestuur|"
        r"(?:onderwijs)?wethouders?|burgemeesters?|(?:college\s+van\s+)?b\s?(?:en|&)\s?w)\b"
    ),
    Addressee.NATION: (
        r"(?:ministeries?(?:\s+van\s+\w+)?|(?:onderwijs)?ministers?|staatssecretaris(?:sen)?|ocw|(?<!gemeente\s)den\s+haag|"
        r"(?<=het\s)rijk|rijk(?=\s+en\s+gemeente)|(?<=gemeente\sen\s)rijk|rijksoverheid|(?:landelijke|nationale)\s+(?:overheid|politiek)|haagse\s+politiek|kabinet|"
        r"regering|tweede\s+kamer)\b"
    ),
}
_NOUN = "|".join(_NOUNS.values())
_PARTY = (
    rf"(?:\b{_ARTICLE}\s+)?(?:(?:eigen|lokale|plaatselijke|nieuwe|huidige|hele|hoge)\s+)*\b(?:{_NOUN})"
    r"(?-i:\s+[A-Z][\w’'-]+)?"
)
_PARTIES = rf"(?:zowel\s+)?{_PARTY}(?:\s*(?:,|/|&|\+|\b(?:en|én|of|als)\b)\s*(?:ook\s+)?{_PARTY})*"
_BEGIN = r"(?:\A|(?<![.!?;:\n])[.!?;:\n]++)\W{0,4}(?:(?:en|nodig(?:\s+is)?)\b\W{0,4})?"
_HAVE = r"\b(?:heb(?:ben|t)?|heeft|is|zijn)\s+(?:(?:we|wij|ik|er|daar|daarvoor|ook|echt|vooral)\s+)*"
_GIVEN = r"(?:betaald|bekostigd|gefinancierd|gesubsidieerd|vergoed|gesteund|ondersteund|geregeld|georganiseerd)"
_HELP = (
    r"(?:hulp|steun|geld|middelen|budget|subsidie|toestemming|medewerking|ruimte|tijd|vertrouwen|rugdekking|inzet|"
    r"duidelijkheid|kosten)"
)

_LOOK_BACK = 80  # characters before "van": more than its phrase has


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ANY = _compiled(rf"\b(?:{_NOUN})")
_EACH = {addressee: _compiled(rf"\b(?:{noun})") for addressee, noun in _NOUNS.items()}
_FROM = _compiled(
    rf"\b(?:van(?:uit)?|v\.\s?d\.|vd|v/d)\s+(?:(?:{_ARTICLE}\s+)?\w+\s+(?:en|én)\s+)??(?P<parties>{_PARTIES})"
)
_NOT_FROM = _compiled(
    r"\b(?:niet|los|vrij|weg|(?:on)?afhankelijk|plaats|samenwerking|overleg|afstemming)\s+$|"
    rf"\b(?:over|naar|met|bij|in|op|tot|aan|uit|zonder|voor(?=\s+(?:de|het|die|dat|hun)\b))\s+"
    rf"(?:{_ARTICLE}\s+(?:\w+\s+)?)?\w+\s+$"
)
_WITH_HELP_FROM = _compiled(rf"\b(?:met|op|aan)\s+(?:\w+\s+)?{_HELP}\s+$")
_ELSE = [
    _compiled(pattern)
    for pattern in (
        rf"\b{_GIVEN}\s+door\s+(?P<parties>{_PARTIES})",
        rf"\b{_HELP}\s+uit\s+(?P<parties>den\s+haag\b)",
        rf"{_BEGIN}dat\s+(?P<parties>{_PARTIES})",
        rf"{_BEGIN}(?P<parties>{_PARTIES})\s+(?:moet(?:en)?|zou(?:den)?|dien(?:t|en))\b",
        rf"(?:{_BEGIN}|\b(?:wil(?:len|t)?|zoek(?:en|t)?|wens(?:en|t)?)\s+|{_HAVE})"
        rf"(?:(?:{_ARTICLE})\s+(?!kerkelijke)(?:\w+\s+)?)?(?P<parties>{_NOUN})\s+(?:nodig\s+)?(?:die|dat|met)\b",
        rf"{_BEGIN}(?:(?:aan|voor)\s+)?(?P<parties>{_PARTIES})\s*(?::|\s[-–—]\s)",
        rf"{_BEGIN}(?:beste|lieve|geachte|hé|hey)\s+(?P<parties>{_PARTIES})",
        rf"\bwil(?:len|t)?\s+dat\s+(?P<parties>{_PARTIES})",
        rf"\bvra(?:ag|agt|gen)\s+(?:(?:we|wij|ik)\s+)?(?:aan\s+)?(?P<parties>{_PARTIES})\s+om\b",
        rf"@(?P<parties>{_NOUN})",
        rf"\b(?:oproep|vraag|verzoek)\s+aan\s+(?:(?:{_ARTICLE}\s+)?\w+\s*(?:,|\b(?:en|én)\b)\s*)?(?P<parties>{_PARTIES})",
        rf"{_HAVE}(?P<parties>{_PARTIES})\s+nodig\b",
    )
]


def addressees(words: Typed) -> tuple[Addressee, ...]:
    """Return the parties that a text is addressed to by its own words, in the order of ``Addressee``."""
    text = words.raw
    if not _ANY.search(text):  # most name nobody, and need no closer look
        return ()
    said = [match["parties"] for match in _FROM.finditer(text) if _may_come_from(text[: match.start()][-_LOOK_BACK:])]
    said += [match["parties"] for pattern in _ELSE for match in pattern.finditer(text)]
    return tuple(addressee for addressee, noun in _EACH.items() if any(noun.search(parties) for parties in said))


def _may_come_from(before: str) -> bool:
    """Return False where "van" behind these words tells of something else than where help is to come from."""
    return not _NOT_FROM.search(before) or bool(_WITH_HELP_FROM.search(before))
