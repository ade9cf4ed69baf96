"""One contribution shown to everybody: in the plenary and at every open table, as its author agreed, and once."""

import pytest
import simcord

from bot.core.people.sharing import Sharing
from bot.storage import contributions
from tests.at_tables import forged
from tests.at_wall import agree, begin_with_three, custom_id, hide, items, share
from tests.evening import Evening, answer
from tests.refusing import FAILURES, Refusing
from tests.safety.doors import Visitor

HEADING = "📣 **Om samen te lezen**"


async def offered(evening: Evening) -> simcord.ResponseMessage:
    """Return the list of what can be shown to everybody, as a moderator opens it from the wall's list."""
    listed = await evening.moderator.slash(await evening.plenary, "oogst toon")
    assert listed.response is not None
    asked = await evening.moderator.click(listed.response, label="Aan iedereen …")
    assert asked.response is not None
    return asked.response


async def show(evening: Evening, id: int) -> str:
    menu = await offered(evening)
    done = await evening.moderator.select(menu, [str(id)], custom_id=custom_id(menu, "muur:deel:"))
    await evening.run_due()
    return answer(done)


async def shown(evening: Evening) -> dict[str, list[str]]:
    """Return what everybody reads, by place; places without it are left out."""
    found = await evening.everything_posted()
    there = {place: [text for text in texts if HEADING in text] for place, texts in found.items()}
    return {place: texts for place, texts in there.items() if texts}


async def test_it_comes_in_the_plenary_and_at_every_open_table_once(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    tables = [place for place in (await evening.venue()).tables() if place.block == 1]
    assert f"bij {len(tables)} tafels" in await show(evening, one)
    there = await shown(evening)
    assert len(there) == 1 + len(tables)
    assert all(len(texts) == 1 and "drie ouders" in texts[0] for texts in there.values())
    assert all("Noor" not in texts[0] for texts in there.values())  # its author chose: without a name
    assert "niets om aan iedereen" in answer(
        await evening.moderator.click((await open_list(evening)), label="Aan iedereen …")
    )
    again = await forged_choice(evening, one)
    assert "al aan iedereen" in again
    await evening.restart()
    await evening.pass_time(minutes=1)
    assert await shown(evening) == there
    (item, *_others) = await items(evening)
    assert item.highlighted
    evening.env.errors.clear()


async def open_list(evening: Evening) -> simcord.ResponseMessage:
    listed = (await evening.moderator.slash(await evening.plenary, "oogst toon")).response
    assert listed is not None
    return listed


async def forged_choice(evening: Evening, id: int, who: simcord.MemberActor | None = None) -> str:
    """Choose from a list that nobody was shown."""
    visitor = Visitor(evening, who or evening.moderator, await evening.plenary)
    seen = int(evening.now.timestamp())
    return (await visitor.press(f"muur:deel:{evening.meetup_id}:{seen}", str(id))).heard


async def test_what_its_author_keeps_back_or_a_moderator_hid_is_never_shown(evening: Evening) -> None:
    one, two, three = await begin_with_three(evening)
    assert "heeft niet gekozen dat anderen" in await forged_choice(evening, two)
    await hide(evening, one)
    await forged_choice(evening, one)
    async with evening.bot.db.transaction() as db:
        await contributions.choose_sharing(db, three, Sharing.NOT)
    await forged_choice(evening, three)
    await evening.run_due()
    assert await shown(evening) == {}
    refused = await forged_choice(evening, one, evening.noor)
    assert "Dit is voor moderatoren" in refused
    evening.env.errors.clear()


@pytest.mark.parametrize("how", ["withdraws", "keeps back", "hidden", "erases"])
async def test_it_goes_everywhere_when_it_may_not_be_read_any_more(evening: Evening, how: str) -> None:
    one, _two, _three = await begin_with_three(evening)
    await show(evening, one)
    assert await shown(evening)
    plenary = await evening.plenary
    match how:
        case "withdraws":
            message = next(message for message in plenary.history() if "drie ouders" in message.content)
            evening.env.backend.delete_message(plenary.id, message.id)
            await evening.env.settle()
        case "keeps back":
            await share(evening, evening.noor, "Liever niet", 2)
        case "hidden":
            await hide(evening, one)
        case "erases":
            asked = (await evening.noor.slash(plenary, "mijn wissen")).response
            assert asked is not None
            await evening.noor.click(asked, label="Wis alles")
    await evening.pass_time(seconds=10)
    assert await shown(evening) == {}


async def test_other_words_of_its_author_follow(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await show(evening, one)
    plenary = await evening.plenary
    message = next(message for message in plenary.history() if message.content.startswith("#morgen bel"))
    await evening.noor.edit(message, "#morgen bel ik **vier** ouders")
    await evening.pass_time(seconds=10)
    there = await shown(evening)
    assert len(there) > 1
    assert all("\\*\\*vier\\*\\* ouders" in texts[0] for texts in there.values())


async def test_a_refusal_of_one_table_is_about_that_table(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    table = await evening.table("Taal")
    refusing = Refusing(evening, FAILURES["no right"])
    refusing.at = lambda route: route.method == "POST" and f"/channels/{table.id}/" in route.url
    await show(evening, one)
    there = await shown(evening)
    assert "plenary Proefavond" in there
    assert "room Taal" not in there
    assert len(there) > 1
    refusing.at = None
    await evening.pass_time(minutes=1)
    assert len((await shown(evening))["room Taal"]) == 1


async def test_in_the_plenary_alone_while_no_table_is_open(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morgen bel ik drie ouders")
    await agree(evening)
    (one,) = await items(evening)
    assert await show(evening, one.id) == "📣 Het komt in de grote zaal."
    await evening.pass_time(minutes=11)
    assert list(await shown(evening)) == ["plenary Proefavond"]
    assert "Dit is voor moderatoren" in await forged(evening, evening.noor, f"muur:iedereen:{evening.meetup_id}")
    evening.env.errors.clear()


async def test_other_words_follow_at_a_table_that_a_moderator_closed_too(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await show(evening, one)
    before = await shown(evening)
    closed = next(place for place in (await evening.venue()).tables() if place.block == 1)
    await evening.command("ruimtes tafel sluit", tafel=closed.title.raw)
    await evening.pass_time(seconds=30)
    assert (await shown(evening)).keys() == before.keys()
    await share(evening, evening.noor, "Met mijn naam", 2)
    await evening.pass_time(seconds=30)
    there = await shown(evening)
    assert there.keys() == before.keys()
    assert all("Noor" in texts[0] for texts in there.values())
    await hide(evening, one)
    await evening.pass_time(seconds=30)
    assert await shown(evening) == {}


async def test_one_that_a_moderator_deletes_stays_away(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await show(evening, one)
    plenary = await evening.plenary
    post = next(message for message in plenary.history() if HEADING in message.content)
    evening.env.backend.delete_message(plenary.id, post.id)
    await evening.env.settle()
    await evening.command("meetup verleng")
    await share(evening, evening.noor, "Met mijn naam", 2)
    await evening.pass_time(minutes=1)
    there = await shown(evening)
    assert "plenary Proefavond" not in there
    assert all("Noor" in texts[0] for texts in there.values())
