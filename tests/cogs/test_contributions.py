"""Contributions by every door, in one store: command, button with a form, menu."""

import discord
import pytest

from bot.core.evening.places import PlaceKind
from bot.core.kinds import KINDS, ContributionKind, Source
from tests.at_wall import open_list
from tests.contributing import chat, marked, stored, texts
from tests.evening import Evening, answer

LONG = ("ga ik " + "praten " * 600)[:3999] + "."  # 4,000 characters, as many as Discord lets people type


EVERY_DOOR = [kind for kind, row in KINDS.items() if row.doors == frozenset(Source)]


@pytest.mark.parametrize("kind", EVERY_DOOR)
async def test_the_four_doors_lead_to_one_store(evening: Evening, kind: ContributionKind) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    said = answer(await evening.noor.slash(plenary, kind, tekst="ga ik *bellen* @everyone"))
    assert "Bewaard" in said
    assert "@everyone" not in said.replace("@\u200beveryone", "")
    shown = await evening.noor.slash(plenary, kind)
    assert shown.modal is not None
    filled = await evening.noor.submit_modal(shown, {"tekst": "ga ik mailen"})
    assert "Bewaard" in answer(filled)
    message = await chat(evening, f"Mooi! #{kind} ga ik lopen")
    assert marked(evening, message)
    loose = await chat(evening, "ik ga ook fietsen")
    assert "Bewaard" in answer(await evening.save_as(evening.noor, kind, loose))
    assert marked(evening, loose)
    assert [(item.kind, item.text.raw, item.source) for item in await stored(evening)] == [
        (kind, "ga ik *bellen* @everyone", Source.COMMAND),
        (kind, "ga ik mailen", Source.FORM),
        (kind, "ga ik lopen", Source.CHAT),
        (kind, "ik ga ook fietsen", Source.MENU),
    ]
    assert all(item.author_name == "Noor" for item in await stored(evening))


async def test_the_button_opens_a_form_with_one_required_field(evening: Evening) -> None:
    await evening.begin_harvest()
    panel = evening.last_panel(await evening.plenary, "bijdrage:morgen")
    shown = await evening.sem.click(panel, label="Morgen …")
    assert shown.modal is not None
    fields = [label["component"] for label in shown.modal["components"]]
    assert [(field["custom_id"], field.get("required", True)) for field in fields] == [
        ("tekst", True),
        ("when", False),
        ("with", False),
    ]
    assert shown.modal["components"][0]["label"] == "Morgen …"
    await evening.sem.submit_modal(shown, {"tekst": "Morgen vraag ik mijn klas wat zij willen"})
    assert await texts(evening) == ["vraag ik mijn klas wat zij willen"]


@pytest.mark.parametrize("text", ["x", LONG, "👍", "=HYPERLINK(1)"])
async def test_short_long_and_odd_texts_are_saved_as_they_are(evening: Evening, text: str) -> None:
    await evening.begin_harvest()
    assert "Bewaard" in answer(await evening.noor.slash(await evening.plenary, "nodig", tekst=text))
    assert await texts(evening) == [text]


async def test_too_long_a_text_is_refused_in_words(evening: Evening) -> None:
    await evening.begin_harvest()
    said = answer(await evening.noor.slash(await evening.plenary, "nodig", tekst="a" * 4001))
    assert "4001 tekens" in said
    assert await stored(evening) == []


async def test_before_the_start_and_long_after_the_end_nothing_is_taken(evening: Evening) -> None:
    await evening.plan()
    plenary = await evening.plenary
    assert "nog niet begonnen" in answer(await evening.noor.slash(plenary, "morgen", tekst="x"))
    await chat(evening, "#morgen ga ik bellen")
    assert plenary.last_message is not None
    assert "nog niet begonnen" in plenary.last_message.content
    await evening.command("meetup start")
    await evening.pass_time(hours=2)
    assert "Bewaard" in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen"))
    await evening.pass_time(hours=24)
    assert "afgelopen" in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik mailen"))
    with pytest.raises(AssertionError, match="no button"):
        evening.last_panel(plenary, "bijdrage:morgen")
    assert await texts(evening) == ["ga ik bellen"]


async def test_outside_a_meetup_commands_say_where_to_go_and_chat_is_left_alone(evening: Evening) -> None:
    assert "Hier is geen meetup" in answer(await evening.noor.slash(evening.lobby, "morgen", tekst="x"))
    await evening.begin_harvest()
    before = len(evening.lobby.history())
    await evening.noor.send(evening.lobby, "#morgen ga ik bellen")
    assert len(evening.lobby.history()) == before + 1
    assert await stored(evening) == []
    # With one running meetup on the server, a command is clear enough wherever it is given.
    assert "Bewaard" in answer(await evening.noor.slash(evening.lobby, "morgen", tekst="ga ik bellen"))


async def test_in_a_direct_message_the_way_on_is_said(evening: Evening) -> None:
    await evening.begin_harvest()
    assert "niet in een privébericht" in answer(await evening.noor.user.slash("morgen", tekst="ga ik bellen"))
    await evening.noor.send_dm("#morgen ga ik bellen")
    last = evening.noor.user.dm_channel.last_message
    assert last is not None
    assert "in een kanaal van je meetup" in last.content
    assert await stored(evening) == []


async def test_an_english_server_is_answered_in_english(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    await admin.slash(evening.lobby, "meetup instellen", taal="en")
    await evening.begin()
    evening.env.locales[evening.noor.id] = "fr"  # which the bot doesn't speak
    assert evening.channel((await evening.venue()).one(PlaceKind.PLENARY).channel).name == "plenary"
    assert "Saved" in answer(await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen"))


async def test_a_cancelled_meetup_says_so(evening: Evening) -> None:
    await evening.plan()
    asked = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup stop")
    assert asked.response is not None
    assert "afgezegd" in answer(await evening.moderator.click(asked.response, label="Stop"))
    await evening.run_due()
    assert "afgezegd" in (await evening.posts(await evening.plenary))[-1]
    assert "afgezegd" in answer(await evening.noor.slash(await evening.plenary, "morgen", tekst="x"))


async def test_a_thread_of_a_meetup_is_the_meetup(evening: Evening) -> None:
    await evening.begin()
    plenary = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(plenary, discord.TextChannel)
    thread = await plenary.create_thread(name="zijpad", type=discord.ChannelType.public_thread)
    await evening.pass_time(hours=2)
    said = answer(await evening.noor.slash(evening.channel(thread.id), "morgen", tekst="ga ik bellen"))
    assert "Bewaard" in said


async def test_somebody_who_tries_again_for_want_of_an_answer_is_counted_once(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    for _try in range(2):
        assert "Bewaard" in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen"))
        form = await evening.noor.slash(plenary, "morgen")
        assert "Bewaard" in answer(await evening.noor.submit_modal(form, {"tekst": "ga ik mailen"}))
    await evening.sem.slash(plenary, "morgen", tekst="ga ik bellen")
    await evening.noor.slash(plenary, "nodig", tekst="ga ik bellen")
    assert sorted(await texts(evening)) == ["ga ik bellen", "ga ik bellen", "ga ik bellen", "ga ik mailen"]


async def test_a_discord_that_stumbles_is_said_and_the_second_try_is_counted_once(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    for stumbles, said in ((True, "Discord hapert even"), (False, "Bewaard")):
        form = await evening.noor.slash(plenary, "morgen")
        if stumbles:
            evening.env.inject_error("POST", "/interactions/*/callback", status=503)
        assert said in answer(await evening.noor.submit_modal(form, {"tekst": "ga ik bellen"}))
    assert await texts(evening) == ["ga ik bellen"]


@pytest.mark.parametrize("code", [10062, 40060])
async def test_an_answer_that_comes_too_late_is_no_bug(
    evening: Evening, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord waits three seconds, and takes one answer; what was said is kept all the same."""
    await evening.begin_harvest()
    form = await evening.noor.slash(await evening.plenary, "morgen")
    evening.env.inject_error("POST", "/interactions/*/callback", status=404, code=code, times=None)
    await evening.noor.submit_modal(form, {"tekst": "ga ik bellen"})
    assert await texts(evening) == ["ga ik bellen"]
    assert not [record for record in caplog.records if record.name.startswith("bot") and record.levelname == "ERROR"]


async def test_a_pledge_reads_as_a_sentence_wherever_it_is_shown(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    saved = await evening.noor.slash(plenary, "morgen", tekst="Ik ga praten")
    listed = await evening.noor.slash(plenary, "mijn bijdragen")
    assert saved.response is not None
    shared = await evening.noor.click(saved.response, label="Met mijn naam")
    pieces = await open_list(evening, "morgen")
    waiting, choices = pieces.content, str(pieces.components)
    await evening.moderator.click(pieces, label="Laat deze zien")
    await evening.run_due()
    wall = evening.last_panel(plenary, "meedoen:")
    joined = await evening.sem.click(wall, label="Ik doe mee")
    for shown in (answer(saved), answer(listed), answer(shared), waiting, choices, wall.content, answer(joined)):
        assert "Morgen ga ik praten" in shown
