"""Texts of what a search finds."""

from bot.content.times import stamp
from bot.core.evening.meetup import Meetup
from bot.core.kinds import called
from bot.core.people import sentences
from bot.core.people.searches import Found, Search
from bot.core.people.wall import Piece, name_of
from bot.core.words.text import Part, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.table import SHARING, theme_name

SHOWN, PLACE, NAME, TYPED, REASON = 220, 40, 40, 60, 60  # characters; a page of four fits in a message


def heading(search: Search, found: Found) -> list[Part]:
    """Return the lines above what was found: for what, how many, and whether it is all of it."""
    filters: list[Part] = [called(search.kind)] if search.kind else []
    if theme := theme_name(search.theme):
        filters.append(theme)
    filters += [one for one in (search.province, search.season) if one]
    looked_for = Text.of("🔎 **“", search.words.line.cut(TYPED), "”**")
    lines: list[Part] = [Text.join(" · ", [looked_for, *filters])]
    if not found.ids:
        return [*lines, _nothing(search)]
    if not found.fitting:
        lines.append(_("Nothing has all these words. This comes near:"))
    elif found.more:
        lines.append(_("More than {n} fit. These come nearest; with a filter or another word you find the others.",
                       n=len(found.ids)))  # fmt: skip
    else:
        lines.append(ngettext("One fits.", "{n} fit.", found.fitting))
    return lines


def _nothing(search: Search) -> Text:
    text = _("Nothing found. Try another word, or a shorter one.")
    if search.is_narrowed:
        text = _("Nothing found. Try another word, or search without a filter.")
    return Text.lines(text, "-# " + _("You find what everybody may read.")) if search.public else text


def hit(number: int, piece: Piece, meetup: Meetup, *, public: bool) -> list[Part]:
    """Return the lines of one contribution: kind, theme, place and date, its words, and who may know what of it."""
    item = piece.item
    where: list[Part] = [called(item.kind)]
    if theme := theme_name(item.theme):
        where.append(theme)
    where += [(meetup.place or meetup.title).line.cut(PLACE), stamp(item.said_at, "D")]
    facts: list[Part] = [name_of(item, meetup) or ""] if public else [item.author_name, SHARING[item.sharing]]
    facts = [fact.cut(NAME) if isinstance(fact, Typed) else fact for fact in facts if fact]
    if piece.joined:
        facts.append("🙋 " + ngettext("one person joins", "{n} people join", piece.joined))
    if item.hidden is not None and not public:
        facts.append(_("hidden: {reason}", reason=Text.cut(item.hidden.line, REASON)))
    lines: list[Part] = [
        Text.of(f"**{number}.** ", Text.join(" · ", where)),
        sentences.quoted(item.kind, item.text.line, SHOWN),
    ]
    return [*lines, *(["-# " + Text.join(" · ", facts)] if facts else [])]
