"""Texts of a programme's content: fragment, prompt, directions."""

from bot.core.people.sentences import is_pledge
from bot.core.programme.models import Fragment, Prompt, Room
from bot.core.words.text import Part, Text, _


def fragment(item: Fragment) -> Text:
    """Return a fragment: title, link, from and to, and what to know beforehand."""
    lines: list[Part] = ["🎬 " + Text.bold(item.title), item.url]
    if item.starts and item.ends:
        lines.append(_("Watch from {starts} to {ends}.", starts=item.starts, ends=item.ends))
    elif item.starts:
        lines.append(_("Watch from {starts}.", starts=item.starts))
    elif item.ends:
        lines.append(_("Watch until {ends}.", ends=item.ends))
    if item.content_note:
        lines.append(_("⚠️ Mind: {note}", note=item.content_note))
    if item.remark:
        lines.append(Text.of("-# ", item.remark))
    return Text.lines(*lines)


def prompt(item: Prompt, number: int, of: int) -> Text:
    """Return a question for the table, with its number where there are several."""
    heading = _("Question {number} of {of}", number=number, of=of) if of > 1 else _("Question")
    return Text.lines("💬 " + Text.bold(heading), item.text)


def question(table: Room, number: int) -> Text:
    """Return a question of a table, counted from 1, under the introduction and the case that come with it."""
    introduction, case = table.read_out_before(number)
    lines: list[Part] = []
    if introduction:
        lines += ["👋 " + Text.bold(_("First a round of introduction")), introduction, ""]
    if case:
        lines += ["📖 " + Text.bold(_("Somebody reads this out")), case, ""]
    return Text.lines(*lines, prompt(table.prompts[number - 1], number, len(table.prompts)))


def directions(table: Room) -> Text:
    """Return the directions for solutions that a table gets as its last step."""
    if all(is_pledge(direction) for direction in table.directions):
        heading = _("🧭 **To take along: tomorrow …**")
    else:
        heading = _("🧭 **To take along: what you can do with this**")
    return Text.lines(heading, *(Text.of("- ", direction) for direction in table.directions))
