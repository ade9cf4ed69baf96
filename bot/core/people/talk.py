"""Talk about a tag, which is no contribution: requests to use it, greetings, praise, complaints, questions about it.

The word lists are ours, made for Dutch meetups. Every function looks at one sentence in which a tag is a word:
``before`` is the sentence up to the tag, ``after`` what follows the tag in it. One that opens always counts.
"""

import re
from enum import Enum

from bot.core.kinds import KINDS, ContributionKind, Kind, Sense

_WORD = re.compile(r"[\w'’]+")


def _any(words: str) -> str:
    """Make a regular expression of words; an underscore stands for white space."""
    return "|".join(words.replace("_", r"\s+").replace("'", "['’]").split())


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written as a sentence."""
    return frozenset(words.split())


# What makes the tag a noun: "een #morgen", "die mooie #morgen", "onder #nodig". Adjectives may stand in between.
_ADJECTIVE = _any(
    "goede? goeie mooie? leuke? fijne? sterke? eigen nieuwe? concrete? korte? lange? beste echte? heel erg super "
    "top geweldige? prachtige? gave? slimme? lieve? knappe? persoonlijke? fantastische? slechte? gekke? grappige? "
    "interessante? origineel originele bijzondere? super\\w+ mega\\w+ \\w+(?:ig|lijk)e? zo'n nog al"
)
# Those that never stand before a real word of the sentence; numbers, "het" and "van" do.
_OWNER = _any(
    "een één geen die deze de mijn m'n zijn z'n haar hun onze jouw je jullie uw alle elke iedere ieders welke onder "
    "over achter"
)
_ARTICLE = _any(
    "dat dit het ons paar hoeveel veel meer andere eerste tweede laatste volgende twee drie vier vijf tien iemands "
    "\\d+ met bij van via als naar tussen naast zonder tag hashtag hekje woord zogenaamde"
)
_IS_MEANT = re.compile(rf"(?:^|\W)(?:{_OWNER})(?:\s+(?:{_ADJECTIVE}))*\s*$", re.IGNORECASE)
_IS_NOUN = re.compile(rf"(?:^|\W)(?:{_OWNER}|{_ARTICLE})(?:\s+(?:{_ADJECTIVE}))*\s*$", re.IGNORECASE)
_ONLY_ADJECTIVE = re.compile(rf"\W*(?:(?:wat|heel|zo|echt)\W+)*(?:{_ADJECTIVE})\W*", re.IGNORECASE)
_MINE_OR_A = re.compile(r"(?:^|\W)(?:mijn|m['’]n|onze?|een)(?:\s+\w+)?\s*$", re.IGNORECASE)

_CALLED = _any(
    "en dus nu dan oké ok ja hé hey hallo hoi mensen allemaal iedereen jongens lieve graag alsjeblieft aub svp even nog"
)
_IMPERATIVE = _any(
    "zet zetten schrijf schrijven typ type typen tik plaats deel denk vergeet vergeten begin start gebruik geef "
    "stuur noem post noteer vul klik druk kies maak lees kijk zoek reageer probeer doe zeg kunnen_jullie "
    "kan_iedereen willen_jullie wil_iedereen"
)
_REQUEST = re.compile(rf"^\W*(?:(?:{_CALLED})\W+)*(?:{_IMPERATIVE})\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:je|jullie|iedereen|men|u)\s+(?:kunt|kan|kunnen|mag|mogen|moet|moeten|schrijft|schrijven|zet|zetten|typt|typen)\b|"
    r"\b(?:kun|kan|mag|moet|zet|schrijf|typ|vergeet)\s+(?:je|jullie|u|iedereen)\b|\bde\s+(?:bot|tag|chat|hashtag)\b|"
    r"\b(?:invullen|opschrijven|typen|plaatsen|delen|noteren)\b|"
    r"\b(?:erbij|ervoor|erachter|eronder|hieronder)\s+(?:zetten|schrijven|plakken)\b",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(r"\W*(?:is|staat|betekent)\s+(?:voor|dat|wat|bedoeld|de\s+\w*tag)\b", re.IGNORECASE)
_GOODBYE = re.compile(rf"(?:^|\W)(?:{_any('tot tot_en_met goede?n? goeie prettige vroege')})\s*$", re.IGNORECASE)
_AGREED = re.compile(r"(?:^|\W)(?:eens|akkoord)\s+met(?:\s+(?:de|het|die|dat))?\s*$", re.IGNORECASE)
_GREETED = word_set(
    "allemaal iedereen samen mensen luitjes jongens dames heren en hoor lieve beste collega's team klas tot ziens dan"
)
_PRAISE = word_set(
    "goed goede goeie mooi mooie super top fijn fijne prachtig prachtige geweldig geweldige leuk leuke knap "
    "knappe sterk sterke bravo toppie helemaal eens wauw wow ja jaa jaaa yes precies dank dankjewel dankje "
    "bedankt heel erg zo wat een idee plan avond verhaal inzicht gezegd gedaan hoor dit dat is was mee klasse "
    "chapeau hulde applaus respect gaaf gave tof toffe lekker briljant inspirerend inspirerende ontroerend raak "
    "geslaagd geslaagde slim slimme lief echt superidee topidee amen oké ok prima zeker nou ook mij maar haha "
    "hoera joepie beter kan niet vind ik het je jij jullie allemaal woorden vraag punt voorbeeld van voor"
)
_BEFORE_WORD = word_set("er is wat hoe dat dit het heb hebt heeft hebben zijn niet die echt ik we wij ze hij u")
_AFTER_VERB = word_set("is zijn heb hebt heeft hebben")
_NOT = re.compile(r"\b(?:niet|geen|nooit|nergens|niks|niets)\b", re.IGNORECASE)
# What is done or needed, or is to whom: "ik doe het #morgen", "ik bel haar #morgen", "handen zijn #nodig".
_OBJECT = re.compile(
    r"(?:(?P<are>\bzijn)|\b(?:het|dit|dat|ons|hem)|(?P<somebody>\b(?:haar|hun|jullie|je|jou|u)))\s*$", re.IGNORECASE
)
_FOR = re.compile(r"\b(?:voor|over|na|van|op|aan|naar|bijna)\s*$", re.IGNORECASE)
_AS = re.compile(r"\bals\s*$", re.IGNORECASE)
_TELLS = re.compile(r"\W*(?:ik|we|wij)\b", re.IGNORECASE)  # no question, but for what comes last: "ik bel Jan, jij?"
_IT = re.compile(r"\W*(?:\w+\W+)?(?:het|dit|dat|alles|ie)\W*", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:ik|we|wij|ikzelf|mij|mijn|onze?|m['’]n)\b", re.IGNORECASE)


def is_meant(before: str) -> bool:
    """True where a tag inside a contribution is a noun of its sentence: "naar zijn #morgen"."""
    return bool(_IS_MEANT.search(before))


def is_greeting(after: str) -> bool:
    """True where what follows an opening #morgen only greets: "allemaal!"."""
    words = _words(after)
    return 0 < len(words) <= 5 and all(word in _GREETED for word in words)


def is_praise(before: str) -> bool:
    """True where words closed by a tag only praise, thank or agree: "Goed idee!!", "Super!"."""
    words = _words(before)
    return len(words) <= 8 and all(word in _PRAISE for word in words)


class Verdict(Enum):
    """Judgement of a sentence with a tag in it: a contribution, talk about the tag, or doubtful."""

    SAID, DOUBTFUL, TALK = range(3)


def verdict(kind: ContributionKind, before: str, after: str) -> Verdict:
    """Judge a sentence in which the tag is a word: by the first rule that has something to say of it."""
    row = KINDS[kind]
    judged = (rule(row, before, after) for rule in (_greeting, _question, _complaint, _name, _request, _unsure))
    return next((verdict for verdict in judged if verdict is not None), Verdict.SAID)


def _greeting(row: Kind, before: str, after: str) -> Verdict | None:
    greets = row.sense is Sense.TIME and is_greeting(after)
    agrees = _GOODBYE.search(before) or _AGREED.search(before)
    return Verdict.TALK if greets or agrees or _ONLY_ADJECTIVE.fullmatch(before) else None


def _question(row: Kind, before: str, after: str) -> Verdict | None:
    if "?" not in after:
        return None
    is_idea = row.may_ask and (is_own(before + after) or not (_is_noun(row, before) or _words(after)))
    return Verdict.DOUBTFUL if is_idea or _TELLS.match(before) else Verdict.TALK


def _complaint(row: Kind, before: str, after: str) -> Verdict | None:
    """Judge "dat #werkt niet": a complaint in few words, with "niet" behind the tag, just before it or at the begin."""
    if not row.complains or not (_NOT.search(before + after) or _IT.fullmatch(before)):
        return None
    ahead, few = _words(before), len(_words(before + after)) <= 7
    near = _NOT.search(after) or any(_NOT.fullmatch(word) for word in (*ahead[:1], *ahead[-1:][: len(ahead) < 5]))
    return Verdict.TALK if few and (near or _IT.fullmatch(before)) else Verdict.DOUBTFUL


def _name(row: Kind, before: str, after: str) -> Verdict | None:
    """Judge a tag that is called by its name: "een #morgen", "#morgen is voor wat je doet"."""
    own = is_own(before + after)
    if _EXPLAINS.match(after) and (own or row.sense is not Sense.VERB):
        return Verdict.DOUBTFUL if own else Verdict.TALK
    object_ = _OBJECT.search(before) if row.sense is not Sense.NOUN else None
    if object_ and (own or object_["are"]):
        return Verdict.DOUBTFUL if object_["somebody"] else None
    if not _is_noun(row, before):
        return None
    doubtful = _AS.search(before) if row.sense is Sense.NOUN else None
    return Verdict.DOUBTFUL if doubtful or (_MINE_OR_A.search(before) and len(_words(after)) > 2) else Verdict.TALK


def _is_noun(row: Kind, before: str) -> bool:
    return bool((_IS_MEANT if row.sense is Sense.VERB else _IS_NOUN).search(before))


def _request(_row: Kind, before: str, after: str) -> Verdict | None:
    own = is_own(before + after)
    if _TOLD.search(before + after):
        return Verdict.DOUBTFUL if own else Verdict.TALK
    if _REQUEST.search(before):
        return Verdict.DOUBTFUL if own or len(_words(after)) > 1 else Verdict.TALK
    return None


def _unsure(row: Kind, before: str, after: str) -> Verdict | None:
    is_time = row.sense is Sense.TIME and goes_on(before) and not is_own(after)
    is_denied = row.sense is Sense.VERB and re.search(r"\bniet\s*$", before, re.IGNORECASE)
    return Verdict.DOUBTFUL if is_time or is_denied else None


def closing_verdict(kind: ContributionKind, words: str, sentence: str, after: str, *, ended: bool) -> Verdict:
    """Judge words that a tag closes; ``sentence`` is the last of them, ``ended`` where the tag is behind its end."""
    if is_praise(words):
        return Verdict.TALK
    if ended:
        row = KINDS[kind]
        asks = not row.may_ask and words.rstrip(" \t\n*_|\"'”’)").endswith("?")
        return Verdict.DOUBTFUL if asks or (row.sense is Sense.TIME and _cries(words)) else Verdict.SAID
    return verdict(kind, sentence, after)


def goes_on(before: str) -> bool:
    """True where the word of a tag belongs to what stands before it: "een plan voor #morgen", not "ik lees voor"."""
    return bool(_FOR.search(before)) and (not is_own(before) or bool(_NOT.search(before)))


def announces(before: str) -> bool:
    """True where "een #idee!" or "mijn #morgen." announces the words of the next sentence."""
    return bool(_MINE_OR_A.search(before)) and len(_words(before)) <= 5 and not is_praise(before)


def is_own(text: str) -> bool:
    """True where somebody speaks of themselves: "ik", "we", "mijn"."""
    return bool(_FIRST_PERSON.search(text))


def is_request(before: str) -> bool:
    """True where a sentence asks others to use the tag: "Typ #morgen: en dan …"."""
    return bool(_REQUEST.search(before) or _TOLD.search(before))


def is_word(kind: ContributionKind, within: ContributionKind, before: str, after: str, *, last: bool) -> bool:
    """True where a tag inside a contribution is just a word, as in "kijk ik wat er #nodig is"; ``last`` at its end."""
    behind = (before.split() or [""])[-1].lower()
    sense = KINDS[kind].sense
    if sense is Sense.VERB:
        return behind in _BEFORE_WORD or bool(_AFTER_VERB.intersection(_words(after)[:1]))
    return sense is Sense.TIME and kind != within and not last and behind in _BEFORE_WORD


def _cries(words: str) -> bool:
    """True for a short cry without "ik" or "we": it may be praise in other words."""
    return words.rstrip().endswith("!") and len(_words(words)) <= 5 and not is_own(words)


def _words(text: str) -> list[str]:
    return [word.strip("'’").lower() for word in _WORD.findall(text)]
