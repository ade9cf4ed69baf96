"""What hangs on a contribution: it goes along when the same words turn out to stand elsewhere too."""

from bot.core.evening.cues import CueKind
from bot.storage.database import Transaction, several

# What there is one of at most of each contribution, or of each contribution and these columns.
TABLES = {
    "joins": ("person",),
    "dots": ("block", "person"),
    "labels": ("label",),
    "follow_ups": ("person",),
    "buddies": (),
    "circles": (),
    "letters": ("asker",),
}
_CUES = (CueKind.FOLLOW_UP, CueKind.BUDDY)  # whose note is the id of a contribution


async def move(db: Transaction, contribution: int, to: int) -> None:
    """Hang what hangs on a contribution on another that says the same; what hangs there already stays as it is."""
    await db.run(  # of one person, what says more than "don't ask me" counts
        "DELETE FROM follow_ups WHERE contribution = :to AND answer IS NULL AND line = '' AND person IN (SELECT person "
        "FROM follow_ups WHERE contribution = :id AND (ask_at IS NOT NULL OR answer IS NOT NULL OR line <> ''))",
        id=contribution,
        to=to,
    )
    for table, columns in TABLES.items():
        alike = "".join(f" AND there.{column} = {table}.{column}" for column in columns)
        await db.run(
            f"UPDATE {table} SET contribution = :to WHERE contribution = :id "
            f"AND NOT EXISTS (SELECT 1 FROM {table} AS there WHERE there.contribution = :to{alike})",
            id=contribution,
            to=to,
        )
    await db.run("UPDATE contributions SET parent = :to WHERE parent = :id AND id <> :to", id=contribution, to=to)
    marks, kinds = several("kind", _CUES)
    await db.run(
        f"UPDATE cues SET note = :to WHERE note = :id AND kind IN ({marks})", id=str(contribution), to=str(to), **kinds
    )
