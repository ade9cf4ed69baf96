"""Moderators keep a text out of what is published, with a reason, or highlight it; its author is told kindly."""

import json

import discord
import pytest
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.people import decisions as rules
from bot.core.people.contributions import Contribution
from bot.core.people.sharing import Sharing
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from tests.at_wall import WHY, act, agree, boards, custom_id, do, hide, items, listed, mine, open_list, wall
from tests.evening import Evening, answer


async def one_on_the_wall(evening: Evening) -> Contribution:
    """A pledge of Noor, which stands on the wall with her name."""
    await evening.begin_harvest()
    saved = await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik Fatma Jansen")
    assert saved.response is not None
    await evening.noor.click(saved.response, label="Met mijn naam")
    await evening.sem.send(await evening.plenary, "#nodig meer tijd")
    one, _other = await items(evening)
    await do(evening, "toon", one.id)
    assert "Fatma" in await wall(evening)
    return one


def letters(evening: Evening, who: simcord.MemberActor) -> list[str]:
    """What the bot wrote to somebody directly."""
    return [message.content for message in who.user.dm_channel.history()]


def exported(evening: Evening) -> dict[str, dict[str, object]]:
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    return {item["text"]: item for item in json.loads(path.read_bytes())["contributions"]}


async def test_a_hidden_text_leaves_the_wall_and_every_report_and_stays_in_the_organisers_files(
    evening: Evening,
) -> None:
    one = await one_on_the_wall(evening)
    said = answer(await hide(evening, one.id))
    assert f"Verborgen: {WHY}" in said
    assert await boards(evening) == []
    assert "Fatma" not in (await open_list(evening)).content
    assert f"verborgen: {WHY[:20]}" in (await listed(evening, "verborgen")).content
    await evening.pass_time(hours=2)
    found = exported(evening)["bel ik Fatma Jansen"]
    assert (found["hidden"], found["shared"], found["author"]) == (True, "name", "Noor")
    (report,) = evening.bot.settings.harvest_dir.rglob("oogst.md")
    assert "Fatma" not in report.read_text("utf-8")
    assert "meer tijd" in report.read_text("utf-8")


async def test_its_author_is_told_kindly_after_a_minute_and_again_when_it_counts_again(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    result = await hide(evening, one.id)
    assert letters(evening, evening.noor) == []
    await evening.pass_time(minutes=2)
    (letter,) = letters(evening, evening.noor)
    assert "Dank je wel" in letter
    assert WHY in letter
    assert "/mijn bijdragen" in letter
    assert WHY in (await mine(evening, evening.noor)).content
    await evening.restart()
    await evening.pass_time(minutes=5)
    assert len(letters(evening, evening.noor)) == 1
    assert result.response is not None
    assert "telt weer mee" in answer(await evening.moderator.click(result.response, label="Maak ongedaan"))
    await evening.pass_time(minutes=2)
    assert "weer meetellen" in letters(evening, evening.noor)[-1]
    assert len(letters(evening, evening.noor)) == 2
    (item, _other) = await items(evening)
    assert (item.hidden, item.sharing) == (None, Sharing.NAMED)


async def test_a_mistake_that_is_undone_within_a_minute_tells_nobody(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    result = await hide(evening, one.id)
    assert result.response is not None
    await evening.moderator.click(result.response, label="Maak ongedaan")
    await evening.pass_time(minutes=5)
    assert letters(evening, evening.noor) == []
    assert WHY not in answer(await evening.noor.slash(await evening.plenary, "idee", tekst="samen koken"))


async def test_who_gets_no_direct_messages_reads_it_with_their_next_private_answer_once(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    evening.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=10)
    await hide(evening, one.id)
    await evening.pass_time(minutes=5)
    assert letters(evening, evening.noor) == []
    saved = await evening.noor.slash(await evening.plenary, "idee", tekst="samen koken")
    assert WHY in answer(saved)
    assert "Dank je wel voor wat je schreef" in answer(saved)
    assert WHY not in answer(await evening.noor.slash(await evening.plenary, "nodig", tekst="rust"))


async def test_an_author_who_had_themselves_erased_is_left_alone(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    await hide(evening, one.id)
    asked = (await evening.noor.slash(await evening.plenary, "mijn wissen")).response
    assert asked is not None
    await evening.noor.click(asked, label="Wis alles")
    await evening.pass_time(minutes=5)
    assert letters(evening, evening.noor) == []
    assert "Hier staat nu niets" in (await listed(evening, "verborgen")).content


async def test_highlighting_for_the_files_needs_no_wall_and_is_undone(evening: Evening) -> None:
    await one_on_the_wall(evening)
    other = (await items(evening))[1]
    assert other.sharing is None
    await act(evening, await listed(evening), "uitlichten", other.id)
    assert "⭐" in (await listed(evening, "uitgelicht")).content
    assert "meer tijd" not in await wall(evening)
    await evening.command("oogst export")
    assert exported(evening)["meer tijd"]["highlighted"] is True
    await act(evening, await listed(evening, "uitgelicht"), "herstellen", other.id)
    await evening.command("oogst export")
    assert exported(evening)["meer tijd"]["highlighted"] is False


async def test_a_star_on_the_wall_stands_in_the_files_and_hiding_takes_it_away(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    await do(evening, "licht-uit", one.id, which="getoond")
    await evening.command("oogst export")
    assert exported(evening)["bel ik Fatma Jansen"]["highlighted"] is True
    await hide(evening, one.id)
    await evening.command("oogst export")
    found = exported(evening)["bel ik Fatma Jansen"]
    assert (found["highlighted"], found["hidden"]) == (False, True)


async def test_what_is_kept_off_the_wall_is_not_hidden(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    await do(evening, "verberg", one.id, which="getoond")
    await evening.command("oogst export")
    assert exported(evening)["bel ik Fatma Jansen"]["hidden"] is False


async def test_the_second_moderator_hears_who_was_first_and_a_list_of_before_shows_nothing(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    old, old_wall = await listed(evening), await open_list(evening, "getoond")
    form = await act(evening, old, "verbergen", one.id)
    await hide(evening, one.id)
    said = answer(await evening.moderator.submit_modal(form, {"tekst": "nog eens"}))
    assert "Moderator heeft dit al verborgen" in said
    assert "Maak dat eerst ongedaan" in answer(await act(evening, old, "uitlichten", one.id))
    menu = custom_id(old_wall, "muur:licht-uit:")
    refused = answer(await evening.moderator.select(old_wall, [str(one.id)], custom_id=menu))
    assert "buiten alles wat gepubliceerd wordt" in refused


async def test_a_reason_is_needed_and_its_mentions_are_read_as_names(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    assert "reden" in answer(await hide(evening, one.id, " \u200b "))
    assert (await items(evening))[0].hidden is None
    await hide(evening, one.id, f"gaat over <@{evening.sem.id}> @everyone")
    reason = (await items(evening))[0].hidden
    assert reason is not None
    assert "Sem" in reason.raw
    assert str(evening.sem.id) not in reason.raw
    await evening.pass_time(minutes=2)
    assert "@everyone" not in letters(evening, evening.noor)[-1].replace("@\u200beveryone", "")


async def test_one_is_found_among_many_by_words_or_number_and_the_list_fits(evening: Evening) -> None:
    await evening.begin_harvest()
    for number in range(35):
        person = evening.person(f"P{number}")
        await person.send(await evening.plenary, f"#morgen doe ik ding {number} " + "*_" * 300)
    await agree(evening)
    shown = await listed(evening)
    assert len(shown.content) <= 2000
    assert "ding 34" in shown.content
    assert "ding 3 " not in shown.content
    turned = answer(await evening.moderator.click(shown, label="▶"))
    assert "ding 24" in turned
    assert "ding 3 " in (await listed(evening, words="Ding 3 *")).content
    one = (await items(evening))[2]
    found = (await listed(evening, words=str(one.id))).content
    assert f"**{one.id}.**" in found
    for item in (await items(evening))[-10:]:
        await hide(evening, item.id, "x*" * 100)
    assert len((await listed(evening, "verborgen")).content) <= 2000


async def test_it_is_for_moderators_only(evening: Evening) -> None:
    one = await one_on_the_wall(evening)
    shown = answer(await evening.sem.slash(await evening.plenary, "oogst verberg"))
    assert "Fatma" not in shown
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.View(timeout=None).add_item(discord.ui.Button(label="x", custom_id=f"oogst:terug:{one.id}"))
    public = await channel.send("?", view=view)
    assert "moderatoren" in answer(await evening.sem.click(public, label="x"))


@pytest.mark.parametrize("words", ["", " \n ", "x" * 201])
def test_what_is_no_reason(words: str) -> None:
    with pytest.raises(Refusal):
        rules.reason(Typed(words))
    assert rules.reason(Typed(" een\n naam ")) == "een naam"


@pytest.mark.parametrize(
    "new",
    ["#morgen bel ik Fatma Janssen", "#morgen ga ik zwemmen", "#idee samen zwemmen met Fatma Jansen"],
)
@pytest.mark.parametrize("away", [False, True])
async def test_an_edit_is_no_way_around_hiding(evening: Evening, new: str, away: bool) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "#morgen bel ik Fatma Jansen")
    await evening.sem.send(await evening.plenary, "#nodig meer tijd")
    one, _other = await items(evening)
    await hide(evening, one.id)
    await evening.pass_time(minutes=2)
    if away:
        unheard = evening.env.backend.get_message(message.channel.id, message.id)
        unheard.content, unheard.edited_timestamp = new, evening.now.isoformat()
        await evening.restart()
    else:
        await evening.noor.edit(message, new)
    await evening.run_due()
    assert [item.hidden is not None for item in await items(evening) if item.author == evening.noor.id] == [True]
    told = [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "veranderd" in text]
    assert len(told) == 1
    assert "Fatma" not in told[0]
    assert len(letters(evening, evening.noor)) == 1
