"""The buttons under a check, for every name that the file of a programme may have."""

import discord
import pytest

from bot.features.checks import views
from bot.platform.text import speaking


def under(meetup: int | None, programme: str) -> list[str | None]:
    view = views.after_check(meetup, programme, speaking("nl"))
    return [item.custom_id for item in view.children if isinstance(item, discord.ui.Button)]


async def test_what_can_be_tried_of_a_programme_and_of_a_meetup() -> None:
    assert under(None, "taal 2") == ["proef:programma:taal 2"]
    assert under(3, "taal 2") == ["proef:avond:3", "meetup:bereik:3"]


@pytest.mark.parametrize("name", ["a:b", "x" * 81, "x" * 200])
async def test_a_name_that_no_custom_id_can_carry_stops_no_check(name: str) -> None:
    assert under(None, name) == []
    assert under(3, name) == ["proef:avond:3", "meetup:bereik:3"]
