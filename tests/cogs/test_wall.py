"""The wall: a moderator shows what people brought in, as its authors want it; it follows them at once."""

import re
from datetime import timedelta

import discord
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.people.contributions import Contribution
from bot.storage import contributions, walls
from tests.evening import Evening, answer
from tests.safety.test_doors import take_roles


async def items(evening: Evening) -> list[Contribution]:
    return await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)


async def open_list(
    evening: Evening, which: str = "", who: simcord.MemberActor | None = None
) -> simcord.ResponseMessage:
    """The list that a moderator gets, for them alone; of what waits, or of what they choose to look at."""
    moderator = who or evening.moderator
    result = await moderator.slash(await evening.plenary, "oogst toon")
    assert result.response is not None
    assert result.response.flags.ephemeral
    if which:
        filters = custom_id(result.response, "muur:filter:")
        result = await moderator.select(result.response, [which], custom_id=filters)
    assert result.response is not None
    return result.response


def custom_id(message: simcord.ResponseMessage, begin: str) -> str:
    """The whole custom_id of a button or menu under a message."""
    found = re.search(rf"'custom_id': '({begin}[^']*)'", str(message.components))
    assert found is not None, begin
    return found[1]


async def choose(
    evening: Evening, message: simcord.ResponseMessage, act: str, *ids: int, who: simcord.MemberActor | None = None
) -> str:
    """Choose these in one of the menus of the list; returns what the moderator reads."""
    menu = custom_id(message, f"muur:{act}:")
    result = await (who or evening.moderator).select(message, [str(id) for id in ids], custom_id=menu)
    await evening.run_due()
    return answer(result)


async def do(evening: Evening, act: str, *ids: int, which: str = "") -> str:
    """Open the list and choose these."""
    return await choose(evening, await open_list(evening, which), act, *ids)


async def boards(evening: Evening) -> list[discord.Message]:
    """The messages of the wall in the plenary."""
    history = (await evening.plenary).history()
    return [message for message in history if "muur:mijn:" in str(message.components)]


async def wall(evening: Evening) -> str:
    """All that stands on the wall."""
    return "\n".join(message.content for message in await boards(evening))


async def share(evening: Evening, who: simcord.MemberActor, label: str, number: int = 1) -> str:
    """Choose for the wall in one's own list of contributions."""
    listed = await who.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    asked = await who.click(listed.response, label=f"Muur {number}")
    assert asked.response is not None
    result = await who.click(asked.response, label=label)
    await evening.run_due()
    return answer(result)


async def begin_with_three(evening: Evening) -> tuple[int, int, int]:
    """Noor said one in the plenary and one by command, Sem one at a table; returns their numbers."""
    await evening.begin_tables()
    await evening.noor.send(await evening.plenary, "#morgen bel ik drie ouders")
    await evening.noor.slash(await evening.plenary, "idee", tekst="samen koken")
    await evening.sem.send(await evening.table("Taal"), "#werkt koffie op maandag")
    one, two, three = await items(evening)
    return one.id, two.id, three.id


# ---------------------------------------------------------------------- what may be shown, and what waits


async def test_only_what_was_said_in_the_plenary_waits_until_its_author_chooses(evening: Evening) -> None:
    await begin_with_three(evening)
    listed = (await open_list(evening)).content
    assert "1 wachten · 0 op de muur" in listed
    assert "bel ik drie ouders" in listed
    for unasked in ("koken", "koffie", "Noor"):
        assert unasked not in listed
    assert "Bij 2 is het wachten op de keuze" in listed
    assert await wall(evening) == ""


async def test_the_panel_of_the_moderators_opens_the_list_for_who_presses_alone(evening: Evening) -> None:
    await begin_with_three(evening)
    place = await evening.place(PlaceKind.MODERATORS)
    panel = next(message for message in place.history() if message.flags.components_v2)
    before = len(place.history())
    result = await evening.moderator.click(panel, label="Muur")
    assert "1 wachten" in answer(result)
    assert result.response is not None
    assert result.response.flags.ephemeral
    assert [m for m in place.history() if "ouders" in m.content and not m.flags.ephemeral] == []
    assert len([m for m in place.history() if not m.flags.ephemeral]) == before


async def test_what_is_shown_stands_in_the_plenary_without_a_name(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    assert "0 wachten · 1 op de muur" in await do(evening, "toon", one)
    (board,) = await boards(evening)
    assert "Morgen bel ik drie ouders" in board.content
    assert "Noor" not in board.content
    assert not board.flags.ephemeral


async def test_the_answer_asks_and_the_choice_holds_for_the_next_one(evening: Evening) -> None:
    await evening.begin_harvest()
    saved = await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik drie ouders")
    assert saved.response is not None
    assert "Op de muur in de plenaire ruimte: alleen als jij dat kiest." in saved.response.content
    assert "met je naam" in answer(await evening.noor.click(saved.response, label="Met mijn naam"))
    again = answer(await evening.noor.slash(await evening.plenary, "idee", tekst="samen koken"))
    assert "met je naam, als de moderator het laat zien" in again
    assert "2 wachten" in (await open_list(evening)).content
    assert await wall(evening) == ""
    await do(evening, "toon", *[item.id for item in await items(evening)])
    (board,) = await boards(evening)
    assert board.content.count("Noor") == 2


async def test_who_wants_it_off_is_not_shown_even_when_the_list_is_older_than_the_choice(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    message = await open_list(evening)
    assert "nee, dit komt er niet op" in await share(evening, evening.noor, "Niet op de muur", 2)
    said = await choose(evening, message, "toon", one)
    assert "net voor gekozen dat het niet op de muur komt" in said
    assert await wall(evening) == ""


async def test_a_choice_is_ones_own(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="x", custom_id=f"muur:keus:naam:{one}")
    public = await channel.send("?", view=discord.ui.View(timeout=None).add_item(button))
    assert "van iemand anders" in answer(await evening.sem.click(public, label="x"))
    assert (await items(evening))[0].sharing is None


# ---------------------------------------------------------------------- filters, pages, all at once


async def test_by_kind_by_theme_and_all_of_it_at_once(evening: Evening) -> None:
    await evening.begin_tables()
    plenary = await evening.plenary
    for number in range(14):
        await evening.noor.send(plenary, f"#morgen doe ik ding {number}")
    await evening.sem.slash(await evening.table("Taal"), "idee", tekst="voorlezen")
    await share(evening, evening.sem, "Zonder mijn naam")
    message = await open_list(evening)
    assert "15 wachten" in message.content
    assert "voorlezen" in message.content
    assert "ding 4" not in message.content
    page = await evening.moderator.click(message, label="▶")
    assert "ding 4" in answer(page)
    assert "voorlezen" in (await open_list(evening, "thema-taal")).content
    message = await open_list(evening, "morgen")
    assert "voorlezen" not in message.content
    await evening.moderator.click(message, label="Laat alle 14 zien")
    await evening.pass_time(seconds=30)
    shown = await boards(evening)
    assert [message.content.count("#morgen") for message in shown] == [6, 6, 2]
    assert all(len(message.content) < 2000 for message in shown)
    assert "ding 0\n" in shown[0].content
    assert "voorlezen" not in await wall(evening)
    assert "1 wachten · 14 op de muur" in (await open_list(evening)).content


async def test_a_wall_that_grows_never_holds_up_the_evening(evening: Evening) -> None:
    await evening.begin_tables()
    for number in range(60):
        await evening.noor.send(await evening.plenary, f"#morgen doe ik ding {number}")
    message = await open_list(evening)
    await evening.moderator.click(message, label="Laat alle 60 zien")
    await evening.run_due()
    assert len(await boards(evening)) == 4
    await evening.pass_time(seconds=15)
    assert len(await boards(evening)) == 10


# ---------------------------------------------------------------------- highlight, hide, two moderators


async def test_highlighting_brings_it_to_the_bottom_with_a_star_and_showing_takes_the_star(evening: Evening) -> None:
    await evening.begin_harvest()
    for number in range(3):
        await evening.noor.send(await evening.plenary, f"#morgen doe ik ding {number}")
    first = (await items(evening))[0].id
    await do(evening, "toon", *[item.id for item in await items(evening)])
    await do(evening, "licht-uit", first, which="getoond")
    one, two = await boards(evening)
    assert "ding 0" not in one.content
    assert two.content.startswith("⭐ **Uitgelicht**")
    assert "ding 0" in two.content
    await do(evening, "toon", first, which="getoond")
    assert "⭐" not in await wall(evening)


async def test_hiding_takes_it_off_and_off_the_list_and_it_can_come_back(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    old = await open_list(evening)
    await do(evening, "toon", one)
    assert "0 wachten · 0 op de muur" in await do(evening, "verberg", one, which="getoond")
    assert await boards(evening) == []
    assert "Moderator heeft dit al verborgen" in await choose(evening, old, "verberg", one)
    assert "bel ik drie ouders" in (await open_list(evening, "verborgen")).content
    await do(evening, "toon", one, which="verborgen")
    assert "bel ik drie ouders" in await wall(evening)


async def test_the_second_moderator_hears_who_showed_it(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    role = evening.guild.create_role("Ook moderator", permissions=discord.Permissions(manage_events=True))
    other = evening.person("Co", roles=[role])
    message = await open_list(evening, who=other)
    await do(evening, "toon", one)
    said = await choose(evening, message, "toon", one, who=other)
    assert "Moderator heeft dit al laten zien. Er is nu niets veranderd." in said
    assert len(await boards(evening)) == 1


async def test_who_lost_the_role_a_second_ago_shows_nothing(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    message = await open_list(evening)
    take_roles(evening, evening.moderator)
    for act in ("toon", "licht-uit", "verberg"):
        assert "Dit is voor moderatoren" in await choose(evening, message, act, one)
    assert "ouders" not in answer(await evening.moderator.slash(await evening.plenary, "oogst toon"))
    assert await boards(evening) == []


# ---------------------------------------------------------------------- it follows its author


async def test_it_follows_new_words_another_choice_and_a_withdrawal(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "#morgen bel ik drie ouders")
    other = await evening.sem.send(await evening.plenary, "#morgen bel ik Sems moeder")
    await do(evening, "toon", *[item.id for item in await items(evening)])
    await evening.pass_time(seconds=2)
    await evening.noor.edit(message, "#morgen bel ik vier ouders")
    await evening.run_due()
    assert "vier ouders" in await wall(evening)
    assert "drie ouders" not in await wall(evening)
    await share(evening, evening.noor, "Met mijn naam")
    assert "-# Noor" in await wall(evening)
    await share(evening, evening.noor, "Niet op de muur")
    assert "ouders" not in await wall(evening)
    assert "Sems moeder" in await wall(evening)
    await evening.sem.delete(other)
    await evening.run_due()
    assert await boards(evening) == []
    await share(evening, evening.noor, "Zonder mijn naam")
    assert await boards(evening) == []  # it waits again
    assert "1 wachten" in (await open_list(evening)).content


async def test_erasing_takes_it_off_also_when_discord_fails_at_that_moment(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    evening.env.inject_error("DELETE", "/channels/*/messages/*", status=503, times=10)
    asked = await evening.noor.slash(await evening.plenary, "mijn wissen")
    assert asked.response is not None
    assert "Gewist" in answer(await evening.noor.click(asked.response, label="Wis alles"))
    await evening.run_due()
    assert await walls.shown(evening.bot.db.read, evening.meetup_id) != {}
    await evening.pass_time(minutes=20)
    assert await boards(evening) == []
    assert await walls.shown(evening.bot.db.read, evening.meetup_id) == {}


async def test_after_the_time_of_keeping_the_wall_is_empty(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    await evening.pass_time(hours=3)
    assert len(await boards(evening)) == 1
    await evening.pass_time(days=366)
    assert await boards(evening) == []
    assert "0 wachten · 0 op de muur" in (await open_list(evening)).content


# ---------------------------------------------------------------------- names hidden


async def test_where_names_are_hidden_new_words_wait_for_the_moderator_again(evening: Evening) -> None:
    await evening.plan()
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    await evening.command("meetup start")
    message = await evening.noor.send(await evening.plenary, "#morgen lees ik voor")
    saved = await evening.sem.slash(await evening.plenary, "morgen", tekst="ga ik koken")
    assert saved.response is not None
    assert "functie" not in answer(saved)
    assert "Met mijn naam" not in str(saved.response.components)
    await evening.sem.click(saved.response, label="Op de muur")
    await do(evening, "toon", *[item.id for item in await items(evening)])
    assert "Sem" not in await wall(evening)
    await evening.pass_time(seconds=2)
    await evening.noor.edit(message, "#morgen zeg ik iets lelijks over Sem")
    await evening.run_due()
    assert "lelijks" not in await wall(evening)
    assert "lees ik voor" not in await wall(evening)
    assert "1 wachten · 1 op de muur" in (await open_list(evening)).content


# ---------------------------------------------------------------------- by hand, and after a crash


async def test_a_message_of_the_wall_that_is_deleted_by_hand_waits_again(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    (board,) = await boards(evening)
    channel = evening.bot.get_channel(board.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.get_partial_message(board.id).delete()
    await evening.env.settle()
    await evening.pass_time(minutes=1)
    assert await boards(evening) == []
    assert "1 wachten · 0 op de muur" in (await open_list(evening)).content
    await do(evening, "toon", one)
    assert "drie ouders" in await wall(evening)


async def test_a_plenary_that_is_deleted_by_hand_gets_its_wall_back(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await share(evening, evening.noor, "Met mijn naam", 2)
    await do(evening, "toon", one)
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await evening.env.settle()
    await evening.pass_time(seconds=10)
    (board,) = await boards(evening)
    assert "Morgen bel ik drie ouders" in board.content


async def test_a_board_that_was_posted_right_before_a_crash_is_known_again(evening: Evening) -> None:
    one, two, _three = await begin_with_three(evening)
    await share(evening, evening.noor, "Zonder mijn naam")
    await do(evening, "toon", one)
    await do(evening, "toon", two)
    assert len(await boards(evening)) == 2
    async with evening.bot.db.transaction() as db:  # as if killed before any of this was kept
        await db.run("DELETE FROM posts WHERE part LIKE 'board%'")
        await db.run("UPDATE boards SET shown = ''")
        await contributions.withdraw(db, two)
        await walls.wake(db, evening.meetup_id, evening.now)
    await evening.restart(timedelta(minutes=10))
    await evening.pass_time(seconds=20)
    (board,) = await boards(evening)
    assert "drie ouders" in board.content
    await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    await share(evening, evening.noor, "Met mijn naam")
    assert "-# Noor" in await wall(evening)


async def test_the_buttons_of_the_list_work_after_a_restart(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    message = await open_list(evening)
    await evening.restart()
    await choose(evening, message, "toon", one)
    assert "drie ouders" in await wall(evening)


async def test_from_the_wall_one_comes_to_ones_own_words(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    await do(evening, "toon", one)
    (board,) = await boards(evening)
    assert "samen koken" in answer(await evening.noor.click(board, label="Mijn bijdragen"))
    assert "samen koken" not in answer(await evening.sem.click(board, label="Mijn bijdragen"))


async def test_the_longest_words_and_names_fit_on_the_wall_and_in_the_list(evening: Evening) -> None:
    await evening.begin_harvest()
    starry = evening.person("*" * 32)
    for number in range(12):
        await starry.send(await evening.plenary, f"#morgen {number} " + "*_" * 950)
    await share(evening, starry, "Met mijn naam")
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE contributions SET wall = 'naam'")
    numbers = [item.id for item in await items(evening)]
    message = await open_list(evening)
    assert len(message.content) <= 2000
    await choose(evening, message, "toon", *numbers[2:])
    assert len((await open_list(evening, "getoond")).content) <= 2000
    await do(evening, "toon", numbers[0])
    await evening.pass_time(seconds=10)
    shown = await boards(evening)
    assert [board.content.count("#morgen") for board in shown] == [6, 4, 1]
    assert all(len(board.content) <= 2000 for board in shown)


async def test_hostile_words_are_harmless_on_the_wall_and_in_the_list(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(
        await evening.plenary, "#morgen @everyone **vet** [klik](https://x.nl) <@123456789012345678>\n# kop"
    )
    (item,) = await items(evening)
    for text in ((await open_list(evening)).content, await do(evening, "toon", item.id), await wall(evening)):
        assert "@everyone" not in text.replace("@\u200beveryone", "")
        assert "<@123456789012345678>" not in text
        assert "[klik](" not in text
        assert "\n# kop" not in text
    (board,) = await boards(evening)
    assert not board.mention_everyone
    assert not board.mentions
