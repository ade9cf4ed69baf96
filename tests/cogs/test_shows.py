"""What a block shows of harvests, as authors let it be read: of here, the meetup before, the council, the season."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import simcord

from bot.content.library import Library
from bot.core.people.sharing import Sharing
from bot.storage import consents, contributions, joins, meetups, shows
from tests.evening import PROGRAMME, Evening, answer, open_evening

SHOWING = Path(__file__).parents[1] / "data" / "toon.yaml"


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[Evening]:
    """An evening at Lelystad that is over, at which Noor pledged; the next one can be planned."""
    async with open_evening(tmp_path) as world:
        world.bot.library = Library(extra={"proef": PROGRAMME, "toon": SHOWING})
        await world.begin_harvest()
        plenary = await world.plenary
        await world.noor.send(plenary, "#morgen bel ik de moeder van Fatma")
        await world.noor.send(plenary, "#idee wat als leerlingen de open dag leiden?")
        await world.sem.send(plenary, "#morgen drink ik koffie met mijn buurschool")
        await choose(world, world.noor, Sharing.NAMED)
        await choose(world, world.sem, Sharing.NOT)
        await world.command("meetup stop")
        await world.pass_time(minutes=30)
        yield world


async def choose(evening: Evening, who: simcord.MemberActor, sharing: Sharing) -> None:
    """Have somebody choose who may read their words at this meetup."""
    async with evening.bot.db.transaction() as db:
        await consents.choose(db, evening.meetup_id, who.id, sharing)


async def follow(evening: Evening, **options: object) -> list[str]:
    """Plan and begin the meetup that follows. Returns what stands in its plenary."""
    await evening.plan(programma="toon", titel="Almere", start="23:30", **options)
    await evening.command("meetup start")
    await evening.pass_time(seconds=5)
    return await evening.posts(await evening.plenary)


async def test_it_opens_with_what_was_brought_in_before_as_its_authors_agreed(relay: Evening) -> None:
    before = relay.meetup_id
    posts = "\n".join(await follow(relay, volgt_op="Proefavond"))
    assert "Van de meetup hiervoor: Proefavond" in posts
    assert "bel ik de moeder van Fatma" in posts
    assert "Noor" in posts
    assert "open dag" in posts
    assert "buurschool" not in posts
    meetup = await meetups.get(relay.bot.db.read, relay.meetup_id)
    assert meetup is not None
    assert meetup.follows == before


async def test_what_its_author_takes_back_or_rewords_changes_there_too(relay: Evening) -> None:
    before = relay.meetup_id
    await follow(relay, volgt_op=str(before))
    pledge = next(one for one in await contributions.of_meetup(relay.bot.db.read, before) if "Fatma" in one.text.raw)
    plenary = await relay.plenary
    listed = await relay.noor.slash(plenary, "mijn bijdragen")
    assert listed.response is not None
    form = await relay.noor.click(listed.response, custom_id=f"bijdrage:wijzig:{pledge.id}")
    await relay.noor.submit_modal(form, {"tekst": "bel ik alle ouders"})
    await relay.pass_time(seconds=10)
    assert "bel ik alle ouders" in "\n".join(await relay.posts(plenary))
    await relay.noor.click(listed.response, custom_id=f"bijdrage:trekin:{pledge.id}")
    await relay.pass_time(seconds=10)
    posts = "\n".join(await relay.posts(plenary))
    assert "alle ouders" not in posts
    assert "open dag" in posts
    async with relay.bot.db.transaction() as db:
        await consents.choose(db, before, relay.noor.id, Sharing.NOT)
        await shows.wake(db, before, relay.now)
    await relay.pass_time(seconds=10)
    assert "open dag" not in "\n".join(await relay.posts(plenary))


async def test_where_all_of_it_is_taken_back_that_is_said_and_the_way_to_ones_own_plans_stays(relay: Evening) -> None:
    await follow(relay, volgt_op="Proefavond")
    asked = (await relay.noor.slash(relay.lobby, "mijn wissen")).response
    assert asked is not None
    await relay.noor.click(asked, label="Wis alles")
    await relay.pass_time(seconds=10)
    plenary = await relay.plenary
    posts = "\n".join(await relay.posts(plenary))
    assert "niets wat iedereen mag lezen" in posts
    assert "Fatma" not in posts
    own = await relay.sem.click(relay.last_panel(plenary, "terugblik:mijn:"), label="Wat schreef ik op?")
    assert "koffie" in answer(own)


async def test_a_restart_posts_nothing_twice(relay: Evening) -> None:
    await follow(relay, volgt_op="proefavond")
    await relay.restart()
    await relay.pass_time(minutes=1)
    assert "\n".join(await relay.posts(await relay.plenary)).count("moeder van Fatma") == 1


async def test_somebody_joins_a_pledge_of_the_meetup_before(relay: Evening) -> None:
    before = relay.meetup_id
    await relay.pass_time(hours=25)  # its own harvest is in
    await follow(relay, volgt_op="Proef")
    message = relay.last_panel(await relay.plenary, "meedoen:")
    told = answer(await relay.sem.click(message, label="Ik doe mee · 2"))
    assert "Jij doet mee" in told
    pledge = next(one for one in await contributions.of_meetup(relay.bot.db.read, before) if "Fatma" in one.text.raw)
    (joined,) = (await joins.of_contributions(relay.bot.db.read, [pledge.id]))[pledge.id]
    assert joined.person == relay.sem.id


async def test_an_idea_of_before_is_thought_on(relay: Evening) -> None:
    before = relay.meetup_id
    await follow(relay, volgt_op="Proefavond")
    message = relay.last_panel(await relay.plenary, "meedoen:")
    shown = await relay.sem.click(message, label="Hierop doordenken · 1")
    assert "Bewaard" in answer(await relay.sem.submit_modal(shown, {"tekst": "dan ook de ouderavond"}))
    idea = next(one for one in await contributions.of_meetup(relay.bot.db.read, before) if one.kind == "idee")
    (thought,) = await contributions.of_meetup(relay.bot.db.read, relay.meetup_id)
    assert thought.parent == idea.id


async def test_what_there_is_nothing_of_is_a_kind_sentence_and_not_an_empty_post(relay: Evening) -> None:
    posts = "\n".join(await follow(relay))
    assert "er was nog geen meetup" in posts
    assert "Terugkijken laat zien wat er bij de meetup hiervoor" in await relay.command("meetup check")
    await relay.pass_time(minutes=10)
    assert "niets wat iedereen mag lezen" in "\n".join(await relay.posts(await relay.plenary))  # nothing highlighted
    await relay.pass_time(minutes=5)
    assert "er was nog geen meetup" in "\n".join(await relay.posts(await relay.plenary))  # no youth council


async def test_a_meetup_shows_its_own_at_its_end(relay: Evening) -> None:
    await follow(relay)
    await relay.pass_time(minutes=21)
    await relay.noor.send(await relay.plenary, "#morgen vraag ik mijn klas wat helpt")
    await choose(relay, relay.noor, Sharing.UNNAMED)
    await relay.pass_time(minutes=10)
    (own,) = [text for text in await relay.posts(await relay.plenary) if "Wat we opschreven" in text]
    assert "vraag ik mijn klas wat helpt" in own
    assert "Noor" not in own


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Zwolle", "Er is geen meetup “Zwolle”"),
        ("999", "Er is geen meetup “999”"),
        ("Dronten", "is nog niet voorbij"),
    ],
)
async def test_what_can_not_be_followed_is_refused(relay: Evening, typed: str, says: str) -> None:
    await relay.plan(titel="Dronten", start="23:00")
    here = relay.meetup_id
    assert says in answer(await relay.plan(programma="toon", titel="Almere", start="23:30", volgt_op=typed))
    assert relay.meetup_id == here
    relay.env.errors.clear()


async def test_nothing_can_be_followed_where_nothing_was(evening: Evening) -> None:
    assert "nog geen meetup voorbij" in answer(await evening.plan(volgt_op="Lelystad"))
    evening.env.errors.clear()
