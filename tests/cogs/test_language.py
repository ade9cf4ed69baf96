"""Private answers in the reader's own language: chosen, else that of their Discord; everybody else's stays Dutch."""

import pytest

from tests.contributing import stored
from tests.evening import Evening, answer


@pytest.mark.parametrize(
    ("locale", "says"), [("en-US", "Saved"), ("en-GB", "Saved"), ("nl", "Bewaard"), ("de", "Bewaard")]
)
async def test_a_reader_is_answered_in_the_language_of_their_discord(evening: Evening, locale: str, says: str) -> None:
    evening.env.locales[evening.noor.id] = locale
    await evening.begin_harvest()
    plenary = await evening.plenary
    assert says in answer(await evening.noor.slash(plenary, "morgen", tekst="bel ik Roos"))
    assert "Bewaard" in answer(await evening.sem.slash(plenary, "morgen", tekst="lees ik voor"))
    assert len(await stored(evening)) == 2
    public = "\n".join(await evening.posts(plenary))
    assert "Morgen" in public
    assert "tomorrow" not in public


async def test_forms_buttons_and_refusals_are_in_english_too(evening: Evening) -> None:
    evening.env.locales[evening.noor.id] = "en-GB"
    await evening.plan("20:00")
    plenary = await evening.plenary
    assert "has not begun" in answer(await evening.noor.slash(plenary, "morgen", tekst="x"))
    await evening.command("meetup start")
    form = await evening.noor.click(evening.last_panel(plenary, "bijdrage:morgen"), label="Morgen …")
    assert "Tomorrow" in str(form.modal)
    mine = answer(await evening.noor.click(evening.last_panel(plenary, "mijn:bijdragen"), label="Mijn bijdragen"))
    assert "nothing" in mine.lower() or "not" in mine.lower()


async def test_what_a_person_chose_goes_before_their_discord(evening: Evening) -> None:
    evening.env.locales[evening.noor.id] = "en-US"
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "mijn taal", taal="nl")
    assert "Bewaard" in answer(await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik Roos"))


async def test_elsewhere_on_the_server_it_is_the_readers_too(evening: Evening) -> None:
    evening.env.locales[evening.noor.id] = "en-US"
    assert "no meetup" in answer(await evening.noor.slash(evening.lobby, "morgen", tekst="x")).lower()
