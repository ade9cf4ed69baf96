"""Groups at once on a server where no meetup runs: a small meetup of their own, around the voice channel in use."""

from dataclasses import dataclass, replace

import discord

from bot.content.texts import say
from bot.core.evening import timeline as timeline_rules
from bot.core.evening.meetup import Action, Deed, Meetup, State
from bot.core.evening.places import Place, PlaceKind, Venue, group_places, places_of
from bot.core.evening.planning import plan
from bot.core.tables import groups as rules
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.features.meetups.planning import shows_names
from bot.features.seats import dividing
from bot.platform import rights
from bot.platform.answers import Interaction
from bot.platform.app import App
from bot.platform.text import name_of
from bot.storage import deeds, meetups, places, servers, timelines
from bot.storage.database import Queries

NEEDED_THERE = {"view_channel", "connect", "move_members"}  # to take people along, and bring them back


@dataclass(frozen=True, slots=True)
class Hall:
    """The voice channel that a moderator is in, where no meetup runs, and the meetup that groups there would be."""

    channel: discord.VoiceChannel
    server: servers.Server

    @property
    def place(self) -> Place:
        """The channel as the voice channel of the meetup."""
        return Place(0, 0, PlaceKind.VOICE, None, 0, Typed(""), channel=self.channel.id, borrowed=True)


async def hall_of(interaction: Interaction) -> Hall:
    """Return the voice channel that the caller is in.

    Raises Refusal where they are in none, it belongs to a meetup, or the bot may not move people there.
    """
    bot, person = interaction.client, interaction.user
    voice = person.voice.channel if isinstance(person, discord.Member) and person.voice else None
    if not isinstance(voice, discord.VoiceChannel):
        raise Refusal(_("No meetup is going on. Go to the voice channel where the people are, and do this again."))
    known = await places.at(bot.db.read, voice.id)
    if known is not None:
        whose = await meetups.get(bot.db.read, known.meetup)
        if whose is not None:
            whose.must_be_live()
    if lost := [name for name in rights.taken_away(voice) if name in NEEDED_THERE]:
        raise Refusal(
            _(
                "In {channels} I miss: {missing}. Take away what stands against it in the channel's settings, under "
                "Permissions.",
                channels=voice.mention,
                missing=tuple(rights.NEEDED[name] for name in lost),
            )
        )
    return Hall(voice, await servers.get(bot.db.read, voice.guild.id))


def meetup_in(bot: App, hall: Hall, size: int, minutes: int) -> Meetup:
    """Return the meetup of groups in a voice channel: their block, and time together after it. Not stored yet."""
    language, now = hall.server.language, bot.clock()
    words = (_("Groups"), _("Group"), _("Together"))
    title, table, after = (Typed(say(text, language)) for text in words)
    programme = rules.programme(size, minutes, title, table, after)
    planned = Meetup(
        id=0,
        uid=bot.new_uid(),
        server=hall.server.id,
        title=title,
        place=Typed(""),
        kind=programme.kind,
        language=language,
        shows_names=shows_names(programme, hall.server),
        state=State.PLANNED,
        planned_start=now + rules.PREPARES,
        programme=programme,
        keep_days=hall.server.keep_days,
    )
    return planned.start(now)


async def people(bot: App, db: Queries, hall: Hall, size: int) -> int:
    """Return how many people in the channel are to be divided; a shared screen counts for one group at most."""
    here = await dividing.company(bot, db, meetup_in(bot, hall, size, 1), Venue((hall.place,)), 0)
    return sum(min(guest.size, size) for guest in here.guests)


async def store(interaction: Interaction, hall: Hall, size: int, minutes: int, count: int) -> Meetup:
    """Store the meetup with its places and cues, as one; its groups begin within a minute, also after a restart.

    Raises Refusal where another moderator was first.
    """
    bot, who = interaction.client, interaction.user
    rights.refuse_full(hall.channel.guild, count + 3)
    meetup, now = meetup_in(bot, hall, size, minutes), bot.clock()
    planned = plan(meetup.programme, meetup.planned_start, now)
    timeline = timeline_rules.begin(planned, meetup.planned_start, bot.settings.zone)
    _category, *tables = group_places(meetup.programme.blocks[0], 0, meetup.title, count, 0)
    hall_and_more = [place for place in places_of(meetup.programme, meetup.title) if place.kind is not PlaceKind.TABLE]
    async with bot.db.transaction() as db:
        if await places.at(db, hall.channel.id):
            raise Refusal(_("Somebody else has just begun groups here. Nothing changed now."))
        meetup = replace(meetup, id=await meetups.add(db, meetup, who.id))
        await meetups.save_life(db, meetup)
        await places.add(db, meetup.id, [*hall_and_more, *tables])
        await places.borrow(db, meetup.id, hall.channel.id)
        await timelines.save(db, meetup.id, timeline)
        await deeds.note(db, meetup.id, Deed(Action.GROUPS, name_of(who), now), who.id)
    return meetup
