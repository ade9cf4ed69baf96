"""Ahead and behind: a fixed end, fixed blocks, and the ways out when it does not fit."""

from datetime import timedelta

import pytest
import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from tests.evening import Evening, answer, shown
from tests.safety.doors import Visitor


async def begin_at_eight(evening: Evening, **options: object) -> simcord.InteractionResult:
    """Planned for 20:00 and begun then; the short evening takes an hour."""
    planned = await evening.plan(start="20:00", **options)
    await evening.wait_until((await evening.meetup()).planned_start)
    await evening.run_due()
    await evening.command("meetup start")
    await evening.pass_time(minutes=1)
    return planned


async def extend(evening: Evening, minutes: int) -> simcord.InteractionResult:
    result = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup verleng", minuten=minutes)
    await evening.run_due()
    return result


async def lengths(evening: Evening) -> list[float]:
    return [(slot.ends - slot.starts).total_seconds() / 60 for slot in (await evening.timeline()).slots]


async def test_extending_past_the_fixed_end_says_by_how_much_and_trims_on_request(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:00")
    ends_by = (await evening.meetup()).ends_by
    assert ends_by == (await evening.timeline()).ends
    result = await extend(evening, 5)
    assert "5 minuten na het vaste einde van" in answer(result)
    assert result.response is not None
    said = answer(await evening.moderator.click(result.response, label="Rest gelijk inkorten"))
    assert "Nu korter: **Aan tafel** 25 minuten → 22 minuten · **Even pauze**" in said
    assert (await evening.timeline()).ends == ends_by
    assert await lengths(evening) == [15, 22.5, 4.5, 13.5, 4.5]
    await evening.pass_time(seconds=20)
    text = shown(await evening.panel_message())
    assert "op schema" in text
    assert "inkorten" not in text
    await evening.pass_time(minutes=59)
    assert (await evening.meetup()).state is State.CLOSED


async def test_what_fits_is_not_offered_to_be_trimmed(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:30")
    result = await extend(evening, 5)
    assert "vaste einde" not in answer(result)
    assert result.response is not None
    assert "Rest gelijk inkorten" not in str(result.response.components)


async def test_dropping_a_block_from_the_list(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:00")
    result = await extend(evening, 5)
    assert result.response is not None
    said = answer(await evening.moderator.select(result.response, ["2"], custom_id=f"bord:vervalt:{evening.meetup_id}"))
    assert "**Even pauze** vervalt" in said
    assert (await evening.timeline()).ends == (await evening.meetup()).ends_by
    await evening.pass_time(minutes=45)
    plenary = await evening.posts(await evening.plenary)
    assert not [text for text in plenary if "Even pauze" in text]
    assert any("## Morgen" in text for text in plenary)
    await evening.pass_time(minutes=60)
    assert (await evening.meetup()).state is State.CLOSED


async def test_running_over_changes_nothing_and_the_panel_keeps_offering(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:00")
    result = await extend(evening, 5)
    before = await evening.timeline()
    assert result.response is not None
    said = answer(await evening.moderator.click(result.response, label="Laat het uitlopen"))
    assert "het loopt uit" in said
    assert (await evening.timeline()).slots == before.slots
    await evening.pass_time(seconds=11)
    text = shown(await evening.panel_message())
    assert "5 minuten na het vaste einde" in text
    assert "[Rest gelijk inkorten]" in text
    assert "Nu korter" in await evening.press("Rest gelijk inkorten")
    assert (await evening.timeline()).ends == (await evening.meetup()).ends_by


async def test_the_panel_offers_the_list_of_blocks(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:00")
    await extend(evening, 5)
    await evening.pass_time(seconds=3)
    asked = await evening.moderator.click(await evening.panel_message(), label="Laat een blok vervallen …")
    assert asked.response is not None
    (row,) = asked.response.components
    assert [option["label"] for option in row["components"][0]["options"]] == [
        "2. Aan tafel", "3. Even pauze", "4. Morgen", "5. Tot slot",
    ]  # fmt: skip


async def test_who_trims_late_hears_who_did_it(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:00")
    result = await extend(evening, 5)
    moderators = await evening.place(PlaceKind.MODERATORS)
    ben = Visitor(evening, evening.person("Ben", roles=[evening.guild.roles["Moderator"]]), moderators)
    assert result.response is not None
    await evening.moderator.click(result.response, label="Rest gelijk inkorten")
    before = await evening.timeline()
    assert "Moderator heeft dit net al gedaan" in (await ben.press(f"bord:inkorten:{evening.meetup_id}")).heard
    await evening.pass_time(seconds=11)
    assert "dankzij Moderator" in (await ben.press(f"bord:inkorten:{evening.meetup_id}")).heard
    assert "past al" in (await ben.press(f"bord:uitlopen:{evening.meetup_id}")).heard
    assert (await evening.timeline()).slots == before.slots


async def test_a_block_that_has_begun_meanwhile_is_not_dropped(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:00")
    result = await extend(evening, 5)
    assert result.response is not None
    await evening.pass_time(minutes=15)
    before = await evening.timeline()
    custom_id = f"bord:vervalt:{evening.meetup_id}"
    assert "al begonnen" in answer(await evening.moderator.select(result.response, ["1"], custom_id=custom_id))
    assert (await evening.timeline()).slots == before.slots


async def test_an_extension_past_a_fixed_block_is_told_and_trimmed_for_it(evening: Evening) -> None:
    path = evening.bot.settings.harvest_dir.parent / "vast.yaml"
    path.write_text(
        "titel: Vast\nsoort: meetup\neindigt: '21:00'\nblokken:\n"
        "  - {titel: Een, soort: plenair, duur: 10 min}\n  - {titel: Twee, soort: plenair, duur: 10 min}\n"
        "  - {titel: De wethouder, soort: plenair, duur: 20 min, vast: '20:25'}\n",
        "utf-8",
    )
    evening.bot.library._extra["vast"] = path
    planned = await begin_at_eight(evening, programma="vast")
    assert "Voor **De wethouder** is er tijd over: 5 minuten" in answer(planned)
    assert "📌" not in shown(await evening.panel_message())
    assert "vaste" not in answer(await extend(evening, 4))
    await evening.pass_time(seconds=11)
    result = await extend(evening, 5)
    assert "**De wethouder** staat vast om" in answer(result)
    assert "4 minuten te laat" in answer(result)
    assert result.response is not None
    await evening.moderator.click(result.response, label="Rest gelijk inkorten")
    assert await lengths(evening) == [19, 6, 20]
    await evening.pass_time(minutes=19)
    assert "De wethouder**, om" in shown(await evening.panel_message())
    assert "📌" in shown(await evening.panel_message())
    await evening.pass_time(minutes=6)
    assert "## De wethouder" in (await evening.posts(await evening.plenary))[-1]


async def test_a_programme_longer_than_its_time_is_told_at_planning_and_trimmed_before_the_start(
    evening: Evening,
) -> None:
    result = await evening.plan(eindigt="20:50")
    assert "10 minuten na het vaste einde" in answer(result)
    (offered,) = [m for m in (result.response, *result.followups) if m is not None and m.components]
    said = answer(await evening.moderator.click(offered, label="Rest gelijk inkorten"))
    assert "Nu korter" in said
    timeline = await evening.timeline()
    assert timeline.ends == (await evening.meetup()).ends_by
    assert [(s.planned_start, s.planned_end) for s in timeline.slots] == [(s.starts, s.ends) for s in timeline.slots]
    await evening.pass_time(seconds=5)
    text = shown(await evening.panel_message())
    assert "op schema" in text
    assert "vaste einde" not in text
    assert "[Begin nu]" in text


@pytest.mark.parametrize(
    ("ends", "part"),
    [
        ("19:00", "ligt voor het begin"),
        ("20:00", "ligt voor het begin"),
        ("straks", "Ik begrijp de eindtijd “straks” niet"),
        ("25:00", "Ik begrijp de eindtijd"),
        ("@everyone", "everyone"),
    ],
)
async def test_an_end_that_is_not_right_makes_nothing(evening: Evening, ends: str, part: str) -> None:
    assert part in answer(await evening.plan(eindigt=ends))
    assert set(evening.guild.channels) == {"algemeen"}


async def test_a_fixed_block_before_the_start_makes_nothing(evening: Evening) -> None:
    path = evening.bot.settings.harvest_dir.parent / "vast.yaml"
    path.write_text(
        "titel: Vast\nsoort: meetup\nblokken:\n  - {titel: Een, soort: plenair, duur: 10 min}\n"
        "  - {titel: Twee, soort: plenair, duur: 10 min, vast: '19:30'}\n",
        "utf-8",
    )
    evening.bot.library._extra["vast"] = path
    assert "“Twee” staat vast om 19:30" in answer(await evening.plan(programma="vast"))
    assert set(evening.guild.channels) == {"algemeen"}


async def test_a_late_start_is_told_against_the_fixed_end(evening: Evening) -> None:
    await evening.plan(start="20:00", eindigt="21:00")
    await evening.wait_until((await evening.meetup()).planned_start + timedelta(minutes=7))
    await evening.run_due()
    assert "7 minuten na het vaste einde" in await evening.command("meetup start")
    assert "7 minuten na het vaste einde" in await evening.command("meetup status")


async def test_a_pause_is_no_moment_to_trim(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:00")
    result = await extend(evening, 5)
    await evening.command("meetup pauze")
    assert result.response is not None
    assert "staat op pauze" in answer(await evening.moderator.click(result.response, label="Rest gelijk inkorten"))


async def test_past_the_end_in_the_last_block_nothing_can_be_trimmed_so_nothing_is_offered(evening: Evening) -> None:
    await begin_at_eight(evening, eindigt="21:00")
    await evening.pass_time(minutes=55)
    result = await extend(evening, 5)
    assert "5 minuten na het vaste einde" in answer(result)
    assert result.response is not None
    assert "Rest gelijk inkorten" not in str(result.response.components)
    await evening.pass_time(seconds=3)
    assert "inkorten" not in shown(await evening.panel_message())


async def test_between_closed_tables_and_a_fixed_block_the_panel_says_what_is_waited_for(evening: Evening) -> None:
    path = evening.bot.settings.harvest_dir.parent / "vast.yaml"
    path.write_text(
        "titel: Vast\nsoort: meetup\nblokken:\n  - {titel: Welkom, soort: plenair, duur: 5 min}\n"
        "  - {titel: Tafels, soort: break-out, duur: 10 min, ruimtes: [{titel: A}, {titel: B}]}\n"
        "  - {titel: De wethouder, soort: plenair, duur: 20 min, vast: '20:25'}\n",
        "utf-8",
    )
    evening.bot.library._extra["vast"] = path
    await begin_at_eight(evening, programma="vast")
    await evening.press("+2 min")
    assert "🏁 Einde om <t:1767296700:t> · 2 minuten achter op schema" in shown(await evening.panel_message())
    await evening.pass_time(minutes=17)
    assert "🫖 **Tafels** is klaar. **De wethouder** begint om" in shown(await evening.panel_message())
    assert "De tafels zijn al dicht" in answer(await extend(evening, 5))
    assert "**De wethouder** begint nu" in await evening.press("Volgende")
