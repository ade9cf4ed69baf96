"""Contributions by chat: said, edited, deleted, and read back after the bot was away."""

from datetime import timedelta

import discord
import pytest
from simcord.backend.serializers import message_payload

from bot.core.evening.places import PlaceKind
from bot.features.contributions import keeping
from tests.contributing import chat, marked, stored, texts
from tests.evening import Evening, answer


async def test_several_in_one_message_are_several_contributions(evening: Evening) -> None:
    await evening.begin_harvest()
    await chat(evening, "#morgen ga ik bellen\n#nodig: tijd")
    assert [(item.kind, item.text.raw) for item in await stored(evening)] == [
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
    await evening.run_due()
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


async def test_a_contribution_in_a_thread_of_the_plenary_counts(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(plenary, discord.TextChannel)
    thread = await plenary.create_thread(name="zijpad", type=discord.ChannelType.public_thread)
    await evening.env.settle()
    await evening.noor.send(evening.channel(thread.id), "#idee samen koken")
    assert await texts(evening) == ["samen koken"]


async def test_a_tidy_up_of_the_chat_keeps_what_was_said_and_tells_the_moderators(evening: Evening) -> None:
    await evening.begin_harvest()
    messages = [await chat(evening, "#morgen ga ik bellen"), await chat(evening, "#nodig tijd #idee koffie")]
    messages.append(await chat(evening, "gezellig hier"))
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete_messages(messages)  # as a moderation bot would
    await evening.run_due()
    assert await texts(evening) == ["ga ik bellen", "tijd", "koffie"]
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert len([text for text in told if "3 bijdragen" in text and "blijven in de oogst" in text]) == 1
    await evening.restart()
    for catch_up in evening.bot.after_trouble:
        await catch_up()
    assert await texts(evening) == ["ga ik bellen", "tijd", "koffie"]


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


async def test_an_edit_keeps_what_the_menu_saved_and_what_an_empty_tag_shifted(evening: Evening) -> None:
    await evening.begin_harvest()
    shifted = await chat(evening, "#morgen #nodig tijd")
    await evening.noor.edit(shifted, "#morgen #nodig meer tijd")
    assert [(item.kind, item.text.raw) for item in await stored(evening)] == [("nodig", "meer tijd")]
    saved = await chat(evening, "wij lezen samen")
    await evening.save_as(evening.noor, "werkt", saved)
    await evening.noor.edit(saved, "wij lezen elke dag samen")
    changed = (await stored(evening))[1]
    assert (changed.kind, changed.text.raw) == ("werkt", "wij lezen elke dag samen")


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


async def test_nobody_reads_what_people_typed_in_the_log(evening: Evening, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="bot")
    caplog.set_level("DEBUG", logger="cogs")
    await evening.begin_harvest()
    evening.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await chat(evening, "#morge ga ik geheim houden")
    await evening.run_due()
    evening.env.inject_error("PUT", "/channels/*/messages/*/reactions/*", status=403, code=50013)
    await chat(evening, "#morgen ga ik geheim houden")
    await evening.noor.slash(await evening.plenary, "nodig", tekst="geheim " * 600)
    assert "edit for 2 failed" in caplog.text
    assert "could not mark" in caplog.text
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
    monkeypatch.setattr(keeping, "store", broken_off)
    await evening.noor.edit(message, "#morgen ga ik bellen")
    assert await texts(evening) == []
    evening.env._errors.clear()  # this one was meant
    monkeypatch.undo()
    await evening.restart()
    assert await texts(evening) == ["ga ik bellen"]
