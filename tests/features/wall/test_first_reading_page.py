"""What a class wrote is on the page and the poster only once its teacher let it through, or highlighted it."""

import asyncio
from pathlib import Path

import simcord

from bot.core.evening.places import PlaceKind
from bot.harvest.bundle.collecting import Collector
from bot.harvest.bundle.files import Wish
from bot.harvest.bundle.sources import in_database
from bot.harvest.gathering import gather
from bot.harvest.page import making
from bot.harvest.poster_file import chosen_pledges
from bot.storage import contributions
from tests.at_wall import act, listed
from tests.evening import Evening
from tests.planning import begin_asking
from tests.season import ZONE


async def pledge(evening: Evening, who: simcord.MemberActor, text: str) -> None:
    """A pupil pledges; everybody may read it without a name."""
    sent = await who.slash(await evening.plenary, "morgen", tekst=text)
    if sent.response is not None and "Zonder naam" in str(sent.response.components):
        await who.click(sent.response, label="Zonder naam")


async def page(evening: Evening, out: Path, *sources: Path) -> str:
    """The #morgen page of these sources; of the evening's database where none are given."""

    async def read(collector: Collector) -> None:
        if sources:
            await collector.read(sources, evening.now, ZONE, lambda *_told: None)
        else:
            meetup = await evening.meetup()
            await collector.add_all(in_database(evening.bot.db.read, [meetup], "", evening.now, ZONE))

    made = await making.make(read, out, Wish(), evening.now, ZONE)
    return await asyncio.to_thread(made.path.read_text, "utf-8")


async def test_what_a_teacher_did_not_let_through_is_on_no_page_and_no_poster(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "morgen", instead=("soort: meetup", "soort: klas"))
    for text in ("help ik Fatma Yilmaz", "bel ik Jan Jansen", "lees ik voor", "speel ik buiten"):
        await pledge(evening, evening.noor, text)
    await evening.pass_time(seconds=30)
    message = evening.last_panel(await evening.place(PlaceKind.MODERATORS), "muur:eerst:")
    await evening.moderator.click(message, label="Niet 2")
    await evening.moderator.click(message, label="Laat 3 zien")
    last = (await contributions.of_meetup(evening.bot.db.read, evening.meetup_id))[-1]
    await act(evening, await listed(evening), "uitlichten", last.id)
    await evening.command("meetup stop")
    await evening.pass_time(hours=30)
    async with gather(evening.bot.db.read, await evening.meetup(), evening.now) as harvest:
        assert {item.text.raw for item in chosen_pledges(harvest)} <= {"lees ik voor", "speel ik buiten"}
        refused = {item.text.raw for item in harvest.contributions if not item.may_be_quoted}
    assert refused == {"bel ik Jan Jansen"}  # what nobody decided on may be quoted, without a name
    report = next(evening.bot.settings.harvest_dir.rglob("oogst.md")).read_text("utf-8")
    assert ["Jansen" in report, "lees ik voor" in report] == [False, True]
    html = await page(evening, tmp_path / "pagina.html")
    assert ["Fatma" in html, "Jansen" in html, "lees ik voor" in html, "speel ik buiten" in html] == [
        False, False, True, True,
    ]  # fmt: skip
    of_files = await page(evening, tmp_path / "pagina.html", evening.bot.settings.harvest_dir)
    assert ["Fatma" in of_files, "Jansen" in of_files, "speel ik buiten" in of_files] == [False, False, True]
