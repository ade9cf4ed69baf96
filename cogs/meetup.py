"""/meetup: plan a meetup, check it and command it live. For moderators."""

from contextlib import suppress
from datetime import timedelta

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.content.texts import LANGUAGES
from bot.core.evening import commands as rules
from bot.core.evening import polls, seasons
from bot.core.evening.meetup import Action, State
from bot.core.evening.starting import Wanted
from bot.core.people import floor
from bot.core.people.privacy import LONGEST_DAYS, SHORTEST_DAYS
from bot.core.words.plain import plain
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.features.checks import meetup as meetup_check
from bot.features.meetups import fitting, giving, looking, outcomes, picking, planning, setting_up, stopping, undoing
from bot.features.meetups.commanding import command
from bot.features.meetups.setting_up import Wish
from bot.features.polls import asking
from bot.features.speaking import commanding as speaking
from bot.features.tables import broadcasting
from bot.platform import hidden, limits
from bot.platform.answers import Interaction, voice_of
from bot.platform.app import App
from bot.platform.callers import UNFINISHED, meetup_here, moderator
from bot.platform.doors import For, opens_to
from bot.platform.names import described, named
from bot.platform.text import unchanged
from bot.platform.views import label

NONE, NO_PROVINCE = named("geen", "none"), "-"


@app_commands.default_permissions(hidden.RIGHT)
class MeetupCog(
    commands.GroupCog,
    group_name=named("meetup", "meetup"),
    group_description=described("Plan a meetup and command it live"),
):
    """The commands under /meetup."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @app_commands.command(name=named("plan", "plan"), description=described("Plan a meetup and make its channels"))
    @app_commands.rename(
        programme=named("programma", "programme"),
        title=named("titel", "title"),
        start=named("start", "start"),
        place=named("plaats", "place"),
        ends=named("eindigt", "ends"),
        follows=named("volgt_op", "follows"),
        province=named("provincie", "province"),
        season=named("seizoen", "season"),
    )
    @app_commands.describe(
        programme=described("Which programme (run of show)?"),
        title=described("The name that people see"),
        start=described("When? For example 19:30, morgen half acht or 25-11-2026 19:30"),
        place=described("The town or region that hosts"),
        ends=described("When must it be over? For example 21:30"),
        follows=described("Which earlier meetup does it follow?"),
        province=described("In which province?"),
        season=described("In which season? Leave it empty for the school year of its day"),
    )
    async def plan(
        self,
        interaction: Interaction,
        programme: str,
        title: Range[str, 1, 80],
        start: str,
        place: Range[str, 0, 80] = "",
        ends: Range[str, 0, 20] = "",
        follows: Range[str, 0, 100] = "",
        province: Range[str, 0, 40] = "",
        season: Range[str, 0, 20] = "",
    ) -> None:
        """Plan a meetup: store it, and make its category, channels and tables."""
        server = await moderator(interaction)
        before = await planning.followed(self.bot, server.id, Typed(follows))
        within = seasons.province_of(Typed(province)), seasons.season_of(Typed(season))
        wanted = Wanted(programme, Typed(title), Typed(place), Typed(ends), before, *within)
        await planning.plan_or_ask(interaction, server, wanted, Typed(start))

    @app_commands.command(
        name=named("check", "check"), description=described("Look before the evening whether everything is right")
    )
    @app_commands.rename(programme=named("programma", "programme"))
    @app_commands.describe(programme=described("A programme to look at; without it, the meetup that is planned here"))
    async def check(self, interaction: Interaction, programme: str | None = None) -> None:
        """Answer with everything that is right or wrong, and offer a dry run."""
        server = await moderator(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        checked = await meetup_check.what_is_meant(interaction, programme)
        await meetup_check.show(interaction, server, checked)

    @check.autocomplete("programme")
    @plan.autocomplete("programme")
    async def _programmes(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        found = await planning.offered(self.bot, interaction.guild_id or 0, await voice_of(interaction))
        fitting = ((name, title) for name, title in found.items() if plain(typed) in plain(f"{name} {title}"))
        return [Choice(name=title, value=name) for name, title in fitting][: limits.OPTIONS]

    @plan.autocomplete("follows")
    async def _earlier(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return await picking.to_follow(interaction, typed)

    @plan.autocomplete("place")
    async def _towns(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        found = await planning.towns(self.bot, interaction.guild_id or 0, typed)
        return [Choice(name=label(town, limits.OPTION), value=unchanged(town)) for town in found]

    @plan.autocomplete("province")
    async def _provinces(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        return [Choice(name=name, value=name) for name in seasons.provinces_with(typed)]

    @app_commands.command(name=named("start", "start"), description=described("Begin the meetup now"))
    async def start(self, interaction: Interaction) -> None:
        """Begin the meetup now."""
        await self._do(interaction, Action.START, rules.start(self.bot.settings.zone))

    @app_commands.command(name=named("pauze", "pause"), description=described("Stand still for a moment"))
    async def pause(self, interaction: Interaction) -> None:
        """Pause the meetup: what is still to come waits."""
        await self._do(interaction, Action.PAUSE, rules.pause)

    @app_commands.command(name=named("verder", "resume"), description=described("Go on after a pause"))
    async def resume(self, interaction: Interaction) -> None:
        """Go on after a pause: what is still to come moves by its length."""
        await self._do(interaction, Action.RESUME, rules.resume)

    @app_commands.command(name=named("volgende", "next"), description=described("Go on to the next block"))
    async def next(self, interaction: Interaction) -> None:
        """End the current block and go on to the next."""
        await self._do(interaction, Action.NEXT, rules.skip)

    @app_commands.command(name=named("verleng", "extend"), description=described("Give this block more time"))
    @app_commands.rename(minutes=named("minuten", "minutes"))
    @app_commands.describe(minutes=described("How many minutes more?"))
    async def extend(self, interaction: Interaction, minutes: Range[int, 1, 60] = 5) -> None:
        """Let the current block end later."""
        await self._do(interaction, Action.EXTEND, rules.extend(timedelta(minutes=minutes)))

    @app_commands.command(name=named("ongedaan", "undo"), description=described("Undo the last step on the time"))
    async def undo(self, interaction: Interaction) -> None:
        """Put all times back to before the last step, if it was just now."""
        meetup = await meetup_here(interaction, *UNFINISHED)
        await fitting.tell(interaction, *await undoing.undo(interaction, meetup.id))

    @app_commands.command(name=named("bericht", "message"), description=described("Say something in the plenary"))
    @app_commands.rename(text=named("tekst", "text"))
    @app_commands.describe(text=described("What do you want to say?"))
    async def message(self, interaction: Interaction, text: Range[str, 1, 1000]) -> None:
        """Have the bot say something to everybody in the plenary."""
        meetup = await meetup_here(interaction, State.LIVE, State.PAUSED)
        await broadcasting.say_in_plenary(interaction, meetup, Typed(text))

    @app_commands.command(name=named("peiling", "poll"), description=described("Ask everybody a quick question"))
    @app_commands.rename(
        question=named("vraag", "question"), choices=named("keuzes", "choices"), minutes=named("minuten", "minutes")
    )
    @app_commands.describe(
        question=described("What do you ask?"),
        choices=described("With a comma in between: ja, nee, weet ik niet"),
        minutes=described("After how many minutes does it close?"),
    )
    async def poll(
        self,
        interaction: Interaction,
        question: str,
        choices: str,
        minutes: Range[int, 1, polls.MOST_MINUTES] = polls.MINUTES,
    ) -> None:
        """Ask a quick poll in the plenary."""
        await asking.ask(interaction, Typed(question), Typed(choices), minutes)

    @app_commands.command(name=named("spreken", "speaking"), description=described("Who may speak in the plenary?"))
    @app_commands.rename(who=named("wie", "who"), minutes=named("minuten", "minutes"))
    @app_commands.describe(
        who=described("Everybody, or only guests and moderators"),
        minutes=described("For how many minutes? Leave it empty until you change it"),
    )
    @app_commands.choices(
        who=[
            Choice(name=named("iedereen", "everybody"), value=Action.SPEAK.value),
            Choice(name=named("gasten en moderators", "guests and moderators"), value=Action.QUIET.value),
        ]
    )
    async def speaking(
        self, interaction: Interaction, who: Choice[str], minutes: Range[int, 1, floor.LONGEST] | None = None
    ) -> None:
        """Let everybody speak in the plenary, or only guests and moderators."""
        await speaking.here(interaction, Action(who.value), minutes)

    @app_commands.command(
        name=named("gast", "guest"), description=described("Name a guest, who speaks when others may not")
    )
    @app_commands.rename(person=named("wie", "who"))
    @app_commands.describe(person=described("Who?"))
    async def guest(self, interaction: Interaction, person: discord.User) -> None:
        """Name a guest, or offer to make them one no more."""
        await speaking.invite(interaction, person)

    @app_commands.command(
        name=named("bijlage", "attachment"), description=described("Post a picture or PDF with a part of the meetup")
    )
    @app_commands.rename(file=named("bestand", "file"), block=named("blok", "block"))
    @app_commands.describe(
        file=described("A picture or PDF of at most 10 MB"),
        block=described("With which part? Leave it empty for the part of now"),
    )
    async def attachment(
        self, interaction: Interaction, file: discord.Attachment, block: Range[str, 0, 100] = ""
    ) -> None:
        """Keep a picture or PDF for a block."""
        await giving.give(interaction, file, Typed(block))

    @attachment.autocomplete("block")
    async def _blocks(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        with suppress(Refusal):  # there is no other way to say no while somebody types
            found = await giving.offered(interaction, Typed(typed))
            return [Choice(name=label(title, limits.OPTION), value=str(number)) for number, title in found]
        return []

    @app_commands.command(name=named("stop", "stop"), description=described("End the meetup"))
    async def stop(self, interaction: Interaction) -> None:
        """Ask whether to end the meetup, or the staying on after it; the button under the answer does."""
        meetup = await meetup_here(interaction, *UNFINISHED)
        await stopping.ask(interaction, meetup)

    @app_commands.command(name=named("status", "status"), description=described("Where are we? What comes next?"))
    async def status(self, interaction: Interaction) -> None:
        """Make deleted channels again, and answer with the state of the meetup."""
        await looking.show(interaction, await meetup_here(interaction, *UNFINISHED))

    @app_commands.command(
        name=named("instellen", "setup"),
        description=described("Choose the moderator role, the language and how long names are kept"),
        extras=opens_to(For.ORGANISERS),
    )
    @app_commands.rename(
        role=named("rol", "role"),
        language=named("taal", "language"),
        keep=named("bewaren", "keep"),
        names=named("namen", "names"),
        province=named("provincie", "province"),
    )
    @app_commands.describe(
        role=described("Who has this role may command meetups"),
        language=described("The language of the bot on this server"),
        keep=described("How many days after a meetup do I erase names and texts?"),
        names=described("Show names with contributions, where a programme does not say?"),
        province=described("Of which province are the meetups on this server?"),
    )
    @app_commands.choices(
        language=[Choice(name=name, value=code) for code, name in LANGUAGES.items()],
        province=[*(Choice(name=name, value=name) for name in seasons.PROVINCES), Choice(name=NONE, value=NO_PROVINCE)],
    )
    async def setup(
        self,
        interaction: Interaction,
        role: discord.Role | None = None,
        language: Choice[str] | None = None,
        keep: Range[int, SHORTEST_DAYS, LONGEST_DAYS] | None = None,
        names: bool | None = None,
        province: Choice[str] | None = None,
    ) -> None:
        """Store the server's choices; without any, show the form with most of them."""
        of = province.value.removeprefix(NO_PROVINCE) if province else None
        wish = Wish(role.id if role else None, language.value if language else None, keep, names, of)
        if wish != Wish():
            await setting_up.carry_out(interaction, wish)
            return
        await setting_up.show_form(interaction)

    async def _do(self, interaction: Interaction, action: Action, step: rules.Command) -> None:
        meetup = await meetup_here(interaction, *UNFINISHED)
        meetup, after = await command(interaction, meetup.id, action, step)
        await fitting.tell(interaction, meetup, after, outcomes.said(action, meetup, after))


async def setup(bot: App) -> None:
    """Add the cog to the bot; called by discord.py."""
    await bot.add_cog(MeetupCog(bot))
