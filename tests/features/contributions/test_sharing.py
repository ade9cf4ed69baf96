"""The one question: may others read this? Asked privately once, for all of a person's words, and changed whenever."""

import json
import re
from datetime import timedelta

import discord
import simcord

from bot.core.people.sharing import Sharing
from tests.at_wall import items, open_list
from tests.evening import Evening, answer

QUESTION = "Mogen anderen dit lezen?"
CHOICES = ["Met mijn naam", "Zonder naam", "Liever niet"]


def labels(message: simcord.ResponseMessage | discord.Message | None) -> list[str]:
    """The labels of the buttons under a message."""
    assert message is not None
    return re.findall(r"'?label'?[:=] ?'([^']+)'", str(message.components))


async def cards(evening: Evening) -> list[discord.Message]:
    """The cards in the plenary."""
    return [message for message in (await evening.plenary).history() if "lezen:vraag" in str(message.components)]


async def choices(evening: Evening) -> list[Sharing | None]:
    return [item.sharing for item in await items(evening)]


async def hide_names(evening: Evening) -> None:
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")


async def test_it_is_asked_after_saving_with_three_buttons_and_then_no_more(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    first = await evening.noor.slash(plenary, "morgen", tekst="bel ik drie ouders")
    assert QUESTION in answer(first)
    assert labels(first.response) == CHOICES
    assert first.response is not None
    again = await evening.noor.slash(plenary, "idee", tekst="samen koken")
    assert "geldt ook voor wat je eerder zei" in answer(again)
    chosen = await evening.noor.click(first.response, label="Met mijn naam")
    assert "met je naam" in answer(chosen)
    assert "voor de 2 dingen die je schreef" in answer(chosen)
    assert await choices(evening) == [Sharing.NAMED, Sharing.NAMED]
    third = await evening.noor.slash(plenary, "nodig", tekst="tijd")
    assert QUESTION not in answer(third)
    assert len(labels(third.response)) == 3
    assert "Wijzigen" in labels(third.response)
    assert await choices(evening) == [Sharing.NAMED] * 3


async def test_the_card_in_the_plenary_asks_for_all_that_was_said_in_the_chat(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    for number in range(5):
        await evening.noor.send(plenary, f"#morgen doe ik ding {number}")
    await evening.sem.send(plenary, "#nodig tijd")
    assert await cards(evening) == []
    await evening.pass_time(seconds=30)
    (card,) = await cards(evening)
    assert labels(card) == [QUESTION]
    asked = await evening.noor.click(card, label=QUESTION)
    assert asked.response is not None
    assert asked.response.flags.ephemeral
    assert labels(asked.response) == CHOICES
    assert "doe ik ding 4" in answer(asked)
    assert "… en nog 2" in answer(asked)
    assert "tijd" not in answer(asked)
    await evening.noor.click(asked.response, label="Zonder naam")
    assert await choices(evening) == [Sharing.UNNAMED] * 5 + [None]


async def test_there_is_one_card_and_it_comes_to_the_bottom_while_people_write(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morgen bel ik")
    await evening.pass_time(seconds=30)
    (first,) = await cards(evening)
    await evening.sem.send(plenary, "#morgen fiets ik")
    await evening.pass_time(minutes=2)
    assert [card.id for card in await cards(evening)] == [first.id]
    await evening.pass_time(minutes=4)
    await evening.sem.send(plenary, "#nodig tijd")
    await evening.pass_time(seconds=30)
    (second,) = await cards(evening)
    assert second.id != first.id
    assert plenary.history()[-1].id == second.id


async def test_a_card_posted_just_before_a_kill_is_found_when_more_was_said_since(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morgen bel ik")
    await evening.pass_time(seconds=30)
    (card,) = await cards(evening)
    async with evening.bot.db.transaction() as db:  # the call was noted and made, and its post not stored yet
        await db.run("DELETE FROM posts WHERE message = :message", message=card.id)
    await evening.sem.send(plenary, "#nodig tijd")
    await evening.restart(timedelta(minutes=6))
    await evening.sem.send(plenary, "#werkt koffie")
    await evening.pass_time(minutes=1)
    assert [found.id for found in await cards(evening)] == [card.id]
    await evening.pass_time(minutes=6)
    await evening.sem.send(plenary, "#werkt thee")
    await evening.pass_time(minutes=1)
    (last,) = await cards(evening)
    assert last.id != card.id


async def test_the_card_is_there_after_a_restart_and_where_discord_refused_it_at_first(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen bel ik")
    await evening.restart()
    evening.env.inject_error("POST", "/channels/*/messages", status=503, times=1)
    await evening.pass_time(minutes=2)
    (card,) = await cards(evening)
    await evening.restart()
    await evening.pass_time(minutes=2)
    asked = await evening.noor.click((await cards(evening))[0], label=QUESTION)
    assert "bel ik" in answer(asked)
    assert [found.id for found in await cards(evening)] == [card.id]


async def test_who_only_used_commands_sees_no_card(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik drie ouders")
    await evening.pass_time(minutes=10)
    assert await cards(evening) == []


async def test_the_next_private_answer_asks_what_the_chat_could_not(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morgen bel ik drie ouders")
    listed = await evening.noor.slash(plenary, "mijn bijdragen")
    assert QUESTION in answer(listed)
    saved = await evening.noor.slash(plenary, "idee", tekst="samen koken")
    assert saved.response is not None
    await evening.noor.click(saved.response, label="Liever niet")
    assert await choices(evening) == [Sharing.NOT, Sharing.NOT]
    assert QUESTION not in answer(await evening.noor.slash(plenary, "mijn bijdragen"))


async def test_one_alone_is_changed_in_my_contributions_and_stays_so(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    for text in ("bel ik drie ouders", "vertel ik over thuis"):
        saved = await evening.noor.slash(plenary, "morgen", tekst=text)
    assert saved.response is not None
    await evening.noor.click(saved.response, label="Met mijn naam")
    listed = await evening.noor.slash(plenary, "mijn bijdragen")
    assert listed.response is not None
    asked = await evening.noor.click(listed.response, label="Wie leest 1")
    assert "vertel ik over thuis" in answer(asked)
    assert asked.response is not None
    assert "deze ene" in answer(await evening.noor.click(asked.response, label="Liever niet"))
    assert await choices(evening) == [Sharing.NAMED, Sharing.NOT]
    await evening.noor.slash(plenary, "morgen", tekst="fiets ik")
    assert await choices(evening) == [Sharing.NAMED, Sharing.NOT, Sharing.NAMED]
    again = (await evening.noor.slash(plenary, "mijn bijdragen")).response
    assert again is not None
    assert "anderen lezen het niet" in again.content
    # Choosing again for all leaves that one as it is.
    await evening.sem.send(plenary, "#morgen lees ik")
    await evening.pass_time(seconds=30)
    asked = await evening.noor.click((await cards(evening))[0], label=QUESTION)
    assert "Wat je koos: anderen mogen het lezen, met je naam" in answer(asked)
    assert asked.response is not None
    await evening.noor.click(asked.response, label="Zonder naam")
    assert (await choices(evening))[:3] == [Sharing.UNNAMED, Sharing.NOT, Sharing.UNNAMED]


async def test_with_a_name_is_not_offered_where_names_are_hidden(evening: Evening) -> None:
    await evening.begin_harvest()
    await hide_names(evening)
    saved = await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik drie ouders")
    assert labels(saved.response) == CHOICES[1:]
    await evening.sem.send(await evening.plenary, "#morgen lees ik")
    await evening.pass_time(seconds=30)
    asked = await evening.sem.click((await cards(evening))[0], label=QUESTION)
    assert labels(asked.response) == CHOICES[1:]


async def test_who_says_nothing_is_nowhere_public_and_the_notice_says_how_to_say_no(evening: Evening) -> None:
    await evening.begin_harvest()
    saved = await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik drie ouders")
    await evening.sem.send(await evening.plenary, "#morgen lees ik")
    assert "zonder je naam in verslagen" in answer(saved)
    await evening.pass_time(seconds=30)
    notice = next(post for post in await evening.posts(await evening.plenary) if post.startswith("-# Ik bewaar"))
    assert "zonder je naam in verslagen" in notice
    assert "0 wachten" in (await open_list(evening)).content
    await evening.pass_time(hours=2)
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    assert [item["shared"] for item in json.loads(path.read_bytes())["contributions"]] == [None, None]
    report = path.with_name("oogst.md").read_text("utf-8")
    assert "bel ik drie ouders" in report
    assert "Noor" not in report


async def test_the_choice_travels_to_the_files(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    for label in CHOICES:
        person = evening.person(label.split()[0])
        saved = await person.slash(plenary, "morgen", tekst=f"kies ik {label.lower()}")
        assert saved.response is not None
        await person.click(saved.response, label=label)
    await evening.pass_time(hours=2)
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    found = json.loads(path.read_bytes())["contributions"]
    assert [item["shared"] for item in found] == ["name", "anonymous", "no"]
    assert [item["author"] for item in found] == ["Met", "Zonder", "Liever"]
    report = path.with_name("oogst.md").read_text("utf-8")
    assert "— Met" in report
    assert "— Zonder" not in report
    assert "kies ik liever niet" not in report


async def test_a_choice_for_a_meetup_that_is_none_gets_a_sentence(evening: Evening) -> None:
    await evening.begin_harvest()
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    view = discord.ui.View(timeout=None)
    for custom_id in ("lezen:naam:999", "lezen:vraag:999"):
        view.add_item(discord.ui.Button(label=custom_id, custom_id=custom_id))
    public = await channel.send("?", view=view)
    for custom_id in ("lezen:naam:999", "lezen:vraag:999"):
        assert "geen meetup" in answer(await evening.sem.click(public, label=custom_id))
