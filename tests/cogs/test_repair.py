"""What is deleted by hand in the middle of a meetup is mended, or said; and the evening goes on."""

import discord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from tests.at_tables import press
from tests.at_wall import do, items, share
from tests.evening import Evening, answer, shown


async def delete(evening: Evening, channel: int | None) -> None:
    found = evening.bot.get_channel(channel or 0)
    assert isinstance(found, discord.abc.GuildChannel)
    await found.delete()
    await evening.env.settle()


async def test_a_deleted_room_is_made_again_open_and_the_moderators_know(evening: Evening) -> None:
    await evening.begin_tables()
    before = (await evening.table("Taal")).id
    await delete(evening, before)
    table = await evening.table("Taal")
    assert table.id != before
    assert evening.can_enter(evening.noor, table)
    assert "opnieuw gemaakt: **Taal**" in (await evening.posts(await evening.place(PlaceKind.MODERATORS)))[-1]
    await evening.pass_time(minutes=5)
    assert "Vraag 2" in (await evening.posts(table))[-1]
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED


async def test_each_of_the_other_channels_is_made_again(evening: Evening) -> None:
    await evening.begin()
    for kind in (PlaceKind.PLENARY, PlaceKind.VOICE, PlaceKind.MODERATORS, PlaceKind.CATEGORY):
        await delete(evening, (await evening.venue()).one(kind).channel)
        venue = await evening.venue()
        category = venue.one(PlaceKind.CATEGORY).channel
        parents = {evening.env.backend.get_channel(place.channel or 0).parent_id for place in venue.places[1:]}
        assert parents == {category}
    assert not evening.can_enter(evening.noor, await evening.place(PlaceKind.MODERATORS))
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED


async def test_what_moderators_are_asked_is_asked_in_their_new_channel(evening: Evening) -> None:
    await evening.begin()
    for person in (evening.noor, evening.sem):
        await person.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.pass_time(minutes=8)
    await evening.command("ruimtes verdeel", hoe="gelijk")
    await evening.pass_time(minutes=3)
    await evening.noor.join_voice(await evening.table("Vrije tafel"))
    await press(evening, evening.noor, "Vrije tafel", "hulp")
    await evening.pass_time(seconds=5)
    await delete(evening, (await evening.place(PlaceKind.MODERATORS)).id)
    await evening.pass_time(seconds=30)
    channel = await evening.place(PlaceKind.MODERATORS)
    preview = evening.last_panel(channel, "verdeling:bevestig")
    call = evening.last_panel(channel, "hulp:ga")
    evening.last_panel(channel, "meetup:uitnodiging")
    panel = shown(await evening.panel_message())
    assert panel.count("Kijk en beslis") == panel.count(f"/{channel.id}/{preview.id}") == 1
    await evening.moderator.click(call, label="Ik ga")
    assert "niemand" not in answer(await evening.moderator.click(preview, label="Bevestigen"))
    await evening.pass_time(seconds=30)
    assert len([m for m in channel.history() if m.content.startswith("🙋")]) == 1


async def test_the_panel_asks_nothing_about_tables_that_are_closed(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("ruimtes verdeel", hoe="gelijk")
    await evening.pass_time(seconds=10)
    assert "Wie zit waar" in shown(await evening.panel_message())
    await evening.pass_time(minutes=40)
    assert "Wie zit waar" not in shown(await evening.panel_message())


async def test_what_was_deleted_while_the_bot_was_away_is_made_again(evening: Evening) -> None:
    await evening.begin()
    backend, gone = evening.env.backend, (await evening.table("Vrije tafel")).id
    backend.channels.pop(gone)  # with no event: nobody was listening
    backend.get_guild(evening.guild.id).channel_ids.remove(gone)
    await evening.restart()
    await evening.pass_time(minutes=10)
    assert "Waar wil je het over hebben?" in (await evening.posts(await evening.table("Vrije tafel")))[-1]


async def test_the_ways_to_the_tables_come_back_where_they_were_deleted_while_the_bot_was_away(
    evening: Evening,
) -> None:
    await evening.begin_tables()
    plenary = await evening.plenary
    gone = evening.last_panel(plenary, "tafel:")
    evening.env.backend.messages[plenary.id].pop(gone.id)  # with no event: nobody was listening
    await evening.restart()
    await evening.pass_time(seconds=30)
    panel = evening.last_panel(plenary, "tafel:")
    assert panel.id != gone.id
    taal = (await evening.venue()).tables()[0]
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.noor.click(panel, custom_id=f"tafel:{taal.id}")
    assert evening.voice_of(evening.noor) == taal.channel
    assert len([text for text in await evening.posts(plenary) if text.startswith("## Aan tafel")]) == 1


async def test_a_room_deleted_after_its_block_stays_away(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=26)
    gone = (await evening.table("Taal")).id
    await delete(evening, gone)
    await evening.pass_time(minutes=1)
    assert gone not in {c.id for c in evening.guild.channels.values()}
    assert len([c for c in evening.guild.channels if c == "Taal"]) == 0


async def test_after_the_end_nothing_is_made_again(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(hours=2)
    count = len(evening.guild.channels)
    await delete(evening, (await evening.place(PlaceKind.PLENARY)).id)
    assert len(evening.guild.channels) == count - 1


async def test_a_deleted_moderator_role_is_said_and_the_others_can_go_on(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    role = evening.guild.create_role("Gespreksleiders")
    leader = evening.person("Leider", roles=[role])
    await admin.slash(evening.lobby, "meetup instellen", rol=role)
    await evening.begin()
    cached = evening.bot.get_guild(evening.guild.id)
    assert cached is not None
    found = cached.get_role(role.id)
    assert found is not None
    await found.delete()
    await evening.env.settle()
    assert "is verwijderd" in (await evening.posts(await evening.place(PlaceKind.MODERATORS)))[-1]
    assert "Dit is voor moderatoren" in answer(await leader.slash(await evening.plenary, "meetup status"))
    assert "duurt nu tot" in await evening.command("meetup verleng")


async def test_every_meetup_hears_that_the_moderator_role_is_gone_also_when_one_channel_refuses(
    evening: Evening,
) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    role = evening.guild.create_role("Gespreksleiders")
    await admin.slash(evening.lobby, "meetup instellen", rol=role)
    channels = []
    for hour in (19, 20, 21):
        await evening.plan(f"{hour}:00")
        channels.append(await evening.place(PlaceKind.MODERATORS))
    evening.env.inject_error("POST", f"/channels/{channels[0].id}/messages", status=403, code=50013)
    cached = evening.bot.get_guild(evening.guild.id)
    found = cached.get_role(role.id) if cached else None
    assert found is not None
    await found.delete()
    await evening.env.settle()
    told = [any("is verwijderd" in text for text in await evening.posts(channel)) for channel in channels]
    assert told == [False, True, True]


async def test_a_moderator_role_that_was_deleted_while_the_bot_was_away_is_said_once(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    role = evening.guild.create_role("Gespreksleiders")
    await admin.slash(evening.lobby, "meetup instellen", rol=role)
    channels = []
    for hour in (19, 20):
        await evening.plan(f"{hour}:00")
        channels.append(await evening.place(PlaceKind.MODERATORS))

    async def told() -> list[int]:
        return [sum("is verwijderd" in text for text in await evening.posts(channel)) for channel in channels]

    await evening.restart()
    assert await told() == [0, 0]  # it is there
    del evening.env.backend.get_guild(evening.guild.id).roles[role.id]  # nobody was listening
    evening.env.inject_error("POST", f"/channels/{channels[0].id}/messages", status=403, code=50013)
    await evening.restart()
    await evening.pass_time(seconds=30)
    assert await told() == [1, 1]
    assert "/meetup instellen" in (await evening.posts(channels[1]))[-1].replace(
        "</meetup instellen", "/meetup instellen"
    )
    await evening.restart()
    await evening.pass_time(seconds=30)
    assert await told() == [1, 1]


async def test_discord_that_fails_is_tried_again_without_posting_twice(evening: Evening) -> None:
    await evening.begin()
    table = await evening.table("Vrije tafel")
    await evening.pass_time(minutes=9, seconds=59)
    evening.env.inject_error("POST", f"/channels/{table.id}/messages", status=403, code=50013)
    await evening.pass_time(seconds=1)
    assert len(await evening.posts(await evening.table("Taal"))) == 2
    await evening.pass_time(seconds=30)
    everything = await evening.everything_posted()
    assert all(len(texts) == len(set(texts)) for texts in everything.values())
    assert [text[:8] for text in await evening.posts(table)] == ["## Vrije", "🕗 Deze t"]


async def test_an_opening_that_is_tried_again_never_opens_closed_rooms(evening: Evening) -> None:
    await evening.begin()
    table, taal = await evening.table("Vrije tafel"), await evening.table("Taal")
    evening.env.inject_error("POST", f"/channels/{table.id}/messages", status=403, code=50013, times=None)
    await evening.pass_time(minutes=10, seconds=12)
    await evening.command("meetup volgende")
    await evening.pass_time(minutes=3)
    assert not evening.can_enter(evening.noor, taal)
    evening.env.backend.faults.clear()
    await evening.pass_time(hours=2)
    assert not evening.can_enter(evening.noor, taal)
    assert not evening.can_enter(evening.noor, table)


async def test_one_channel_that_cannot_be_made_again_stops_nothing_else(evening: Evening) -> None:
    await evening.begin_tables()
    gone = (await evening.table("Vrije tafel")).id
    evening.env.inject_error("POST", "/guilds/*/channels", status=403, code=50013, times=None)
    await delete(evening, gone)
    await evening.pass_time(minutes=14)
    assert "Vraag 3" in (await evening.posts(await evening.table("Taal")))[-1]
    told = [t for t in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "⚠️" in t]
    assert ["het kanaal **Vrije tafel** niet maken" in text for text in told] == [True]
    assert "Nu: **Aan tafel**" in await evening.command("meetup status")
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=2)
    assert "## Vrije tafel" in (await evening.posts(await evening.table("Vrije tafel")))[0]


async def test_what_was_made_again_gets_its_words_and_buttons_back(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=1)
    category, table = (await evening.venue()).one(PlaceKind.CATEGORY).channel, (await evening.table("Taal")).id
    for channel in (category, table, (await evening.plenary).id):
        await delete(evening, channel)
    await evening.run_due()
    await evening.run_due()  # the card comes below the opening
    taal = await evening.table("Taal")
    assert evening.can_enter(evening.noor, taal)
    assert [text[:7] for text in await evening.posts(taal)] == ["## Taal", "🕗 Deze "]
    plenary = await evening.plenary
    await evening.noor.click(evening.last_panel(plenary, "tafel:"), label="Taal · 0")
    await evening.noor.click(evening.last_panel(plenary, "bijdrage:morgen"), label="Morgen …")
    other = await evening.posts(await evening.table("Vrije tafel"))
    assert len(other) == len(set(other)) == 2


async def test_a_failure_that_does_not_heal_is_told_once_with_the_words_to_say(evening: Evening) -> None:
    await evening.begin()
    plenary = await evening.plenary
    evening.env.inject_error("POST", f"/channels/{plenary.id}/messages", status=403, code=50013, times=None)
    await evening.pass_time(minutes=3)
    told = [t for t in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "⚠️" in t]
    assert len(told) == 1
    assert f"niets plaatsen in de chat van de grote zaal (<#{plenary.id}>)" in told[0]
    assert "Waar kom je vandaan?" in told[0]
    await evening.pass_time(minutes=6)
    assert told == [t for t in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "⚠️" in t]
    evening.env.backend.faults.clear()
    await evening.pass_time(seconds=59)
    assert any("Waar kom je vandaan?" in text for text in await evening.posts(plenary))


async def test_a_server_the_bot_was_put_out_of_stops_nobody_else(evening: Evening) -> None:
    await evening.begin()
    there = evening.meetup_id
    other = evening.env.create_guild("Elders")
    role = other.create_role("Moderator", permissions=discord.Permissions(manage_events=True))
    moderator = other.add_member(evening.env.create_user("elders"), roles=[role])
    lobby = other.create_text_channel("algemeen")
    await moderator.slash(lobby, "meetup plan", programma="proef", titel="Elders", start="nu")
    await moderator.slash(lobby, "meetup start")
    await evening.run_due()
    evening.env.backend.remove_member(evening.guild.id, evening.env.backend.bot_user.id)
    await evening.env.settle()
    evening.meetup_id = there + 1
    await evening.pass_time(minutes=9)
    assert any("Waar kom je vandaan?" in text for text in await evening.posts(await evening.plenary))
    evening.meetup_id = there
    assert (await evening.meetup()).state is State.LIVE


async def test_after_the_end_nothing_is_made_again_also_while_people_are_still_moved(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013, times=None)
    asked = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup stop")
    assert asked.response is not None
    await evening.moderator.click(asked.response, label="Stop")
    await evening.pass_time(seconds=32)
    assert (await evening.meetup()).state is State.CLOSED
    count = len(evening.guild.channels)
    await delete(evening, (await evening.plenary).id)
    await evening.pass_time(minutes=2)
    assert len(evening.guild.channels) == count - 1


async def test_what_is_of_no_block_is_not_said_to_be_of_the_first(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "#morgen lees ik voor")
    await share(evening, evening.noor, "Met mijn naam")
    await do(evening, "toon", (await items(evening))[0].id)
    evening.env.inject_error("DELETE", "/channels/*/messages/*", status=503, times=None)
    await evening.noor.delete(message)
    await evening.pass_time(minutes=5)
    told = [t for t in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if t.startswith("⚠️")]
    assert ["in de chat van de grote zaal" in text and "Welkom" not in text for text in told] == [True]
    evening.env.backend.faults.clear()


async def test_who_may_see_a_channel_is_tried_again_where_discord_refused(evening: Evening) -> None:
    await evening.begin()
    table, plenary = await evening.table("Taal"), await evening.plenary
    role = evening.guild.create_role("Gespreksleiders")
    leader = evening.person("Leider", roles=[role])
    evening.env.inject_error("PUT", f"/channels/{table.id}/permissions/*", status=403, code=50013, times=2)
    cached = evening.bot.get_guild(evening.guild.id)
    found = cached.get_role(role.id) if cached else None
    assert found is not None
    await found.edit(permissions=discord.Permissions(manage_events=True))
    await evening.env.settle()
    assert evening.can_enter(leader, plenary)
    assert not evening.can_enter(leader, table)
    await evening.pass_time(seconds=8)
    told = [
        text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "welke moderatoren" in text
    ]
    assert ["**Taal**" in text for text in told] == [True]
    await evening.pass_time(minutes=1)
    assert evening.can_enter(leader, table)
    await found.edit(permissions=discord.Permissions.none())
    await evening.env.settle()
    assert not evening.can_enter(leader, table)
