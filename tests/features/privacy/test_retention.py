"""After the time of keeping, names and texts go by themselves."""

import json
from datetime import timedelta

import discord

from tests.contributing import stored, texts
from tests.evening import Evening, answer
from tests.keeping import SECRET, a_full_evening, attached, on_disk, told


async def test_after_a_year_names_and_texts_go_by_themselves(evening: Evening) -> None:
    await a_full_evening(evening)
    assert any("Namen en teksten bewaar ik tot <t:" in text for text in await told(evening))
    ended = (await evening.meetup()).ended_at
    assert ended is not None
    await evening.wait_until(ended + timedelta(days=365, seconds=-1))
    await evening.run_due()
    assert SECRET + "!" in await texts(evening)
    await evening.wait_until(ended + timedelta(days=365))
    await evening.run_due()
    assert set(await texts(evening)) == {""}
    assert not on_disk(evening, "Fatma")
    assert len(await stored(evening)) == 4
    assert await attached(evening) == []
    assert "meer dan 365 dagen geleden" in (await told(evening))[-1]
    assert "oogst.csv" in (await told(evening))[-1]
    posts = await told(evening)
    await evening.restart(timedelta(days=1))
    assert await told(evening) == posts
    await evening.command("oogst export")
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    content = json.loads(path.read_bytes())
    assert [item["kind"] for item in content["contributions"]] == ["idee", "morgen", "morgen", "nodig"]
    assert {(item["text"], item["author"]) for item in content["contributions"]} == {("", None)}
    assert content["meetup"]["people"] == 2
    assert "4 bijdragen" in path.with_name("oogst.md").read_text("utf-8")
    for name in ("csv", "md", "json"):
        assert b"Noor" not in path.with_name(f"oogst.{name}").read_bytes()
    assert "Ik bewaar niets" in answer(await evening.sem.slash(await evening.plenary, "mijn gegevens"))


async def test_a_meetup_that_was_planned_and_forgotten_says_nothing(evening: Evening) -> None:
    await evening.plan()
    before = await evening.everything_posted()
    await evening.pass_time(days=366)
    assert (await evening.meetup()).was_cancelled
    assert [row["planned_by"] for row in await evening.bot.db.read.all("SELECT planned_by FROM meetups")] == [0]
    after = await evening.everything_posted()
    assert {where: len(posts) for where, posts in after.items()} == {
        where: len(posts) + 2 * ("moderators" in where) for where, posts in before.items()
    }  # the reminder, the question whether to begin, and no word after it


async def test_the_server_chooses_how_long(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    assert "wis ik 90 dagen na" in answer(await admin.slash(evening.lobby, "meetup instellen", bewaren=90))
    assert "wis ik 90 dagen na" in answer(await admin.slash(evening.lobby, "meetup instellen", taal="nl"))
    await evening.begin_harvest()
    assert "tot 90 dagen na deze meetup" in answer(
        await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    )
    assert "wis ik 200 dagen na" in answer(await admin.slash(evening.lobby, "meetup instellen", bewaren=200))
    await evening.pass_time(hours=2)
    await evening.pass_time(days=90)
    assert await texts(evening) == [""]


async def test_discord_takes_no_other_time_of_keeping(evening: Evening) -> None:
    command = next(item for item in evening.env.backend.commands[None].values() if item["name"] == "meetup")
    setup = next(option for option in command["options"] if option["name"] == "instellen")
    keep = next(option for option in setup["options"] if option["name"] == "bewaren")
    assert (keep["min_value"], keep["max_value"]) == (30, 1825)
