"""What a programme has to show: a fragment, a question, directions."""

from bot.content.texts import Say
from bot.core.programme.models import Fragment, Prompt, Room
from bot.core.words.text import _
from bot.platform.text import plain


def fragment(say: Say, item: Fragment) -> str:
    """A fragment: title, link, from and to, what to know beforehand."""
    lines = [f"🎬 **{plain(item.title)}**", item.url]
    if item.starts and item.ends:
        lines.append(say(_("Watch from {starts} to {ends}.", starts=item.starts, ends=item.ends)))
    elif item.starts:
        lines.append(say(_("Watch from {starts}.", starts=item.starts)))
    elif item.ends:
        lines.append(say(_("Watch until {ends}.", ends=item.ends)))
    if item.content_note:
        lines.append(say(_("⚠️ Mind: {note}", note=item.content_note)))
    if item.remark:
        lines.append(f"-# {item.remark.raw}")
    return "\n".join(lines)


def prompt(say: Say, item: Prompt, number: int, of: int) -> str:
    """A question for the table, with its place in the row."""
    heading = say(_("Question {number} of {of}", number=number, of=of)) if of > 1 else say(_("Question"))
    return f"💬 **{heading}**\n{item.text.raw}"


def directions(say: Say, table: Room) -> str:
    """Directions for solutions, as the last step at a table."""
    return "\n".join(
        [say(_("🧭 **To take along: what you can do with this**")), *(f"- {d.raw}" for d in table.directions)]
    )
