"""The moderators' panel: one message that tells everything and commands everything, whoever presses when."""

from datetime import UTC, datetime, timedelta

import discord

from bot.core.evening import events
from bot.core.evening import planning as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind
from bot.core.kinds import KINDS
from bot.core.programme.models import Programme
from bot.core.tables.calls import Call
from bot.core.words.typed import Typed
from bot.features.panel import views as panel_views
from bot.features.tables.status import Table
from bot.platform.text import speaking
from bot.storage import timelines
from tests.evening import Evening, shown
from tests.safety.doors import Visitor


async def panel(evening: Evening) -> str:
    return shown(await evening.panel_message())


async def test_one_panel_stands_from_planning_to_the_end(evening: Evening) -> None:
    await evening.plan()
    first = await evening.panel_message()
    assert "Gepland voor" in shown(first)
    assert "[Begin nu]" in shown(first)
    assert "is begonnen" in await evening.press("Begin nu")
    await evening.pass_time(seconds=2)
    text = await panel(evening)
    for part in ("Nu 1/5: **Welkom**", "Straks: **Aan tafel**", "#morgen 0", "[Volgende]", "[+2 min]", "[Stop]"):
        assert part in text
    assert "[Iedereen terug](off)" in text
    await evening.pass_time(minutes=10)
    assert "Nu 2/5: **Aan tafel**" in await panel(evening)
    await evening.pass_time(minutes=90)
    text = await panel(evening)
    assert "afgelopen" in text
    assert "[" not in text
    assert (await evening.panel_message()).id == first.id


async def test_it_counts_people_per_table_and_contributions(evening: Evening) -> None:
    await evening.begin_tables()
    taal, free = await evening.table("Taal"), await evening.table("Vrije tafel")
    await evening.noor.join_voice(taal)
    await evening.sem.join_voice(taal)
    await evening.noor.send(await evening.plenary, "#morgen bel ik de ouders")
    await evening.sem.slash(await evening.plenary, "nodig", tekst="tijd")
    await evening.pass_time(seconds=31)
    text = await panel(evening)
    assert f"<#{taal.id}> 2 mensen" in text
    assert f"<#{free.id}> 0 mensen" in text
    assert "Aan de tafels: 2 mensen" in text
    assert "#morgen 1 · #nodig 1 · #werkt 0" in text


async def test_it_shows_which_tables_are_ready_or_ask_for_help(evening: Evening) -> None:
    await evening.begin_tables()
    free = await evening.table("Vrije tafel")
    await evening.noor.join_voice(free)
    await evening.sem.join_voice(await evening.table("Taal"))
    await evening.noor.click(evening.last_panel(free, "tafel:hulp"), label="Vraag hulp")
    await evening.run_due()
    await evening.pass_time(seconds=16)
    lines = (await panel(evening)).split("\n")
    (asked,) = [line for line in lines if "🙋" in line]
    assert f"<#{free.id}>" in asked
    assert lines[lines.index(asked) + 1].startswith(f"- <#{(await evening.table('Taal')).id}>")


async def test_every_button_does_what_its_command_does_and_the_panel_shows_it_at_once(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=1)
    before = (await evening.timeline()).slots[0].ends
    assert "**Welkom** duurt nu tot" in await evening.press("+2 min")
    assert (await evening.timeline()).slots[0].ends == before + timedelta(minutes=2)
    assert f"<t:{int((before + timedelta(minutes=2)).timestamp())}:R>" in await panel(evening)
    await evening.pass_time(seconds=11)
    await evening.press("+5 min")
    assert (await evening.timeline()).slots[0].ends == before + timedelta(minutes=7)
    assert "Gepauzeerd" in await evening.press("Pauze")
    assert "[Verder]" in await panel(evening)
    assert (await evening.meetup()).state is State.PAUSED
    await evening.pass_time(minutes=3)
    assert "gaan verder" in await evening.press("Verder")
    assert "[Pauze]" in await panel(evening)
    await evening.press("Volgende")
    assert "Nu 2/5: **Aan tafel**" in await panel(evening)
    await evening.pass_time(seconds=12)
    assert "teruggeroepen" in await evening.press("Iedereen terug")
    await evening.pass_time(seconds=32)
    assert "Nu 3/5: **Even pauze**" in await panel(evening)
    assert "geen tafels open" in await evening.command("ruimtes terug")


async def test_stop_asks_once_more(evening: Evening) -> None:
    await evening.begin()
    asked = await evening.moderator.click(await evening.panel_message(), label="Stop")
    assert (await evening.meetup()).state is State.LIVE
    assert asked.response is not None
    assert "nu beëindigen" in asked.response.content
    await evening.moderator.click(asked.response, label="Stop")
    await evening.run_due()
    await evening.pass_time(seconds=2)
    assert "afgelopen" in await panel(evening)


async def test_who_stops_late_hears_who_did_and_a_cancelled_meetup_says_so(evening: Evening) -> None:
    await evening.begin_tables()
    moderators = await evening.place(PlaceKind.MODERATORS)
    ben = Visitor(evening, evening.person("Ben", roles=[evening.guild.roles["Moderator"]]), moderators)
    asked = await evening.moderator.click(await evening.panel_message(), label="Stop")
    assert asked.response is not None
    await evening.moderator.click(asked.response, label="Stop")
    await evening.pass_time(seconds=12)
    before = await evening.timeline()
    heard = (await ben.press(f"meetup:stop:{evening.meetup_id}")).heard
    assert "Moderator heeft de meetup al beëindigd" in heard
    assert (await evening.timeline()).slots == before.slots
    await evening.pass_time(minutes=2)
    await evening.plan(titel="Andere avond")
    asked = await evening.moderator.click(await evening.panel_message(), label="Stop")
    assert asked.response is not None
    await evening.moderator.click(asked.response, label="Stop")
    await evening.pass_time(seconds=3)
    text = await panel(evening)
    assert "De meetup is afgezegd" in text
    assert "[" not in text


async def test_what_is_withdrawn_is_counted_no_more(evening: Evening) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "#morgen bel ik de ouders")
    await evening.pass_time(seconds=31)
    assert "#morgen 1" in await panel(evening)
    await evening.noor.delete(message)
    await evening.pass_time(seconds=31)
    assert "#morgen 0" in await panel(evening)


async def test_a_panel_that_is_too_old_skips_no_block(evening: Evening) -> None:
    """Ben still sees the first block on his screen, and presses "next" or "+5" when the next block has begun."""
    await evening.begin()
    moderators = await evening.place(PlaceKind.MODERATORS)
    ben = Visitor(evening, evening.person("Ben", roles=[evening.guild.roles["Moderator"]]), moderators)
    await evening.pass_time(minutes=1)
    await evening.press("Volgende")
    await evening.pass_time(seconds=30)
    before = await evening.timeline()
    for button in ("volgende", "plus2", "plus5", "terug"):
        heard = (await ben.press(f"bord:{button}:{evening.meetup_id}:0")).heard
        assert "Moderator is al verdergegaan: “Aan tafel” is begonnen" in heard
    assert (await evening.timeline()).slots == before.slots
    await evening.pass_time(minutes=25)
    heard = (await ben.press(f"bord:volgende:{evening.meetup_id}:1")).heard
    assert "“Even pauze” is al begonnen, vanzelf" in heard
    assert "Gepauzeerd" in (await ben.press(f"bord:pauze:{evening.meetup_id}")).heard  # that is never too late
    await evening.pass_time(seconds=11)
    assert "al op pauze, door Ben" in await evening.command("meetup pauze")


async def test_who_lost_the_role_a_second_ago_commands_nothing(evening: Evening) -> None:
    await evening.begin()
    ben = evening.person("Ben", roles=[evening.guild.roles["Moderator"]])
    evening.env.backend.edit_member(evening.guild.id, ben.id, {"role_ids": []})
    before = await evening.timeline()
    visitor = Visitor(evening, ben, await evening.plenary)
    for button in ("volgende:1:0", "plus2:1:0", "plus5:1:0", "terug:1:0", "pauze:1", "verder:1", "start:1", "stop:1"):
        assert "voor moderatoren" in (await visitor.press(f"bord:{button}")).heard
    assert await evening.timeline() == before


async def test_a_panel_that_is_deleted_by_hand_is_made_again(evening: Evening) -> None:
    await evening.begin()
    rights = discord.Permissions(administrator=True)
    ben = evening.person("Ben", roles=[evening.guild.create_role("Beheer", permissions=rights)])
    old = await evening.panel_message()
    await ben.delete(old)
    await evening.pass_time(seconds=1)
    assert (await evening.panel_message()).id != old.id
    await ben.delete(await evening.panel_message())
    await evening.pass_time(minutes=10, seconds=2)
    assert "Nu 2/5" in await panel(evening)


async def test_a_deleted_moderators_channel_gets_a_panel_again(evening: Evening) -> None:
    await evening.begin()
    channel = evening.bot.get_channel((await evening.place(PlaceKind.MODERATORS)).id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await evening.pass_time(seconds=5)
    assert "Nu 1/5" in await panel(evening)


async def test_after_a_restart_it_is_the_same_message_with_new_numbers(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(seconds=5)
    before = await evening.panel_message()
    await evening.restart(timedelta(minutes=1))
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.pass_time(seconds=15)
    after = await evening.panel_message()
    assert after.id == before.id
    assert "Aan de tafels: één persoon" in shown(after)
    assert "duurt nu tot" in await evening.press("+5 min")


async def test_killed_between_posting_and_keeping_it_stands_once(evening: Evening) -> None:
    """The answer never reached our file; after the restart people move about before the panel is looked for."""
    await evening.begin()
    async with evening.bot.db.transaction() as db:
        await db.run("DELETE FROM posts WHERE part LIKE 'control%'")
        await timelines.wake(db, evening.meetup_id, CueKind.PANEL, evening.bot.clock())
    await evening.restart(timedelta(minutes=8))
    async with evening.bot.db.transaction() as db:
        await timelines.wake(db, evening.meetup_id, CueKind.PANEL, evening.bot.clock(), timedelta(seconds=15))
    await evening.pass_time(minutes=1)
    assert len(await evening.panel_messages()) == 1
    assert "Nu 1/5" in await panel(evening)


async def test_it_is_edited_a_few_times_a_minute_at_most(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(seconds=30)
    seen = len(evening.env.http_requests)
    moderators, taal = await evening.place(PlaceKind.MODERATORS), await evening.table("Taal")
    for _second in range(60):
        await evening.noor.join_voice(taal)
        await evening.sem.send(await evening.plenary, f"#morgen stap {_second}")
        await evening.noor.leave_voice()
        await evening.pass_time(seconds=1)
    edits = [
        r for r in evening.env.http_requests[seen:] if r.method == "PATCH" and f"{moderators.id}/messages" in r.path
    ]
    assert 2 <= len(edits) <= 5


async def test_a_programme_at_its_limits_fits(evening: Evening) -> None:
    tables = "\n".join(f"      - titel: '{n:02}{'_' * 88}'" for n in range(47))
    path = evening.bot.settings.harvest_dir.parent / "veel.yaml"
    path.write_text(
        f"titel: Veel\nsoort: meetup\nblokken:\n  - titel: '{'*' * 90}'\n    soort: break-out\n    duur: 10 min\n"
        f"    ruimtes:\n{tables}\n  - titel: '{'~' * 90}'\n    soort: plenair\n    duur: 5 min\n",
        "utf-8",
    )
    evening.bot.library._extra["veel"] = path
    await evening.plan(programma="veel", titel="_" * 80)
    await evening.command("meetup start")
    await evening.pass_time(seconds=5)
    text = await panel(evening)
    assert text.count("> 0 mensen") == 8
    assert text.count("> 0 ·") + text.count("> 0 …") == 16
    assert "… en nog 23." in text
    sent = [r.json for r in evening.env.http_requests if isinstance(r.json, dict) and r.json.get("components")]
    layouts = [
        body["components"] for body in sent if body["components"][0]["type"] == discord.ComponentType.container.value
    ]
    texts = [part["content"] for part in layouts[-1][0]["components"] if part["type"] == 10]
    assert sum(map(len, texts)) <= 4000


async def test_the_cue_of_the_panel_never_says_that_we_were_away(evening: Evening) -> None:
    await evening.begin()
    async with evening.bot.db.transaction() as db:
        await timelines.wake(db, evening.meetup_id, CueKind.PANEL, evening.bot.clock())
    await evening.restart(timedelta(seconds=50))
    await evening.pass_time(seconds=5)
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert not [text for text in told if "Ik was weg" in text]
    assert not [cue for cue in (await evening.timeline()).cues if cue.kind is CueKind.PANEL and cue.is_todo]


def test_everything_at_its_longest_stays_under_discords_limit() -> None:
    now = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
    blocks = [
        {"titel": "_" * 90, "soort": "plenair", "duur": "10 min"} | ({"ruimtes": [{"titel": "A"}]} if n == 0 else {})
        for n in range(60)
    ]
    blocks[0]["soort"] = "break-out"
    programme = Programme.model_validate({"titel": "P", "soort": "meetup", "blokken": blocks})
    late = {n: now + timedelta(minutes=n) for n in range(1, 60)}  # every block is fixed, and none can be kept
    timeline = events.started(rules.plan(programme, now, now, late), 0, now)
    meetup = Meetup(
        1,
        1,
        Typed("_" * 80),
        Typed(""),
        programme.kind,
        "nl",
        True,
        State.LIVE,
        now,
        programme,
        now,
        ends_by=now + timedelta(minutes=1),
    )
    call = Call(1, 1, 10**18, now, helper=10**18, claimed_at=now)
    place = Place(1, 1, PlaceKind.TABLE, 0, 0, Typed("_" * 90), None, 10**18)
    facts = panel_views.Facts(meetup, timeline, [Table(place, 99, now, call)] * 47, dict.fromkeys(KINDS, 99_999), now)
    view = panel_views.layout(speaking("nl"), facts)
    assert view.content_length() <= 4000
    assert view.total_children_count <= 40
    text = "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))
    assert "#idee 99999" in text
    assert text.count("… en nog") == 2


async def test_a_pause_stays_in_its_own_block_however_long_it_takes(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(seconds=11)
    await evening.press("Pauze")
    await evening.pass_time(minutes=20)
    await evening.noor.send(await evening.plenary, "#morgen bel ik de ouders")
    await evening.pass_time(seconds=30)
    text = await panel(evening)
    assert "#morgen 1" in text
    assert "in 1/5: **Welkom**" in text


async def test_the_panel_shows_the_first_block_at_the_press_that_begins_it(evening: Evening) -> None:
    await evening.plan()
    await evening.press("Begin nu")
    assert "Nu 1/5: **Welkom**" in await panel(evening)


async def test_next_says_what_begins_or_that_everybody_is_called_back(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(seconds=11)
    assert "**Aan tafel** begint nu" in await evening.press("Volgende")
    await evening.pass_time(seconds=11)
    assert "Iedereen is teruggeroepen" in await evening.press("Volgende")
    current = (await evening.timeline()).current
    assert current is not None
    tables = (await evening.posts(await evening.plenary))[-1]
    assert f"open tot <t:{int(current.ends.timestamp())}:t>" in tables  # who has just come sees it too


async def test_the_last_block_is_ended_with_stop_which_asks_once_more(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=56)
    assert "[Volgende](off)" in await panel(evening)
    assert "Dit was het laatste blok" in await evening.command("meetup volgende")


async def test_what_stands_on_the_panel_is_not_posted_beside_it(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=56)
    posts = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert len(posts) == 1  # who they are, and what they can do


async def test_a_press_reads_each_thing_once(evening: Evening) -> None:
    """Each statement is a visit to the thread of the database, and a moderator is waiting."""
    await evening.begin_tables()
    done: list[str] = []
    for connection in (evening.bot.db.read._connection, evening.bot.db._writer):
        await connection.set_trace_callback(done.append)
    for label in ("+2 min", "+5 min", "Pauze", "Verder", "Iedereen terug"):
        await evening.pass_time(seconds=30)  # what is due is done; a press is counted by itself
        panel = await evening.panel_message()
        evening.bot.below.clear()  # that the panel comes down is read besides, once in five presses
        done.clear()
        await evening.moderator.click(panel, label=label)
        assert len(done) <= 29, (label, done)
        await evening.run_due()
