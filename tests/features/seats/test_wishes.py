"""What is wished of a division: table hosts, who stays together, several people at one screen."""

import simcord
from simcord.actors import _dispatch_actor_interaction

from bot.core.evening.places import PlaceKind
from bot.storage import wishes
from tests.at_seats import begin_round, press, preview_text, tables
from tests.evening import Evening, answer


async def test_hosts_those_who_stay_together_and_a_shared_screen_are_minded(evening: Evening) -> None:
    crowd = await begin_round(evening, 9)
    table = await evening.table("Tafel 3")
    assert "is begeleider van **Tafel 3**" in await evening.command("ruimtes begeleider", persoon=crowd[0], tafel=table)
    assert "zitten aan één tafel" in await evening.command("ruimtes samen", persoon1=crowd[1], persoon2=crowd[2])
    assert "Er gaan 2 anderen mee" not in await evening.command(
        "ruimtes samen", persoon1=crowd[3], persoon2=crowd[4], persoon3=crowd[3]
    )
    # Somebody in two groups ties them together.
    assert "Er gaan 2 anderen mee" in await evening.command("ruimtes samen", persoon1=crowd[2], persoon2=crowd[3])
    plenary = await evening.plenary
    assert "tellen nu als 4 mensen" in answer(await crowd[8].slash(plenary, "mijn groep", aantal=4))
    await evening.command("ruimtes verdeel")
    shown = await preview_text(evening)
    assert "12 mensen aan 3 tafels" in shown
    assert "Mens 9 👥4" in shown
    assert "Mens 1 (begeleider)" in shown
    await press(evening, "Bevestigen")
    assert evening.voice_of(crowd[0]) == table.id
    assert len({evening.voice_of(person) for person in crowd[1:5]}) == 1
    assert sorted((await tables(evening, crowd)).values()) == [1, 4, 4]


async def test_what_was_wished_is_undone(evening: Evening) -> None:
    crowd = await begin_round(evening, 3)
    table = await evening.table("Tafel 1")
    db = evening.bot.db.read
    await evening.command("ruimtes begeleider", persoon=crowd[0], tafel=table)
    assert "geen begeleider meer" in await evening.command("ruimtes begeleider", persoon=crowd[0])
    assert "is geen begeleider. Noem er" in await evening.command("ruimtes begeleider", persoon=crowd[0])
    await evening.command("ruimtes samen", persoon1=crowd[0], persoon2=crowd[1], persoon3=crowd[2])
    assert "mag weer bij iedereen" in await evening.command("ruimtes los", persoon=crowd[0])
    assert await wishes.parties(db, evening.meetup_id) == [sorted([crowd[1].id, crowd[2].id])]
    await evening.command("ruimtes los", persoon=crowd[1])
    assert await wishes.parties(db, evening.meetup_id) == []
    assert "hoeft bij niemand" in await evening.command("ruimtes los", persoon=crowd[1])
    plenary = await evening.plenary
    await crowd[0].slash(plenary, "mijn groep", aantal=3)
    assert "telt weer als één persoon" in answer(await crowd[0].slash(plenary, "mijn groep", aantal=1))
    assert await wishes.screens(db, evening.meetup_id) == {}


async def forged_group(evening: Evening, who: simcord.MemberActor, people: int) -> simcord.InteractionResult:
    """The command with a number that Discord itself would not let through."""
    root = next(command for command in evening.env.backend.commands[None].values() if command["name"] == "mijn")
    given = [{"name": "aantal", "type": 4, "value": people}]
    data = {"id": root["id"], "name": "mijn", "type": 1, "options": [{"name": "groep", "type": 1, "options": given}]}
    return await _dispatch_actor_interaction(who, 2, await evening.plenary, data)


async def test_wishes_that_make_no_sense_are_refused(evening: Evening) -> None:
    crowd = await begin_round(evening, 2)
    plenary = await evening.plenary
    assert "geen tafel van deze meetup" in await evening.command(
        "ruimtes begeleider", persoon=crowd[0], tafel=await evening.place(PlaceKind.VOICE)
    )
    assert "twee verschillende mensen" in await evening.command("ruimtes samen", persoon1=crowd[0], persoon2=crowd[0])
    for command in ("ruimtes verdeel", "ruimtes los", "ruimtes samen", "ruimtes begeleider"):
        given = {"persoon": crowd[1]} if command.endswith(("los", "begeleider")) else {}
        given |= {"persoon1": crowd[0], "persoon2": crowd[1]} if command.endswith("samen") else {}
        assert "Dit is voor moderatoren" in answer(await crowd[0].slash(plenary, command, **given))
    for people in (0, 61, 4000, -1):
        assert "van 1 tot en met 60" in answer(await forged_group(evening, crowd[0], people))
    assert await wishes.screens(evening.bot.db.read, evening.meetup_id) == {}
