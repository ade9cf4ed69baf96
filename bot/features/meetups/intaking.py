"""The intake of a school: its leader fills it in, in two steps that are kept, and the plan is made from it."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord

from bot.content.library import Library
from bot.content.texts import Say
from bot.content.times import length
from bot.core.evening.starting import Wanted
from bot.core.programme import intake as rules
from bot.core.programme.intake import Intake
from bot.core.programme.models import Programme
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups import next_steps
from bot.harvest.table import theme_name
from bot.platform.answers import answer_in_place, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import moderator
from bot.platform.custom_id import CustomId
from bot.platform.text import unchanged
from bot.platform.views import Button, label, lasting, shown
from bot.storage import intakes
from bot.storage.database import Queries

STEP = CustomId("intake:stap:{id}:{step}", step=("0", "1"))
STEP_FORM = CustomId("intake:invullen:{id}:{step}", step=("0", "1"))
SHOW = CustomId("intake:toon:{id}")
PLAN = CustomId("intake:plan:{id}")
PLAN_FORM = CustomId("intake:plannen:{id}")
PREFIX = "intake:"  # before the id, in the name of the programme that is wanted
GONE = _("This intake is no longer there. Begin a new one with `/meetup intake`.")
WORDS = 300  # characters of what was filled in, where it is shown
STEPS = {"0": _("1 · The school"), "1": _("2 · What is going on")}
LABELS: dict[str, Text] = {
    "school": _("Which school is it?"),
    "sector": _("What kind of school?"),
    "people": _("How many people come?"),
    "functions": _("Which functions come?"),
    "time": _("How much time is there?"),
    "themes": _("Which two or three themes?"),
    "already": _("What does the school do already?"),
    "hurts": _("What hurts?"),
    "outcome": _("What must come out of it?"),
    "figures": _("Three figures about the school"),
}
HINTS: dict[str, Text] = {
    "people": _("From caretaker to board; at most 30 works best"),
    "time": _("For example 3 uur, een middag or een dag"),
    "figures": _("A line for each, for example: vocabulary is below average"),
}
LONG = ("already", "hurts", "outcome", "figures")


async def begin(interaction: discord.Interaction[Any], who: discord.User | discord.Member | None) -> None:
    """Begin an intake, for oneself or for somebody who then gets a button; without a name an open one is shown."""
    server, bot = await moderator(interaction), bot_of(interaction)
    if who is None and (known := await intakes.newest(bot.db.read, server.id)):
        await show(interaction, known[0])
        return
    person = who.id if who else interaction.user.id
    async with bot.db.transaction() as db:
        id = await intakes.begin(db, server.id, person, bot.clock())
    if who is None:
        await show(interaction, Intake(id, server.id, person))
        return
    say = await voice_of(interaction)
    told = _(
        "{person}, will you tell about your school? With the button you fill it in, in two short steps. You can go on "
        "with it later.",
        person=who.mention,
    )
    view = lasting(Button(label=say(_("Fill in the intake")), emoji="🏫", custom_id=SHOW(id=id)))
    mentions = discord.AllowedMentions(users=[who])
    await interaction.response.send_message(say(told), view=view, allowed_mentions=mentions)


async def found(interaction: discord.Interaction[Any], id: int, db: Queries | None = None) -> Intake:
    """Return an intake. Raises Refusal where it is gone, and for others than who fills it in and moderators."""
    bot = bot_of(interaction)
    intake = await intakes.get(db or bot.db.read, id, interaction.guild_id)
    if intake is None or intake.person != interaction.user.id:
        await moderator(interaction)
    if intake is None:
        raise Refusal(GONE)
    return intake


async def show(interaction: discord.Interaction[Any], intake: Intake) -> None:
    """Answer privately with what is filled in so far, what to think of, and a button for each step."""
    say = await voice_of(interaction)
    primary = discord.ButtonStyle.primary
    missing = rules.missing(intake)
    buttons = [
        Button(label=say(text), emoji="✍️", custom_id=STEP(id=intake.id, step=step)) for step, text in STEPS.items()
    ]
    if not missing:
        buttons.append(Button(label=say(_("Make the plan")), emoji="🗓️", style=primary, custom_id=PLAN(id=intake.id)))
    await answer_in_place(interaction, say(Text.lines(*_summary(intake, missing))), lasting(*buttons))


def _summary(intake: Intake, missing: list[str]) -> Iterator[Text]:
    yield "🏫 " + _("**Intake**")
    for name, title in LABELS.items():
        if told := _told(intake, name):
            yield Text.of(Text.bold(title), " ", told)
    yield from ("⚠️ " + text for text in rules.warnings(intake))
    if missing:
        names = tuple(LABELS[name] for name in missing)
        yield "-# " + _("For a plan I still need: {names}", names=names)
    else:
        yield "-# " + _("A moderator makes the plan from this. You can still change everything.")


def _told(intake: Intake, name: str) -> Text | None:
    options = _options(name)
    if options is not None:
        chosen = [options.get(value) or Text.of(theme_name(value) or "") for value in intake.chosen(name)]
        return Text.join(", ", chosen) if chosen else None
    words = intake.words(name)
    return Text.of(Text.cut(words.line, WORDS)) if words else None


def _options(name: str) -> Mapping[str, Text] | None:
    match name:
        case "sector":
            return rules.SECTORS
        case "functions":
            return rules.FUNCTIONS
        case "themes":
            return {}
    return None


def step_form(intake: Intake, step: str, library: Library, say: Say) -> discord.ui.Modal:
    """Return the form of a step, with what was filled in before."""
    form = discord.ui.Modal(title=say(STEPS[step]), custom_id=STEP_FORM(id=intake.id, step=step))
    fields = [_field(intake, name, library, say) for name in rules.STEPS[int(step)]]
    return shown(form, *fields)


def _field(intake: Intake, name: str, library: Library, say: Say) -> discord.ui.Label[discord.ui.Modal]:
    hint = say(HINTS[name]) if name in HINTS else None
    options = _options(name)
    if options is None:
        style = discord.TextStyle.paragraph if name in LONG else discord.TextStyle.short
        field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            custom_id=name,
            style=style,
            default=unchanged(intake.words(name)) or None,
            required=False,
            max_length=1000 if name in LONG else 100,
        )
        return discord.ui.Label(text=say(LABELS[name]), description=hint, component=field)
    titles = {slug: label(theme.title, 100) for slug, theme in library.themes().items()} if name == "themes" else {}
    named = titles or {value: say(text) for value, text in options.items()}
    chosen = intake.chosen(name)
    menu: discord.ui.Select[discord.ui.Modal] = discord.ui.Select(
        custom_id=name,
        options=[
            discord.SelectOption(label=title, value=value, default=value in chosen) for value, title in named.items()
        ],
        min_values=0,
        max_values=1 if name == "sector" else len(named),
        required=False,
    )
    return discord.ui.Label(text=say(LABELS[name]), description=hint, component=menu)


async def fill_in(interaction: discord.Interaction[Any], id: int, step: Mapping[str, tuple[Typed, ...]]) -> None:
    """Keep a step, and show what is filled in. Raises Refusal as ``found``."""
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        intake = (await found(interaction, id, db)).with_step(step)
        await intakes.fill_in(db, intake, bot.clock())
    await show(interaction, intake)


async def ask_when(interaction: discord.Interaction[Any], id: int) -> None:
    """Show a moderator the form for when the day is. Raises Refusal for others, and where too much is missing."""
    await moderator(interaction)
    intake, say = await found(interaction, id), await voice_of(interaction)
    if names := tuple(LABELS[name] for name in rules.missing(intake)):
        raise Refusal(_("For a plan I still need: {names}", names=names))
    form = discord.ui.Modal(title=say(_("Make the plan")), custom_id=PLAN_FORM(id=id))
    begin = next_steps.field(
        say, "begin", _("When does it begin?"), _("For example 19:30, morgen half acht or 25-11-2026 19:30"), 60
    )
    await interaction.response.send_modal(shown(form, begin))


def wanted(intake: Intake) -> Wanted:
    """Return the meetup that is wanted after an intake; its programme is named by ``PREFIX`` and its id."""
    return Wanted(f"{PREFIX}{intake.id}", rules.title(intake), intake.words("school").cut(80), Typed(""))


async def programme(bot: App, server: int, name: str) -> Programme | None:
    """Return the programme of an intake, by the name in ``wanted``; None for any other name. Raises Refusal."""
    if not name.startswith(PREFIX) or not name.removeprefix(PREFIX).isdecimal():
        return None
    intake = await intakes.get(bot.db.read, int(name.removeprefix(PREFIX)), server)
    if intake is None:
        raise Refusal(GONE)
    return rules.planned(intake, bot.library.programme(rules.which(intake)), bot.library.themes())


async def for_coach(bot: App, server: int, name: str) -> Text | None:
    """Return what the coach reads of an intake beside the plan: what hurts, what must come out. None without one."""
    if not name.startswith(PREFIX) or not name.removeprefix(PREFIX).isdecimal():
        return None
    intake = await intakes.get(bot.db.read, int(name.removeprefix(PREFIX)), server)
    if intake is None:
        return None
    chosen = await programme(bot, server, name)
    lasts = [_("The plan takes {length}.", length=length(chosen.length))] if chosen else []
    return Text.lines(*_summary(intake, []), *lasts)
