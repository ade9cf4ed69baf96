"""What people typed is a type: it can't be formatted, and only the exits show it."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bot
from bot.content.texts import say
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Markup, Typed

ROOT = Path(bot.__file__).parents[1]
WORDS = "geheim **VET**"
# Rules read the words, storage keeps them, and these show them; a simulated person types them.
MAY_READ_RAW = (
    "bot/core/",
    "bot/storage/",
    "bot/harvest/",
    "bot/rehearsal/",
    "bot/content/texts.py",
    "bot/content/block_form.py",  # what goes into the file of a programme, as it was typed
    "bot/platform/text.py",
    "bot/platform/seen.py",  # puts names into words that people typed
)
EXITS = ("bot/content/", "bot/platform/", "bot/harvest/")
NAMES = {"display_name", "global_name", "nick"}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/*.py")]:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def attributes(tree: ast.Module) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))


@pytest.mark.parametrize("words", [Typed(WORDS), Markup(WORDS), Text.of(Typed(WORDS)), _("{x}", x=Typed(WORDS))])
@pytest.mark.parametrize(
    "written", [str, "{}".format, lambda words: f"{words}", lambda words: " ".join([words])]
)  # fmt: skip
def test_it_cannot_be_formatted(words: object, written: Callable[[object], str]) -> None:
    with pytest.raises(TypeError):
        written(words)


def test_a_log_has_no_words_in_it() -> None:
    refused = Refusal(_("There is no “{name}” in {all}.", name=Typed(WORDS), all=(Typed(WORDS), "a")))
    logged = f"{refused} {refused!r} {Typed(WORDS)!r} {Markup(WORDS)!r} {refused.text!r}"
    assert "There is no “…” in …, a." in logged
    assert "geheim" not in logged


def test_an_exit_shows_it_on_one_line_and_cuts_it_within_a_sentence() -> None:
    assert say(Text.of("> ", Typed("een\n\u202etwee"))) == "> een twee"
    shown = say(_("I can't read the end “{text}”. Write it as “21:30”.", text=Typed("x" * 3000)), "en")
    assert shown.endswith("x…”. Write it as “21:30”.")
    assert len(shown) < 600


def test_only_rules_storage_and_exits_read_the_raw_words() -> None:
    reading = {path for path, tree in sources() if any(node.attr == "raw" for node in attributes(tree))}
    assert {path for path in reading if not path.startswith(MAY_READ_RAW)} == set()
    assert "bot/platform/text.py" in reading  # or else this test looks for the wrong thing


def test_only_exits_make_shown_words() -> None:
    def makes(tree: ast.Module) -> bool:
        calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        return any(isinstance(name, ast.Name) and name.id == "Shown" for name in calls)

    making = {path for path, tree in sources() if makes(tree)}
    assert {path for path in making if not path.startswith(EXITS)} == set()
    assert "bot/content/texts.py" in making


def test_names_come_in_by_one_door() -> None:
    asking = {path for path, tree in sources() if any(node.attr in NAMES for node in attributes(tree))}
    assert {path for path in asking if not path.startswith("bot/rehearsal/")} == {"bot/platform/text.py"}
