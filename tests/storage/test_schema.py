"""The SQL stays in the subset that SQLite and PostgreSQL share."""

import re

from bot.storage.file.opening import MIGRATIONS, migrations

QUERIES = {path.name: path.read_text("utf-8") for path in MIGRATIONS.parent.glob("*.py")}


def test_no_sqlite_dialect() -> None:
    for name, text in QUERIES.items() | {(f"migration {n}", sql) for n, sql in enumerate(migrations(), 1)}:
        for dialect in (
            "INSERT OR",
            "UPDATE OR",
            "REPLACE INTO",
            "AUTOINCREMENT",
            "datetime(",
            "strftime(",
            "last_insert_rowid",
        ):
            assert not re.search(re.escape(dialect), text, re.IGNORECASE), f"{name}: {dialect}"


def test_sql_stands_in_storage_only() -> None:
    root = MIGRATIONS.parent.parent.parent
    for path in [*root.glob("bot/**/*.py"), *root.glob("cogs/*.py")]:
        if "storage" not in path.parts:
            assert not re.search(r'"(SELECT|INSERT|UPDATE|DELETE) ', path.read_text("utf-8")), path


def test_the_clock_is_read_once_at_the_entry_point() -> None:
    root = MIGRATIONS.parent.parent.parent
    readers = [
        path.name
        for path in [*root.glob("bot/**/*.py"), *root.glob("cogs/*.py")]
        if path.name != "pacing.py"  # which holds calls back for a fraction of a second, and plans nothing
        and re.search(r"datetime\.(now|utcnow)\(|time\.(time|sleep)\(|asyncio\.sleep\(", path.read_text("utf-8"))
    ]
    assert readers == ["clock.py"]
