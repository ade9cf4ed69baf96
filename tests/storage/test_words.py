"""Every column in which people's words can stand is known, so that whatever is done to all words reaches it."""

from bot.storage.database import Database
from bot.storage.words import COLUMNS

# Text that nobody types: our own words, choices from a list, names as Discord shows them, a programme's content.
NOT_TYPED = {
    "servers.language", "people.language", "people.role", "meetups.kind", "meetups.language", "meetups.state",
    "meetups.programme", "meetups.uid", "places.kind", "places.theme", "cues.kind", "cues.state", "cues.note",
    "posts.part", "contributions.kind", "contributions.author_name", "contributions.theme", "contributions.source",
    "consents.choice",
    "contributions.details",  # typed, and newer than the meetups in whose words ids may stand; see ``as_read``
    "notices.kind", "talks.sign", "steps.state", "steps.timeline",
    "contributions.wall", "contributions.theme_source", "sequences.name", "deeds.action", "deeds.name",
    "allotments.how", "allotments.stage", "seats.state", "joins.name", "boards.shown", "tries.part",
    "retries.reason", "retries.step", "retries.part", "tries.digest",
    "memory.name", "memory.value", "events.shown",
    "contributions.terms",  # made of the text, and made again where that changes
    "untold.text",  # our own words, with what people wrote as it was to be posted
    # Typed, and stored as people read it; newer than the meetups in whose words ids may stand, or there for a day.
    "labels.label", "hands.topic", "screens.name", "polls.question", "poll_choices.text",
    "replies.form", "replies.name", "answers.value", "attachments.name", "attachments.file",
    "drafts.programme", "drafts.title", "drafts.place", "drafts.ends",
    "intakes.filled", "follow_ups.answer", "follow_ups.line", "buddies.state",
    *(f"letters.{name}" for name in ("name", "question", "state", "answer")),
    "programmes.name", "programmes.source",  # of an organiser, as a file
    "standings.name", "standings.missing", "servers.province",  # of a server on Discord; chosen from a list
    "drafts.province", "drafts.season", "meetups.province", "meetups.season",
}  # fmt: skip


async def test_every_text_column_is_known(db: Database) -> None:
    tables = [row["name"] for row in await db.read.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
    text = {
        f"{table}.{column['name']}"
        for table in tables
        for column in await db.read.all(f"SELECT name FROM pragma_table_info('{table}') WHERE type = 'TEXT'")
    }
    typed = {f"{table}.{column}" for table, column in COLUMNS}
    new = text - typed - NOT_TYPED
    assert new == set(), "can people type these? then they go into bot/storage/words.py, else into NOT_TYPED here"
    assert typed <= text
