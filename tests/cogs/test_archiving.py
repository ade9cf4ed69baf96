"""The channels of a meetup that is over are cleared away: after its files are safe, and nobody is thrown out."""

from datetime import timedelta

import discord
import simcord

from bot.core.evening.places import PlaceKind
from bot.features.meetups.archiving import DO
from bot.storage import contributions, listed, meetups
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def over(evening: Evening, *, open_still: bool = False) -> None:
    """Run an evening with one plan for tomorrow to its end, and until no more comes in."""
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen bel ik een ouder")
    await evening.pass_time(minutes=25)
    if not open_still:
        await evening.pass_time(hours=25)


def channels(evening: Evening) -> set[int]:
    return set(evening.env.backend.get_guild(evening.guild.id).channel_ids)


async def asked(
    evening: Evening, where: simcord.ChannelHandle | None = None, **which: str
) -> simcord.InteractionResult:
    """Ask to clear away, in the plenary or elsewhere."""
    return await evening.moderator.slash(where or await evening.plenary, "meetup opruim", **which)


async def press(evening: Evening, result: simcord.InteractionResult, label: str) -> simcord.InteractionResult:
    assert result.response is not None
    done = await evening.moderator.click(result.response, label=label)
    await evening.run_due()
    return done


def labels(result: simcord.InteractionResult) -> str:
    """What stands on the buttons under an answer."""
    assert result.response is not None
    return str(result.response.components)


async def test_all_channels_go_after_the_files_were_made(evening: Evening) -> None:
    await over(evening)
    before = channels(evening)
    own = {place.channel for place in (await evening.venue()).own}
    question = await asked(evening, evening.lobby, welke="Proefavond")
    said = answer(question)
    assert "Wat doe ik met de kanalen van **Proefavond** (<t:" in said
    assert f"de {len(own)} kanalen" in said
    assert channels(evening) == before  # nothing goes without a yes
    assert "test" not in labels(question)  # Noor wrote something down
    (home,) = evening.bot.settings.harvest_dir.glob("2*")
    for file in home.iterdir():
        file.unlink()
    done = await press(evening, question, "Ja, haal alles weg")
    assert "Ik ruim “Proefavond” nu op" in answer(done)
    assert any(message and message.attachments for message in (done.response, *done.followups))
    assert {"oogst.json", "oogst.md", "oogst.xlsx"} <= {file.name for file in home.iterdir()}
    assert own & channels(evening)  # a few at a time
    await evening.pass_time(minutes=1)
    assert channels(evening) == before - own
    kept = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert [item.text for item in kept] == ["bel ik een ouder"]
    assert "bel ik een ouder" in answer(await evening.noor.slash(evening.lobby, "mijn bijdragen"))
    card = await evening.moderator.slash(evening.lobby, "meetup lijst")
    assert "opgeruimd" in answer(card)
    assert card.response is not None
    card = await evening.moderator.select(card.response, [str(evening.meetup_id)], custom_id="meetup:lijst:kies:0")
    assert card.response is not None
    files = await evening.moderator.click(card.response, label="Maak de bestanden opnieuw")
    assert "voor jou alleen" in answer(files)
    again = await asked(evening, evening.lobby, welke="Proefavond")
    assert "De kanalen van “Proefavond” zijn al opgeruimd" in answer(again)


async def test_whose_channel_goes_too_gets_the_files_by_direct_message(evening: Evening) -> None:
    await over(evening)
    before = channels(evening)
    question = await asked(evening)
    dm = evening.moderator.user.dm_channel
    evening.env.inject_error("POST", f"/channels/{dm.id}/messages", status=403, code=50007)
    refused = await press(evening, question, "Ja, haal alles weg")
    assert "ik kan je de bestanden niet in een privébericht sturen" in answer(refused)
    assert channels(evening) == before
    await press(evening, question, "Ja, haal alles weg")
    message = dm.history()[-1]
    assert "De bestanden van **Proefavond**" in message.content
    assert {"oogst.json", "oogst.md"} <= {file.filename for file in message.attachments}
    assert channels(evening) < before


async def test_nothing_is_said_into_channels_that_are_gone(evening: Evening) -> None:
    await over(evening)
    await press(evening, await asked(evening), "Ja, haal alles weg")
    await evening.pass_time(minutes=1)
    await evening.noor.slash(evening.lobby, "mijn wissen")
    role = evening.guild.create_role("Leiding")
    await evening.moderator.slash(evening.lobby, "meetup instellen", rol=role)
    await evening.pass_time(days=400)
    untold = await evening.bot.db.read.all("SELECT * FROM untold")
    assert untold == []
    assert await evening.bot.db.read.all("SELECT * FROM retries") == []


async def test_it_goes_on_after_a_restart(evening: Evening) -> None:
    await over(evening)
    own = {place.channel for place in (await evening.venue()).own}
    await press(evening, await asked(evening), "Ja, haal alles weg")
    assert own & channels(evening)
    await evening.restart(timedelta(minutes=1))
    await evening.pass_time(minutes=1)
    assert not own & channels(evening)


async def test_who_is_in_a_room_stays_there(evening: Evening) -> None:
    await over(evening)
    hall, moderators = await evening.place(PlaceKind.VOICE), await evening.place(PlaceKind.MODERATORS)
    await evening.sem.join_voice(hall)
    await press(evening, await asked(evening), "Ja, haal alles weg")
    await evening.pass_time(minutes=10)
    assert evening.voice_of(evening.sem) == hall.id
    assert {hall.id, moderators.id} <= channels(evening)
    await evening.sem.leave_voice()
    await evening.pass_time(minutes=1)
    assert not {hall.id, moderators.id} & channels(evening)


async def test_one_that_discord_refuses_is_named_and_the_others_go(evening: Evening) -> None:
    await over(evening)
    taal, moderators = await evening.table("Taal"), await evening.place(PlaceKind.MODERATORS)
    plenary = await evening.plenary
    evening.env.inject_error("DELETE", f"/channels/{taal.id}", status=403, code=50013, times=3)
    await press(evening, await asked(evening), "Ja, haal alles weg")
    await evening.pass_time(seconds=20)
    assert plenary.id not in channels(evening)
    told = [text for text in await evening.posts(moderators) if "niet weghalen" in text]
    assert len(told) == 1
    assert "Taal" in told[0]
    await evening.pass_time(minutes=5)
    assert not {taal.id, moderators.id} & channels(evening)


async def test_kept_to_read_nobody_writes_in_the_plenary_any_more(evening: Evening) -> None:
    await over(evening)
    plenary, moderators = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    taal = await evening.table("Taal")
    await press(evening, await asked(evening), "Ja, alleen nog lezen")
    await evening.pass_time(minutes=1)
    assert taal.id not in channels(evening)
    assert {plenary.id, moderators.id} <= channels(evening)
    rights = discord.Permissions(evening.env.backend.compute_permissions(evening.guild.id, evening.noor.id, plenary.id))
    assert rights.view_channel
    assert rights.read_message_history
    assert not rights.send_messages
    assert "🧹 Opgeruimd." in "\n".join(await evening.posts(moderators))
    question = await asked(evening)
    assert "alleen nog lezen" not in labels(question)
    await press(evening, question, "Ja, haal alles weg")
    await evening.pass_time(minutes=1)
    assert not {plenary.id, moderators.id} & channels(evening)


async def test_two_moderators_at_once_do_it_once(evening: Evening) -> None:
    await over(evening)
    question = await asked(evening)
    await press(evening, question, "Ja, haal alles weg")
    said = await Visitor(evening, evening.moderator, evening.lobby).press(DO(how="lezen", id=evening.meetup_id))
    assert "is hem al aan het opruimen" in said.heard


async def test_what_is_not_over_waits(evening: Evening) -> None:
    assert "Hier is niets op te ruimen" in answer(await asked(evening, evening.lobby))
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen bel ik een ouder")
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    assert "is nog niet voorbij" in answer(await asked(evening))
    assert "is nog niet voorbij" in (await visitor.press(DO(how="weg", id=evening.meetup_id))).heard
    await evening.pass_time(minutes=25)
    assert "Mensen kunnen nog iets opschrijven tot <t:" in answer(await asked(evening))
    assert "Mensen kunnen nog" in (await visitor.press(DO(how="weg", id=evening.meetup_id))).heard
    assert "geen test" in (await visitor.press(DO(how="test", id=evening.meetup_id))).heard
    heard = (await Visitor(evening, evening.noor, evening.lobby).press(DO(how="test", id=evening.meetup_id))).heard
    assert "Dit is voor moderatoren" in heard


async def test_where_the_disk_is_full_nothing_goes(evening: Evening) -> None:
    await over(evening)
    before = channels(evening)
    folder = evening.bot.settings.harvest_dir
    evening.bot.settings.harvest_dir = folder / "bestand"
    evening.bot.settings.harvest_dir.write_text("x")
    said = answer(await press(evening, await asked(evening), "Ja, haal alles weg"))
    assert "De oogst kan niet" in said
    await evening.pass_time(minutes=1)
    assert channels(evening) == before


# ---------------------------------------------------------------------- tests


async def test_a_test_is_erased_with_its_files(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.moderator.send(await evening.plenary, "#morgen probeer ik iets")
    before = {place.channel for place in (await evening.venue()).own}
    await evening.pass_time(minutes=25)
    assert list(evening.bot.settings.harvest_dir.glob("2*"))
    question = await asked(evening)
    assert "niemand anders schreef iets op" in answer(question)
    await press(evening, question, "Ja, het was een test")
    await evening.pass_time(minutes=1)
    assert not before & channels(evening)
    assert await meetups.get(evening.bot.db.read, evening.meetup_id) is None
    assert await listed.of_server(evening.bot.db.read, evening.guild.id) == []
    assert list(evening.bot.settings.harvest_dir.glob("2*")) == []
    assert b"probeer ik iets" not in evening.bot.settings.database.read_bytes()


async def test_what_somebody_else_joins_is_no_test(evening: Evening) -> None:
    """They may be together in a channel of their own, which would stay with buttons that close nothing."""
    await evening.begin_harvest()
    said = await evening.moderator.send(await evening.plenary, "#morgen probeer ik iets")
    await evening.sem.context_menu(await evening.plenary, "Ik doe mee", said)
    await evening.pass_time(minutes=25)
    assert "niemand anders" not in answer(await asked(evening))
    await evening.pass_time(hours=25)
    assert "test" not in labels(await asked(evening))


async def test_what_somebody_writes_meanwhile_keeps_it(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.pass_time(minutes=25)
    hall = await evening.place(PlaceKind.VOICE)
    await evening.sem.join_voice(hall)
    question = await asked(evening)
    await evening.noor.send(await evening.plenary, "#morgen bel ik toch")
    assert "geen test" in answer(await press(evening, question, "Ja, het was een test"))
    assert await meetups.get(evening.bot.db.read, evening.meetup_id) is not None


async def test_one_that_was_called_off_can_go(evening: Evening) -> None:
    await evening.plan()
    before = {place.channel for place in (await evening.venue()).own}
    stop = await evening.moderator.slash(await evening.plenary, "meetup stop")
    assert stop.response is not None
    await evening.moderator.click(stop.response, label="Stop")
    await evening.run_due()
    await press(evening, await asked(evening), "Ja, haal alles weg")
    await evening.pass_time(minutes=1)
    assert not before & channels(evening)


async def test_from_elsewhere_it_is_chosen_from_a_list(evening: Evening) -> None:
    await over(evening)
    choose = await asked(evening, evening.lobby)
    assert "kanalen. Ik vraag het nog een keer" in answer(choose)
    assert choose.response is not None
    assert "'description': 'donderdag 1 januari 2026 01:00 · 6 kanalen'" in labels(choose)  # two may have one name
    question = await evening.moderator.select(choose.response, [str(evening.meetup_id)], custom_id="meetup:opruim:kies")
    assert "Wat doe ik met de kanalen van **Proefavond**" in answer(question)
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    assert "Er is hier geen meetup “99”" in (await visitor.press("meetup:opruim:kies", "99")).heard


async def test_a_conversation_that_people_still_have_stays(evening: Evening) -> None:
    await over(evening)
    plenary = await evening.plenary
    guild = evening.bot.get_guild(evening.guild.id)
    assert guild is not None
    channel = guild.get_channel(plenary.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="Friese beweging", type=discord.ChannelType.public_thread)
    question = await asked(evening)
    assert "nog één gesprek open" in answer(question)
    await press(evening, question, "Ja, haal alles weg")
    await evening.pass_time(minutes=1)
    assert plenary.id in channels(evening)
    assert channel.overwrites_for(guild.default_role).send_messages is False
    assert (await evening.place(PlaceKind.CATEGORY)).id in channels(evening)
    await thread.edit(archived=True)
    await press(evening, await asked(evening), "Ja, haal alles weg")
    await evening.pass_time(minutes=1)
    assert plenary.id not in channels(evening)


async def test_a_channel_that_is_none_of_ours_keeps_its_category(evening: Evening) -> None:
    await over(evening)
    category = await evening.place(PlaceKind.CATEGORY)
    guild = evening.bot.get_guild(evening.guild.id)
    assert guild is not None
    found = guild.get_channel(category.id)
    assert isinstance(found, discord.CategoryChannel)
    own = await guild.create_text_channel("van de school", category=found)
    await press(evening, await asked(evening), "Ja, haal alles weg")
    await evening.pass_time(minutes=1)
    assert {category.id, own.id} <= channels(evening)
    assert guild.get_channel(own.id) is not None
