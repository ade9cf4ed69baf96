"""`/mijn`: one's own contributions listed, changed and withdrawn, and one's own language."""

import discord

from bot.features.contributions import views as contribution_views
from bot.platform.text import speaking
from tests.contributing import chat, stored, texts
from tests.evening import Evening, answer


async def test_mine_lists_changes_and_pages(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    assert "nog niets opgeschreven" in answer(await evening.noor.slash(plenary, "mijn bijdragen"))
    for number in range(6):
        await chat(evening, f"#morgen doe ik ding {number}")
    panel = evening.last_panel(plenary, "mijn:bijdragen")
    first = await evening.noor.click(panel, label="Mijn bijdragen")
    assert first.response is not None
    assert "Je schreef 6 dingen op" in first.response.content
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
    stolen = await plenary.send("x", view=contribution_views.own(item.id, speaking("nl")))
    for label in ("Wijzigen", "Intrekken"):
        assert "van iemand anders" in answer(await evening.sem.click(stolen, label=label))
    assert await texts(evening) == ["ga ik bellen"]


async def test_mijn_taal_changes_it_for_oneself_only(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    assert "I talk English" in answer(await evening.noor.slash(plenary, "mijn taal", taal="en"))
    assert "Saved" in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen"))
    assert "Bewaard" in answer(await evening.sem.slash(plenary, "morgen", tekst="ga ik mailen"))
    assert "Nederlands" in answer(await evening.noor.slash(plenary, "mijn taal", taal="nl"))
    assert "Bewaard" in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik fietsen"))


async def test_an_id_is_never_used_again(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    first = await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen")
    assert first.response is not None
    listed = (await evening.noor.slash(plenary, "mijn bijdragen")).response
    assert listed is not None
    await evening.noor.click(listed, label="Intrekken 1")
    await evening.noor.slash(plenary, "morgen", tekst="ga ik mailen")
    assert "niet meer" in answer(await evening.noor.click(listed, label="Intrekken 1"))
    assert await texts(evening) == ["ga ik mailen"]
