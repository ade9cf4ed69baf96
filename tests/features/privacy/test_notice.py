"""People are told what is kept of them, once, by whichever door they came."""

from datetime import timedelta
from pathlib import Path

import simcord

from bot.content.library import Library
from tests.contributing import stored
from tests.evening import PROGRAMME, Evening, answer
from tests.keeping import TOLD


async def test_the_first_answer_tells_what_is_kept_and_the_next_ones_do_not(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    assert TOLD in answer(await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen"))
    assert "Ik bewaar" not in answer(await evening.noor.slash(plenary, "idee", tekst="samen koken"))
    shown = await evening.sem.slash(plenary, "morgen")
    assert TOLD in answer(await evening.sem.submit_modal(shown, {"tekst": "ga ik mailen"}))
    assert "/mijn wissen" in answer(await evening.noor.slash(plenary, "mijn bijdragen"))


async def test_who_only_wrote_in_the_chat_or_was_saved_by_a_moderator_is_still_told(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morgen ga ik bellen")
    message = await evening.noor.send(plenary, "wij lezen samen")
    saved = answer(await evening.save_as(evening.moderator, "werkt", message))
    assert "Bewaard" in saved
    assert "Ik bewaar" not in saved
    own = await evening.noor.send(plenary, "samen koken")
    assert TOLD in answer(await evening.save_as(evening.noor, "idee", own))


async def test_everybody_reads_what_is_kept_where_the_chat_is_asked_for_it(evening: Evening) -> None:
    await evening.begin_harvest()
    posts = await evening.posts(await evening.plenary)
    assert [post.splitlines()[0] for post in posts if TOLD in post] == ["# Proefavond", "## Morgen"]
    opening = evening.last_panel(await evening.plenary, "privacy:meer")
    said = answer(await evening.noor.click(opening, label="Wat bewaar je van mij?"))
    assert TOLD in said
    assert "/mijn wissen" in said
    assert "zonder je naam" in said


async def lines_on_privacy(evening: Evening, where: simcord.ChannelHandle | None = None) -> list[str]:
    """What was said in a channel to whoever brought something in there by chat for the first time."""
    return [post for post in await evening.posts(where or await evening.plenary) if post.startswith(f"-# {TOLD}")]


async def test_the_first_words_in_chat_are_answered_with_what_is_kept_once_for_everybody(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.pass_time(seconds=10)
    assert await lines_on_privacy(evening) == []  # not a line of ours for every line of theirs
    await evening.sem.send(await evening.plenary, "#nodig tijd")
    await evening.pass_time(seconds=20)
    (line,) = await lines_on_privacy(evening)
    assert TOLD in line

    await evening.noor.send(await evening.plenary, "#werkt samen koken")
    await evening.pass_time(minutes=5)
    assert len(await lines_on_privacy(evening)) == 1  # both know
    await evening.person("Daan").send(await evening.plenary, "#idee samen lezen")
    await evening.pass_time(minutes=5)
    assert len(await lines_on_privacy(evening)) == 1  # it stands there already


async def test_who_was_answered_privately_is_not_told_again_for_the_chat(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    await evening.noor.send(await evening.plenary, "#nodig tijd")
    await evening.noor.send(await evening.plenary, "zonder tag")
    await evening.pass_time(minutes=5)
    assert await lines_on_privacy(evening) == []


async def test_at_a_table_a_button_tells_it_and_nothing_is_posted(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    await evening.noor.send(table, "#morgen ga ik bellen")
    await evening.command("meetup pauze")
    await evening.pass_time(seconds=30)
    assert await lines_on_privacy(evening, table) == []
    assert await lines_on_privacy(evening) == []
    card = evening.last_panel(table, "privacy:meer")
    assert TOLD in answer(await evening.noor.click(card, label="Wat bewaar je van mij?"))


async def test_in_a_pause_it_is_told_too(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.command("meetup pauze")
    await evening.pass_time(seconds=30)
    assert len(await lines_on_privacy(evening)) == 1


async def test_the_line_on_what_is_kept_outlives_a_restart(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.restart(after=timedelta(minutes=3))
    assert len(await lines_on_privacy(evening)) == 1
    await evening.restart(after=timedelta(minutes=3))
    assert len(await lines_on_privacy(evening)) == 1


async def test_whose_words_a_moderator_saved_is_told_and_known_at_the_next_meetup(evening: Evening) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "ik ga morgen bellen")
    await evening.save_as(evening.moderator, "morgen", message)
    await evening.pass_time(minutes=1)
    assert len(await lines_on_privacy(evening)) == 1

    await evening.pass_time(days=2)
    await evening.begin()
    await evening.noor.send(await evening.plenary, "#morgen ga ik weer bellen")
    await evening.pass_time(minutes=1)
    assert await lines_on_privacy(evening) == []


async def test_words_that_were_taken_back_before_it_was_told_need_no_line(evening: Evening) -> None:
    await evening.begin()
    message = await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.noor.delete(message)
    await evening.pass_time(minutes=1)
    assert await stored(evening) == []
    assert await lines_on_privacy(evening) == []


async def test_where_names_are_hidden_the_name_is_not_kept_either(evening: Evening, tmp_path: Path) -> None:
    path = tmp_path / "klas.yaml"
    path.write_text(PROGRAMME.read_text("utf-8").replace("soort: meetup", "soort: klas", 1), "utf-8")
    evening.bot.library = Library(extra={"klas": path})
    await evening.plan(programma="klas")
    await evening.command("meetup start")
    said = answer(await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen"))
    assert "Ik bewaar je tekst zonder je naam" in said
    await evening.sem.send(await evening.plenary, "#morgen ga ik mailen")
    assert [item.author_name for item in await stored(evening)] == ["", ""]
    assert [item.author for item in await stored(evening)] == [evening.noor.id, evening.sem.id]
