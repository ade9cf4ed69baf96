"""Contributions by four doors, one store."""

from datetime import timedelta

import discord
import pytest
import simcord
from simcord.backend.serializers import message_payload

from bot.content.texts import voice
from bot.core.evening.places import PlaceKind
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people.contributions import Contribution
from bot.features.contributions import keeping
from bot.features.contributions import views as contribution_views
from bot.storage import contributions
from tests.evening import Evening, answer

LONG = ("ga ik " + "praten " * 600)[:3999] + "."  # 4,000 characters, as many as Discord lets people type


async def stored(evening: Evening) -> list[Contribution]:
    return await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)


async def texts(evening: Evening) -> list[str]:
    return [item.text for item in await stored(evening)]


async def chat(evening: Evening, text: str, who: simcord.MemberActor | None = None) -> discord.Message:
    return await (who or evening.noor).send(await evening.plenary, text)


def marked(evening: Evening, message: discord.Message) -> bool:
    reactions = evening.env.backend.get_message(message.channel.id, message.id).reactions
    return any(reaction.emoji == "✅" for reaction in reactions)


@pytest.mark.parametrize("kind", list(KINDS))
async def test_the_four_doors_lead_to_one_store(evening: Evening, kind: ContributionKind) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    said = answer(await evening.noor.slash(plenary, kind, tekst="ga ik *bellen* @everyone"))
    assert "Bewaard" in said
    assert "@everyone" not in said.replace("@\u200beveryone", "")
    shown = await evening.noor.slash(plenary, kind)
    assert shown.modal is not None
    filled = await evening.noor.submit_modal(shown, {"tekst": "ga ik mailen", "details": "Fatma, dinsdag"})
    assert "Bewaard" in answer(filled)
    message = await chat(evening, f"Mooi! #{kind} ga ik lopen")
    assert marked(evening, message)
    loose = await chat(evening, "ik ga ook fietsen")
    assert "Bewaard" in answer(await evening.noor.context_menu(plenary, f"Bewaar als #{kind}", loose))
    assert marked(evening, loose)
    assert [(item.kind, item.text, item.source) for item in await stored(evening)] == [
        (kind, "ga ik *bellen* @everyone", Source.COMMAND),
        (kind, "ga ik mailen (Fatma, dinsdag)", Source.FORM),
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
    assert [field.get("required", True) for field in fields] == [True, False]
    assert shown.modal["components"][0]["label"] == "Morgen …"
    await evening.sem.submit_modal(shown, {"tekst": "Morgen vraag ik mijn klas wat zij willen"})
    assert await texts(evening) == ["vraag ik mijn klas wat zij willen"]


async def test_several_in_one_message_are_several_contributions(evening: Evening) -> None:
    await evening.begin_harvest()
    await chat(evening, "#morgen ga ik bellen\n#nodig: tijd")
    assert [(item.kind, item.text) for item in await stored(evening)] == [
        ("morgen", "ga ik bellen"),
        ("nodig", "tijd"),
    ]


async def test_the_theme_and_room_are_where_it_was_said(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.send(await evening.table("Taal"), "#werkt samen lezen")
    await evening.noor.slash(await evening.table("Vrije tafel"), "idee", tekst="samen koken")
    await chat(evening, "#nodig tijd")
    assert [(item.theme, item.table) for item in await stored(evening)] == [
        ("taal", "Taal"),
        (None, "Vrije tafel"),
        (None, None),
    ]


async def test_an_empty_tag_asks_kindly_and_saves_nothing(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#morgen")
    asked = (await evening.plenary).last_message
    assert asked is not None
    assert "Wat ga jij morgen doen?" in asked.content
    assert not marked(evening, message)
    assert await stored(evening) == []
    shown = await evening.noor.click(asked, label="Morgen …")
    await evening.noor.submit_modal(shown, {"tekst": "ga ik bellen"})
    assert await texts(evening) == ["ga ik bellen"]


async def test_editing_the_message_changes_adds_and_withdraws(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#morgen ga ik bellen")
    await evening.noor.edit(message, "#morgen ga ik mailen #nodig tijd")
    assert await texts(evening) == ["ga ik mailen", "tijd"]
    assert (await stored(evening))[0].edited_at is not None
    await evening.pass_time(seconds=1)
    await evening.noor.edit(message, "laat maar")
    assert await stored(evening) == []
    assert not marked(evening, message)
    await evening.pass_time(seconds=1)
    await evening.noor.edit(message, "toch wel: #morgen ga ik bellen")
    assert await texts(evening) == ["ga ik bellen"]
    assert marked(evening, message)


async def test_deleting_the_message_withdraws_also_after_a_restart(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "#morgen ga ik bellen")
    other = await chat(evening, "#morgen ga ik mailen")
    await evening.restart()
    await evening.noor.delete(message)
    assert await texts(evening) == ["ga ik mailen"]
    await evening.noor.edit(other, "#morgen ga ik schrijven")
    assert await texts(evening) == ["ga ik schrijven"]


async def test_a_withdrawn_text_is_gone_from_the_file(evening: Evening) -> None:
    await evening.begin_harvest()
    await chat(evening, "#morgen ga ik onvindbaar zijn")
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    assert "onvindbaar" in listed.response.content
    said = answer(await evening.noor.click(listed.response, label="Intrekken 1"))
    assert "Ingetrokken" in said
    assert await stored(evening) == []
    assert "niet meer" in answer(await evening.noor.click(listed.response, label="Intrekken 1"))
    for path in evening.bot.settings.database.parent.glob("meetups.sqlite3*"):
        assert b"onvindbaar" not in path.read_bytes(), path


async def test_mine_lists_changes_and_pages(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    assert "nog geen bijdragen" in answer(await evening.noor.slash(plenary, "mijn bijdragen"))
    for number in range(6):
        await chat(evening, f"#morgen doe ik ding {number}")
    panel = evening.last_panel(plenary, "mijn:bijdragen")
    first = await evening.noor.click(panel, label="Mijn bijdragen")
    assert first.response is not None
    assert "Je hebt 6 bijdragen" in first.response.content
    assert "ding 5" in first.response.content
    assert "ding 0" not in first.response.content
    second = await evening.noor.click(first.response, label="Ouder")
    assert "ding 0" in answer(second)
    shown = await evening.noor.click(first.response, label="Wijzigen 1")
    await evening.noor.submit_modal(shown, {"tekst": "doe ik iets anders"})
    assert "doe ik iets anders" in await texts(evening)


async def test_nobody_touches_anothers_contribution(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    (item,) = await stored(evening)
    # A message with the buttons of Noor's contribution, as a changed client of Sem could send them.
    plenary = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(plenary, discord.TextChannel)
    stolen = await plenary.send("x", view=contribution_views.own(item.id, voice("nl")))
    for label in ("Wijzigen", "Intrekken"):
        assert "van iemand anders" in answer(await evening.sem.click(stolen, label=label))
    assert await texts(evening) == ["ga ik bellen"]


async def test_the_menu_is_for_ones_own_messages_and_for_moderators(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    message = await chat(evening, "wij lezen iedere dag samen")
    assert "je eigen berichten" in answer(await evening.sem.context_menu(plenary, "Bewaar als #werkt", message))
    assert "Bewaard" in answer(await evening.moderator.context_menu(plenary, "Bewaar als #werkt", message))
    (item,) = await stored(evening)
    assert item.author_name == "Noor"
    again = await evening.noor.context_menu(plenary, "Bewaar als #werkt", message)
    assert "staat al bij de oogst" in answer(again)
    assert again.response is not None
    await evening.noor.click(again.response, label="Intrekken")
    assert await stored(evening) == []


async def test_the_menu_refuses_the_bots_own_messages(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    post = next(message for message in plenary.history() if message.author.bot)
    assert "niet van een deelnemer" in answer(await evening.noor.context_menu(plenary, "Bewaar als #morgen", post))


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
    assert "afgelopen" in answer(
        await evening.noor.click(evening.last_panel(plenary, "bijdrage:morgen"), label="Morgen …")
    )
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


async def test_a_contribution_in_a_thread_of_the_plenary_counts(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(plenary, discord.TextChannel)
    thread = await plenary.create_thread(name="zijpad", type=discord.ChannelType.public_thread)
    await evening.env.settle()
    await evening.noor.send(evening.channel(thread.id), "#idee samen koken")
    assert await texts(evening) == ["samen koken"]


async def test_a_channel_deleted_by_hand_loses_no_contribution(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.send(await evening.table("Taal"), "#werkt samen lezen")
    table = evening.bot.get_channel((await evening.table("Taal")).id)
    assert isinstance(table, discord.VoiceChannel)
    await table.delete()
    await evening.env.settle()
    assert await texts(evening) == ["samen lezen"]


async def test_no_right_to_react_still_saves(evening: Evening) -> None:
    await evening.begin_harvest()
    evening.env.inject_error("PUT", "/channels/*/messages/*/reactions/*", status=403, code=50013)
    await chat(evening, "#morgen ga ik bellen")
    assert await texts(evening) == ["ga ik bellen"]


async def test_mijn_taal_changes_it_for_oneself_only(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    assert "I talk English" in answer(await evening.noor.slash(plenary, "mijn taal", taal="en"))
    assert "Saved" in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen"))
    assert "Bewaard" in answer(await evening.sem.slash(plenary, "morgen", tekst="ga ik mailen"))
    assert "Nederlands" in answer(await evening.noor.slash(plenary, "mijn taal", taal="nl"))
    assert "Bewaard" in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik fietsen"))


async def test_an_english_server_is_answered_in_english(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    await admin.slash(evening.lobby, "meetup instellen", taal="en")
    await evening.begin()
    assert evening.channel((await evening.venue()).one(PlaceKind.PLENARY).channel).name == "plenary"
    assert "Saved" in answer(await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen"))


async def test_words_that_the_author_changed_or_withdrew_do_not_come_back(evening: Evening) -> None:
    """Discord tells of a message again when it is pinned or its links are shown, with the edit of long ago."""
    await evening.begin_harvest()
    plenary = await evening.plenary
    message = await chat(evening, "#morgen ga ik belen #nodig tijd")
    await evening.noor.edit(message, "#morgen ga ik bellen #nodig tijd")
    listed = await evening.noor.slash(plenary, "mijn bijdragen")
    assert listed.response is not None
    shown = await evening.noor.click(listed.response, label="Wijzigen 1")
    await evening.noor.submit_modal(shown, {"tekst": "veel tijd"})
    await evening.noor.click(listed.response, label="Intrekken 2")
    assert await texts(evening) == ["veel tijd"]
    again = evening.env.backend.get_message(plenary.id, message.id)
    evening.env.backend.emit("MESSAGE_UPDATE", message_payload(evening.env.backend, again))
    await evening.env.settle()
    assert await texts(evening) == ["veel tijd"]
    await evening.pass_time(seconds=5)
    await evening.noor.edit(message, "#morgen ga ik bellen! #nodig rust")
    assert await texts(evening) == ["rust"]  # what was withdrawn by the button stays withdrawn


async def test_an_id_is_never_used_again(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    first = await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen")
    assert first.response is not None
    await evening.noor.click(first.response, label="Intrekken")
    await evening.noor.slash(plenary, "morgen", tekst="ga ik mailen")
    assert "niet meer" in answer(await evening.noor.click(first.response, label="Intrekken"))
    assert await texts(evening) == ["ga ik mailen"]


async def test_an_edit_keeps_what_the_menu_saved_and_what_an_empty_tag_shifted(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    shifted = await chat(evening, "#morgen #nodig tijd")
    await evening.noor.edit(shifted, "#morgen #nodig meer tijd")
    assert [(item.kind, item.text) for item in await stored(evening)] == [("nodig", "meer tijd")]
    saved = await chat(evening, "wij lezen samen")
    await evening.noor.context_menu(plenary, "Bewaar als #werkt", saved)
    await evening.noor.edit(saved, "wij lezen elke dag samen")
    assert [(item.kind, item.text) for item in await stored(evening)][1] == ("werkt", "wij lezen elke dag samen")


async def test_what_was_said_edited_and_deleted_while_the_bot_was_away_is_found(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary, backend = await evening.plenary, evening.env.backend
    edited = await chat(evening, "#morgen ga ik bellen")
    deleted = await chat(evening, "#morgen ga ik weg")
    kept = await chat(evening, "#werkt samen lezen")
    listed = await evening.sem.slash(plenary, "idee", tekst="koken")
    assert "Bewaard" in answer(listed)
    await evening.pass_time(seconds=5)
    # Straight into the simulated world, with no event: nobody was listening.
    message = backend.prepare_message(plenary.id, evening.sem.id, "#nodig tijd, gezegd toen de bot weg was")
    backend.messages[plenary.id][message.id] = message
    backend.messages[plenary.id].pop(deleted.id)
    changed = backend.messages[plenary.id][edited.id]
    changed.content, changed.edited_timestamp = "#morgen ga ik mailen", evening.now.isoformat()
    for _start in range(2):
        await evening.restart()
        assert sorted(await texts(evening)) == [
            "ga ik mailen",
            "koken",
            "samen lezen",
            "tijd, gezegd toen de bot weg was",
        ]
    assert marked(evening, await plenary_message(evening, message.id))
    assert marked(evening, kept)


async def plenary_message(evening: Evening, id: int) -> discord.Message:
    return next(message for message in (await evening.plenary).history() if message.id == id)


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


async def test_nobody_reads_what_people_typed_in_the_log(evening: Evening, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="bot")
    caplog.set_level("DEBUG", logger="cogs")
    await evening.begin_harvest()
    evening.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await chat(evening, "#morgen")
    evening.env.inject_error("PUT", "/channels/*/messages/*/reactions/*", status=403, code=50013)
    await chat(evening, "#morgen ga ik geheim houden")
    await evening.noor.slash(await evening.plenary, "nodig", tekst="geheim " * 600)
    assert "could not answer" in caplog.text
    assert "geheim" not in caplog.text


async def test_an_empty_history_withdraws_nothing(evening: Evening) -> None:
    """Discord answers so where the bot may not read the history."""
    await evening.begin_harvest()
    plenary, backend = await evening.plenary, evening.env.backend
    message = await chat(evening, "#morgen ga ik bellen")
    bot = backend.bot_user.id
    denied = discord.Permissions(read_message_history=True).value
    channel = backend.channels[plenary.id]
    for overwrite in channel.overwrites:
        if overwrite.target_id in (bot, evening.guild.id):
            overwrite.allow &= ~denied
            overwrite.deny |= denied
    await evening.restart()
    assert await texts(evening) == ["ga ik bellen"]
    assert message.id


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


async def test_what_was_said_while_the_bot_was_away_over_the_end_is_in_the_harvest(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary, backend = await evening.plenary, evening.env.backend
    await evening.bot.db.close()
    # Straight into the simulated world, with no event: nobody was listening.
    message = backend.prepare_message(plenary.id, evening.sem.id, "#nodig tijd")
    backend.messages[plenary.id][message.id] = message
    await evening.start_again(after=timedelta(hours=1))
    assert await texts(evening) == ["tijd"]
    (harvest,) = evening.bot.settings.harvest_dir.rglob("oogst.csv")
    assert "tijd" in harvest.read_text("utf-8")
    # And what is said after the end still counts for a day.
    late = backend.prepare_message(plenary.id, evening.sem.id, "#idee koken")
    backend.messages[plenary.id][late.id] = late
    await evening.restart()
    assert await texts(evening) == ["tijd", "koken"]


async def test_an_edit_that_was_broken_off_is_dealt_with_after_the_restart(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power goes between reading the edit and keeping what it added: it must not count as dealt with."""

    async def broken_off(*_given: object, **_more: object) -> None:
        raise OSError

    await evening.begin_harvest()
    message = await chat(evening, "ik ga bellen")
    monkeypatch.setattr(keeping, "keep", broken_off)
    await evening.noor.edit(message, "#morgen ga ik bellen")
    assert await texts(evening) == []
    evening.env._errors.clear()  # this one was meant
    monkeypatch.undo()
    await evening.restart()
    assert await texts(evening) == ["ga ik bellen"]
