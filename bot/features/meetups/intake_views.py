"""What an intake looks like: what is filled in so far with its buttons, and the form of each step."""

from collections.abc import Iterator, Sequence
from typing import Final

import discord

from bot.content.library import Library
from bot.content.texts import Say
from bot.core.programme import intake as rules
from bot.core.programme.intake import Intake
from bot.core.programme.intake_steps import MARKS, marks
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown, Typed
from bot.harvest.intakes import answered
from bot.platform import limits
from bot.platform.custom_id import CustomId
from bot.platform.text import unchanged
from bot.platform.views import Button, label, lasting, shown

STEP = CustomId("intake:stap:{id}:{step}", step=("0", "1"))
STEP_FORM = CustomId("intake:invullen:{id}:{step}[:{seen}]", step=("0", "1"), seen=MARKS)
SHOW = CustomId("intake:toon:{id}")
READY = CustomId("intake:klaar:{id}")
NEW = CustomId("intake:nieuw")
CHOOSE = CustomId("intake:kies")
PLAN = CustomId("intake:plan:{id}")
PLAN_FORM = CustomId("intake:plannen:{id}")
STEPS: Final = {"0": _("1 · The school"), "1": _("2 · What is going on")}
HINTS: Final[dict[str, Text]] = {
    "people": _("From caretaker to board; at most 30 works best"),
    "time": _("For example 3 uur, een middag or een dag"),
    "figures": _("A line for each, for example: vocabulary is below average"),
}
# Characters that are shown of each answer: as many as fit in one message together.
NAME: Final = 70  # characters of a school in a list
_SHOWN: Final = (1000, 500, 300, 150, 80, 40)


def overview(intake: Intake, say: Say, ends: Sequence[Text]) -> Shown:
    """Return what is filled in so far, what to talk about once more, and the ``ends``, in one message.

    What is filled in is cut as far as it must; its form shows all of it.
    """
    tail = Text.lines(*("⚠️ " + text for text in rules.warnings(intake)), *ends)
    room = limits.MESSAGE - len(say(tail)) - 1
    heads = [Text.lines("🏫 " + _("**Intake**"), *_filled_in(intake, most)) for most in _SHOWN]
    fitting = next((head for head in heads if len(say(head)) <= room), Text.cut(heads[-1], room))
    return say(Text.lines(fitting, tail))


def missing(intake: Intake) -> Text | None:
    """Return which answers a plan can't do without, that are still empty; None where there is enough."""
    names = tuple(rules.LABELS[name] for name in rules.missing(intake))
    return _("For a plan I still need: {names}", names=names) if names else None


def empty(intake: Intake) -> Text | None:
    """Return which answers are still empty, without which a plan can be made; None where none is."""
    names = tuple(title for name, title in rules.LABELS.items() if not intake.is_filled(name))
    return _("Still empty: {names}", names=names) if names else None


def whole(intake: Intake) -> Iterator[Text]:
    """Yield the lines of all that was filled in, uncut, and what to talk about once more; for the coach."""
    yield "🏫 " + _("**Intake**")
    for name, title in rules.LABELS.items():
        if name not in rules.LONG:
            if told := answered(intake, name):
                yield Text.of(Text.bold(title), " ", told)
        elif pieces := intake.pieces(name):
            yield Text.bold(title)
            yield from (Text.of("> ", piece) for piece in pieces)
    yield from ("⚠️ " + text for text in rules.warnings(intake))


def _filled_in(intake: Intake, most: int) -> Iterator[Text]:
    for name, title in rules.LABELS.items():
        if told := answered(intake, name):
            yield Text.of(Text.bold(title), " ", told if name in rules.CHOICES else Text.cut(told, most))


def step_buttons(intake: Intake, say: Say) -> list[Button]:
    """Return the button of each step."""
    return [Button(label=say(text), emoji="✍️", custom_id=STEP(id=intake.id, step=step)) for step, text in STEPS.items()]


def plan_button(intake: Intake, say: Say) -> Button:
    """Return the button that makes the plan."""
    primary = discord.ButtonStyle.primary
    return Button(label=say(_("Make the plan")), emoji="🗓️", style=primary, custom_id=PLAN(id=intake.id))


def ready_button(intake: Intake, say: Say) -> Button:
    """Return the button with which a school leader tells that the intake is filled in."""
    primary = discord.ButtonStyle.primary
    return Button(label=say(_("Ready: pass it on")), emoji="📨", style=primary, custom_id=READY(id=intake.id))


def new_button(say: Say) -> Button:
    """Return the button with which a moderator begins another intake."""
    return Button(label=say(_("New intake")), emoji="➕", custom_id=NEW())


def show_button(intake: int, text: Text, say: Say) -> Button:
    """Return a button to an intake."""
    return Button(label=say(text), emoji="🏫", custom_id=SHOW(id=intake))


def others(intakes: Sequence[Intake], say: Say) -> discord.ui.Select[discord.ui.View]:
    """Return the list with the other intakes of the server, at least one."""
    named = [
        (label(intake.words("school").line or Typed(say(_("No school yet"))), NAME, f" (nr. {intake.id})"), intake)
        for intake in intakes[: limits.OPTIONS]
    ]
    return discord.ui.Select(
        custom_id=CHOOSE(),
        placeholder=say(_("Another intake")),
        options=[
            discord.SelectOption(
                label=name, value=str(intake.id), description=say(_("It has a plan already")) if intake.meetup else None
            )
            for name, intake in named
        ],
    )


def step_form(intake: Intake, step: str, library: Library, say: Say) -> discord.ui.Modal:
    """Return the form of a step, with what was filled in before."""
    # A phone shows the first words that it saw of a form, so the id changes with them.
    id = STEP_FORM(id=intake.id, step=step, seen=marks(intake, int(step)))
    fields = [_field(intake, name, library, say) for name in rules.STEPS[int(step)]]
    return shown(discord.ui.Modal(title=say(STEPS[step]), custom_id=id), *fields)


def _field(intake: Intake, name: str, library: Library, say: Say) -> discord.ui.Label[discord.ui.Modal]:
    hint = say(HINTS[name]) if name in HINTS else None
    field = _menu(intake, name, library, say) if name in rules.CHOICES else _text(intake, name)
    return discord.ui.Label(text=say(rules.LABELS[name]), description=hint, component=field)


def _text(intake: Intake, name: str) -> discord.ui.TextInput[discord.ui.Modal]:
    words = unchanged(intake.words(name))
    return discord.ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if name in rules.LONG else discord.TextStyle.short,
        default=words or None,
        required=False,
        max_length=max(rules.MOST_TYPED[name], len(words)),
    )


def _menu(intake: Intake, name: str, library: Library, say: Say) -> discord.ui.Select[discord.ui.Modal]:
    named = options(name, library, say)
    chosen = intake.chosen(name)
    return discord.ui.Select(
        custom_id=name,
        options=[
            discord.SelectOption(label=title, value=value, default=value in chosen) for value, title in named.items()
        ],
        min_values=0,
        max_values=1 if name == rules.SECTOR else len(named),
        required=False,
    )


def options(name: str, library: Library, say: Say) -> dict[str, Shown]:
    """Return what can be chosen in a field, at most as many as Discord offers: words by value."""
    if names := rules.NAMES.get(name):
        return {value: say(text) for value, text in names.items()}
    titles = {slug: label(theme.title, limits.OPTION) for slug, theme in library.themes().items()}
    return dict(list(titles.items())[: limits.OPTIONS])


def under(buttons: Sequence[Button], more: Sequence[Intake], say: Say) -> discord.ui.View:
    """Return the buttons under an intake, and the list of the others where there are any."""
    return lasting(*buttons, *([others(more, say)] if more else []))
