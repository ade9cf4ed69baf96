"""Presses on the panel: which are the same one twice, and which are two."""

from datetime import timedelta

import discord

from bot.core.evening.places import PlaceKind
from tests.evening import Evening
from tests.safety.doors import Visitor


async def test_only_the_same_press_is_refused(evening: Evening) -> None:
    """Two people add twice, and one person a moment later; but not two who press what both saw at the same time."""
    await evening.begin()
    ben = evening.person("Ben", roles=[evening.guild.roles["Moderator"]])
    await evening.pass_time(minutes=1)
    before = (await evening.timeline()).ends
    seen = next(item for item in buttons_of(await evening.panel_message()) if "plus5" in item)
    await evening.press("+5 min")
    for who in (evening.moderator, ben):
        moderators = await evening.place(PlaceKind.MODERATORS)
        assert "Moderator heeft dit net al gedaan" in (await Visitor(evening, who, moderators).press(seen)).heard
    await evening.press("+5 min", ben)
    await evening.press("+5 min")
    assert (await evening.timeline()).ends == before + timedelta(minutes=15)
    await evening.pass_time(seconds=3)
    assert "duurt nu tot" in (await Visitor(evening, ben, moderators).press(seen)).heard  # his panel stands still
    await evening.pass_time(seconds=3)
    await evening.command("meetup verleng", minuten=2)
    await evening.pass_time(seconds=3)
    await evening.command("meetup verleng", minuten=2)
    assert (await evening.timeline()).ends == before + timedelta(minutes=24)


async def test_who_began_a_block_may_end_it_at_once_and_what_began_by_itself_stays(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(seconds=4)
    assert "Aan tafel" in await evening.command("meetup volgende")  # the first block began by the moderator's start
    await evening.pass_time(minutes=24, seconds=59)
    await evening.pass_time(seconds=2)
    assert "vanzelf begonnen" in await evening.command("meetup volgende")
    assert "Gepauzeerd" in await evening.command("meetup pauze")
    await evening.command("meetup verder")
    assert "duurt nu tot" in await evening.command("meetup verleng")


def buttons_of(message: discord.Message) -> list[str]:
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    view.stop()
    found = (getattr(item, "custom_id", None) for item in view.walk_children())
    return [custom_id for custom_id in found if custom_id]
