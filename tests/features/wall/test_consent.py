"""People who change their mind: nothing is shown that they no longer agree to, and nothing that no moderator saw."""

from bot.core.people.sharing import Sharing
from tests.at_wall import agree, boards, choose, do, items, mine, open_list, share, wall
from tests.evening import Evening, answer


async def hidden_names(evening: Evening) -> None:
    """A meetup that has begun, where names are hidden."""
    await evening.plan()
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    await evening.command("meetup start")


async def test_who_joined_does_not_read_what_the_author_keeps_to_themselves_now(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik drie ouders")
    await share(evening, evening.noor, "Met mijn naam")
    await do(evening, "toon", (await items(evening))[0].id)
    (board,) = await boards(evening)
    asked = (await evening.sem.click(board, label="Ik doe mee")).response
    assert asked is not None
    await evening.sem.click(asked, label="Ja, met mijn naam")
    shown = await evening.sem.click(await mine(evening, evening.sem), label="Waar ik aan meedoe")
    assert "bel ik drie ouders" in answer(shown)
    await share(evening, evening.noor, "Liever niet")
    form = await evening.noor.click(await mine(evening, evening.noor), label="Wijzigen 1")
    await evening.noor.submit_modal(form, {"tekst": "vertel ik mijn geheim"})
    shown = await evening.sem.click(await mine(evening, evening.sem), label="Waar ik aan meedoe")
    for private in ("geheim", "ouders", "Noor"):
        assert private not in answer(shown)
    assert "staan nu niet open voor anderen" in answer(shown)


async def test_from_everything_one_joins_one_can_step_back(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    for number in range(14):
        message = await evening.noor.send(plenary, f"#morgen doe ik ding {number} " + "x" * 200)
        await evening.sem.context_menu(plenary, "Ik doe mee", message)
    shown = await evening.sem.click(await mine(evening, evening.sem), label="Waar ik aan meedoe")
    assert "ding 0" in answer(shown)
    assert "**14.**" in answer(shown)
    await evening.sem.click(shown.followups[-1], label="Ik doe niet meer mee met 14")
    shown = await evening.sem.click(await mine(evening, evening.sem), label="Waar ik aan meedoe")
    assert "Je doet mee met 13" in answer(shown)
    assert "ding 0" not in answer(shown)


async def test_an_author_who_got_to_know_others_can_take_their_name_back(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await evening.noor.send(await evening.plenary, "#morgen bel ik drie ouders")
    asked = (await evening.sem.context_menu(await evening.plenary, "Ik doe mee", message)).response
    assert asked is not None
    await evening.sem.click(asked, label="Ja, met mijn naam")
    met = answer(await evening.noor.click(await mine(evening, evening.noor), label="Maak kennis 1"))
    assert "**Sem**. Wil je dat toch niet?" in met
    shown = await evening.sem.click(await mine(evening, evening.sem), label="Waar ik aan meedoe")
    assert "Noor" in answer(shown)
    await share(evening, evening.noor, "Zonder naam")
    shown = await evening.sem.click(await mine(evening, evening.sem), label="Waar ik aan meedoe")
    assert "Noor" not in answer(shown)
    assert "Sem" not in (await mine(evening, evening.noor)).content


async def test_a_choice_for_the_wall_holds_for_this_meetup_only(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik drie ouders")
    shown = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    chosen = answer(await evening.noor.click(shown.followups[-1], label="Met mijn naam"))
    assert "in deze meetup" in chosen
    await evening.pass_time(hours=2)
    await evening.begin_harvest()
    saved = answer(await evening.noor.slash(await evening.plenary, "morgen", tekst="vertel ik over thuis"))
    assert "Mogen anderen dit lezen?" in saved
    assert [item.sharing for item in await items(evening)] == [None]


async def test_what_came_after_the_list_is_not_shown_with_all_of_it(evening: Evening) -> None:
    await evening.begin_harvest()
    for number in range(2):
        await evening.noor.send(await evening.plenary, f"#morgen doe ik ding {number}")
    await agree(evening)
    message = await open_list(evening)
    await evening.sem.send(await evening.plenary, "#morgen zeg ik iets lelijks")
    await agree(evening)
    said = answer(await evening.moderator.click(message, label="Laat alle 2 zien"))
    await evening.run_due()
    assert "ding 1" in await wall(evening)
    assert "lelijks" not in await wall(evening)
    assert "1 wachten · 2 op de muur" in said


async def test_words_that_changed_after_the_list_are_read_again_first(evening: Evening) -> None:
    await hidden_names(evening)
    message = await evening.noor.send(await evening.plenary, "#morgen lees ik drie boeken voor")
    await evening.sem.send(await evening.plenary, "#morgen ga ik koken")
    one, two = await items(evening)
    await agree(evening)
    listed = await open_list(evening)
    await evening.pass_time(seconds=2)
    await evening.noor.edit(message, "#morgen lees ik drie lelijks boeken voor")
    assert "net veranderd" in await choose(evening, listed, "toon", one.id)
    await choose(evening, listed, "toon", one.id, two.id)
    assert "koken" in await wall(evening)
    assert "lelijks" not in await wall(evening)
    await do(evening, "toon", one.id)
    assert "lelijks" in await wall(evening)


async def test_where_names_are_hidden_nothing_goes_up_from_a_page_that_nobody_saw(evening: Evening) -> None:
    await hidden_names(evening)
    for number in range(11):
        await evening.noor.send(await evening.plenary, f"#morgen doe ik ding {number}")
    await agree(evening)
    listed = await open_list(evening)
    assert "Laat alle" not in str(listed.components)
    await choose(evening, listed, "toon", *[item.id for item in (await items(evening))[1:]])
    assert "Laat deze zien" in str((await open_list(evening)).components)
    assert "ding 0" not in await wall(evening)
    await share(evening, evening.noor, "Liever niet")
    assert (await items(evening))[-1].sharing is Sharing.NOT
