"""A dry run: the real programme in a minute, in channels of its own that go again, and nothing of it stays."""

import discord
import pytest
import simcord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.content.library import Library
from bot.core.evening.dry_run import LOOK_AROUND
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.storage import contributions, meetups, places
from tests.evening import Evening, answer
from tests.rights import take_rights
from tests.safety.doors import rows


def shown(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The answer, with its buttons."""
    assert result.response is not None
    return result.response


class Trial:
    """A planned meetup, with a dry run of it, or of another programme."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.planned = 0
        self.before: set[int] = set()

    async def plan(self) -> "Trial":
        await self.evening.plan()
        self.planned = self.evening.meetup_id
        self.before = set(self.evening.env.backend.channels)
        return self

    async def begin(self, who: simcord.MemberActor | None = None) -> str:
        """Press the button under the check."""
        who = who or self.evening.moderator
        checked = await who.slash(self.evening.lobby, "meetup check")
        said = answer(await who.click(shown(checked), custom_id=f"proef:avond:{self.planned}"))
        for run in await self.runs():
            self.evening.meetup_id = run.id
        await self.evening.run_due()
        return said

    async def runs(self) -> list[Meetup]:
        return await meetups.dry_runs(self.evening.bot.db.read, self.evening.guild.id)

    def made(self) -> set[int]:
        """The channels that are there now and were not before."""
        return set(self.evening.env.backend.channels) - self.before

    async def report(self) -> str:
        """What the moderators of the planned meetup read last."""
        venue = await places.venue(self.evening.bot.db.read, self.planned)
        return (await self.evening.posts(self.evening.channel(venue.one(PlaceKind.MODERATORS).channel)))[-1]


@pytest.fixture
async def trial(evening: Evening) -> Trial:
    return await Trial(evening).plan()


async def test_everything_is_played_in_a_minute_seen_by_moderators_only_and_removed(
    evening: Evening, trial: Trial
) -> None:
    stored = await rows(evening.bot.db.read)
    said = await trial.begin()
    assert "ongeveer 1 minuut" in said
    began = evening.now
    free = ""
    for _second in range(60):
        await evening.pass_time(seconds=1)
        free += "".join(await evening.posts(await evening.table("Vrije tafel")))
        assert not any(
            evening.can_enter(evening.noor, evening.channel(channel)) or sees(evening, evening.noor, channel)
            for channel in trial.made()
        )
    assert (evening.now - began).total_seconds() == 60
    assert all(str(evening.channel(channel).name).startswith("🧪") for channel in trial.made())
    posted = await evening.everything_posted()
    assert all("🧪 Proef" in text for texts in posted.values() for text in texts if "tafels zijn dicht" not in text)
    plenary = "\n".join(posted["plenary 🧪 Proef: Proefavond"])
    for part in ("Fijn dat je er bent", "Waar je wieg staat", "Waar kom je vandaan?", "## Morgen", "## Tot slot"):
        assert part in plenary
    for part in ("Waar wil je het over hebben?", "Wat kun je morgen anders doen?", "⏳", "🔔"):
        assert part in free
    assert "en alles werkte" in posted["moderators 🧪 Proef: Proefavond"][-1]
    assert "en alles werkte" in await trial.report()
    assert "✓ 2. Aan tafel" in await trial.report()

    await evening.pass_time(seconds=LOOK_AROUND.total_seconds() + 1)
    assert trial.made() == set()
    assert await trial.runs() == []
    evening.meetup_id = trial.planned
    assert (await evening.meetup()).state is State.PLANNED
    left = {row for row in await rows(evening.bot.db.read) - stored if row[0] not in ("sequences", "memory")}
    assert left == set()
    assert not evening.bot.settings.harvest_dir.exists()


def sees(evening: Evening, who: simcord.MemberActor, channel: int) -> bool:
    rights = evening.env.backend.compute_permissions(evening.guild.id, who.id, channel)
    return discord.Permissions(rights).view_channel


async def test_what_is_said_in_it_is_never_kept(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    await evening.pass_time(seconds=30)
    here = await evening.plenary
    await evening.moderator.send(here, "#morgen doe ik niets")
    assert "Dit is een proef" in (await evening.posts(here))[-1]
    assert "Dit is een proef" in answer(await evening.moderator.slash(here, "morgen", tekst="nog minder"))
    assert "Dit is een proef" in answer(await evening.moderator.slash(here, "oogst export"))
    await evening.restart()
    assert sum((await contributions.per_kind(evening.bot.db.read, evening.meetup_id)).values()) == 0


async def test_it_is_not_the_meetup_that_commands_mean(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    assert "Gepland op" in answer(await evening.moderator.slash(evening.lobby, "meetup status"))
    assert "nog niet begonnen" in answer(
        await evening.noor.slash(await planned_plenary(evening, trial), "morgen", tekst="x")
    )
    assert "Hier is geen meetup" in answer(await evening.noor.slash(evening.lobby, "morgen", tekst="x"))
    for command in ("pauze", "verleng", "volgende"):
        assert "Dit is een proef" in await evening.command(f"meetup {command}")
    assert "Dit is een proef" in await evening.command("meetup check")


async def planned_plenary(evening: Evening, trial: Trial) -> simcord.ChannelHandle:
    venue = await places.venue(evening.bot.db.read, trial.planned)
    return evening.channel(venue.one(PlaceKind.PLENARY).channel)


async def test_a_second_one_is_told_who_began(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    second = evening.person("Tweede", roles=[evening.guild.roles["Moderator"]])
    made = trial.made()
    assert "Moderator is hier al een proef begonnen" in await trial.begin(second)
    assert trial.made() == made
    await evening.pass_time(seconds=61)
    assert "De proef loopt" in await trial.begin(second)
    assert len(trial.made()) == len(made)  # those of the first are gone


async def test_none_in_the_middle_of_a_real_evening(evening: Evening, trial: Trial) -> None:
    await evening.command("meetup start")
    assert "is nu bezig" in await trial.begin()
    assert trial.made() == set()


async def test_a_programme_with_nothing_planned_reports_in_its_own_channel(evening: Evening) -> None:
    trial = Trial(evening)
    trial.before = set(evening.env.backend.channels)
    checked = await evening.moderator.slash(evening.lobby, "meetup check", programma="provinciale-meetup")
    said = answer(await evening.moderator.click(shown(checked), custom_id="proef:programma:provinciale-meetup"))
    evening.meetup_id = (await trial.runs())[0].id
    assert (await evening.place(PlaceKind.MODERATORS)).mention in said
    await evening.pass_time(seconds=61)
    assert "en alles werkte" in (await evening.posts(await evening.place(PlaceKind.MODERATORS)))[-1]
    await evening.pass_time(seconds=LOOK_AROUND.total_seconds())
    assert trial.made() == set()


@pytest.mark.parametrize("name", sorted(Library().names()))
async def test_every_shipped_programme_works(evening: Evening, name: str) -> None:
    checked = await evening.moderator.slash(evening.lobby, "meetup check", programma=name)
    await evening.moderator.click(shown(checked), custom_id=f"proef:programma:{name}")
    (run,) = await meetups.dry_runs(evening.bot.db.read, evening.guild.id)
    evening.meetup_id = run.id
    await evening.pass_time(seconds=120)  # one of a day has many moments, and takes longer than a minute
    assert "en alles werkte" in (await evening.posts(await evening.place(PlaceKind.MODERATORS)))[-1]


# ---------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("away", [0, 30, 3600])
async def test_a_restart_in_the_middle_leaves_nothing(evening: Evening, trial: Trial, away: int) -> None:
    await trial.begin()
    await evening.pass_time(seconds=20)
    await evening.restart()
    await evening.env.advance_time(away)
    await evening.run_due()
    await evening.pass_time(seconds=61)
    report = await trial.report()
    assert "is klaar, en alles werkte" in report if away == 0 else "niet alles werkte" in report
    await evening.pass_time(seconds=LOOK_AROUND.total_seconds())
    assert trial.made() == set()
    assert await trial.runs() == []


async def test_channels_that_could_not_be_made_at_first_are_made_and_removed(evening: Evening, trial: Trial) -> None:
    evening.env.inject_error("POST", "/guilds/*/channels", status=500, times=None)
    assert "Discord laat me de kanalen van de proef nu niet maken" in await trial.begin()
    evening.env.backend.faults.clear()
    await evening.restart()
    evening.meetup_id = (await trial.runs())[0].id
    await evening.pass_time(minutes=2)
    assert "is klaar" in await trial.report()
    await evening.pass_time(seconds=LOOK_AROUND.total_seconds() + 60)
    assert trial.made() == set()


async def test_nobody_is_thrown_out_of_voice(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    await evening.pass_time(seconds=58)
    table = await evening.table("Taal")
    await evening.moderator.join_voice(table)
    await evening.pass_time(minutes=30)
    assert evening.voice_of(evening.moderator) == table.id
    assert "De proef is voorbij" in (await evening.posts(table))[-1]
    assert sum("De proef is voorbij" in text for text in await evening.posts(table)) == 1
    kinds = {place.kind for place in (await evening.venue()).places if place.channel in trial.made()}
    assert kinds == {PlaceKind.TABLE, PlaceKind.MODERATORS, PlaceKind.CATEGORY}
    await evening.moderator.leave_voice()
    await evening.pass_time(seconds=31)
    assert trial.made() == set()
    assert await trial.runs() == []


async def test_what_it_did_not_make_stays(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    await evening.pass_time(seconds=10)
    category = (await evening.place(PlaceKind.CATEGORY)).id
    backend = evening.env.backend
    extra = backend.create_channel(evening.guild.id, "aantekeningen", parent_id=category)
    await evening.pass_time(seconds=50)
    await evening.pass_time(seconds=LOOK_AROUND.total_seconds() + 1)
    assert trial.made() == {extra.id}


async def test_a_channel_deleted_by_hand_is_made_again_and_removed_too(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    await evening.pass_time(seconds=20)
    old = await evening.table("Taal")
    evening.env.backend.delete_channel(old.id)
    await evening.env.settle()
    await evening.pass_time(seconds=40)
    new = await evening.table("Taal")
    assert new.id != old.id
    assert "Deze tafel is gesloten" in (await evening.posts(new))[-1]
    evening.env.backend.delete_channel(new.id)  # and at the end nothing is made again
    await evening.env.settle()
    assert new.id not in trial.made()
    await evening.pass_time(seconds=LOOK_AROUND.total_seconds() + 1)
    assert trial.made() == set()


async def test_a_right_that_is_missing_at_the_end_is_said_and_when_it_is_back_everything_goes(
    evening: Evening, trial: Trial
) -> None:
    await trial.begin()
    await evening.pass_time(seconds=61)
    table = await evening.table("Taal")
    everyone, denied = evening.guild.default_role.id, discord.Permissions(manage_channels=True).value
    evening.env.backend.set_overwrite(table.id, Overwrite(everyone, OverwriteType.ROLE, 0, denied))
    await evening.env.settle()
    await evening.pass_time(minutes=10)
    assert table.id in trial.made()
    told = (await evening.posts(await evening.place(PlaceKind.MODERATORS)))[-1]
    assert "krijg ik niet weg" in told
    assert table.mention in told
    evening.env.backend.set_overwrite(table.id, Overwrite(everyone, OverwriteType.ROLE, 0, 0))
    await evening.env.settle()
    await evening.pass_time(minutes=2)
    assert trial.made() == set()


async def test_the_report_tells_what_did_not_work_and_which_right_is_missing(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    await evening.pass_time(seconds=5)
    table = await evening.table("Taal")
    evening.env.inject_error("POST", f"/channels/{table.id}/messages", status=403, code=50013, times=None)
    await evening.pass_time(seconds=56)
    report = await trial.report()
    assert "niet alles werkte" in report
    assert "✗ 2. Aan tafel" in report
    assert "een vraag lukte niet" in report
    assert "✓ 5. Tot slot" in report


async def test_a_step_that_worked_at_a_second_try_is_told_as_such(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    await evening.pass_time(seconds=5)
    table = await evening.table("Taal")
    evening.env.inject_error("POST", f"/channels/{table.id}/messages", status=403, code=50013)
    await evening.pass_time(seconds=56)
    report = await trial.report()
    assert "en alles werkte" in report
    assert "Eén stap lukte pas na nog een poging" in report


async def test_without_a_right_it_does_not_begin_and_with_it_it_does(evening: Evening, trial: Trial) -> None:
    take_rights(evening, move_members=True)
    await evening.env.settle()
    assert "mis ik de rechten Leden verplaatsen" in await trial.begin()
    assert trial.made() == set()
    take_rights(evening)
    await evening.env.settle()
    assert "De proef loopt" in await trial.begin()


# ---------------------------------------------------------------------- commands


async def test_it_can_be_ended_early_and_cleared_away_at_once(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    await evening.pass_time(seconds=20)
    here = await evening.place(PlaceKind.MODERATORS)
    asked = await evening.moderator.slash(here, "meetup stop")
    assert "De proef stopt" in answer(await evening.moderator.click(shown(asked), label="Stop"))
    await evening.run_due()
    await evening.pass_time(seconds=30)
    assert "viel weg" in await trial.report()
    venue = await places.venue(evening.bot.db.read, trial.planned)
    moderators = evening.channel(venue.one(PlaceKind.MODERATORS).channel)
    report = evening.last_panel(moderators, "proef:opruimen:")
    assert "Ik haal de kanalen" in answer(await evening.moderator.click(report))
    await evening.run_due()
    assert trial.made() == set()
    assert "al opgeruimd" in answer(await evening.moderator.click(report))


async def test_who_loses_the_role_no_longer_sees_it(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    role = evening.guild.roles["Moderator"]
    evening.env.backend.edit_role(evening.guild.id, role.id, {"permissions": 0})
    await evening.env.settle()
    assert not any(sees(evening, evening.moderator, channel) for channel in trial.made())


async def test_a_removal_that_broke_off_goes_on_after_the_restart(evening: Evening, trial: Trial) -> None:
    await trial.begin()
    await evening.pass_time(seconds=61)
    table = await evening.table("Taal")
    evening.env.inject_error("DELETE", f"/channels/{table.id}", status=500, times=None)
    await evening.pass_time(seconds=LOOK_AROUND.total_seconds())
    assert table.id in trial.made()
    evening.env.backend.faults.clear()
    await evening.restart()
    await evening.pass_time(minutes=1)
    assert trial.made() == set()
    assert await trial.runs() == []
