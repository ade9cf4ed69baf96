"""Near misses: what was nearly a tag, such as "#morge", "# morgen" or "Morgen: ik bel". They are asked, not guessed."""

import re
import unicodedata

from bot.core.kinds import KINDS, ContributionKind, Source, through
from bot.core.people.sentences import VERBS
from bot.core.words.escaping import SEEN

_HASH = "#＃﹟"
_CANDIDATE = re.compile(rf"(?<![\w/])[{_HASH}][{SEEN}]*(?:\s|[ \t]{{2,3}})?(?P<name>[^\W\d_][\w'’-]*)")
_MANY = re.compile(r"(.)\1+")  # a letter that is held for long
_MINE = r"(?:(?:mijn|ons|onze|een|nog een)\s+)?"
_AT_BEGIN = re.compile(
    rf"(?i)^\W{{0,4}}?[/!@.*]?{_MINE}(?P<name>[^\W\d_]+)[#*_]*\s*(?P<sign>[:>=→]|-+>|[-–—](?=\s))\s*(?=\S)"
)
_SPELT_OUT = re.compile(r"^\W*(?:hashtag|hashtek|hekje|tag)\s+(?P<name>[^\W\d_]+)\s+(?=\S)", re.IGNORECASE)
_TYPED_COMMAND = re.compile(r"^\s*[/!@](?P<name>[^\W\d_]+)\s+(?=\S)")
_HASH_BEHIND = re.compile(r"^\s*(?P<name>[^\W\d_]+)[#＃]\s*(?=\S)")
_MORE = re.compile(r"ochtends?|middag|avond|vroeg|nacht|['’]?s|e?n|ën|tjes?|jes?")
_ORDINARY = re.compile(r"werk|werken|werkte|worden|zorgen|borgen|idem")  # words that are one letter away


def near_miss(masked: str) -> tuple[ContributionKind, int, int] | None:
    """Return the kind that was nearly tagged, and from where to where that stands; None where nothing was.

    ``masked`` is a message without what is not the writer's own words.
    """
    for pattern in (_TYPED_COMMAND, _AT_BEGIN, _HASH_BEHIND, _SPELT_OUT):
        if (match := pattern.match(masked)) and (kind := _exactly(match["name"])):
            return kind, match.start(), match.end()
    for match in _CANDIDATE.finditer(masked):
        if kind := _nearly(match["name"], spaced=match[0][1].isspace()):
            return kind, match.start(), match.end()
    return None


def _exactly(name: str) -> ContributionKind | None:
    return next((kind for kind in through(Source.CHAT) if name.lower() == kind), None)


def _nearly(name: str, *, spaced: bool) -> ContributionKind | None:
    lower = name.lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    kinds = through(Source.CHAT)
    for kind in kinds:
        english = KINDS[kind].command[1]
        if bare in (kind, english, f"{english}s") or (lower.startswith(kind) and _MORE.fullmatch(lower[len(kind) :])):
            return kind
        rest = name[len(kind) :] if lower.startswith(kind) else ""
        if rest in VERBS["ik"] or (rest[:1].isupper() and not name.isupper()):  # no space: #morgenga ik, #MorgenIsNu
            return kind
    if spaced or _ORDINARY.fullmatch(bare):
        return None
    once, meant = _MANY.sub(r"\1", bare), {kind: (kind, KINDS[kind].command[1]) for kind in kinds}  # "nodiggg"
    return next(
        (kind for kind in kinds if once == _MANY.sub(r"\1", kind) or any(_one_slip(bare, one) for one in meant[kind])),
        None,
    )


def _one_slip(typed: str, meant: str) -> bool:
    """True where one letter is missing, too many, another one, or two stand the wrong way round."""
    if typed[:1] != meant[:1]:
        return False
    if len(typed) == len(meant):
        wrong = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        turned = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(typed) == sorted(meant)
        return len(wrong) == 1 or turned
    shorter, longer = sorted((typed, meant), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
