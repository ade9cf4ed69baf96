"""The words about seats: the preview for the moderators, and what people hear of their table."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.texts import Say
from bot.content.times import length
from bot.core.programme.models import CHOOSE, Block
from bot.core.tables.divisions import Division, How, Stage
from bot.core.tables.seating import moving_takes
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.platform.text import plain

HOW: dict[How, Text] = {
    How.EQUAL: _("tables as full as each other"),
    How.BY_ROLE: _("tables as full as each other, and every role spread over them"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the preview; the names are ready to be shown."""

    title: Typed
    names: tuple[str, ...]
    people: int  # more than there are names, where people share a screen
    host_alone: bool = False


def ways_in(block: Block, divisions: Sequence[Division]) -> Text:
    """How people come to a table, above the buttons in the plenary; the newest division of the block comes first."""
    if any(division.stage is Stage.STANDING for division in divisions):
        return _("🪑 Everybody has a table. Press a button to see yours; you may switch at any time.")
    if block.allocation != CHOOSE and not (divisions and divisions[0].stage is Stage.DROPPED):
        return _("🪑 A moderator gives you a table in a moment. You may also choose one yourself.")
    return _("👇 Choose your own table. You may switch at any time.")


def name_at_table(say: Say, name: str, size: int, *, hosts: bool) -> str:
    """Somebody in the preview: with how many they are, and whether it is their table."""
    if hosts:
        name = say(_("{name} (host)", name=name))
    return f"{name} 👥{size}" if size > 1 else name


def heading(say: Say, block: Block, division: Division, tables: Sequence[Table]) -> str:
    """Above the tables of a preview."""
    title = say(_("## 🪑 Proposal: who sits where in {block}", block=plain(block.title)))
    people = sum(table.people for table in tables)
    facts = _(
        "{people} at {tables}: {how}. Mix number {seed}.",
        people=ngettext("{n} person", "{n} people", people),
        tables=ngettext("{n} table", "{n} tables", sum(bool(table.names) for table in tables)),
        how=HOW[division.how],
        seed=division.seed,
    )
    return f"{title}\n{say(facts)}"


def table_line(table: Table) -> str:
    """One table of a preview."""
    return f"**{plain(table.title)}** ({table.people}): {', '.join(table.names) or '–'}"


def remarks(say: Say, tables: Sequence[Table], again: int | None, moderators: Sequence[str]) -> str:
    """Under the tables of a preview; ``again`` is None where there is no other round."""
    found: list[Text] = []
    if again:
        found.append(
            ngettext(
                "{n} pair sits together in another round too; fewer did not work out.",
                "{n} pairs sit together in another round too; fewer did not work out.",
                again,
            )
        )
    elif again == 0:
        found.append(_("Nobody sits with anybody from another round again, but for who stays together."))
    if empty := tuple(plain(table.title) for table in tables if not table.names):
        found.append(_("Empty, so that nobody sits alone: {tables}.", tables=empty))
    if alone := tuple(plain(table.title) for table in tables if table.host_alone):
        found.append(_("⚠️ Only the host at: {tables}.", tables=alone))
    if moderators:
        found.append(_("Moderators stay in the plenary: {names}.", names=", ".join(moderators)))
    takes = length(moving_takes(sum(len(table.names) for table in tables)))
    found.append(
        _(
            "Moving takes about {length}: Discord moves ten people in ten seconds. Nobody is moved before one of you "
            "confirms.",
            length=takes,
        )
    )
    return "\n".join(map(say, found))


def awaits_decision(say: Say) -> str:
    """For the moderators, when the tables open and nobody has decided on the preview."""
    return say(_("🪑 The proposal above waits for one of you. Until you confirm it, people choose their own table."))


def in_file(say: Say, tables: Sequence[Table]) -> str:
    """In place of the names, where there are too many for a message."""
    counts = ", ".join(f"{plain(table.title)} {table.people}" for table in tables)
    return counts + "\n" + say(_("The names stand in the file."))


def seated(say: Say, block: Block) -> str:
    """For everybody, in the plenary: the way to one's own table."""
    return say(
        _(
            "🪑 Everybody has a table in {block}. Are you in voice? Then I bring you there, ten people at a time. "
            "Not there yet, or have you lost your table? Press the button.",
            block=f"**{plain(block.title)}**",
        )
    )


def begun(say: Say) -> str:
    """For the moderators, when the moving begins."""
    return say(_("🪑 The division is confirmed. I bring people to their tables, and tell you whom I can't move."))


def all_seated(say: Say) -> str:
    """For the moderators, when the moving is done."""
    return say(_("🪑 Everybody who is in voice is at their table."))


def came_late(say: Say, person: int, channel: int | None) -> str:
    """For one person, who came when all the others had a table."""
    return say(
        _(
            "👋 {person}, welcome. Your table is {table}; I bring you there.",
            person=f"<@{person}>",
            table=f"<#{channel}>",
        )
    )


def not_moved(say: Say, people: Sequence[str]) -> str:
    """For the moderators: whom the bot could not bring to their table."""
    return say(
        _(
            "I could not bring everybody to their table: {people}. They see it with “My table” in the plenary.",
            people=", ".join(people),
        )
    )


NAMES_GONE = _("🧹 Names stood here. I have taken them away.")
