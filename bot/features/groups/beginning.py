"""Begin groups at once in a running evening: a block behind the current one, its channels, and everybody goes."""

from dataclasses import dataclass

from bot.content.texts import say
from bot.content.times import stamp
from bot.core.evening import events
from bot.core.evening import timeline as timeline_rules
from bot.core.evening.cues import CueKind
from bot.core.evening.inserting import Inserted, insert
from bot.core.evening.meetup import Action, Deed, Meetup, State, refuse_second_press
from bot.core.evening.places import PlaceKind, group_places
from bot.core.evening.slots import Timeline
from bot.core.programme.models import Block
from bot.core.tables import groups as rules
from bot.core.words.text import Refusal, _, ngettext
from bot.core.words.typed import Typed
from bot.features.groups import views
from bot.features.meetups import fitting
from bot.features.seats import dividing
from bot.platform import mending, rights
from bot.platform.answers import Interaction, answer_in_place, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_here, meetup_of, moderator
from bot.platform.text import name_of
from bot.storage import deeds, meetups, places, timelines


@dataclass(frozen=True, slots=True)
class Wanted:
    """Groups that a moderator asks for."""

    size: int
    minutes: int


async def ask(interaction: Interaction, id: int, size: int | None = None) -> None:
    """Ask a moderator how many people go together, or where that is known, for how long. Raises Refusal."""
    await moderator(interaction)
    rules.refuse_odd(size or min(rules.SIZES))
    meetup = await meetup_of(interaction, id)
    meetup.must_be_live()
    people = await _people(interaction.client, meetup, size or min(rules.SIZES))
    say = await voice_of(interaction)
    count = rules.how_many(people, size or max(rules.SIZES))
    text, view = views.ask_minutes(id, size, count, say) if size else views.ask_size(id, people, say)
    await answer_in_place(interaction, say(text), view)


async def begin_here(interaction: Interaction, size: int | None, minutes: int | None) -> None:
    """Begin groups in the meetup of this channel, or ask for what was not given. Raises Refusal."""
    await moderator(interaction)
    meetup = await meetup_here(interaction, State.LIVE, State.PAUSED)
    if size is None or minutes is None:
        await ask(interaction, meetup.id, size)
    else:
        await begin(interaction, meetup.id, Wanted(size, minutes))


async def begin(interaction: Interaction, id: int, wanted: Wanted) -> None:
    """Begin groups in a running meetup, and answer with how many. Raises Refusal."""
    await moderator(interaction)
    rules.refuse_odd(wanted.size, wanted.minutes)
    bot = interaction.client
    meetup = await meetup_of(interaction, id)
    meetup.must_be_live()
    guild = bot.channels.guild(meetup)
    rights.refuse_missing(guild)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await dividing.look_anew(bot, meetup)
    people = await _people(bot, meetup, wanted.size)
    count = rules.how_many(people, wanted.size)
    rights.refuse_full(guild, count + 1)
    made = await _put_in(interaction, meetup, _block(meetup, wanted), count)
    await mending.ensure(bot, made.meetup)
    timeline = await begin_now(bot, meetup.id, made.block)
    text = _(
        "🧩 {people} go into {groups}, until {time}. I bring them there; with `/meetup verleng` they get more time.",
        people=ngettext("{n} person", "{n} people", people),
        groups=ngettext("{n} group", "{n} groups", count),
        time=stamp(timeline.slots[made.block].ends),
    )
    await fitting.tell(interaction, made.meetup, timeline, text)


def _block(meetup: Meetup, wanted: Wanted) -> Block:
    title, table = (Typed(say(text, meetup.language)) for text in (_("Groups"), _("Group")))
    return rules.block(wanted.size, wanted.minutes, title, table)


async def _people(bot: App, meetup: Meetup, size: int) -> int:
    """Return how many people are in voice to be divided; a shared screen counts for one group at most."""
    venue = await places.venue(bot.db.read, meetup.id)
    here = await dividing.company(bot, bot.db.read, meetup, venue, 0)
    return sum(min(guest.size, size) for guest in here.guests)


async def _put_in(interaction: Interaction, meetup: Meetup, block: Block, count: int) -> Inserted:
    """Store the block with its places and cues, as one; it begins within a minute, also after a restart."""
    bot, who = interaction.client, interaction.user
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, meetup.id, db)
        if meetup.is_dry_run:
            raise Refusal(_("This is a dry run: it runs by itself. `/meetup stop` ends it early."))
        refuse_second_press(Action.GROUPS, await deeds.of_meetup(db, meetup.id), now, who.id)
        before = await timelines.of_meetup(db, meetup.id)
        made = insert(meetup, before, block, now + rules.PREPARES, now)
        await timelines.make_room(db, meetup.id, made.block - 1, made.by)
        await meetups.save_programme(db, made.meetup)
        venue = await places.venue(db, meetup.id)
        category = 1 + max(place.number for place in venue.places if place.kind is PlaceKind.CATEGORY)
        await places.add(db, meetup.id, group_places(block, made.block, meetup.title, count, category))
        after = events.woken(made.timeline, CueKind.PANEL, now)
        await timelines.save(db, meetup.id, after, await timelines.of_meetup(db, meetup.id))
        await deeds.note(db, meetup.id, Deed(Action.GROUPS, name_of(who), now), who.id)
    return made


async def begin_now(bot: App, id: int, block: int) -> Timeline:
    """Begin groups whose channels stand, sooner than planned; return the timeline. Does nothing once they began."""
    now = bot.clock()
    async with bot.db.transaction() as db:
        before = await timelines.of_meetup(db, id)
        slot = before.slots[block]
        if slot.started or slot.starts <= now or before.following != slot:
            return before
        after = events.woken(timeline_rules.shift(before, now - slot.starts), CueKind.PANEL, now)
        after = events.woken(after, CueKind.TIMES, now)
        await timelines.save(db, id, after, before)
    return after
