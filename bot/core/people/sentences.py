"""A contribution as a sentence: "Morgen bel ik Fatma", from the words that its author typed."""

import re

from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.talk import word_set
from bot.core.words.text import Part, Text, _
from bot.core.words.typed import Markup, Typed

_SUBJECTS = word_set("ik we wij")
# First person of verbs that people pledge with. After "ik" or "we" each of these is a verb, never another word.
VERBS = {
    "ik": word_set(
        "ga wil zal kan mag moet ben heb word blijf kom sta zit loop fiets rijd rij reis neem geef doe maak zorg vraag "
        "zeg spreek praat vertel bespreek overleg luister bel app mail schrijf stuur deel post lees leer oefen "
        "onderzoek zoek vind kijk let denk bedenk onthoud begin start stop probeer beloof verzin kies koop haal breng "
        "leg zet plan regel organiseer nodig ontmoet bezoek groet begroet lach glimlach zwaai help steun laat wacht "
        "werk bouw teken schilder hang plak druk print open sluit ruim breek doorbreek verander verbeter gebruik pak "
        "steek trek duw til hou houd bied bedank dank prijs waardeer complimenteer noem herhaal controleer check test "
        "meet tel noteer evalueer reflecteer bereid verbind koppel betrek stel beantwoord antwoord reageer benader "
        "contact presenteer introduceer pas voer volg ontdek ervaar durf hoop verwacht herken kook bak eet drink speel "
        "zing dans sport wandel ontvang verwelkom verdiep verzamel vul vervang zie hoor investeer agendeer "
        "inventariseer observeer motiveer stimuleer inspireer informeer ondersteun verras verdeel verplaats verwijder "
        "vermijd vergelijk verken zwijg trakteer vier smeer schenk plant vertaal"
    ),
    "we": word_set(
        "gaan willen zullen kunnen mogen moeten zijn hebben worden blijven komen staan zitten lopen nemen geven doen "
        "maken zorgen vragen zeggen spreken praten vertellen bespreken overleggen luisteren bellen appen mailen "
        "schrijven sturen delen lezen leren oefenen onderzoeken zoeken kijken denken bedenken beginnen starten stoppen "
        "proberen beloven kiezen kopen halen brengen leggen zetten plannen regelen organiseren nodigen ontmoeten "
        "bezoeken helpen steunen laten werken bouwen hangen openen veranderen verbeteren gebruiken houden bieden "
        "bedanken controleren testen evalueren verbinden betrekken stellen presenteren voeren volgen ontdekken durven "
        "koken eten drinken spelen zingen dansen wandelen ontvangen verwelkomen verzamelen onderzoeken"
    ),
}
VERBS["wij"] = VERBS["we"]
# What may stand before "ik" or "we" and is no verb: "als ik", "misschien we".
_NO_VERB = word_set(
    "dat als omdat want toen terwijl zodra zodat totdat voordat nadat tenzij hoewel of en maar dus dan ook zelfs "
    "alleen wat wie waar hoe waarom wanneer welke misschien hopelijk eerst nu hier daar zo ja nee nou dit die"
)
_FRONT = re.compile(r"[\s\ufe0f\u200d\U0001f3fb-\U0001f3ff\u2190-\u2bff\U0001f000-\U0001faff]*")  # emoji, arrows
_TWO = re.compile(r"(?P<one>[^\W\d_]+)(?:(?P<gap>[ \t]+)(?P<two>[^\W\d_]+))?(?![\w'’/-])")
_PARTS_OF_DAY = "ochtend|middag|avond|vroeg|nacht"
_OTHER_SENSE = r"(?<!elke )(?<!iedere )(?<!goede )(?<!goeie )(?<!goeden )(?<!de )(?<!die )(?<!een )(?<!['’]s )"


def sentence(kind: ContributionKind, words: Typed) -> tuple[Text | None, Typed]:
    """Return what opens a contribution and its words, which read as one sentence with a space between them.

    The opening is None for a kind that has none, and where the words have it already: "Ik bel morgen Fatma". Where
    a verb stands first it is "Tomorrow": "bel ik Fatma". "ik bel Fatma" is turned round to that, if its second word
    is surely a verb. For anything else it is "Tomorrow:". Emoji in front stay in front of the words.
    """
    row, said = KINDS[kind], words.raw
    if row.opening is None or row.leading_word is None or not said:
        return None, words
    rest = said[len(front := _FRONT.findall(said)[0]) :]
    if _says(row.leading_word, rest):
        return None, Typed(front + rest[:1].upper() + rest[1:])
    if two := _TWO.match(rest):
        one, other = two["one"].lower(), (two["two"] or "").lower()
        if other in VERBS.get(one, ()):
            return row.opening, Typed(f"{front}{other}{two['gap']}{one}{rest[two.end() :]}")
        if _begins_with_verb(one, other, is_small=rest[0].islower()):
            return row.opening, Typed(front + one + rest[len(one) :])
        if one in _SUBJECTS:
            rest = one + rest[len(one) :]
    return row.opening + ":", Typed(front + rest)


def opened(kind: ContributionKind, words: Typed) -> Part:
    """Return a contribution as a sentence, to be shown within a line."""
    opening, said = sentence(kind, words)
    return opening + " " + Text.of(said) if opening else said


def quoted(kind: ContributionKind, words: Typed, most: int = 600, opening: Part = "") -> Text:
    """Return a contribution as a quotation of at most so many characters; ``opening`` where its kind has none."""
    first, said = sentence(kind, words)
    return Text.quote(said, most, first or opening)


_IF = re.compile(r"(als|zodra|wanneer)\s+(?=\S)", re.IGNORECASE)
# "maandag 9 uur", "dinsdagmiddag om half drie", "om 15.30": a moment on the clock, with or without its day.
_DAYS = "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
_NUMBERS = "een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
_CLOCK = (
    rf"\d{{1,2}}[.:]\d\d(?:\s*uur)?|(?:\d{{1,2}}|{_NUMBERS})\s*uur"
    rf"|half\s+(?:{_NUMBERS})|kwart\s+(?:voor|over)\s+(?:{_NUMBERS})"
)
_MOMENT = re.compile(
    rf"(?:op\s+)?(?P<day>(?:(?:{_DAYS})\s*(?:{_PARTS_OF_DAY})?,?\s+)?)(?:om\s+)?(?P<clock>{_CLOCK})", re.IGNORECASE
)


def if_then(kind: ContributionKind, words: Typed, when: Typed | None) -> Text | None:
    """Return "Als de les begint, dan bel ik Fatma", where that reads well; else None.

    That is where the words begin with a verb, and the moment is a situation ("als …", "zodra …") or has a time on the
    clock: "maandag 9 uur" reads as "Als het maandag 9 uur is, dan …".
    """
    situation = when.line.raw.rstrip(" .,!;:") if when else ""
    opening, said = sentence(kind, words)
    row = KINDS[kind].opening
    condition = _condition(situation)
    if condition is None or opening is None or row is None or opening != row:
        return None
    return Text.of(condition, ", ", _("then"), " ", said)


def _condition(situation: str) -> Part | None:
    """Return a situation or a moment as "Als …"; None where it is neither."""
    if _IF.match(situation):
        return Typed(situation[:1].upper() + situation[1:])
    if found := _MOMENT.fullmatch(situation):
        day = found["day"].strip(" ,").lower()
        return _("If it is {moment}", moment=Typed(f"{day} {found['clock']}".strip()))
    return None


def as_pledge(direction: Markup) -> Typed:
    """Return the first sentence of a direction as the words after "Morgen …": "Loop …" becomes "loop ik …"."""
    first = re.split(r"(?<=[.!?])\s", direction.raw.strip(), maxsplit=1)[0].rstrip(".")
    two = _TWO.match(first)
    if two is None or two["one"].lower() not in VERBS["ik"]:
        return Typed(first)
    if two["two"] in ("ik", "we"):
        return Typed(first)
    return Typed(f"{two['one'].lower()} ik{first[two.end('one') :]}")


def is_pledge(direction: Markup) -> bool:
    """Return True if a direction reads as the rest of "Morgen …" as it stands: "bel ik Fatma"."""
    two = _TWO.match(direction.raw)
    return bool(two and two["two"] in _SUBJECTS and two["one"] in VERBS["ik"] | VERBS["we"])


def _begins_with_verb(one: str, other: str, *, is_small: bool) -> bool:
    """True for "bel ik", "Bel ik", "bel Fatma"; a capital of a word that is not known may be that of a name."""
    known = one in VERBS["ik"] or one in VERBS["we"]
    return (known and (is_small or other in _SUBJECTS)) or (is_small and other in _SUBJECTS and one not in _NO_VERB)


def _says(word: str, text: str) -> bool:
    """True where the first sentence says this word, or a part of that day, as its time: not in "elke morgen"."""
    first = re.split(r"[.!?…\n]", text, maxsplit=1)[0]
    return bool(re.search(rf"(?i)\b{_OTHER_SENSE}{word}(?:{_PARTS_OF_DAY})?\b(?![-'’]\w)", first))
