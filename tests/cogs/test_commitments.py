"""Commitments: one's own, and those that a moderator writes down for somebody, who confirms or declines them."""

from datetime import timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.people.sharing import Sharing
from tests import at_wall
from tests.contributing import stored
from tests.evening import Evening, answer
from tests.planning import begin_asking, exported, fill_in, form, harvested, say_in_form
from tests.rights import take_roles

BRIDGE = "elke school krijgt een brugleerkracht"


@pytest.fixture
async def asking(evening: Evening, tmp_path: Path) -> Evening:
    """An evening in a harvest block that asks for needs and commitments."""
    await begin_asking(evening, tmp_path, "nodig", "toezegging")
    return evening


async def write_down(evening: Evening, who: simcord.MemberActor, **filled: str) -> str:
    """The moderator writes a commitment down for somebody. Returns what they are answered."""
    shown = await evening.moderator.slash(await evening.plenary, "toezegging", wie=who)
    said = answer(await evening.moderator.submit_modal(shown, {"tekst": BRIDGE, **filled}))
    await evening.run_due()
    return said


async def question(evening: Evening) -> discord.Message:
    """The question in the plenary."""
    return evening.last_panel(await evening.plenary, "toezegging:klopt:")


async def confirmed(evening: Evening) -> list[str]:
    return [dict(item.details)["confirmed"].raw for item in await stored(evening)]


async def to_moderators(evening: Evening) -> str:
    return "\n".join(await evening.posts(await evening.place(PlaceKind.MODERATORS)))


async def test_ones_own_is_confirmed_and_a_day_is_asked_for_once(asking: Evening, tmp_path: Path) -> None:
    result = await fill_in(asking, asking.noor, "toezegging", tekst=BRIDGE, organisation="Gemeente Lelystad")
    said = answer(result)
    assert "Boter bij de vis: wanneer is het klaar?" in said
    assert "> Namens: Gemeente Lelystad\n> Bevestigd: ja" in said
    assert result.response is not None
    opened = await asking.noor.click(result.response, label="Wijzigen")
    again = answer(await asking.noor.submit_modal(opened, {"tekst": BRIDGE, "organisation": "Gemeente Lelystad"}))
    assert "Boter bij de vis" not in again
    assert "Nog open: wanneer het klaar is." in again
    (item,) = exported(await harvested(asking))
    assert item["details"] == {"organisation": "Gemeente Lelystad", "confirmed": True}


async def test_somebody_confirms_with_one_press_what_was_written_down_for_them(asking: Evening) -> None:
    said = await write_down(asking, asking.sem, organisation="Gemeente", due="eind maart")
    assert f"Ik vraag <@{asking.sem.id}> in de grote zaal of het klopt" in said
    assert "> Opgetekend, nog niet bevestigd" in said
    asked = await question(asking)
    assert asked.content.startswith(f"🤝 <@{asking.sem.id}>, dit is opgeschreven als jouw toezegging. Klopt het?")
    assert [user.id for user in asked.mentions] == [asking.sem.id]
    (item,) = await stored(asking)
    assert (item.author, item.author_name.raw) == (asking.sem.id, "Sem")
    assert "Alleen degene die dit toezegde" in answer(await asking.noor.click(asked, label="Dit klopt"))
    said = answer(await asking.sem.click(asked, label="Dit klopt"))
    assert "> Bevestigd: ja" in said
    assert "Mogen anderen dit lezen?" in said
    await asking.run_due()
    with pytest.raises(AssertionError, match="no button"):
        await question(asking)
    assert await confirmed(asking) == ["1"]


async def test_who_declines_keeps_it_from_everybody_and_the_moderators_hear_it_once(asking: Evening) -> None:
    await write_down(asking, asking.sem)
    asked = await question(asking)
    said = answer(await asking.sem.click(asked, label="Dit klopt niet"))
    assert "dit staat nergens meer" in said
    await asking.run_due()
    assert (await to_moderators(asking)).count("laat weten dat deze toezegging niet klopt") == 1
    with pytest.raises(AssertionError, match="no button"):
        await question(asking)
    (item,) = await stored(asking)
    assert item.sharing is Sharing.NOT
    assert BRIDGE not in (await at_wall.open_list(asking)).content
    folder = await harvested(asking)
    assert BRIDGE not in (folder / "oogst.md").read_text("utf-8")
    (kept,) = exported(folder)
    assert (kept["shared"], kept["details"]) == ("no", {"confirmed": False})


async def test_written_down_again_after_an_answer_it_stays_answered(asking: Evening) -> None:
    await write_down(asking, asking.sem)
    await asking.sem.click(await question(asking), label="Dit klopt")
    await write_down(asking, asking.sem)
    assert await confirmed(asking) == ["1"]
    with pytest.raises(AssertionError, match="no button"):
        await question(asking)


async def test_who_words_it_anew_has_confirmed_it(asking: Evening) -> None:
    await write_down(asking, asking.sem)
    listed = await asking.sem.slash(await asking.plenary, "mijn bijdragen")
    assert listed.response is not None
    assert "Opgetekend, nog niet bevestigd" in listed.response.content
    opened = await asking.sem.click(listed.response, label="Wijzigen 1")
    await asking.sem.submit_modal(opened, {"tekst": "twee scholen krijgen een brugleerkracht"})
    await asking.run_due()
    assert await confirmed(asking) == ["1"]
    with pytest.raises(AssertionError, match="no button"):
        await question(asking)


@pytest.mark.parametrize("way", ["withdraw", "erase"])
async def test_the_question_goes_with_the_words(asking: Evening, way: str) -> None:
    await write_down(asking, asking.sem)
    plenary = await asking.plenary
    if way == "withdraw":
        listed = await asking.sem.slash(plenary, "mijn bijdragen")
        assert listed.response is not None
        await asking.sem.click(listed.response, label="Intrekken 1")
    else:
        listed = await asking.sem.slash(plenary, "mijn wissen")
        assert listed.response is not None
        await asking.sem.click(listed.response, custom_id=f"mijn:wissen:{asking.sem.id}")
    await asking.run_due()
    assert await stored(asking) == []
    assert BRIDGE not in "\n".join(await asking.posts(plenary))


async def test_nobody_but_a_moderator_writes_down_for_others(asking: Evening) -> None:
    said = answer(await asking.noor.slash(await asking.plenary, "toezegging", tekst=BRIDGE, wie=asking.sem))
    assert "Bewaard" not in said
    assert await stored(asking) == []
    own = answer(await asking.noor.slash(await asking.plenary, "toezegging", tekst=BRIDGE, wie=asking.noor))
    assert "> Bevestigd: ja" in own


async def test_who_lost_the_role_while_writing_gets_their_words_back(asking: Evening) -> None:
    shown = await asking.moderator.slash(await asking.plenary, "toezegging", wie=asking.sem)
    take_roles(asking, asking.moderator)
    said = answer(await asking.moderator.submit_modal(shown, {"tekst": BRIDGE}))
    assert "Bewaard" not in said
    assert BRIDGE in said
    assert await stored(asking) == []


async def test_for_somebody_on_stage_without_an_account_it_stands_as_written_down(asking: Evening) -> None:
    said = await say_in_form(asking, asking.moderator, "toezegging", tekst=BRIDGE, name="Wethouder Jansen")
    assert "> Opgetekend, nog niet bevestigd" in said
    folder = await harvested(asking)
    (kept,) = exported(folder)
    assert kept["details"] == {"name": "Wethouder Jansen", "confirmed": False}
    report = (folder / "oogst.md").read_text("utf-8")
    assert "  - Opgetekend, nog niet bevestigd" in report
    assert "Jansen" not in report


async def test_who_fills_in_their_own_name_in_full_says_so(asking: Evening) -> None:
    assert "Bevestigd: ja" in await say_in_form(
        asking, asking.noor, "toezegging", tekst="lezen", name="Noor de Vries"
    )  # fmt: skip
    result = await fill_in(asking, asking.noor, "toezegging", tekst="rekenen", name="Mevrouw Visser")
    assert "Opgetekend, nog niet bevestigd" in answer(result)
    assert result.response is not None
    assert "Bevestigd: ja" in answer(await asking.noor.click(result.response, label="Dat ben ik zelf"))
    assert await confirmed(asking) == ["1", "1"]


async def test_the_question_stands_after_a_restart_and_goes_after_a_week(asking: Evening) -> None:
    await write_down(asking, asking.sem)
    await asking.restart(after=timedelta(minutes=5))
    assert (await question(asking)).content.count("Klopt het?") == 1
    await asking.pass_time(days=7, hours=1)
    assert BRIDGE not in "\n".join(await asking.posts(await asking.plenary))
    assert await confirmed(asking) == ["0"]


async def test_somebody_who_left_the_server_is_not_lost(asking: Evening) -> None:
    shown = await asking.moderator.slash(await asking.plenary, "toezegging", wie=asking.sem)
    assert list(form(shown)[1]) == ["tekst", "name", "organisation", "due"]
    asking.guild.remove_member(asking.sem)
    said = answer(await asking.moderator.submit_modal(shown, {"tekst": BRIDGE, "due": "eind maart"}))
    assert "Opgetekend, nog niet bevestigd" in said
    (item,) = await stored(asking)
    assert item.author == asking.moderator.id


async def test_who_changes_their_mind_says_so_with_the_other_button(asking: Evening) -> None:
    await write_down(asking, asking.sem)
    asked = await question(asking)
    await asking.sem.click(asked, label="Dit klopt")
    await asking.sem.click(asked, label="Dit klopt niet")
    await asking.run_due()
    assert await confirmed(asking) == ["-"]
    assert (await to_moderators(asking)).count("laat weten dat deze toezegging niet klopt") == 1
    with pytest.raises(AssertionError, match="no button"):
        await question(asking)
