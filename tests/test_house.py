"""The house rules on files: how long they may be, and who may import whom. import-linter holds the layers."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from bot.content import DATA

ROOT = DATA.parent
MOST_LINES = {"bot": 300, "cogs": 300, "tests": 400}


def modules(folder: str) -> dict[str, Path]:
    """The files of a folder by the name of their module."""
    paths = {path.relative_to(ROOT).with_suffix(""): path for path in (ROOT / folder).rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): path for name, path in paths.items()}


def imported(path: Path) -> Iterator[str]:
    """Every name that a file imports, those for types too: `a.b.c` for `from a.b import c`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("folder, most", MOST_LINES.items())
def test_no_file_is_too_long(folder: str, most: int) -> None:
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules(folder).items()}
    assert {name: count for name, count in lines.items() if count > most} == {}


def test_no_test_imports_another_test() -> None:
    users = {name: [used for used in imported(path) if ".test_" in used] for name, path in modules("tests").items()}
    assert {name: used for name, used in users.items() if used} == {}, "what two tests share has a module of its own"


def test_no_module_imports_itself_by_a_detour() -> None:
    files = modules("bot") | modules("cogs")
    graph = {name: {used for used in known(imported(path), files) if used != name} for name, path in files.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def known(names: Iterator[str], files: dict[str, Path]) -> Iterator[str]:
    """The modules among these names; a name in a module counts as the module."""
    return (name if name in files else name.rpartition(".")[0] for name in names if name.startswith(("bot", "cogs")))
