"""Texts about seats: the preview for the moderators, and what people are told about their table."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.times import length
from bot.core.programme.models import Block
from bot.core.tables.divisions import Division, How, Stage
from bot.core.tables.seating import moving_takes
from bot.core.words.text import Part, Text, _, ngettext
from bot.core.words.typed import Typed

HOW: dict[How, Text] = {
    How.EQUAL: _("tables as full as each other"),
    How.BY_ROLE: _("tables as full as each other, and every role spread over them"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table in the preview; the names are harmless and ready to be shown."""

    title: Typed
    names: tuple[Part, ...]
    people: int  # more than there are names, where people share a screen
    host_alone: bool = False


def ways_in(block: Block, divisions: Sequence[Division]) -> Text:
    """Return how people get a table, above the buttons in the plenary; ``divisions`` has the newest first."""
    if any(division.stage is Stage.STANDING for division in divisions):
        return _("🪑 Everybody has a table. Press a button to see yours; you may switch at any time.")
    if block.is_previewed and not (divisions and divisions[0].stage is Stage.DROPPED):
        return _("🪑 A moderator gives you a table in a moment. You may also choose one yourself.")
    return _("👇 Choose your own table; you may switch at any time.")


def name_at_table(name: Part, size: int, *, hosts: bool) -> Text:
    """Return a person in the preview, marked as host, and with the number of people at their screen."""
    if hosts:
        name = _("{name} (host)", name=name)
    return Text.of(name, f" 👥{size}") if size > 1 else Text.of(name)


def heading(block: Block, division: Division, tables: Sequence[Table]) -> Text:
    """Return the heading of a preview: block, people, tables, method, and mix number."""
    title = _("## 🪑 Proposal: who sits where in {block}", block=block.title)
    people = sum(table.people for table in tables)
    facts = _(
        "{people} at {tables}: {how}. Mix number {seed}.",
        people=ngettext("{n} person", "{n} people", people),
        tables=ngettext("{n} table", "{n} tables", sum(bool(table.names) for table in tables)),
        how=HOW[division.how],
        seed=division.seed,
    )
    return Text.lines(title, facts)


def table_line(table: Table) -> Text:
    """Return one table of a preview."""
    return Text.bold(table.title) + f" ({table.people}): " + Text.join(", ", table.names or ("–",))


def remarks(tables: Sequence[Table], again: int | None, moderators: Sequence[Part]) -> Text:
    """Return the lines under a preview: pairs who meet again, empty tables, moderators, and how long moving takes.

    ``again`` is the number of pairs who sit together in another round too, or None where there is no other round.
    """
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
    if empty := tuple(table.title for table in tables if not table.names):
        found.append(_("Empty, so that nobody sits alone: {tables}.", tables=empty))
    if alone := tuple(table.title for table in tables if table.host_alone):
        found.append(_("⚠️ Only the host at: {tables}.", tables=alone))
    if moderators:
        found.append(_("Moderators stay in the plenary: {names}.", names=Text.join(", ", moderators)))
    takes = length(moving_takes(sum(len(table.names) for table in tables)))
    found.append(
        _(
            "Moving takes about {length}: Discord moves ten people in ten seconds. Nobody is moved before one of you "
            "confirms.",
            length=takes,
        )
    )
    return Text.lines(*found)


def awaits_decision() -> Text:
    """Return the moderators' reminder, when the tables open, that a preview waits for a decision."""
    return _("🪑 The proposal above waits for one of you. Until you confirm it, people choose their own table.")


def in_file(tables: Sequence[Table]) -> Text:
    """Return the number of people per table, in place of names that are too many for a message."""
    counts = Text.join(", ", (Text.of(table.title, f" {table.people}") for table in tables))
    return Text.lines(counts, _("The names stand in the file."))


def seated(block: Block) -> Text:
    """Return the post for everybody in the plenary that all have a table, above the button for their own."""
    return _(
        "🪑 Everybody has a table in {block}. Are you in voice? Then I bring you there, ten people at a time. "
        "Not there yet, or have you lost your table? Press the button.",
        block=Text.bold(block.title),
    )


def begun() -> Text:
    """Return the moderators' notice that moving begins."""
    return _("🪑 I bring people to their tables now, and tell you whom I can't move.")


def all_seated() -> Text:
    """Return the moderators' notice that moving is done."""
    return _("🪑 Everybody who is in voice is at their table.")


def came_late(person: int, channel: int | None) -> Text:
    """Return the welcome of a person who came when all others had a table; ``channel`` is their table."""
    return _(
        "👋 {person}, welcome. Your table is {table}; I bring you there.",
        person=f"<@{person}>",
        table=f"<#{channel}>",
    )


def not_moved(people: Sequence[str]) -> Text:
    """Return the moderators' notice on people the bot could not move to their table."""
    return _(
        "I could not bring everybody to their table: {people}. They see it with “My table” in the plenary.",
        people=", ".join(people),
    )


def stuck(people: Sequence[str]) -> Text:
    """Return the moderators' notice on people the bot could not move at the first try; it goes on trying."""
    return _(
        "I can't bring these people to their table yet, and try again: {people}. “My table” in the plenary shows them "
        "the way.",
        people=", ".join(people),
    )


NAMES_GONE = _("🧹 Names stood here. I have taken them away.")
