"""Before people leave: how many wrote something, and a kind private word to who did not."""

import pytest
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.kinds import ContributionKind
from bot.core.people.turnout import Turnout, counted, turnout
from tests.evening import Evening, shown
from tests.rights import give_role, take_roles


async def told(evening: Evening) -> list[str]:
    """What stands in the plenary on how many people wrote."""
    return [text for text in await evening.posts(await evening.plenary) if "mensen schre" in text]


async def with_people(evening: Evening) -> None:
    """Begin the harvest with Noor, Sem and the moderator in voice."""
    await evening.begin_harvest()
    voice = await evening.place(PlaceKind.VOICE)
    for person in (evening.noor, evening.sem, evening.moderator):
        await person.join_voice(voice)


def nudges(result: simcord.InteractionResult) -> list[simcord.ResponseMessage]:
    """The private words that followed on a press, to who wrote nothing."""
    return [message for message in result.followups if "Dit deel duurt nog" in message.content]


def test_people_behind_one_screen_count_and_erased_people_don_t() -> None:
    assert turnout({1, 2, 3}, {1, 0}, {1: 24}) == Turnout(24, 26)
    assert turnout(set(), {5}, {}) == Turnout(1, 1)
    assert turnout(set(), set(), {}) == Turnout(0, 0)


def test_where_pledges_are_asked_for_they_count_else_all_that_is_asked_for() -> None:
    asks = (ContributionKind("morgen"), ContributionKind("nodig"))
    assert counted(asks) == {"morgen"}
    assert counted((ContributionKind("idee"), ContributionKind("nodig"))) == {"idee", "nodig"}


async def test_the_plenary_and_the_panel_tell_how_many_wrote_without_names(evening: Evening) -> None:
    await with_people(evening)
    await evening.pass_time(minutes=1)
    assert await told(evening) == []  # nobody did: nobody is told so
    await evening.noor.send(await evening.plenary, "#morgen bel ik Roos")
    await evening.sem.send(await evening.plenary, "#nodig meer boeken")
    await evening.pass_time(minutes=1)
    (text,) = await told(evening)
    assert text == "✍️ **1 van de 2 mensen schreef iets voor morgen.**"  # the moderator only leads
    assert "1 van de 2 mensen" in shown(await evening.panel_message())
    await evening.sem.send(await evening.plenary, "#morgen lees ik voor")
    await evening.pass_time(minutes=1)
    assert "2 van de 2 mensen schreven" in (await told(evening))[0]


async def test_who_gets_the_role_while_in_voice_no_longer_counts_and_who_loses_it_does(evening: Evening) -> None:
    await with_people(evening)
    await evening.noor.send(await evening.plenary, "#morgen bel ik Roos")
    await evening.pass_time(minutes=1)
    assert "1 van de 2 mensen" in (await told(evening))[0]
    give_role(evening, evening.sem)
    await evening.pass_time(minutes=1)
    assert "1 van de 1 mensen" in (await told(evening))[0]
    take_roles(evening, evening.sem)
    await evening.pass_time(minutes=2)
    assert "1 van de 2 mensen" in (await told(evening))[0]


async def test_it_is_one_message_that_stays_near_the_end_and_goes_with_the_block(evening: Evening) -> None:
    await with_people(evening)
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morgen bel ik Roos")
    await evening.pass_time(minutes=1)
    await evening.pass_time(minutes=1)
    first = evening.last_panel(plenary, "bijdrage:morgen")
    for _n in range(5):
        await evening.sem.send(plenary, "mooi")
    await evening.pass_time(minutes=1)
    assert evening.last_panel(plenary, "bijdrage:morgen").id == first.id
    for _n in range(15):
        await evening.sem.send(plenary, "mooi")
    await evening.pass_time(minutes=1)
    moved = evening.last_panel(plenary, "bijdrage:morgen")
    assert moved.id > first.id
    assert len(await told(evening)) == 1
    await evening.pass_time(minutes=20)
    assert await told(evening) == []


async def test_deleted_by_hand_it_comes_back(evening: Evening) -> None:
    await with_people(evening)
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morgen bel ik Roos")
    await evening.pass_time(minutes=1)
    message = next(m for m in plenary.history() if "mensen schreef" in m.content)
    evening.env.backend.delete_message(plenary.id, message.id)
    await evening.env.settle()
    await evening.pass_time(minutes=2)
    assert len(await told(evening)) == 1


async def test_who_pressed_and_wrote_nothing_is_asked_once_and_privately(evening: Evening) -> None:
    await with_people(evening)
    plenary = await evening.plenary
    await evening.pass_time(minutes=5)
    noor, sem, moderator = [
        await person.slash(plenary, "mijn bijdragen") for person in (evening.noor, evening.sem, evening.moderator)
    ]
    await evening.noor.slash(plenary, "morgen", tekst="bel ik Roos")
    await evening.pass_time(minutes=6)
    assert nudges(sem) == []
    await evening.pass_time(minutes=2)
    (message,) = nudges(sem)
    assert "2 minuten" in message.content
    assert message.ephemeral
    assert "bijdrage:morgen" in str(message.components)
    await evening.command("meetup verleng", minuten=5)
    again = await evening.sem.slash(plenary, "mijn bijdragen")
    await evening.pass_time(minutes=6)
    assert [len(nudges(result)) for result in (noor, sem, again, moderator)] == [0, 1, 0, 0]
    assert not any("Dit deel duurt" in text for text in await evening.posts(plenary))


async def test_who_pressed_long_ago_or_elsewhere_is_left_alone(evening: Evening) -> None:
    await evening.begin_harvest()
    early = await evening.sem.slash(await evening.plenary, "mijn bijdragen")
    await evening.pass_time(minutes=10)
    elsewhere = await evening.noor.slash(evening.lobby, "mijn bijdragen")
    await evening.command("meetup verleng", minuten=10)
    await evening.pass_time(minutes=30)
    assert nudges(early) == nudges(elsewhere) == []


@pytest.mark.parametrize("status", [404, 503])
async def test_where_discord_refuses_one_private_word_the_evening_goes_on(evening: Evening, status: int) -> None:
    await with_people(evening)
    await evening.pass_time(minutes=5)
    asked = await evening.sem.slash(await evening.plenary, "mijn bijdragen")
    evening.env.inject_error("POST", "/webhooks/*/*", status=status, code=10015, times=None)
    await evening.pass_time(hours=1)
    assert nudges(asked) == []
    moderators = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert any("🌾" in text for text in moderators)
    assert not any("⚠️" in text for text in moderators)
