"""Joining a pledge: counted, undone when somebody changes their mind, and names only where both agree."""

import csv
import json
from datetime import timedelta

from bot.core.evening.places import PlaceKind
from bot.storage import contributions, joins
from tests.at_wall import agree, begin_with_a_pledge, boards, choose, do, items, mine, open_list, share, wall
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def joined(evening: Evening) -> list[str]:
    """The names kept of those who join the first contribution; empty of who has not told it."""
    (item, *_others) = await items(evening)
    return [join.name.raw for join in (await joins.of_contributions(evening.bot.db.read, [item.id]))[item.id]]


async def test_one_tap_joins_and_the_wall_and_the_author_see_how_many(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    result = await evening.sem.click(board, label="Ik doe mee")
    assert "Jij doet mee" in answer(result)
    assert result.response is not None
    assert result.response.flags.ephemeral
    await evening.moderator.click(board, label="Ik doe mee")
    await evening.pass_time(seconds=5)
    assert "2 mensen doen mee" in await wall(evening)
    listed = (await mine(evening, evening.noor)).content
    assert "2 mensen doen mee" in listed
    assert "Sem" not in listed
    assert await joined(evening) == ["", ""]


async def test_joining_twice_changes_nothing_and_there_is_a_way_back(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await evening.sem.click(board, label="Ik doe mee")
    again = await evening.sem.click(board, label="Ik doe mee")
    assert "Je doet al mee" in answer(again)
    assert again.response is not None
    assert await joined(evening) == [""]
    assert "niet meer aan mee" in answer(await evening.sem.click(again.response, label="Ik doe toch niet mee"))
    assert "niet (meer) aan mee" in answer(await evening.sem.click(again.response, label="Ik doe toch niet mee"))
    assert "niet (meer) aan mee" in answer(await evening.sem.click(again.response, label="Ja, met mijn naam"))
    await evening.pass_time(seconds=5)
    assert await joined(evening) == []
    assert "mee" not in (await wall(evening)).replace("Ik doe mee", "")


async def test_names_are_seen_only_when_both_agree(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    asked = (await evening.sem.click(board, label="Ik doe mee")).response
    assert asked is not None
    told = answer(await evening.sem.click(asked, label="Ja, met mijn naam"))
    assert "Zodra degene die dit schreef het ook goed vindt" in told
    assert "Noor" not in told
    own = await mine(evening, evening.noor)
    assert "Sem" not in own.content
    assert "Nu kennen jullie elkaar: **Sem**" in answer(await evening.noor.click(own, label="Maak kennis 1"))
    assert "één persoon doet mee: Sem" in (await mine(evening, evening.noor)).content
    shown = await evening.sem.click(await mine(evening, evening.sem), label="Waar ik aan meedoe")
    assert "Noor" in answer(shown)
    await evening.sem.click(asked, label="Nee, zonder mijn naam")
    assert "Sem" not in (await mine(evening, evening.noor)).content
    shown = await evening.sem.click(await mine(evening, evening.sem), label="Waar ik aan meedoe")
    assert "Noor" not in answer(shown)
    assert shown.response is not None
    await evening.sem.click(shown.response, label="Ik doe niet meer mee met 1")
    assert await joined(evening) == []


async def test_buttons_of_before_say_what_is_no_longer_so(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    (item,) = await items(evening)
    sem = Visitor(evening, evening.sem, await evening.plenary)
    assert "Je doet nu nog nergens aan mee" in (await sem.press("meedoen:mijn")).heard
    noor = Visitor(evening, evening.noor, await evening.plenary)
    assert "Nog niemand die meedoet" in (await noor.press(f"meedoen:kennis:{item.id}")).heard
    assert "van iemand anders" in (await sem.press(f"meedoen:kennis:{item.id}")).heard
    asked = (await evening.sem.click(board, label="Ik doe mee")).response
    assert asked is not None
    assert "ziet dát er iemand meedoet" in answer(await evening.sem.click(asked, label="Nee, zonder mijn naam"))
    async with evening.bot.db.transaction() as db:
        await contributions.withdraw(db, item.id)
    assert "er niet meer" in answer(await evening.sem.click(asked, label="Ja, met mijn naam"))


async def test_an_author_with_their_name_on_the_wall_is_known_already(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await share(evening, evening.noor, "Met mijn naam")
    asked = (await evening.sem.click(board, label="Ik doe mee")).response
    assert asked is not None
    assert "Dit is van **Noor**" in answer(await evening.sem.click(asked, label="Ja, met mijn naam"))
    own = await mine(evening, evening.noor)
    assert "één persoon doet mee: Sem" in own.content
    assert "Maak kennis" not in str(own.components)


async def test_not_ones_own_not_a_need_not_what_is_not_shared_or_gone(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    assert "Deze is van jou" in answer(await evening.noor.click(board, label="Ik doe mee"))
    await evening.noor.slash(await evening.plenary, "morgen", tekst="houd ik dit voor me")
    await evening.noor.slash(await evening.plenary, "nodig", tekst="tijd")
    _one, private, need = await items(evening)
    sem = Visitor(evening, evening.sem, await evening.plenary)
    knock = await sem.press(f"meedoen:{private.id}")
    assert "niet gedeeld" in knock.heard
    assert "houd ik dit" not in knock.heard
    assert "Dit is iets anders" in (await sem.press(f"meedoen:{need.id}")).heard
    await share(evening, evening.noor, "Liever niet", 3)
    assert "niet gedeeld" in (await sem.press(f"meedoen:{_one.id}")).heard
    async with evening.bot.db.transaction() as db:
        await contributions.withdraw(db, _one.id)
    assert "er niet meer" in (await sem.press(f"meedoen:{_one.id}")).heard
    assert await evening.bot.db.read.all("SELECT * FROM joins") == []


async def test_a_pledge_that_its_author_takes_back_or_makes_a_need_of_is_joined_by_nobody(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    first = await evening.noor.send(plenary, "#morgen bel ik drie ouders")
    second = await evening.noor.send(plenary, "#morgen mail ik drie ouders")
    for message in (first, second):
        await evening.sem.context_menu(plenary, "Ik doe mee", message)
    await evening.pass_time(seconds=2)
    await evening.noor.edit(first, "#nodig tijd om te bellen")
    await evening.noor.delete(second)
    assert await evening.bot.db.read.all("SELECT * FROM joins") == []
    listed = await evening.sem.slash(plenary, "mijn bijdragen")
    assert "Waar ik aan meedoe" not in str(listed.response and listed.response.components)


async def test_what_was_said_where_one_can_not_read_is_not_read_by_a_forged_number(evening: Evening) -> None:
    await evening.begin_harvest()
    own = await evening.place(PlaceKind.MODERATORS)
    await evening.moderator.slash(own, "morgen", tekst="praat ik met de directie")
    (item,) = await items(evening)
    knock = await Visitor(evening, evening.sem, await evening.plenary).press(f"meedoen:{item.id}")
    assert "niet gedeeld" in knock.heard
    assert "directie" not in knock.heard


async def test_a_pledge_in_the_chat_is_joined_by_its_menu(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    message = await evening.noor.send(plenary, "#morgen bel ik drie ouders")
    other = await evening.noor.send(plenary, "gezellig")
    both = await evening.noor.send(plenary, "#morgen bel ik #morgen mail ik")
    assert "Jij doet mee" in answer(await evening.sem.context_menu(plenary, "Ik doe mee", message))
    assert "niets om aan mee te doen" in answer(await evening.sem.context_menu(plenary, "Ik doe mee", other))
    assert "staan meer teksten" in answer(await evening.sem.context_menu(plenary, "Ik doe mee", both))
    assert "Deze is van jou" in answer(await evening.noor.context_menu(plenary, "Ik doe mee", message))
    assert await joined(evening) == [""]


async def test_the_menu_of_a_message_of_the_wall_joins_too(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    assert "Jij doet mee" in answer(await evening.sem.context_menu(await evening.plenary, "Ik doe mee", board))
    assert await joined(evening) == [""]


async def test_a_forged_number_from_another_server_or_a_direct_message_joins_nothing(evening: Evening) -> None:
    await begin_with_a_pledge(evening)
    (item,) = await items(evening)
    other = evening.env.create_guild("Elders")
    stranger = other.add_member(evening.env.create_user("elders"))
    visitors = (
        Visitor(evening, stranger, other.create_text_channel("elders")),
        Visitor(evening, evening.sem.user, evening.sem.user.dm_channel),
    )
    for visitor in visitors:
        for door in (f"meedoen:{item.id}", f"meedoen:naam:{item.id}", f"meedoen:kennis:{item.id}"):
            heard = (await visitor.press(door)).heard
            assert "ouders" not in heard
            assert "Noor" not in heard
    assert await joined(evening) == []


async def test_where_names_are_hidden_nobody_is_asked_for_one(evening: Evening) -> None:
    await evening.plan()
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    await evening.command("meetup start")
    await evening.noor.send(await evening.plenary, "#morgen lees ik voor")
    (item,) = await items(evening)
    await agree(evening)
    await do(evening, "toon", item.id)
    (board,) = await boards(evening)
    result = await evening.sem.click(board, label="Ik doe mee")
    assert "naam" not in answer(result)
    assert result.response is not None
    assert "met mijn naam" not in str(result.response.components)
    await Visitor(evening, evening.sem, await evening.plenary).press(f"meedoen:naam:{item.id}")
    assert await joined(evening) == [""]
    await Visitor(evening, evening.noor, await evening.plenary).press(f"meedoen:kennis:{item.id}")
    assert "Sem" not in (await mine(evening, evening.noor)).content


async def test_a_press_after_the_harvest_is_in_or_the_names_are_gone_joins_nothing(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await evening.sem.click(board, label="Ik doe mee")
    await evening.pass_time(days=2)
    assert "Deze meetup is voorbij" in answer(await evening.moderator.click(board, label="Ik doe mee"))
    assert await joined(evening) == [""]
    ended = (await evening.meetup()).ended_at
    assert ended is not None
    await evening.wait_until(ended + timedelta(days=366))
    await evening.run_due()
    (item,) = await items(evening)
    knock = await Visitor(evening, evening.sem, await evening.plenary).press(f"meedoen:{item.id}")
    assert "Jij doet mee" not in knock.heard
    rows = await evening.bot.db.read.all("SELECT person, name FROM joins")
    assert len(rows) == 1
    assert rows[0]["person"] < 0


async def test_what_is_joined_is_in_every_file_and_erasing_takes_ones_join_away(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    asked = (await evening.sem.click(board, label="Ik doe mee")).response
    assert asked is not None
    await evening.sem.click(asked, label="Ja, met mijn naam")
    assert "dat je met 1 plan voor morgen meedoet" in answer(
        await evening.sem.slash(await evening.plenary, "mijn gegevens")
    )
    await evening.command("oogst export")
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    assert [item["joined"] for item in json.loads(path.read_bytes())["contributions"]] == [1]
    (row,) = csv.DictReader(path.with_name("oogst.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert row["Doen mee"] == "1"
    assert "(🙋 één persoon doet mee)" in path.with_name("oogst.md").read_text("utf-8")
    for name in ("json", "csv", "md"):
        assert "Sem" not in path.with_name(f"oogst.{name}").read_text("utf-8")
    question = await evening.sem.slash(await evening.plenary, "mijn wissen")
    assert question.response is not None
    await evening.sem.click(question.response, label="Wis alles")
    await evening.pass_time(seconds=5)
    assert await joined(evening) == []
    assert "doet mee" not in await wall(evening)


async def test_hostile_names_are_harmless(evening: Evening) -> None:
    await evening.begin_harvest()
    nasty = evening.person("**x** @everyone")
    await evening.noor.send(await evening.plenary, "#morgen bel ik")
    (item,) = await items(evening)
    await agree(evening)
    await choose(evening, await open_list(evening), "toon", item.id)
    await share(evening, evening.noor, "Met mijn naam")
    (board,) = await boards(evening)
    asked = (await nasty.click(board, label="Ik doe mee")).response
    assert asked is not None
    await nasty.click(asked, label="Ja, met mijn naam")
    listed = (await mine(evening, evening.noor)).content
    assert "\\*\\*x\\*\\*" in listed
    assert "@everyone" not in listed.replace("@\u200beveryone", "")
