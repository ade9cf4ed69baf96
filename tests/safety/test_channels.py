"""Who sees what: the rights that Discord computes for every channel of a meetup, in every state."""

from collections.abc import Iterable

import discord
import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import Place, PlaceKind
from tests.evening import Evening, answer

TWO_ROUNDS = """
titel: Twee rondes
soort: meetup
blokken:
  - {titel: Welkom, soort: plenair, duur: 10 min}
  - {titel: Ronde een, soort: break-out, duur: 10 min, terugkeer: 30 s, ruimtes: [{titel: Een A}, {titel: Een B}]}
  - {titel: Samen, soort: plenair, duur: 10 min}
  - {titel: Ronde twee, soort: break-out, duur: 10 min, terugkeer: 30 s, ruimtes: [{titel: Twee A}]}
  - {titel: Slot, soort: plenair, duur: 5 min}
"""
ALL = frozenset({"view_channel", "connect", "read_message_history", "send_messages"})
NOTHING: frozenset[str] = frozenset()


class Crowd:
    """An evening of two rounds, and somebody of every sort."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        path = evening.bot.settings.harvest_dir.parent / "twee.yaml"
        path.write_text(TWO_ROUNDS, "utf-8")
        evening.bot.library._extra["twee"] = path
        guild = evening.guild
        self.class_role = guild.create_role("Groep 8")
        self.hosts = guild.create_role("Gespreksleiders")
        self.crew = guild.create_role("Team", permissions=discord.Permissions(manage_events=True))
        self.pupil = evening.person("Pim", roles=[self.class_role])
        self.host = evening.person("Hanna", roles=[self.hosts])
        self.crew_member = evening.person("Tess", roles=[self.crew])
        self.admin = evening.person("Ans", roles=[guild.create_role("Baas", permissions=discord.Permissions.all())])

    async def begin(self) -> None:
        """Hosts are the moderators of this server, next to those with Manage Events."""
        await self.admin.slash(self.evening.lobby, "meetup instellen", rol=self.hosts)
        await self.evening.plan(programma="twee")

    def can(self, who: int, place: Place) -> frozenset[str]:
        """What somebody can do in a place; who does not see it can do nothing there."""
        backend = self.evening.env.backend
        rights = discord.Permissions(backend.compute_permissions(self.evening.guild.id, who, place.channel))
        return frozenset(name for name in ALL if getattr(rights, name)) if rights.view_channel else NOTHING

    async def see(self, *open_tables: str, without: Iterable[simcord.MemberActor] = ()) -> None:
        """Check everybody in every channel; ``without`` are people who are no moderators any more."""
        out = {person.id for person in without}
        everybody = {self.evening.noor.id, self.evening.sem.id, self.pupil.id, *out}
        moderators = {self.evening.moderator.id, self.host.id, self.crew_member.id, self.admin.id} - out
        moderators.add(self.evening.env.backend.bot_user.id)
        for place in (await self.evening.venue()).places:
            if place.kind is PlaceKind.CATEGORY or place.channel not in self.evening.env.backend.channels:
                continue
            public = place.kind in (PlaceKind.PLENARY, PlaceKind.VOICE) or place.title in open_tables
            assert {self.can(person, place) for person in everybody} == {ALL if public else NOTHING}, place.title
            assert {self.can(person, place) for person in moderators} == {ALL}, place.title

    async def delete(self, kind: PlaceKind, title: str) -> None:
        """Somebody deletes a channel by hand, and the bot makes it again."""
        place = next(p for p in (await self.evening.venue()).places if p.kind is kind and title in p.title.raw)
        channel = self.evening.bot.get_channel(place.channel or 0)
        assert isinstance(channel, discord.abc.GuildChannel)
        await channel.delete()
        await self.evening.env.settle()
        await self.evening.run_due()


async def test_rooms_open_for_their_own_block_only_and_moderators_stay_among_themselves(evening: Evening) -> None:
    crowd = Crowd(evening)
    await crowd.begin()
    await crowd.see()
    await evening.command("meetup start")
    await crowd.see()
    await evening.pass_time(minutes=10)
    await crowd.see("Een A", "Een B")
    await evening.command("meetup pauze")
    await crowd.see("Een A", "Een B")
    await evening.command("meetup verder")
    await evening.pass_time(minutes=9, seconds=30)  # the recall: people still finish their sentence
    await crowd.see("Een A", "Een B")
    await evening.pass_time(seconds=30)
    await crowd.see()
    await evening.restart()
    await crowd.see()
    await evening.pass_time(minutes=10)
    await crowd.see("Twee A")
    await evening.pass_time(minutes=30)
    assert (await evening.meetup()).state is State.CLOSED
    await crowd.see()


async def test_what_is_made_again_is_as_closed_and_as_open_as_it_was(evening: Evening) -> None:
    crowd = Crowd(evening)
    await crowd.begin()
    for kind, title in ((PlaceKind.MODERATORS, ""), (PlaceKind.TABLE, "Een A"), (PlaceKind.CATEGORY, "Ronde twee")):
        await crowd.delete(kind, title)
        await crowd.see()
    await evening.command("meetup start")
    await evening.pass_time(minutes=10)
    for kind, title in (
        (PlaceKind.MODERATORS, ""),
        (PlaceKind.CATEGORY, "Proefavond"),
        (PlaceKind.TABLE, "Een A"),
        (PlaceKind.TABLE, "Twee A"),
        (PlaceKind.PLENARY, ""),
    ):
        await crowd.delete(kind, title)
        await crowd.see("Een A", "Een B")
    await evening.pass_time(minutes=10)
    await crowd.see()
    await crowd.delete(PlaceKind.TABLE, "Twee A")
    await crowd.see()


async def test_a_stopped_and_a_cancelled_meetup_leave_nothing_open(evening: Evening) -> None:
    crowd = Crowd(evening)
    for minutes in (10, None):
        await crowd.begin()
        if minutes:
            await evening.command("meetup start")
            await evening.pass_time(minutes=minutes)
        asked = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup stop")
        assert asked.response is not None
        await evening.moderator.click(asked.response, label="Stop")
        await evening.pass_time(minutes=2)
        assert (await evening.meetup()).state is State.CLOSED
        await crowd.see()


async def test_who_planned_it_reads_along_no_longer_than_the_role_lasts(evening: Evening) -> None:
    crowd = Crowd(evening)
    await crowd.begin()
    evening.env.backend.get_member(evening.guild.id, evening.moderator.id).role_ids.clear()
    await crowd.see(without=[evening.moderator])


async def test_a_role_that_loses_its_right_loses_the_way_in_and_one_that_gets_it_comes_in(evening: Evening) -> None:
    crowd, backend = Crowd(evening), evening.env.backend
    await crowd.begin()
    await evening.command("meetup start")
    await evening.pass_time(hours=2)  # over: the harvest stands in the moderators' channel
    backend.edit_role(evening.guild.id, crowd.crew.id, {"permissions": 0})
    await evening.env.settle()
    await crowd.see(without=[crowd.crew_member])
    backend.edit_role(evening.guild.id, crowd.crew.id, {"permissions": discord.Permissions(manage_events=True).value})
    await evening.env.settle()
    await crowd.see()


async def test_another_moderator_role_puts_the_old_one_out_of_what_is_over_too(evening: Evening) -> None:
    crowd = Crowd(evening)
    await crowd.begin()
    await evening.command("meetup start")
    await evening.pass_time(hours=2)
    await crowd.admin.slash(evening.lobby, "meetup instellen", rol=crowd.crew)
    await crowd.see(without=[crowd.host])


async def test_one_channel_that_discord_keeps_locked_holds_up_none_of_the_others(evening: Evening) -> None:
    crowd = Crowd(evening)
    await crowd.begin()
    first = (await evening.venue()).places[0].channel
    evening.env.inject_error("DELETE", f"/channels/{first}/permissions/*", status=403, code=50013)
    said = answer(await crowd.admin.slash(evening.lobby, "meetup instellen", rol=crowd.crew))
    assert "Niet elk kanaal" in said
    await crowd.see(without=[crowd.host])


async def test_a_room_that_discord_keeps_open_keeps_no_other_open(evening: Evening) -> None:
    crowd = Crowd(evening)
    await crowd.begin()
    await evening.command("meetup start")
    await evening.pass_time(minutes=19)
    stuck = (await evening.table("Een A")).id
    evening.env.inject_error("PUT", f"/channels/{stuck}/permissions/*", status=403, code=50013, times=None)
    await evening.pass_time(minutes=1, seconds=5)
    await crowd.see("Een A")
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=2)
    await crowd.see()


async def test_a_channel_that_somebody_made_ready_for_us_is_not_taken_for_ours(evening: Evening) -> None:
    """Named and hidden as the moderators' channel, but with a way in for whoever made it."""
    crowd = Crowd(evening)
    await crowd.begin()
    await evening.command("meetup start")
    hidden, way_in = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    trap = evening.guild.create_text_channel(
        str((await evening.place(PlaceKind.MODERATORS)).name),
        category=await evening.place(PlaceKind.CATEGORY),
        overwrites={evening.guild.default_role: hidden, evening.sem: way_in},
    )
    await evening.env.settle()
    await crowd.delete(PlaceKind.MODERATORS, "")
    await crowd.see()
    assert await evening.posts(trap) == []
