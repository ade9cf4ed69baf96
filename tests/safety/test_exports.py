"""Hostile text in every field that an export repeats; see ``exports`` for what is looked at."""

from dataclasses import replace
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.people.sharing import Sharing
from bot.core.words.escaping import one_line
from bot.core.words.text import Text
from bot.core.words.typed import Typed
from bot.harvest import files
from bot.harvest.records import Harvest
from bot.platform.text import plain, speaking
from tests.harvest.sample import ZONE, a_harvest
from tests.safety import exports
from tests.safety.hostile import SNIPPETS, hostile, readable


def with_names(harvest: Harvest, name: str) -> Harvest:
    """The same harvest, in which everything has this name."""
    title = Typed(one_line(name) or "x")  # titles are cleaned when they come in
    return replace(
        harvest,
        meetup=replace(harvest.meetup, title=title, place=title),
        agenda=tuple(replace(item, title=title) for item in harvest.agenda),
        tables=tuple(replace(table, title=title) for table in harvest.tables),
        contributions=tuple(
            replace(
                item,
                author=Typed(name),
                sharing=Sharing.NAMED,
                table=title if item.table else None,
                labels=(Typed(name), Typed("tijd")),
                details={"owner": Typed(name)},
            )
            for item in harvest.contributions
        ),
    )


def test_every_snippet_in_every_field_of_every_format() -> None:
    texts = [text for snippet in SNIPPETS for text in (f"{snippet}woord", f"woord{snippet}", f"een\n{snippet} twee")]
    exports.check(a_harvest(*texts))
    for snippet in SNIPPETS:
        exports.check(with_names(a_harvest("woord", f"{snippet}\nwoord"), f"{snippet}naam"))


@settings(max_examples=25)
@given(st.lists(hostile(4000, 20), min_size=1, max_size=4), hostile(32))
@example(["🎉" * 4000], "🎉" * 32)
def test_any_text_and_any_name_is_text_in_every_format(texts: list[str], name: str) -> None:
    exports.check(with_names(a_harvest(*texts), name))


@given(st.text() | hostile(300))
def test_what_is_repeated_on_discord_reads_as_it_was_typed(text: str) -> None:
    assert readable(plain(Typed(text))) == one_line(text)
    assert len(speaking("nl")(Text.quote(Typed(text)))) <= 600


def test_every_snippet_reads_as_it_was_typed() -> None:
    for snippet in SNIPPETS:
        for text in (snippet, f"x {snippet}", f"x{snippet}x", snippet * 3):
            assert readable(plain(Typed(text))) == one_line(text)


@given(hostile(300) | st.text())
def test_a_folder_is_named_by_letters_and_digits_only(title: str) -> None:
    home = files.home_of(with_names(a_harvest("x"), title).meetup, Path("/oogst"), ZONE)
    assert home.parent == Path("/oogst")
    assert set(home.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(home.name) <= len("2026-11-24-") + 60
