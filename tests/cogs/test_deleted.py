"""Messages with buttons that somebody deletes by hand come back."""

import discord
import pytest
import simcord

from bot.core.evening.places import PlaceKind
from tests.at_tables import press
from tests.evening import Evening


def owner(evening: Evening) -> simcord.MemberActor:
    """Somebody who may delete messages of others."""
    role = evening.guild.create_role("Baas", permissions=discord.Permissions.all())
    return evening.person("Baas", roles=[role])


@pytest.mark.parametrize(
    ("where", "button"), [("plenary", "tafel:"), ("plenary", "bijdrage:morgen"), ("table", "tafel:hulp")]
)
async def test_a_deleted_message_with_buttons_comes_back(evening: Evening, where: str, button: str) -> None:
    await evening.begin_tables()
    channel = await (evening.plenary if where == "plenary" else evening.table("Taal"))
    admin = owner(evening)
    for _time in range(2):
        old = evening.last_panel(channel, button)
        await admin.delete(old)
        await evening.pass_time(minutes=1)
        new = evening.last_panel(channel, button)
        assert new.id != old.id
        assert new.content.split("\n")[0] == old.content.split("\n")[0]
    texts = await evening.posts(channel)
    assert len(texts) == len(set(texts))


async def test_the_panel_and_the_card_of_a_call_come_back(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    admin = owner(evening)
    await admin.delete(await evening.panel_message())
    moderators = await evening.place(PlaceKind.MODERATORS)
    await admin.delete(evening.last_panel(moderators, "hulp:ga"))
    await evening.pass_time(minutes=1)
    assert await evening.panel_message()
    assert evening.last_panel(moderators, "hulp:ga")
