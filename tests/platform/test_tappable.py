"""Commands in texts: mentions that a reader taps, with the ids that Discord gave them."""

from bot.core.evening.places import PlaceKind
from bot.core.words.text import _
from bot.core.words.typed import Typed
from bot.platform.tappable import kept, named_in
from bot.platform.text import speaking
from tests.evening import Evening

CHECK = _("Nothing here yet, {who}: `/meetup plan`, then `/ruimtes terug`.", who=Typed("`/meetup stop`"))


async def ids_of(evening: Evening) -> dict[str, int]:
    return await kept(evening.bot.db.read, evening.bot.application_id)


async def test_a_command_in_a_text_is_a_mention_with_the_id_that_registering_returned(evening: Evening) -> None:
    ids = {command.name: command.id for command in await evening.bot.tree.fetch_commands()}
    said = speaking("nl")(CHECK)
    assert f"</meetup plan:{ids['meetup']}>" in said
    assert f"</ruimtes terug:{ids['ruimtes']}>" in said
    assert ids.items() >= (await ids_of(evening)).items()


async def test_what_a_person_typed_never_becomes_a_mention(evening: Evening) -> None:
    said = speaking("nl")(CHECK)
    assert "</meetup stop" not in said
    assert list(named_in(said)) == ["meetup plan", "ruimtes terug"]


async def test_an_english_text_adds_the_english_name_where_it_differs(evening: Evening) -> None:
    ids = await ids_of(evening)
    said = speaking("en")(CHECK)
    assert f"</meetup plan:{ids['meetup']}>, then" in said
    assert f"</ruimtes terug:{ids['ruimtes']}> (`/rooms back`)" in said


async def test_the_ids_are_known_after_a_restart_without_registering_again(evening: Evening) -> None:
    before = await ids_of(evening)
    await evening.restart()
    assert await ids_of(evening) == before
    assert f"</meetup plan:{before['meetup']}>" in speaking("nl")(CHECK)


async def test_the_moderators_welcome_can_be_tapped(evening: Evening) -> None:
    await evening.plan()
    ids = await ids_of(evening)
    posts = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert any(f"</meetup check:{ids['meetup']}>" in post for post in posts)
