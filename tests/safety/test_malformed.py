"""Buttons, menus and forms as a changed client could send them: each is answered with a sentence, and is no bug."""

from collections.abc import Iterator

import discord
import pytest
from simcord.actors import _dispatch_actor_interaction

from bot.core.evening.places import PlaceKind
from bot.platform.custom_id import CustomId
from bot.platform.lasting import LastingForm, LastingMenu
from tests.evening import Evening, answer, bugs
from tests.safety.doors import BUG, Knock, Visitor, buttons, forms, is_menu, stored_numbers

PARTS = ["-1", "9" * 30, "9" * 18, "letters", "", "1.5", "٣", "1 OR 1=1", "a:b", "\ud83d\x00", " 1", "999999"]
CHOSEN = ["", "-1", "9" * 30, "letters", "x" * 200, "\ud83d\x00", "999999", "morgen nodig"]


def malformed(ids: CustomId) -> Iterator[str]:
    """Custom_ids that begin as this template does, with each of these in every field."""
    yield from ids.examples(PARTS)
    yield from (f"{id}:x" for id in ids.examples(["1"])[:1])


async def moderator(evening: Evening) -> Visitor:
    await evening.begin_tables()
    await evening.noor.send(await evening.plenary, "#morgen bel ik Fatma")
    return Visitor(evening, evening.moderator, await evening.place(PlaceKind.MODERATORS))


def is_answered(knock: Knock) -> bool:
    return bool(knock.heard.strip("[] ")) and BUG not in knock.heard and knock.private


async def test_every_button_and_menu_with_a_wrong_part_is_answered(evening: Evening) -> None:
    visitor = await moderator(evening)
    knocks = [await visitor.press(id, "1") for ids in buttons(evening.bot) for id in malformed(ids)]
    assert [knock.door for knock in knocks if not is_answered(knock)] == []
    assert bugs(evening.env) == []


async def test_every_form_with_a_wrong_part_is_answered(evening: Evening) -> None:
    visitor = await moderator(evening)
    knocks = [await visitor.submit(id) for ids in forms() for id in malformed(ids)]
    assert [knock.door for knock in knocks if not is_answered(knock)] == []
    assert bugs(evening.env) == []


async def test_every_door_of_another_servers_meetup_is_answered(evening: Evening) -> None:
    """By somebody who commands their own server, with the ids of all that stands on this one."""
    await moderator(evening)
    other = evening.env.create_guild("Elders")
    role = other.create_role("Baas", permissions=discord.Permissions.all())
    boss = other.add_member(evening.env.create_user("elders"), roles=[role])
    visitor = Visitor(evening, boss, other.create_text_channel("elders"))
    numbers = await stored_numbers(evening.bot.db.read)
    knocks = [await visitor.press(id) for ids in buttons(evening.bot) for id in ids.examples(numbers)]
    knocks += [await visitor.submit(id) for ids in forms() for id in ids.examples(numbers)]
    assert [knock.door for knock in knocks if not is_answered(knock)] == []
    assert bugs(evening.env) == []


async def test_every_menu_with_a_choice_that_was_not_there_is_answered(evening: Evening) -> None:
    visitor = await moderator(evening)
    menus = list(evening.bot._connection._view_store._dynamic_items.values())
    ids = [id for kind in menus if issubclass(kind, LastingMenu) for id in kind.ids.examples([str(evening.meetup_id)])]
    assert ids
    assert all(is_menu(evening.bot, id) for id in ids)
    knocks = [await visitor.press(id, value) for id in ids for value in CHOSEN]
    assert [knock.door for knock in knocks if not is_answered(knock)] == []
    assert bugs(evening.env) == []


@pytest.mark.parametrize(
    "part",
    [
        {"value": None}, {"value": 5}, {"value": {"a": 1}}, {"value": ["x"]}, {"values": "x"}, {"values": [None, 5]},
        {"values": 7}, {"value": True}, {}, None, "text", [],
    ],
)  # fmt: skip
async def test_every_form_whose_fields_have_another_shape_is_answered(evening: Evening, part: object) -> None:
    visitor = await moderator(evening)
    for form in LastingForm.known.values():
        for custom_id in form.ids.examples(["1"]):
            named = [
                {"type": 4, "custom_id": name, **part} if isinstance(part, dict) else part for name in ("tekst", "taal")
            ]
            for components in ([{"type": 18, "component": field} for field in named], named, part):
                data = {"custom_id": custom_id, "components": components}
                result = await _dispatch_actor_interaction(visitor.who, 5, visitor.channel, data)
                assert answer(result) or result.modal, (custom_id, components)
                assert BUG not in answer(result)
    assert bugs(evening.env) == []


async def test_a_button_of_another_time_is_answered(evening: Evening) -> None:
    visitor = await moderator(evening)
    for id in ("knop", "bord:volgende", "bijdrage:gedicht", "x" * 100, "\x00", "tafel:1:2:3"):
        assert "vorige versie" in (await visitor.press(id)).said, id
        assert "vorige versie" in (await visitor.submit(id)).said, id
