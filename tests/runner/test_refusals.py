"""One refusal is about one channel: every kind of cue, with every kind of failure, once on a whole evening."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.content.library import Library
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from tests.at_tables import press
from tests.at_wall import custom_id, do, hide, items, open_list, share
from tests.evening import PROGRAMME, Evening, open_evening
from tests.refusing import FAILURES, Refusing

# Of a dry run, see the last test; at tables of a size, see test_table_sizes.py; two that leave all calls to the cards
# at the tables; to single people, see test_turnout.py and test_commitments.py; and what follows on a moderator's second
# thoughts, see test_closing.py, test_splitting.py and test_undoing.py; what comes after the end, see
# test_afterwards.py; what people are asked later, see test_reminders.py; what was deleted meanwhile, see
# test_looking.py.
NOT_HERE = {
    CueKind.TAKE_DOWN, CueKind.ALONE, CueKind.WARN, CueKind.RECALL, CueKind.NUDGE, CueKind.UNTOLD, CueKind.STAY,
    CueKind.CLOSE_TABLE, CueKind.SPLIT, CueKind.REWIND, CueKind.TIDY, CueKind.CONFIRM, CueKind.LOOK,
    CueKind.READ_FIRST, CueKind.NEWS, CueKind.DOTS, CueKind.COUNT, CueKind.CHOICE, CueKind.RENAME,
    CueKind.FOLLOW_UP, CueKind.ARCHIVE, CueKind.BUDDY, CueKind.CIRCLE, CueKind.LETTER,
}  # fmt: skip
NOTICED = re.compile(r"⚠️ (Ik kon|Er lukt iets niet)|Deze mensen kan ik nog niet|Ik kon niet iedereen|geldt nog niet")


async def whole_evening(evening: Evening) -> None:
    """An evening on which every kind of cue is done, but for those in ``NOT_HERE``."""
    programme = evening.bot.settings.database.with_name("proef.yaml")
    programme.with_name("cijfers.pdf").write_bytes(b"%PDF-1.7")
    shows = "titel: Tot slot\n    toon: {soort: [morgen]}\n    bijlage: cijfers.pdf\n"
    programme.write_text(PROGRAMME.read_text().replace("titel: Tot slot\n", shows))
    evening.bot.library = Library(extra={"proef": programme})
    await evening.plan(start="20:00")
    start = (await evening.meetup()).planned_start
    await evening.pass_time(seconds=(start - evening.now).total_seconds() + 120)  # the moderators are asked to begin
    voice = await evening.place(PlaceKind.VOICE)
    for person in (evening.noor, evening.sem):
        await person.join_voice(voice)
    await evening.command("meetup start")
    await evening.command("meetup spreken", wie="quiet")
    await evening.noor.send(await evening.plenary, "#morgen lees ik voor")
    await evening.sem.send(await evening.plenary, "#morge bel ik iemand")
    await evening.sem.send(await evening.plenary, "#idee taart")
    evening.bot.settings.contributions_per_person = 1
    await evening.noor.send(await evening.plenary, "#nodig meer boeken")
    await evening.pass_time(minutes=8)
    await evening.command("ruimtes verdeel", hoe="gelijk")
    await evening.pass_time(minutes=1)
    preview = evening.last_panel(await evening.place(PlaceKind.MODERATORS), "verdeling:bevestig")
    await evening.moderator.click(preview, label="Bevestigen")
    await evening.pass_time(minutes=3)
    await share(evening, evening.noor, "Met mijn naam")
    await do(evening, "toon", (await items(evening))[0].id)
    listed = await open_list(evening)
    asked = (await evening.moderator.click(listed, label="Aan iedereen …")).response
    assert asked is not None
    first = str((await items(evening))[0].id)
    await evening.moderator.select(asked, [first], custom_id=custom_id(asked, "muur:deel:"))
    await hide(evening, next(item.id for item in await items(evening) if item.author == evening.sem.id))
    await evening.command("meetup peiling", vraag="Nog even door?", keuzes="ja, nee")
    evening.bot.behind.add(evening.meetup_id)  # as after an absence
    await evening.command("oogst export")
    evening.bot.behind.clear()
    await press(evening, evening.noor, "Vrije tafel", "hulp")
    await evening.command("ruimtes bericht", tekst="Nog even door")
    await evening.command("meetup verleng")
    await evening.command("meetup pauze")
    await evening.command("meetup verder")
    await evening.pass_time(hours=26)
    asked = (await evening.noor.slash(evening.lobby, "mijn wissen")).response
    assert asked is not None
    await evening.noor.click(asked, label="Wis alles")
    await evening.pass_time(minutes=2)


def comparable(posts: dict[str, list[str]]) -> dict[str, Counter[str]]:
    """Posts without what differs by the moment, and without what moderators hear of failures."""
    return {
        place: Counter(
            re.sub(r"\d{10,}|\d+ (seconden?|minu(ut|ten))", "n", text) for text in texts if not NOTICED.search(text)
        )
        for place, texts in posts.items()
    }


_undisturbed: list[dict[str, Counter[str]]] = []


async def undisturbed(folder: Path) -> dict[str, Counter[str]]:
    """Return what is posted where when nothing fails; found out once in this process."""
    if not _undisturbed:
        async with open_evening(folder) as evening:
            await whole_evening(evening)
            _undisturbed.append(comparable(await evening.everything_posted()))
    return _undisturbed[0]


@pytest.mark.parametrize("name", FAILURES)
async def test_whatever_fails_at_first_in_any_cue_everything_comes_once(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = await undisturbed(tmp_path / "undisturbed")
    async with open_evening(tmp_path / "refusing") as evening:
        refusing = Refusing(evening, FAILURES[name])
        refusing.first_of_every_cue(monkeypatch)
        await whole_evening(evening)
        assert set(refusing.given) == set(CueKind) - NOT_HERE
        assert comparable(await evening.everything_posted()) == wanted
        assert (await evening.meetup()).state is State.CLOSED


@pytest.mark.parametrize("name", [name for name in FAILURES if name != "gone"])  # what is gone needs no removing
async def test_a_dry_run_is_taken_down_whatever_fails_at_first(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_evening(tmp_path) as evening:
        await evening.plan()
        before = set(evening.env.backend.channels)
        refusing = Refusing(evening, FAILURES[name])
        refusing.first_of_every_cue(monkeypatch)
        checked = (await evening.moderator.slash(evening.lobby, "meetup check")).response
        assert checked is not None
        await evening.moderator.click(checked, custom_id=f"proef:avond:{evening.meetup_id}")
        await evening.run_due()
        assert set(evening.env.backend.channels) > before
        await evening.pass_time(minutes=30)
        assert refusing.given[CueKind.TAKE_DOWN]
        assert set(evening.env.backend.channels) == before
