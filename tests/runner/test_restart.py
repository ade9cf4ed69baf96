"""Stop the process at any moment and start it again: it goes on where the clock says it should be."""

from datetime import timedelta

import discord
import pytest

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import CueState
from bot.platform import mending
from bot.storage import contributions
from tests.evening import Evening, answer

# A moment just before every kind of cue of the short evening, in seconds from its start.
MOMENTS = {
    CueKind.OPEN: 599,
    CueKind.PROMPT: 179,
    CueKind.WARN: 30 * 60 - 1,
    CueKind.RECALL: 34.5 * 60 - 1,
    CueKind.CLOSE: 35 * 60 - 1,
    CueKind.RETURN: 35 * 60 + 5,
    CueKind.FINISH: 60 * 60 - 1,
}


@pytest.mark.parametrize("kind", list(MOMENTS))
@pytest.mark.parametrize("away", [timedelta(0), timedelta(seconds=3)])
async def test_a_restart_around_every_kind_of_cue_changes_nothing(
    evening: Evening, kind: CueKind, away: timedelta
) -> None:
    await evening.begin()
    start = evening.now
    joined = False
    for moment in sorted({660.0, MOMENTS[kind]}):
        await evening.pass_time(seconds=moment - (evening.now - start).total_seconds())
        if moment == 660:
            await evening.noor.join_voice(await evening.table("Taal"))
            joined = True
        if moment == MOMENTS[kind]:
            await evening.restart(away)
    assert joined or kind in (CueKind.OPEN, CueKind.PROMPT)
    await evening.pass_time(hours=2)

    assert (await evening.meetup()).state is State.CLOSED
    everything = await evening.everything_posted()
    for where, texts in everything.items():
        assert len(texts) == len(set(texts)), where
    taal = everything["room Taal"]
    assert [text[:7] for text in taal] == ["## Taal", "🧭 **Om ", "Deze ta"]
    shown = [str(request.json) for request in evening.env.http_requests if "van 4" in str(request.json)]
    assert [n for n in (1, 2, 3, 4) if any(f"Vraag {n} van 4" in text for text in shown)] == [1, 2, 3, 4]
    assert any("⏳ **Nog 5" in text for text in shown)
    assert any("⏳ **Nog 1 minuut" in text for text in shown)
    assert any("🔔" in str(request.json) for request in evening.env.http_requests)
    assert sum("🌾" in text for text in everything["moderators Proefavond"]) == 1
    starts = [text.split("\n")[0] for text in everything["plenary Proefavond"]]
    assert starts == ["# Proefavond", "## Tot slot", "## Dank je wel dat je erbij was: Proefavond"]
    cues = (await evening.timeline()).cues
    left = [cue for cue in cues if cue.state is CueState.TODO and cue.kind is not CueKind.LATE]
    assert left == []
    slots = (await evening.timeline()).slots
    assert slots[-1].ended is not None
    assert abs(slots[-1].ended - (start + timedelta(minutes=60))) <= timedelta(seconds=5)


async def test_a_crash_between_posting_and_marking_posts_nothing_twice(evening: Evening) -> None:
    """The post stands on Discord, but the file never heard of it: it is recognised in the channel."""
    await evening.begin()
    await evening.pass_time(minutes=3)
    async with evening.bot.db.transaction() as db:
        # The welcome was edited at the start, so its posts were stored.
        await db.run("DELETE FROM posts WHERE cue NOT IN (SELECT id FROM cues WHERE kind = 'welcome')")
        await db.run("UPDATE cues SET state = 'todo' WHERE state = 'done'")
    before = await evening.everything_posted()
    await evening.restart(timedelta(seconds=10))
    after = await evening.everything_posted()
    assert after == before


async def test_a_crash_while_channels_are_made_leaves_none_behind(evening: Evening) -> None:
    """They stand on Discord, but the file never heard of them: they are recognised, and not made again."""
    await evening.plan()
    channels = set(evening.guild.channels)
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE places SET channel = NULL")
    await evening.restart()
    await mending.mend(evening.bot, evening.meetup_id)
    assert set(evening.guild.channels) == channels


async def test_a_channel_that_lets_in_others_is_never_taken_for_ours(evening: Evening) -> None:
    await evening.plan()
    moderators = await evening.place(PlaceKind.MODERATORS)
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE places SET channel = NULL WHERE kind = 'moderators'")
    channel = evening.bot.get_channel(moderators.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.set_permissions(channel.guild.default_role, view_channel=True)
    await mending.mend(evening.bot, evening.meetup_id)
    assert (await evening.place(PlaceKind.MODERATORS)).id != moderators.id
    assert not evening.can_enter(evening.noor, await evening.place(PlaceKind.MODERATORS))


async def test_buttons_go_on_working(evening: Evening) -> None:
    await evening.begin_tables()
    plenary = await evening.plenary
    await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen")
    welcome = evening.last_panel(plenary, "bijdrage:morgen")
    listed = await evening.noor.click(welcome, label="Mijn bijdragen")
    assert listed.response is not None
    await evening.restart()
    assert "Jouw tafel" in answer(await evening.noor.click(evening.last_panel(plenary, "tafel:"), label="Taal · 0"))
    shown = await evening.noor.click(welcome, label="Morgen …")
    assert "Bewaard" in answer(await evening.noor.submit_modal(shown, {"tekst": "ga ik mailen"}))
    assert "Ingetrokken" in answer(await evening.noor.click(listed.response, label="Intrekken 1"))
    said = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert [item.text for item in said] == ["ga ik mailen"]


async def test_a_form_that_was_open_during_a_restart_is_not_lost(evening: Evening) -> None:
    await evening.begin_harvest()
    shown = await evening.noor.slash(await evening.plenary, "morgen")
    await evening.restart()
    filled = await evening.noor.submit_modal(shown, {"tekst": "ga ik bellen"})
    assert "Bewaard" in answer(filled)


async def test_after_downtime_one_true_warning_and_a_word_to_the_moderators(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=19)
    await evening.restart(timedelta(minutes=3))  # the warning of 5 minutes was missed; 3 are left
    warnings = [text for text in await evening.posts(await evening.table("Taal")) if "⏳" in text]
    assert [text.split(" aan")[0] for text in warnings] == ["⏳ **Nog 3 minuten**"]
    told = (await evening.posts(await evening.place(PlaceKind.MODERATORS)))[-1]
    assert "Ik was weg van" in told
    assert "3 minuten" in told


async def test_an_end_that_has_passed_still_gets_its_grace(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await evening.noor.join_voice(table)
    await evening.pass_time(minutes=20)
    await evening.restart(timedelta(minutes=9))  # back four minutes after the end of the break-out
    assert "🔔" in (await evening.posts(table))[-1]
    assert not [text for text in await evening.posts(table) if "⏳ Nog 1" in text or "⏳ Nog 0" in text]
    assert evening.can_enter(evening.noor, table)
    assert evening.voice_of(evening.noor) == table.id
    await evening.pass_time(seconds=29)
    assert evening.voice_of(evening.noor) == table.id
    await evening.pass_time(seconds=1)
    assert not evening.can_enter(evening.noor, table)
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id


async def test_a_paused_meetup_stays_paused(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup pauze")
    await evening.restart(timedelta(minutes=30))
    assert (await evening.meetup()).state is State.PAUSED
    assert "Waar kom je vandaan?" not in (await evening.posts(await evening.plenary))[-1]
    await evening.command("meetup verder")
    await evening.pass_time(minutes=3)
    assert "Waar kom je vandaan?" in (await evening.posts(await evening.plenary))[-1]


async def test_a_whole_block_that_passed_is_let_go_and_the_moderators_know(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=9)
    await evening.restart(timedelta(minutes=28))  # the break-out came and went; the short break is going on
    assert await evening.posts(await evening.table("Taal")) == []
    assert not evening.can_enter(evening.noor, await evening.table("Taal"))
    assert "Even pauze" in (await evening.posts(await evening.plenary))[-1]
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert any("Ik was weg van" in text and "Even pauze" in text for text in told[-2:])
    await evening.pass_time(hours=1)
    started = [bool(slot.started) for slot in (await evening.timeline()).slots]
    assert started == [True, False, True, True, True]


async def away_notices(evening: Evening) -> list[str]:
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    return [text for text in told if "Ik was weg van" in text]


@pytest.mark.parametrize("seconds, told", [(0, 0), (50, 0), (61, 1), (600, 1)])
async def test_a_restart_is_told_from_a_minute_on(evening: Evening, seconds: int, told: int) -> None:
    await evening.begin()
    await evening.pass_time(minutes=3, seconds=1)
    await evening.restart(timedelta(seconds=seconds))
    await evening.pass_time(seconds=5)
    assert len(await away_notices(evening)) == told


async def test_an_end_in_good_order_is_not_told_and_counts_as_seen(evening: Evening) -> None:
    await evening.begin()
    await evening.env.advance_time(50)  # nobody looked at the clock since
    before = await evening.everything_posted()
    await evening.bot.leave()
    assert await evening.everything_posted() == before
    await evening.restart(timedelta(seconds=50))
    assert await away_notices(evening) == []


async def test_who_is_away_again_before_it_was_told_is_told_once_with_the_whole_time(evening: Evening) -> None:
    await evening.begin()
    moderators = await evening.place(PlaceKind.MODERATORS)
    left = int(evening.now.timestamp())
    evening.env.inject_error("POST", f"/channels/{moderators.id}/messages", status=500, times=None)
    for _crash in range(3):
        await evening.restart(timedelta(minutes=2))
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=2)
    (told,) = await away_notices(evening)
    assert f"van <t:{left}:t>" in told


async def test_when_the_block_is_over_no_time_left_is_told(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=59)
    await evening.restart(timedelta(minutes=3))
    (told,) = await away_notices(evening)
    assert "duurt nog" not in told


async def test_a_connection_lost_for_minutes_is_told_as_well(evening: Evening) -> None:
    await evening.begin()
    await evening.bot.on_disconnect()
    await evening.pass_time(minutes=5)
    await evening.bot.on_resumed()
    await evening.run_due()
    assert len(await away_notices(evening)) == 1
    await evening.bot.on_disconnect()
    await evening.bot.on_resumed()
    await evening.pass_time(seconds=30)
    assert len(await away_notices(evening)) == 1
