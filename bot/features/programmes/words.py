"""What a programme has to show: a fragment, a question, directions."""

from bot.core.programme.models import Fragment, Prompt, Room
from bot.core.words.text import Part, Text, _


def fragment(item: Fragment) -> Text:
    """A fragment: title, link, from and to, what to know beforehand."""
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
    """A question for the table, with its place in the row."""
    heading = _("Question {number} of {of}", number=number, of=of) if of > 1 else _("Question")
    return Text.lines("💬 " + Text.bold(heading), item.text)


def directions(table: Room) -> Text:
    """Directions for solutions, as the last step at a table."""
    heading = _("🧭 **To take along: what you can do with this**")
    return Text.lines(heading, *(Text.of("- ", direction) for direction in table.directions))
