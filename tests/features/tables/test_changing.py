"""While people are at their tables, a moderator opens one more, or gives one another name."""

import discord
import pytest

from bot.core.evening.places import PlaceKind
from tests.evening import Evening, bugs, shown
from tests.refusing import FAILURES, Refusing


async def add(evening: Evening, like: str, **name: str) -> str:
    """Ask for one more table as the moderator; returns the answer."""
    return await evening.command("ruimtes tafel erbij", zoals=like, **name)


async def rename(evening: Evening, table: str, name: str) -> str:
    """Give a table another name as the moderator; returns the answer."""
    return await evening.command("ruimtes tafel hernoem", tafel=table, naam=name)


async def titles(evening: Evening) -> list[str]:
    return [place.title.raw for place in (await evening.venue()).tables()]


def labels(panel: discord.Message) -> list[str]:
    rows = [row for row in panel.components if isinstance(row, discord.ActionRow)]
    return [item.label or "" for row in rows for item in row.children if isinstance(item, discord.Button)]


async def on_buttons(evening: Evening) -> list[str]:
    """The words on the buttons to the tables, once they are brought up to date."""
    await evening.pass_time(seconds=5)
    return labels(evening.last_panel(await evening.plenary, "tafel:"))


async def test_one_more_table_has_all_that_the_other_was_given_and_a_button(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=13)  # two questions were asked
    told = await add(evening, "vrije", naam="De stille tafel")
    assert "Vrije tafel" in told
    await evening.pass_time(seconds=5)
    new, like = await evening.table("De stille tafel"), await evening.table("Vrije tafel")
    assert f"<#{new.id}>" in told
    assert await evening.posts(new) == await evening.posts(like)
    assert evening.can_enter(evening.noor, new)
    assert await on_buttons(evening) == ["Taal · 0", "Vrije tafel · 0", "De stille tafel · 0"]
    assert f"<#{new.id}>" in shown(await evening.panel_message())
    await evening.noor.join_voice(new)
    await evening.pass_time(minutes=13)  # and it closes with the others
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id
    assert not evening.can_enter(evening.noor, new)
    assert not bugs(evening.env)


async def test_without_a_name_it_gets_a_number(evening: Evening) -> None:
    await evening.begin_tables()
    await add(evening, "Taal")
    await add(evening, "taal 2")
    assert await titles(evening) == ["Taal", "Vrije tafel", "Taal 2", "Taal 3"]
    venue = await evening.venue()
    assert [place.theme for place in venue.tables()] == ["taal", None, "taal", "taal"]


async def test_another_name_stands_everywhere(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    assert "heet vanaf nu **Muziek en dans**" in await rename(evening, "vrij", "  Muziek\nen dans ")
    assert evening.bot.get_channel(table.id).name == "Muziek en dans"  # type: ignore[union-attr]
    assert await on_buttons(evening) == ["Taal · 0", "Muziek en dans · 0"]
    assert "geen tafel “Vrije tafel”" in await rename(evening, "Vrije tafel", "Iets")


@pytest.mark.parametrize("name", sorted(FAILURES.keys() - {"a bug"}))
async def test_where_discord_keeps_the_channel_s_name_the_moderator_hears_so(evening: Evening, name: str) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    refusing = Refusing(evening, FAILURES[name])
    refusing.at = lambda route: route.method == "PATCH" and str(table.id) in route.url
    assert "houdt de oude naam" in await rename(evening, "Taal", "Talen")
    assert await titles(evening) == ["Talen", "Vrije tafel"]
    refusing.at = None
    assert "heet vanaf nu" in await rename(evening, "Talen", "Talen")
    assert evening.bot.get_channel(table.id).name == "Talen"  # type: ignore[union-attr]


async def test_a_channel_that_cannot_be_made_is_tried_again(evening: Evening) -> None:
    await evening.begin_tables()
    evening.env.inject_error("POST", f"/guilds/{evening.guild.id}/channels", status=403, code=50013, times=1)
    assert "Ik probeer het vanzelf nog eens" in await add(evening, "Taal")
    await evening.pass_time(minutes=3)
    assert evening.can_enter(evening.noor, await evening.table("Taal 2"))
    assert "Taal 2 · 0" in await on_buttons(evening)


@pytest.mark.parametrize("name", ["taal", "TÁAL", "\u200b", "* * *" * 20, "x" * 61])
async def test_a_name_that_is_none_or_taken_changes_nothing(evening: Evening, name: str) -> None:
    await evening.begin_tables()
    told = await rename(evening, "Vrije tafel", name)
    assert any(part in told for part in ("is er al", "heeft een naam nodig", "tekens lang"))
    await add(evening, "Vrije tafel", naam=name)
    assert (await titles(evening))[:2] == ["Taal", "Vrije tafel"]
    assert not bugs(evening.env)


async def test_a_hostile_name_stays_text(evening: Evening) -> None:
    await evening.begin_tables()
    told = await rename(evening, "Taal", "**@everyone** [x](https://x.nl)")
    assert "\\*\\*" in told


async def test_those_of_a_planned_meetup_can_be_changed_too(evening: Evening) -> None:
    await evening.plan()
    assert "Leesplezier" in await rename(evening, "Taal", "Leesplezier")
    assert "Ze gaat open met de andere" in await add(evening, "Leesplezier", naam="Erbij")
    assert await titles(evening) == ["Leesplezier", "Vrije tafel", "Erbij"]
    assert (await evening.table("Leesplezier")).name == "Leesplezier"
    offered = await evening.moderator.autocomplete(await evening.plenary, "ruimtes tafel hernoem", "tafel", "")
    assert [choice["value"] for choice in offered] == ["Leesplezier", "Vrije tafel", "Erbij"]
    await evening.command("meetup start")
    await evening.pass_time(minutes=9)
    assert "gaat open met de andere" in await add(evening, "Vrije tafel")
    await evening.pass_time(minutes=2)
    assert {"Leesplezier", "Erbij", "Vrije tafel 2"} <= {label.split(" · ")[0] for label in await on_buttons(evening)}
    assert "## Taal" in "\n".join(await evening.posts(await evening.table("Erbij")))


async def test_not_once_the_last_tables_are_closed(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=36)
    assert "geen tafels open" in await add(evening, "Taal")
    assert "geen tafels open" in await rename(evening, "Taal", "Talen")
    await evening.pass_time(hours=2)
    assert "afgelopen" in await add(evening, "Taal")
    assert await titles(evening) == ["Taal", "Vrije tafel"]
