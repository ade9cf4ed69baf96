"""All meetups of a server in one list, and another name for one of them."""

import discord
import simcord

from bot.core.evening.places import PlaceKind
from bot.features.meetups.renaming import SENT
from bot.platform import lookup
from bot.storage import meetups
from tests.evening import Evening, answer
from tests.refusing import Refusing
from tests.safety.doors import Visitor


async def meet(evening: Evening, title: str, start: str, **where: str) -> None:
    """A meetup at which Noor and Sem make a plan."""
    await evening.plan(titel=title, start=start, **where)
    await evening.command("meetup start")
    await evening.pass_time(minutes=41)
    for who in (evening.noor, evening.sem):
        await who.send(await evening.plenary, "#morgen bel ik een ouder")
    await evening.command("meetup stop")
    await evening.pass_time(hours=1)


async def lijst(evening: Evening, who: simcord.MemberActor | None = None) -> simcord.InteractionResult:
    return await (who or evening.moderator).slash(evening.lobby, "meetup lijst")


def labels(result: simcord.InteractionResult) -> str:
    """What stands on the buttons under an answer."""
    assert result.response is not None
    return str(result.response.components)


async def test_the_list_tells_state_place_people_and_chain(evening: Evening) -> None:
    await meet(evening, "Urk", "27-11-2026 09:00", plaats="Urk", provincie="flevoland")
    await meet(evening, "Sneek", "27-11-2026 14:00", plaats="Sneek", volgt_op="Urk")
    await evening.plan(titel="Dokkum", start="28-11-2026 20:00", plaats="Dokkum", volgt_op="Sneek")
    said = answer(await lijst(evening))
    assert said.startswith("## 3 meetups op deze server\n**Dokkum** · 🗓️ gepland\n-# <t:")
    assert said.index("**Dokkum**") < said.index("**Sneek** · ✅ voorbij") < said.index("**Urk** · ✅ voorbij")
    assert " · Urk · Flevoland · 2026-2027\n-# 2 mensen · 2 teksten" in said
    chain = said[said.index("↪️") :].splitlines()[0]
    assert chain.startswith("↪️ volgt op Sneek (<t:")
    assert " ← Urk (<t:" in chain
    assert all(len(line) < 160 for line in said.splitlines())


async def test_it_has_pages_and_each_meetup_its_buttons(evening: Evening) -> None:
    for number in range(7):
        await evening.plan(titel=f"Avond {number}", start=f"{10 + number}-12-2026 20:00")
    first = (await lijst(evening)).response
    assert first is not None
    assert "pagina 1 van 2" in first.content
    assert "Avond 6" in first.content
    assert "Avond 1" not in first.content
    assert "'description': 'woensdag 16 december 2026 20:00'" in str(first.components)
    second = await evening.moderator.click(first, label="Ouder")
    assert "Avond 1" in answer(second)
    assert "Avond 2" not in answer(second)
    assert "Nieuwer" in labels(second)
    assert "Ouder" not in labels(second)
    ids = {meetup.title.raw: str(meetup.id) for meetup in await meetups.newest(evening.bot.db.read, 9)}
    assert second.response is not None
    card = await evening.moderator.select(second.response, [ids["Avond 0"]], custom_id="meetup:lijst:kies:1")
    assert answer(card).startswith("**Avond 0** · 🗓️ gepland")
    assert all(button in labels(card) for button in ("Waar zijn we?", "Andere naam", "Terug naar de lijst"))
    assert card.response is not None
    back = await evening.moderator.click(card.response, label="Terug naar de lijst")
    assert "pagina 2 van 2" in answer(back)


async def test_of_very_many_some_are_named_and_what_to_do_is_said(evening: Evening) -> None:
    for number in range(14):
        await evening.plan(titel=f"Avond {number} " + "x" * 70, start=f"{10 + number}-12-2026 20:00")
    said = answer(await evening.moderator.slash(evening.lobby, "meetup start"))
    assert "Avond 4 " in said
    assert "Avond 3 " not in said
    assert "nog 4. Doe dit in een kanaal van de meetup die je bedoelt" in said
    asked = answer(await evening.moderator.slash(evening.lobby, "programma verwijder", programma="proef"))
    assert "hoort bij mij" in asked


async def test_it_is_for_moderators_and_says_so_where_there_is_none(evening: Evening) -> None:
    assert "Dit is voor moderatoren" in answer(await lijst(evening, evening.noor))
    said = await lijst(evening)
    assert "Er is hier nog geen meetup" in answer(said)
    assert "Plan een meetup" in labels(said)


async def test_one_of_another_server_or_none_at_all_is_not_shown(evening: Evening) -> None:
    await evening.plan()
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    assert "Er is hier geen meetup “99”" in (await visitor.press("meetup:lijst:kies:0", "99")).heard
    assert "Proefavond" in (await visitor.press("meetup:lijst:9999")).heard


# ---------------------------------------------------------------------- another name


async def category(evening: Evening) -> str:
    return str(evening.channel((await evening.venue()).one(PlaceKind.CATEGORY).channel).name)


async def test_a_planned_meetup_gets_another_name_everywhere(evening: Evening) -> None:
    await evening.plan()
    said = await evening.command("meetup hernoem", titel="Kansen in Lelystad")
    assert "“Proefavond” heet vanaf nu “Kansen in Lelystad”" in said
    assert await category(evening) == "Kansen in Lelystad"
    everything = str(await evening.everything_posted())
    assert "Kansen in Lelystad" in everything
    assert "Proefavond" not in everything
    (event,) = evening.env.backend.get_guild(evening.guild.id).scheduled_events.values()
    assert event.name == "Kansen in Lelystad"


async def test_a_name_that_somebody_gave_the_category_by_hand_stays(evening: Evening) -> None:
    await evening.plan()
    guild = evening.bot.get_guild(evening.guild.id)
    assert guild is not None
    found = lookup.category(guild, (await evening.venue()).one(PlaceKind.CATEGORY).channel)
    assert found is not None
    await found.edit(name="Onze avonden")
    await evening.command("meetup hernoem", titel="Kansen")
    assert await category(evening) == "Onze avonden"


async def test_a_meetup_that_is_over_gets_its_files_again_in_the_folder_of_its_name(evening: Evening) -> None:
    await meet(evening, "Urk", "27-11-2026 09:00")
    folder = evening.bot.settings.harvest_dir
    (home,) = folder.glob("2*")
    assert home.name.endswith("-urk")
    (home / "mijn notities.txt").write_text("van de organisatie", "utf-8")
    said = await evening.command("meetup hernoem", titel="Sneek", welke="urk")
    assert "ik maak de bestanden opnieuw" in said
    (home,) = folder.glob("2*")
    assert home.name.endswith("-sneek")
    assert (home / "mijn notities.txt").exists()
    assert "Sneek" in (home / "oogst.md").read_text("utf-8")
    (harvest,) = [m for m in (await evening.place(PlaceKind.MODERATORS)).history() if m.attachments]
    assert "De oogst van **Sneek**" in harvest.content
    assert "Urk" not in "\n".join(await evening.posts(await evening.plenary))


async def test_no_name_the_same_name_and_a_strange_meetup_are_refused(evening: Evening) -> None:
    await evening.plan()
    assert "Een meetup heeft een naam nodig" in await evening.command("meetup hernoem", titel=" \u200b ")
    assert "Deze meetup heet al “Proefavond”" in await evening.command("meetup hernoem", titel="Proefavond")
    said = await evening.command("meetup hernoem", titel="Urk", welke="Sneek")
    assert "Er is hier geen meetup “Sneek”. Kies een van deze: Proefavond" in said
    assert "Dit is voor moderatoren" in answer(
        await evening.noor.slash(await evening.plenary, "meetup hernoem", titel="Ha")
    )
    choices = await evening.moderator.autocomplete(evening.lobby, "meetup hernoem", "welke", "proef")
    assert [choice["name"].partition(" · ")[0] for choice in choices] == ["Proefavond"]
    assert await evening.noor.autocomplete(evening.lobby, "meetup hernoem", "welke", "") == []


async def test_two_meetups_of_one_name_on_one_day_are_told_apart(evening: Evening) -> None:
    await meet(evening, "Urk", "27-11-2026 14:00")
    await meet(evening, "Urk", "27-11-2026 18:00")
    for command, option in (("meetup plan", "volgt_op"), ("meetup kopieer", "volgt_op"), ("meetup hernoem", "welke")):
        choices = await evening.moderator.autocomplete(evening.lobby, command, option, "urk")
        assert len({choice["name"] for choice in choices}) == len(choices) == 2


async def test_a_stale_form_tells_who_renamed_it(evening: Evening) -> None:
    await evening.plan()
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    assert (await visitor.press(f"meetup:hernoem:{evening.meetup_id}")).heard.count("Proefavond") == 1
    await evening.command("meetup hernoem", titel="Kansen")
    heard = (await visitor.submit(SENT(id=evening.meetup_id, seen=0), naam="Anders")).heard
    assert "heeft hem intussen “Kansen” genoemd" in heard
    assert "Kansen" in await category(evening)


async def test_where_discord_has_the_bot_wait_the_last_name_comes_later(evening: Evening) -> None:
    await evening.plan()
    refusing = Refusing(evening, lambda: discord.RateLimited(400.0))
    refusing.at = lambda route: route.method == "PATCH" and "/channels/" in route.url and "/messages/" not in route.url
    await evening.command("meetup hernoem", titel="Een")
    await evening.command("meetup hernoem", titel="Twee")
    assert await category(evening) == "Proefavond"
    told = "\n".join(await evening.posts(await evening.place(PlaceKind.MODERATORS)))
    assert told.count("zijn nieuwe naam niet geven. Dat mag van Discord pas later.") == 1
    assert "twee nieuwe namen" in told
    refusing.at = None
    await evening.restart()
    await evening.pass_time(minutes=11)
    assert await category(evening) == "Twee"
