"""poster.pdf and poster.png: what people do tomorrow, as a poster of A3. It is public."""

from collections.abc import Iterator
from datetime import tzinfo
from heapq import nsmallest
from itertools import accumulate
from typing import Any

from bot.content.texts import Say, voice
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.sentences import sentence
from bot.core.people.sharing import may_name
from bot.core.words.text import Text, _, ngettext
from bot.harvest.quoting import may_publish
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.summary import where_and_when
from bot.harvest.typesetting import as_typed

PLEDGE = ContributionKind("morgen")
MOST = 24  # on one poster
LONGEST = 240  # characters of one: that is read from a few steps away
LETTERS = 3600  # characters of all of them; with more the letters become too small


def is_due(harvest: Harvest) -> bool:
    """Return True where anybody agreed to have a pledge on it."""
    return any(_agreed(harvest))


def content(harvest: Harvest, zone: tzinfo) -> dict[str, Any]:
    """Return what stands on the poster; where nobody agreed to anything it has lines to write on."""
    say, chosen = voice(harvest.meetup.language, as_typed), chosen_pledges(harvest)
    return {
        "language": harvest.meetup.language,
        "title": say(_("Tomorrow")) + " …",
        "meetup": say(Text.of(harvest.meetup.title)),
        "where": say(where_and_when(harvest.meetup, zone)),
        "pledges": [_piece(item, say) for item in chosen],
        "out_of": say(_out_of(harvest.counts.get(PLEDGE, 0), len(chosen))),
        "ask": say(_("And what will you do tomorrow?")),
    }


def chosen_pledges(harvest: Harvest) -> list[ContributionItem]:
    """Return the pledges for a poster: the highlighted ones, or where there are none those that most people join."""
    found = nsmallest(MOST, _agreed(harvest), key=lambda item: (not item.highlighted, -item.joined))
    found = [item for item in found if item.highlighted] or found
    lengths = accumulate(min(len(item.text), LONGEST) for item in found)
    return [item for item, length in zip(found, lengths, strict=True) if length <= LETTERS]


def _agreed(harvest: Harvest) -> Iterator[ContributionItem]:
    """Yield the pledges of which the author agreed that all may read them."""
    for item in harvest.of_kind(PLEDGE):
        if may_publish(item):
            yield item


def _piece(item: ContributionItem, say: Say) -> dict[str, str]:
    """Return a pledge that goes on where the title stops, or by itself where it has a beginning of its own."""
    begins, words = sentence(item.kind, item.text)
    goes_on = "… " if begins == KINDS[item.kind].opening else ""
    who = say(Text.of(item.author)) if item.author and may_name(item.sharing) else ""
    return {"text": goes_on + say(Text.cut(words, LONGEST)), "who": who}


def _out_of(total: int, shown: int) -> Text:
    if not 0 < shown < total:
        return Text.of("")
    return ngettext("Out of one plan for tomorrow.", "A choice out of {n} plans for tomorrow.", total)
