"""Planning a meetup: check it, store it with its timeline, and make its channels."""

from dataclasses import replace
from datetime import datetime, timedelta

import discord

from bot.content.library import Library
from bot.content.texts import Say
from bot.content.times import stamp
from bot.core.evening import planning as rules
from bot.core.evening import relay, seasons
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind, places_of
from bot.core.evening.slots import Timeline
from bot.core.evening.starting import Start, Wanted, read_end, read_start
from bot.core.programme.clock import fixed_times, usual_end
from bot.core.programme.models import Programme
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Shown, Typed
from bot.features.meetups import choosing, copying, intake_planning, next_steps
from bot.features.meetups.choosing import tell_times
from bot.features.programmes import attaching, own
from bot.platform import limits, mending, rights
from bot.platform.answers import Interaction, bot_of, paged, voice_of
from bot.platform.app import App
from bot.platform.channels import Standing
from bot.platform.seen import as_read
from bot.platform.text import speaking
from bot.platform.views import label
from bot.storage import drafts, meetups, places, programmes, servers, timelines

# The same title planned within this time is the same evening, tried again because the answer never arrived.
SAME_PLAN = timedelta(minutes=15)
NO_DRAFT = _("I no longer know what you filled in, or it is planned already. Look, or give `/meetup plan`.")


async def plan_or_ask(interaction: Interaction, server: servers.Server, wanted: Wanted, start: Typed) -> None:
    """Plan the meetup that is asked for, or ask which day is meant. Raises Refusal, see ``prepare``."""
    bot = bot_of(interaction)
    begins = read_start(start, bot.clock(), bot.settings.zone)
    if begins.or_else is None:
        await plan(interaction, server, wanted, begins.at)
    else:
        await ask_day(interaction, server, wanted, begins)


async def ask_day(interaction: Interaction, server: servers.Server, wanted: Wanted, start: Start) -> None:
    """Store what is wanted, and ask which day is meant. Raises Refusal where the programme is not known."""
    bot = bot_of(interaction)
    planned = _meetup(bot, server, wanted, await _programme(bot, server, wanted), start.at)
    title, place = [await as_read(bot, words, planned) for words in (wanted.title, wanted.place)]
    async with bot.db.transaction() as db:
        await drafts.add(db, interaction.id, server.id, replace(wanted, title=title, place=place), bot.clock())
    await choosing.ask_day(interaction, start)


async def plan_draft(interaction: Interaction, server: servers.Server, draft: int, begins: datetime) -> None:
    """Plan what was wanted when the day was asked. Raises Refusal where it is planned or too long ago."""
    wanted = await drafts.get(bot_of(interaction).db.read, draft, server.id)
    if wanted is None:
        raise Refusal(NO_DRAFT, Remedy(Mend.PLAN))
    await plan(interaction, server, wanted, begins, draft)


async def plan(
    interaction: Interaction, server: servers.Server, wanted: Wanted, begins: datetime, draft: int | None = None
) -> None:
    """Plan the meetup that is asked for, and answer with its day and time. Raises Refusal, see ``prepare``."""
    bot = bot_of(interaction)
    assert interaction.guild is not None
    meetup = await prepare(bot, interaction.guild, server, wanted, begins)
    await interaction.response.defer(ephemeral=True, thinking=True)
    meetup, timeline, standing = await carry_out(bot, meetup, wanted.programme, interaction.user.id, draft)
    for page in paged(speaking(meetup.language), await intake_planning.for_coach(bot, server.id, wanted.programme)):
        await mending.tell_moderators(bot, meetup, standing.venue, Text.of(page))
    folder = await copying.folder(bot, server.id, wanted.programme)
    without = await attaching.take_in(bot, meetup, folder)
    told = Text.lines(planned(meetup, standing), *await copying.told(bot.db.read, server.id, wanted.programme))
    told = told + left_out(bot.library)
    await tell_times(interaction, meetup, timeline, Text.lines(told, *("⚠️ " + text for text in without)))


async def prepare(bot: App, guild: discord.Guild, server: servers.Server, wanted: Wanted, begins: datetime) -> Meetup:
    """Return the meetup that is asked for, not stored yet. Its fixed end is the one typed, else the programme's.

    Raises Refusal where that can't be read, rights or room for channels are missing, or the same meetup is planned
    already.
    """
    rights.refuse_missing(guild)
    chosen = await _programme(bot, server, wanted)
    zone, now = bot.settings.zone, bot.clock()
    fixed_times(chosen, begins, zone, now)
    ends_by = read_end(wanted.ends, begins, zone) if wanted.ends.line else usual_end(chosen, begins, zone, now)
    title = wanted.title.trimmed or chosen.title
    rights.refuse_full(guild, sum(1 for _place in places_of(chosen, title)))
    for known in await meetups.of_server(bot.db.read, server.id, State.PLANNED):
        if known.title == title and abs(known.planned_start - begins) < SAME_PLAN:
            raise Refusal(_("This meetup is planned already. Begin it with `/meetup start`, or choose another title."),
                          Remedy(Mend.BEGIN, known.id))  # fmt: skip
    meetup = replace(_meetup(bot, server, wanted, chosen, begins), ends_by=ends_by)
    seen = [await as_read(bot, words, meetup) for words in (meetup.title, meetup.place)]
    before = await meetups.get(bot.db.read, meetup.follows) if meetup.follows and not meetup.province else None
    province = (before.province if before else meetup.province) or server.province
    return replace(meetup, title=seen[0], place=seen[1], province=province)


async def _programme(bot: App, server: servers.Server, wanted: Wanted) -> Programme:
    """Return the programme that is wanted: of an intake, of an earlier meetup, or of the library. Raises Refusal."""
    name = wanted.programme
    return (
        await intake_planning.programme(bot, server.id, name)
        or await copying.programme(bot.db.read, server.id, name)
        or await own.find(bot, server.id, name)
    )


def _meetup(bot: App, server: servers.Server, wanted: Wanted, chosen: Programme, begins: datetime) -> Meetup:
    return Meetup(
        id=0,
        uid=bot.new_uid(),
        server=server.id,
        title=wanted.title.trimmed or chosen.title,
        place=wanted.place.trimmed,
        kind=chosen.kind,
        language=chosen.language or server.language,
        shows_names=shows_names(chosen, server),
        state=State.PLANNED,
        planned_start=begins,
        programme=chosen,
        keep_days=chosen.keep_days or server.keep_days,
        follows=wanted.follows,
        province=wanted.province or seasons.where(wanted.place),
        season=wanted.season or seasons.season_at(begins, bot.settings.zone),
    )


def shows_names(programme: Programme, server: servers.Server) -> bool:
    """Return whether contributions are shown with names: as the programme says, else as the server chose.

    Never for minors, unless the programme says so itself.
    """
    return programme.shows_names and (server.shows_names or programme.names is not None)


async def carry_out(
    bot: App, meetup: Meetup, programme: str, by: int, draft: int | None = None
) -> tuple[Meetup, Timeline, Standing]:
    """Store a meetup with its places and cues, and make its channels; returns it with its id.

    ``programme`` is the name that was wanted. Raises Refusal where it comes from a draft or an intake that another
    press took first.
    """
    now = bot.clock()
    fixed = fixed_times(meetup.programme, meetup.planned_start, bot.settings.zone, now)
    timeline = rules.plan(meetup.programme, meetup.planned_start, now, fixed)
    async with bot.db.transaction() as db:
        if draft is not None and not await drafts.take(db, draft):
            raise Refusal(NO_DRAFT, Remedy(Mend.PLAN))
        meetup = replace(meetup, id=await meetups.add(db, meetup, by))
        await intake_planning.take(db, meetup.server, programme, meetup.id)
        await places.add(db, meetup.id, await copying.places(db, meetup, programme))
        await copying.take_attachments(db, meetup, programme)
        await timelines.save(db, meetup.id, timeline)
    return meetup, timeline, await mending.ensure(bot, meetup)


async def show_form(interaction: Interaction) -> None:
    """Show a moderator the form to plan a meetup."""
    say = await voice_of(interaction)
    found = await offered(interaction.client, interaction.guild_id or 0, say)
    await interaction.response.send_modal(next_steps.plan_form(found, say))


async def followed(bot: App, server: int, typed: Typed) -> int | None:
    """Return the id of the earlier meetup that was typed, or None for nothing. Raises Refusal where it can't be one."""
    return relay.followed(typed, await meetups.of_server(bot.db.read, server, *State)).id if typed.line else None


async def towns(bot: App, server: int, typed: str) -> list[Typed]:
    """Return where meetups of a server were, the last first, at most as many as Discord offers."""
    return seasons.towns_with(Typed(typed), await meetups.of_server(bot.db.read, server, *State))[: limits.OPTIONS]


def planned(meetup: Meetup, standing: Standing) -> Text:
    """Return the answer to the moderator who planned the meetup."""
    if standing.failed:
        return ngettext(
            "The meetup is planned, but Discord did not let me make one channel. I keep trying; don't plan it "
            "again. `/meetup status` tries at once.",
            "The meetup is planned, but Discord did not let me make {n} channels. I keep trying; don't plan it "
            "again. `/meetup status` tries at once.",
            len(standing.failed),
        )
    return _(
        "**{title}** is planned for {start}. The plenary is {plenary}; you command it from {moderators}, "
        "which only moderators see. Begin with the panel there, or with `/meetup start`.",
        title=meetup.title,
        start=stamp(meetup.planned_start, "F"),
        plenary=f"<#{standing.venue.one(PlaceKind.PLENARY).channel}>",
        moderators=f"<#{standing.venue.one(PlaceKind.MODERATORS).channel}>",
    )


async def offered(bot: App, server: int, say: Say) -> dict[str, Shown]:
    """Return the programmes to choose from, by name: the server's own first.

    Those whose file is not right yet come last, and say so.
    """
    library, wrong = bot.library, " – " + say(_("not right yet"))
    mine = own.titles(library, await programmes.of_server(bot.db.read, server))
    of_server = {name: label(title, limits.OPTION) for name, title in mine.items()}
    right = of_server | {name: label(title, limits.OPTION) for name, title in library.names().items()}
    return right | {name: label(Typed(name), limits.OPTION - len(wrong), wrong) for name in library.broken()}


def left_out(library: Library) -> Text:
    """Return a line for each programme whose file is not right yet, at most three."""
    broken = [mistake.brief for mistake in library.broken().values()]
    return Text.of(
        *(
            _("\nNot in the list of programmes, because the file is not right yet: {mistake}", mistake=one)
            for one in broken[:3]
        )
    )
