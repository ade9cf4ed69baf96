"""Begin groups at once, in a running evening or without one: their block, its channels, and everybody goes."""

from dataclasses import dataclass

from bot.content.texts import say
from bot.content.times import length, stamp
from bot.core.evening import events
from bot.core.evening import timeline as timeline_rules
from bot.core.evening.agenda import replanned
from bot.core.evening.cues import CueKind
from bot.core.evening.inserting import Inserted, insert
from bot.core.evening.meetup import Action, Deed, State, refuse_second_press
from bot.core.evening.places import PlaceKind, group_places
from bot.core.evening.slots import Timeline
from bot.core.tables import groups as rules
from bot.core.tables.seating import moving_takes
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _, ngettext
from bot.core.words.typed import Typed
from bot.features.groups import quick, views
from bot.features.meetups import fitting
from bot.features.seats import dividing
from bot.platform import mending, rights
from bot.platform.answers import Interaction, answer_in_place, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_here, meetup_of
from bot.platform.text import name_of
from bot.storage import deeds, meetups, places, timelines

NO_MEETUP = 0  # in place of the id of one, where none runs


@dataclass(frozen=True, slots=True)
class Wanted:
    """Groups that a moderator asks for."""

    size: int
    minutes: int


async def begin_here(interaction: Interaction, size: int | None, minutes: int | None) -> None:
    """Begin groups in the meetup that runs here, or where none does, in the caller's voice channel.

    Asks for what was not given. Raises Refusal.
    """
    id = await _running_here(interaction)
    if size is None or minutes is None:
        await ask(interaction, id, size)
    else:
        await begin(interaction, id, Wanted(size, minutes))


async def _running_here(interaction: Interaction) -> int:
    """Return the id of the meetup of this channel, else of the one that runs on the server, else NO_MEETUP."""
    running = await meetups.of_server(interaction.client.db.read, interaction.guild_id or 0, State.LIVE, State.PAUSED)
    return (await meetup_here(interaction, State.LIVE, State.PAUSED)).id if running else NO_MEETUP


async def ask(interaction: Interaction, id: int, size: int | None = None) -> None:
    """Ask a moderator how many people go together, or where that is known, for how long. Raises Refusal."""
    rules.refuse_odd(size or min(rules.SIZES))
    id = id or await _running_here(interaction)
    people = await _people(interaction, id, size or min(rules.SIZES))
    count, to_them = rules.how_many(people, size or max(rules.SIZES)), await voice_of(interaction)
    text, view = views.ask_minutes(id, size, count, to_them) if size else views.ask_size(id, people, to_them)
    await answer_in_place(interaction, to_them(text), view)


async def _people(interaction: Interaction, id: int, size: int) -> int:
    """Return how many people are in voice to be divided; a shared screen counts for one group at most."""
    bot = interaction.client
    if id == NO_MEETUP:
        return await quick.people(bot, bot.db.read, await quick.hall_of(interaction), size)
    meetup = await meetup_of(interaction, id)
    meetup.must_be_live()
    venue = await places.venue(bot.db.read, meetup.id)
    here = await dividing.company(bot, bot.db.read, meetup, venue, 0)
    return sum(min(guest.size, size) for guest in here.guests)


async def begin(interaction: Interaction, id: int, wanted: Wanted) -> None:
    """Begin groups, and answer with how many. Raises Refusal."""
    rules.refuse_odd(wanted.size, wanted.minutes)
    bot, id = interaction.client, id or await _running_here(interaction)
    people = await _people(interaction, id, wanted.size)
    count = rules.how_many(people, wanted.size)
    if interaction.guild is not None:
        rights.refuse_missing(interaction.guild)
    await interaction.response.defer(ephemeral=True, thinking=True)
    if id == NO_MEETUP:
        hall = await quick.hall_of(interaction)
        meetup, block = await quick.store(interaction, hall, wanted.size, wanted.minutes, count), 0
    else:
        made = await _put_in(interaction, id, wanted, count)
        meetup, block = made.meetup, made.block
    await mending.ensure(bot, meetup)
    timeline = await _begin_now(bot, meetup.id, block)
    text = _(
        "🧩 {people} go into {groups}, until {time}. Bringing them there takes about {length}; more time and "
        "“Everybody back” are on the panel in {moderators}.",
        people=ngettext("{n} person", "{n} people", people),
        groups=ngettext("{n} group", "{n} groups", count),
        time=stamp(timeline.slots[block].ends),
        length=length(moving_takes(people)),
        moderators=f"<#{(await places.venue(bot.db.read, meetup.id)).one(PlaceKind.MODERATORS).channel}>",
    )
    await fitting.tell(interaction, meetup, timeline, text)


async def _put_in(interaction: Interaction, id: int, wanted: Wanted, count: int) -> Inserted:
    """Store the block with its places and cues, as one; it begins within a minute, also after a restart."""
    bot, who = interaction.client, interaction.user
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        if meetup.is_dry_run:
            raise Refusal(
                _("This is a dry run: it runs by itself. `/meetup stop` ends it early."), Remedy(Mend.STOP, meetup.id)
            )
        rights.refuse_full(bot.channels.guild(meetup), count + 1)
        refuse_second_press(Action.GROUPS, await deeds.of_meetup(db, id), now, who.id)
        title, table = (Typed(say(text, meetup.language)) for text in (_("Groups"), _("Group")))
        block = rules.block(wanted.size, wanted.minutes, title, table)
        made = insert(meetup, await timelines.of_meetup(db, id), block, now + rules.PREPARES, now)
        await timelines.make_room(db, id, made.block - 1, made.by)
        await meetups.save_programme(db, made.meetup)
        venue = await places.venue(db, id)
        category = 1 + max(place.number for place in venue.places if place.kind is PlaceKind.CATEGORY)
        await places.add(db, id, group_places(block, made.block, meetup.title, count, category))
        after = events.woken(made.timeline, CueKind.PANEL, now)
        await timelines.save(db, id, after, await timelines.of_meetup(db, id))
        await deeds.note(db, id, Deed(Action.GROUPS, name_of(who), now), who.id)
    return made


async def _begin_now(bot: App, id: int, block: int) -> Timeline:
    """Begin groups whose channels stand, sooner than planned; return the timeline. Does nothing once they began."""
    now = bot.clock()
    async with bot.db.transaction() as db:
        before = await timelines.of_meetup(db, id)
        slot = before.slots[block]
        if slot.started or slot.starts <= now or before.following != slot:
            return before
        after = timeline_rules.shift(before, now - slot.starts)
        if block == 0:
            after = replanned(after)  # without a meetup before them, they are what is planned
        after = events.woken(events.woken(after, CueKind.PANEL, now), CueKind.TIMES, now)
        await timelines.save(db, id, after, before)
    return after
