"""A table without a host works by itself: who begins, the talking stick, the next question, and help for a host."""

from datetime import timedelta

import simcord

from bot.core.evening.places import PlaceKind
from bot.storage import personal, talks, wishes
from bot.storage.database import Queries
from tests.at_tables import at, finish, forged, press
from tests.evening import Evening
from tests.rights import give_role


async def card(evening: Evening, table: str = "Taal") -> str:
    """Return the text of the card at a table."""
    (found,) = [message for message in (await evening.table(table)).history() if message.components]
    return found.content


async def seated(evening: Evening, people: int, table: str = "Taal") -> list[simcord.MemberActor]:
    """Open the tables and have people sit down at one."""
    await evening.begin_tables()
    crowd = [evening.person(f"Mens {number}") for number in range(people)]
    for person in crowd:
        await person.join_voice(await evening.table(table))
    await evening.pass_time(seconds=6)
    return crowd


async def host(evening: Evening, who: simcord.MemberActor, table: str = "Taal") -> str:
    return await evening.command("ruimtes begeleider", persoon=who, tafel=await evening.table(table))


async def test_it_is_drawn_once_who_begins_without_a_ping(evening: Evening) -> None:
    crowd = await seated(evening, 3)
    assert "mag beginnen" not in await card(evening)  # people are still on their way
    await evening.pass_time(seconds=30)
    (line,) = [line for line in (await card(evening)).splitlines() if "mag beginnen" in line]
    (begins,) = [person for person in crowd if f"<@{person.id}>" in line]
    late = evening.person("Laat")
    await late.join_voice(await evening.table("Taal"))
    await evening.restart(timedelta(minutes=1))
    assert line in await card(evening)
    asked = [request for request in evening.env.http_requests if "mag beginnen" in str(request.json)]
    assert asked
    assert not any(request.json["allowed_mentions"].get("parse") for request in asked if request.json is not None)
    await begins.leave_voice()
    await evening.pass_time(seconds=6)
    assert "mag beginnen" not in await card(evening)
    assert "mag beginnen" not in await card(evening, "Vrije tafel")  # nobody is there


async def test_who_gets_the_moderator_role_at_the_table_is_not_drawn(evening: Evening) -> None:
    crowd = await seated(evening, 3)
    for person in crowd[1:]:
        give_role(evening, person)
    await evening.pass_time(minutes=1)
    assert "mag beginnen" not in await card(evening)  # one participant is left


async def test_the_second_who_sits_down_later_starts_the_draw(evening: Evening) -> None:
    await seated(evening, 1)
    await evening.pass_time(minutes=1)
    assert "mag beginnen" not in await card(evening)
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.pass_time(seconds=6)
    assert "mag beginnen" in await card(evening)


async def test_with_a_host_nobody_is_drawn(evening: Evening) -> None:
    crowd = await seated(evening, 3)
    await host(evening, crowd[0])
    await evening.pass_time(minutes=1)
    assert "mag beginnen" not in await card(evening)


async def test_the_next_question_comes_when_more_than_half_are_ready_and_not_again(evening: Evening) -> None:
    crowd = await seated(evening, 5)
    assert "Vraag 1 van 4" in await card(evening)
    assert "1 van de 5 is klaar" in await press(evening, crowd[0], "Taal", "klaar")
    assert "telt al mee" in await press(evening, crowd[0], "Taal", "klaar")
    await press(evening, crowd[1], "Taal", "klaar")
    assert "2 van de 5 zijn klaar" in await card(evening)
    seen = await at(evening, "Taal", "klaar")
    assert "gaan verder" in await press(evening, crowd[2], "Taal", "klaar")
    assert "Vraag 2 van 4" in await card(evening)
    assert "klaar." not in await card(evening)  # the count begins anew
    assert "heeft al een volgende vraag" in await forged(evening, crowd[3], seen, await evening.table("Taal"))
    assert "Vraag 2 van 4" in await card(evening)
    requests = len(evening.env.http_requests)
    await evening.pass_time(minutes=6)  # its own time
    assert "Vraag 2 van 4" in await card(evening)
    here = str((await evening.table("Taal")).id)
    posts = [r for r in evening.env.http_requests[requests:] if r.method == "POST" and here in r.path]
    assert not posts
    await evening.pass_time(minutes=5)
    assert "Vraag 3 van 4" in await card(evening)  # by itself, at its time


async def test_who_leaves_is_not_waited_for(evening: Evening) -> None:
    crowd = await seated(evening, 4)
    for person in crowd[:2]:
        await press(evening, person, "Taal", "klaar")
    assert "Vraag 1 van 4" in await card(evening)
    await crowd[3].leave_voice()
    await evening.pass_time(seconds=6)
    assert "Vraag 2 van 4" in await card(evening)


async def test_never_past_the_last_and_the_end_of_the_block_stays(evening: Evening) -> None:
    (only,) = await seated(evening, 1, "Vrije tafel")
    ends = (await evening.timeline()).slots[1].ends
    assert "Deze tafel is klaar" in await finish(evening, only, "Vrije tafel")
    assert "Vraag 2 van 2" in await card(evening, "Vrije tafel")
    await evening.restart(timedelta(minutes=2))
    assert "Vraag 2 van 2" in await card(evening, "Vrije tafel")
    assert "Deze tafel is klaar" in await card(evening, "Vrije tafel")
    assert (await evening.timeline()).slots[1].ends == ends
    assert "praat nog even door" in await press(evening, only, "Vrije tafel", "nietklaar")
    await evening.pass_time(seconds=10)
    assert "Deze tafel is klaar" not in await card(evening, "Vrije tafel")


async def test_once_all_are_called_back_there_is_nothing_more_to_be_ready_for(evening: Evening) -> None:
    await seated(evening, 2)
    await evening.pass_time(minutes=24, seconds=25)
    (found,) = [message for message in (await evening.table("Taal")).history() if message.components]
    assert "🔔" in found.content
    assert "tafel:hulp" in str(found.components)
    assert "tafel:klaar" not in str(found.components)
    assert "tafel:stokje" not in str(found.components)


async def test_the_new_table_of_a_split_goes_on_with_the_same_question(evening: Evening) -> None:
    crowd = await seated(evening, 8, "Vrije tafel")
    for person in crowd[:5]:
        await press(evening, person, "Vrije tafel", "klaar")
    assert "Vraag 2 van 2" in await card(evening, "Vrije tafel")
    await evening.command("ruimtes tafel splits", tafel="Vrije tafel")
    await evening.pass_time(seconds=20)
    assert "Vraag 2 van 2" in await card(evening, "Vrije tafel 2")


async def test_a_pause_holds_the_next_question(evening: Evening) -> None:
    crowd = await seated(evening, 3)
    await evening.command("meetup pauze")
    for person in crowd:
        await press(evening, person, "Taal", "klaar")
    assert "Vraag 1 van 4" in await card(evening)
    await evening.command("meetup verder")
    await evening.run_due()
    assert "Vraag 2 van 4" in await card(evening)


async def test_the_time_of_a_question_is_said_in_words(evening: Evening) -> None:
    await seated(evening, 2)
    begins = (await evening.timeline()).slots[1].started
    assert begins is not None
    assert f"De volgende vraag komt om <t:{int(begins.timestamp()) + 300}:t>" in await card(evening)
    await evening.pass_time(minutes=16)
    assert "Vraag 4 van 4" in await card(evening)
    assert "volgende vraag" not in await card(evening)


async def test_the_talking_stick_goes_round_and_lies_down_again(evening: Evening) -> None:
    crowd = await seated(evening, 3)
    assert "Jij hebt het praatstokje" in await stick(evening, crowd[0], "neem")
    assert f"praatstokje: <@{crowd[0].id}>" in await card(evening)
    seen = await at(evening, "Taal", "stokje:geef")
    had = {crowd[0].id}
    for _turn in range(2):
        await stick(evening, crowd[0], "geef")
        (holder,) = [p.id for p in crowd if f"praatstokje: <@{p.id}>" in await card(evening)]
        assert holder not in had
        had.add(holder)
    assert "heeft het praatstokje al" in await forged(evening, crowd[1], seen, await evening.table("Taal"))
    await evening.restart()
    assert f"praatstokje: <@{holder}>" in await card(evening)
    assert "Iedereen is aan de beurt geweest" in await stick(evening, crowd[1], "geef")
    assert "praatstokje" not in await card(evening)
    assert "ligt weer op tafel" in await forged(evening, crowd[1], seen, await evening.table("Taal"))
    await stick(evening, crowd[2], "neem")
    assert "ligt weer op tafel" in await stick(evening, crowd[0], "weg")
    assert "praatstokje" not in await card(evening)


async def test_nobody_from_elsewhere_takes_the_stick(evening: Evening) -> None:
    await seated(evening, 2)
    assert "Alleen wie aan deze tafel zit" in await stick(evening, evening.sem, "neem")


async def stick(evening: Evening, who: simcord.MemberActor, act: str) -> str:
    return await forged(evening, who, await at(evening, "Taal", f"stokje:{act}"), await evening.table("Taal"))


async def test_a_host_who_is_ready_decides_for_the_table(evening: Evening) -> None:
    crowd = await seated(evening, 5)
    await host(evening, crowd[0])
    assert "gaan verder" in await press(evening, crowd[0], "Taal", "klaar")
    assert "Vraag 2 van 4" in await card(evening)


def helped(evening: Evening, who: simcord.MemberActor) -> int:
    """Return how often somebody was sent the help for hosts."""
    if who.id not in evening.env.backend.dm_channels:
        return 0
    return sum("Je begeleidt de tafel **Taal**" in message.content for message in who.user.dm_channel.history())


async def test_a_host_is_helped_privately_and_once(evening: Evening) -> None:
    await evening.begin_tables()
    assert "is begeleider van **Taal**" in await host(evening, evening.noor)
    assert helped(evening, evening.noor) == 1
    await host(evening, evening.noor)
    await evening.noor.join_voice(await evening.table("Taal"))
    await press(evening, evening.noor, "Taal", "opnieuw")
    assert helped(evening, evening.noor) == 1
    (sent,) = [
        message.content for message in evening.noor.user.dm_channel.history() if "Je begeleidt" in message.content
    ]
    assert "💡 Praat zelf rustig en leg moeilijke woorden uit." in sent  # what the theme says to a host
    posts = await evening.posts(await evening.table("Taal"))
    assert not [text for text in posts if "Je begeleidt" in text or "Praat zelf rustig" in text]


async def test_a_host_without_direct_messages_is_helped_at_a_press(evening: Evening) -> None:
    await evening.begin_tables()
    evening.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    assert "Ik kon niet sturen hoe dat werkt" in await host(evening, evening.noor)
    await evening.noor.join_voice(await evening.table("Taal"))
    assert "Je begeleidt de tafel **Taal**" in await press(evening, evening.noor, "Taal", "opnieuw")
    assert "Je begeleidt" not in await press(evening, evening.noor, "Taal", "opnieuw")


async def test_a_host_who_was_chosen_without_a_word_hears_it_when_they_sit_down(evening: Evening) -> None:
    await evening.begin_tables()
    place = next(place for place in (await evening.venue()).tables() if place.title == "Taal")
    async with evening.bot.db.transaction() as db:
        await wishes.set_host(db, place.id, evening.noor.id)
    await evening.noor.join_voice(await evening.table("Vrije tafel"))
    assert helped(evening, evening.noor) == 0
    await evening.noor.join_voice(await evening.table("Taal"))
    assert helped(evening, evening.noor) == 1


async def kept(evening: Evening, db: Queries) -> int:
    return sum(len(talk.turns) + len(talk.ready) for talk in (await talks.of_meetup(db, evening.meetup_id)).values())


async def test_nothing_of_it_is_kept_once_the_tables_are_closed_or_somebody_asks(evening: Evening) -> None:
    crowd = await seated(evening, 3)
    await stick(evening, crowd[0], "neem")
    await press(evening, crowd[1], "Taal", "klaar")
    db = evening.bot.db
    assert await kept(evening, db.read) == 2
    async with db.transaction() as transaction:
        await personal.erase(transaction, crowd[0].id)
    assert await kept(evening, db.read) == 1
    await evening.pass_time(minutes=26)
    assert await kept(evening, db.read) == 0
    assert (await evening.place(PlaceKind.PLENARY)) is not None
