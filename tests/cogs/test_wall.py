"""The moderators' list: what may be shown, filters and pages, two moderators at once."""

import discord

from bot.core.evening.places import PlaceKind
from bot.core.people.sharing import Sharing
from tests.at_wall import agree, begin_with_three, boards, choose, do, items, open_list, share, wall
from tests.evening import Evening, answer
from tests.rights import take_roles

# ---------------------------------------------------------------------- what may be shown, and what waits


async def test_only_what_was_said_in_the_plenary_waits_until_its_author_chooses(evening: Evening) -> None:
    await begin_with_three(evening)
    listed = (await open_list(evening)).content
    assert "1 wachten · 0 op de muur" in listed
    assert "bel ik drie ouders" in listed
    for unasked in ("koken", "koffie", "Noor"):
        assert unasked not in listed
    assert "Bij 2 moet degene die het schreef nog kiezen" in listed
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
    assert "Mogen anderen dit lezen?" in saved.response.content
    assert "met je naam" in answer(await evening.noor.click(saved.response, label="Met mijn naam"))
    again = answer(await evening.noor.slash(await evening.plenary, "idee", tekst="samen koken"))
    assert "Wie leest het: anderen mogen het lezen, met je naam" in again
    assert "2 wachten" in (await open_list(evening)).content
    assert await wall(evening) == ""
    await do(evening, "toon", *[item.id for item in await items(evening)])
    (board,) = await boards(evening)
    assert board.content.count("Noor") == 2


async def test_who_wants_it_off_is_not_shown_even_when_the_list_is_older_than_the_choice(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    message = await open_list(evening)
    assert "anderen lezen het niet" in await share(evening, evening.noor, "Liever niet", 2)
    said = await choose(evening, message, "toon", one)
    assert "heeft niet gekozen dat anderen het mogen lezen" in said
    assert await wall(evening) == ""


async def test_a_choice_is_ones_own(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    button: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="x", custom_id=f"muur:keus:naam:{one}")
    public = await channel.send("?", view=discord.ui.View(timeout=None).add_item(button))
    assert "van iemand anders" in answer(await evening.sem.click(public, label="x"))
    assert (await items(evening))[0].sharing is Sharing.UNNAMED


# ---------------------------------------------------------------------- filters, pages, all at once


async def test_by_kind_by_theme_and_all_of_it_at_once(evening: Evening) -> None:
    await evening.begin_tables()
    plenary = await evening.plenary
    for number in range(14):
        await evening.noor.send(plenary, f"#morgen doe ik ding {number}")
    await evening.sem.slash(await evening.table("Taal"), "idee", tekst="voorlezen")
    await agree(evening)
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
        await (evening.noor, evening.sem)[number % 2].send(await evening.plenary, f"#morgen doe ik ding {number}")
    await agree(evening)
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
    await agree(evening)
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
    assert "Moderator houdt dit al van de muur" in await choose(evening, old, "verberg", one)
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


async def test_the_buttons_of_the_list_work_after_a_restart(evening: Evening) -> None:
    one, _two, _three = await begin_with_three(evening)
    message = await open_list(evening)
    await evening.restart()
    await choose(evening, message, "toon", one)
    assert "drie ouders" in await wall(evening)
