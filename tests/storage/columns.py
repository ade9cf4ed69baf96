"""What every column of the schema holds, and an example with a row in every table.

A column that is new fails test_personal until somebody says here what it holds.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.content.library import Library
from bot.core.evening.polls import Poll
from bot.core.people.replies import Reply
from bot.core.words.typed import Typed
from bot.storage import polls, replies
from bot.storage.database import Transaction
from tests.evening import PROGRAMME

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
NOOR, SEM = 7_000_000_000_000_000_007, 8_000_000_000_000_000_008
SERVER = 5_000_000_000_000_000_005
MESSAGE = 1_500_000_000_000_000_000
# A person's id: shown with what it stands beside, and gone afterwards.
PERSON = {"people.id", "meetups.planned_by", "contributions.author", "attendance.person", "deeds.person"} | {
    "calls.asker", "calls.helper", "broadcasts.person", "joins.person",
    "seats.person", "transfers.person", "hosts.person", "together.person", "screens.person", "consents.person",
    "notices.person", "poll_votes.person", "dots.person", "intakes.person", "replies.person",
    "follow_ups.person", "buddies.person", "letters.asker",
    "speakers.person", "hands.person", "watchers.person", "talks.person",
}  # fmt: skip
# What a person said, did or chose: shown, and gone afterwards.
FACTS = {
    "people.language", "people.role", "people.chosen_at", "attendance.place", "attendance.spent_ms",
    "attendance.since", "deeds.name",
    "contributions.meetup", "contributions.id", "contributions.kind", "contributions.text",
    "contributions.author_name", "contributions.theme", "contributions.room", "contributions.source",
    "contributions.said_at", "contributions.edited_at", "contributions.channel", "contributions.message",
    "contributions.position", "contributions.wall", "contributions.known", "contributions.theme_source",
    "contributions.people", "contributions.hidden", "contributions.highlighted", "contributions.details",
    "contributions.parent",
    "consents.meetup", "consents.choice", "speakers.meetup", "notices.meetup",
    "watchers.place",
    *(f"hands.{name}" for name in ("meetup", "topic", "raised", "away", "turn")), "notices.kind", "notices.at",
    "poll_votes.poll", "poll_votes.choice", "dots.meetup", "dots.contribution", "dots.dots",
    "intakes.filled", "intakes.at", "follow_ups.contribution", "follow_ups.asked_at", "follow_ups.answer",
    "follow_ups.line", "follow_ups.ask_at", "follow_ups.asked", "follow_ups.answered", "buddies.contribution",
    "buddies.state", "labels.contribution", "labels.label",
    *(f"letters.{name}" for name in ("contribution", "name", "question", "state", "answer")),
    "talks.place", "talks.sign", "talks.number",
    "replies.meetup", "replies.form", "replies.name", "replies.people", "replies.at",
    "answers.question", "answers.value",
    "joins.contribution", "joins.name", "joins.at",
    "calls.place", "calls.asked_at", "calls.claimed_at", "calls.ended_at",
    "broadcasts.meetup", "broadcasts.text", "broadcasts.at",
    "seats.place", "transfers.place", "hosts.place", "together.meetup", "together.party",
    "screens.meetup", "screens.people", "screens.name",
}  # fmt: skip
# Shown, and stays as somebody's.
DEEDS = {"deeds.meetup", "deeds.action", "deeds.at"}
# Numbers of chat messages and nothing else: they keep erased words from coming back, and go with the meetup's names.
NUMBERS = {"edits.message", "edits.meetup", "edits.edited_at"} | {
    "withdrawn.message", "withdrawn.words", "withdrawn.meetup",
    *(f"repeats.{name}" for name in ("message", "position", "channel", "contribution", "heard", "mark_due")),
}  # fmt: skip
# About servers, meetups, channels and the bot's own posts; ``deeds.id`` only gives an order.
NOBODYS = {
    "contributions.terms",  # the words of its text once more, to find it by; they go with it, see test_search
    "contributions.heard", "contributions.mark_due",  # of its chat message: a number for its words, when its ✅ is due
    *(f"servers.{name}" for name in ("id", "language", "moderator_role", "keep_days", "left_at", "shows_names")),
    "servers.warned_at",
    "servers.alarm_channel", "servers.province",
    *(f"standings.{name}" for name in ("server", "name", "missing")),
    *(
        f"meetups.{name}"
        for name in (
            "id", "server", "title", "place", "kind", "language", "shows_names", "state", "planned_start",
            "programme", "started_at", "paused_at", "ended_at", "keep_days", "emptied_at", "ends_by",
            "told_to", "is_dry_run", "report_to", "uid", "has_ids", "follows",
        )
    ),
    *(
        f"places.{name}"
        for name in (
            "id", "meetup", "kind", "block", "number", "title", "theme", "channel", "most", "content",
            "prompts", "news", "borrowed", "closed_at", "people_to",
        )
    ),
    *(
        f"slots.{name}"
        for name in ("meetup", "block", "planned_start", "planned_end", "starts", "ends", "started", "ended", "fixed")
    ),
    *(
        f"cues.{name}"
        for name in ("id", "meetup", "kind", "block", "due", "offset_ms", "state", "note", "attempts", "not_before")
    ),
    *(f"posts.{name}" for name in ("cue", "channel", "part", "message", "buttons")),
    *(f"tries.{name}" for name in ("cue", "channel", "part", "digest", "tried_at")),
    *("memory.name", "memory.value"),
    *(f"bundles.{name}" for name in ("server", "channel", "message")),
    *(f"programmes.{name}" for name in ("server", "name", "version", "source", "changed_at")),
    *(f"events.{name}" for name in ("meetup", "event", "shown")),
    *(f"floors.{name}" for name in ("meetup", "closed", "until")),
    *(f"steps.{name}" for name in ("meetup", "deed", "state", "paused_at", "timeline")),
    *("to_all.contribution", "to_all.deed", "to_all_places.contribution", "to_all_places.place"),
    *(f"polls.{name}" for name in ("id", "meetup", "question", "closes")),
    *(f"poll_choices.{name}" for name in ("poll", "number", "text")),
    "replies.id", "answers.reply", "answers.number",  # what belongs together, and in which order
    *(f"attachments.{name}" for name in ("meetup", "block", "name", "file")),
    *(f"shows.{name}" for name in ("meetup", "block", "number", "contribution", "source")),
    *(f"drafts.{name}" for name in ("id", "server", "programme", "title", "place", "ends", "follows", "asked_at")),
    *(f"circles.{name}" for name in ("id", "meetup", "contribution", "channel")),
    "buddies.told", "letters.id", "letters.told",
    "intakes.id", "intakes.server", "intakes.channel", "intakes.meetup", "dots.block",
    *(f"choices.{name}" for name in ("meetup", "block", "deed", "counted")),
    *("drafts.province", "drafts.season", "meetups.province", "meetups.season"),
    *(
        f"retries.{name}"
        for name in ("cue", "step", "target", "part", "since", "due", "attempts", "reason", "told", "given_up")
    ),
    *(f"untold.{name}" for name in ("id", "meetup", "text")),
    *("remade.place", "remade.gone"),
    *(f"sequences.{name}" for name in ("name", "last")),
    *(f"boards.{name}" for name in ("id", "meetup", "shown")),
    *(f"wall.{name}" for name in ("contribution", "board", "deed")),
    "deeds.id", "contributions.untold", "contributions.decided",
    "calls.id", "calls.emptied_at",
    *(f"signals.{name}" for name in ("place", "ready_at", "asked")),
    *("broadcasts.id", "broadcast_places.broadcast", "broadcast_places.place"),
    # A division of people over tables, and how far the moving is.
    *(f"allotments.{name}" for name in ("id", "meetup", "block", "cue", "how", "seed", "stage", "decided_at")),
    *(f"seats.{name}" for name in ("id", "allotment", "state", "attempts")),
}  # fmt: skip
# The other value that a column can have, where not any text or number will do.
OTHER: dict[str, object] = {
    "people.language": "nl",
    "people.role": "ouder",
    "attendance.place": 12,
    "contributions.meetup": 2,
    "contributions.kind": "nodig",
    "contributions.source": "form",
    "contributions.wall": "niet",
    "contributions.theme_source": "table",
    "contributions.known": 0,
    "contributions.highlighted": 0,
    "contributions.details": '{"when": "dinsdag"}',
    "contributions.parent": 1,
    "consents.meetup": 2,
    "notices.meetup": 2,
    "speakers.meetup": 2,
    "hands.meetup": 2,
    "watchers.place": 12,
    "poll_votes.poll": 2,
    "dots.meetup": 2,
    "follow_ups.contribution": 2,
    "follow_ups.answer": "deels",
    "follow_ups.answered": 0,
    "buddies.contribution": 1,
    "labels.contribution": 2,
    "buddies.state": "yes",
    "letters.contribution": 1,
    "letters.state": "answered",
    "intakes.filled": '{"school": ["De Esdoorn"]}',
    "dots.contribution": 1,
    "poll_votes.choice": 1,
    "replies.meetup": 2,
    "notices.kind": "enough",
    "consents.choice": "niet",
    "joins.contribution": 1,
    "deeds.meetup": 2,
    "calls.place": 12,
    "broadcasts.meetup": 2,
    "deeds.action": "stop",
    "edits.meetup": 2,
    "seats.place": 12,
    "hosts.place": 12,
    "talks.place": 12,
    "transfers.place": 12,
    "talks.sign": "stick",
    "together.meetup": 2,
    "together.party": 2,
    "screens.meetup": 2,
}


def schema(path: Path) -> dict[str, list[str]]:
    """The columns of every table in the file, without the search index: that one is made of ``contributions.terms``."""
    file = sqlite3.connect(path)
    tables = [
        row[0]
        for row in file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'"
        )
    ]
    found = {table: [row[1] for row in file.execute(f"PRAGMA table_info({table})")] for table in tables}
    file.close()
    return found


def everything(path: Path) -> Iterator[tuple[str, object]]:
    """Every value in the file, with its column."""
    file = sqlite3.connect(path)
    for table, columns in schema(path).items():
        for row in file.execute(f"SELECT * FROM {table}").fetchall():
            yield from ((f"{table}.{name}", value) for name, value in zip(columns, row, strict=True))
    file.close()


async def fill(db: Transaction) -> None:
    """Two meetups; Noor has something in every column that can hold something of her, Sem a little."""
    programme = Library(extra={"proef": PROGRAMME}).programme("proef").model_dump_json()
    start = round(NOW.timestamp() * 1000)
    await db.run("INSERT INTO servers (id, language) VALUES (:server, 'nl')", server=SERVER)
    await db.run(
        "INSERT INTO people (id, language, role, chosen_at) VALUES (:noor, 'en', 'wethouder', :start)",
        noor=NOOR,
        start=start,
    )
    for id, title in ((1, "Lelystad"), (2, "Almere")):
        await db.run(
            "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, "
            "programme, planned_by, started_at, ended_at) "
            "VALUES (:id, :server, :title, '', 'meetup', 'nl', 1, 'closed', :start, :programme, :planner, "
            ":start, :start)",
            id=id, server=SERVER, title=title, start=start, programme=programme, planner=NOOR if id == 1 else SEM,
        )  # fmt: skip
        for place, name in ((10 * id + 1, "Taal"), (10 * id + 2, "Armoede")):
            await db.run(
                "INSERT INTO places (id, meetup, kind, block, number, title, channel) "
                "VALUES (:id, :meetup, 'room', 1, :id, :title, 900 + :id)",
                id=place, meetup=id, title=name,
            )  # fmt: skip
            await db.run("INSERT INTO attendance (place, person) VALUES (:place, :sem)", place=place, sem=SEM)
    await db.run(
        "INSERT INTO attendance (place, person, spent_ms, since) VALUES (11, :noor, 600000, :start)",
        noor=NOOR,
        start=start,
    )
    for id, author, name, message in ((1, NOOR, "Noortje", MESSAGE), (2, SEM, "Sem", MESSAGE + 1)):
        await db.run(
            "INSERT INTO contributions (id, meetup, kind, text, author, author_name, theme, room, source, said_at, "
            "edited_at, channel, message, position, heard, mark_due, wall, known, theme_source, people, hidden, "
            "highlighted, untold, decided, details) "
            "VALUES (:id, 1, 'morgen', :text, :author, :name, 'taal', 'Taal', 'chat', :start, :start + 1000, 911, "
            ":message, 0, 5, :start, 'naam', 1, 'said', 3, 'noemt een naam', 1, 0, 1, :details)",
            details=json.dumps({"with": f"vriend van {name}"}),
            id=id, text=f"woorden van {name}", author=author, name=name, start=start, message=message,
        )  # fmt: skip
        await db.run(
            "INSERT INTO edits (message, meetup, edited_at) VALUES (:message, 1, :start + 1000)",
            message=message,
            start=start,
        )
        await db.run(
            "INSERT INTO deeds (meetup, action, person, name, at) VALUES (1, 'start', :author, :name, :start)",
            author=author,
            name=name,
            start=start,
        )
    for call, asker, helper in ((1, NOOR, SEM), (2, SEM, NOOR)):
        await db.run(
            "INSERT INTO calls (id, place, asker, asked_at, helper, claimed_at, ended_at) "
            "VALUES (:call, 11, :asker, :start, :helper, :start + 60000, :start + 120000)",
            call=call, asker=asker, start=start, helper=helper,
        )  # fmt: skip
    for sent, person, name in ((1, NOOR, "Noortje"), (2, SEM, "Sem")):
        await db.run(
            "INSERT INTO broadcasts (id, meetup, person, text, at) VALUES (:sent, 1, :person, :text, :start)",
            sent=sent, person=person, text=f"bericht van {name}", start=start,
        )  # fmt: skip
        await db.run("INSERT INTO broadcast_places (broadcast, place) VALUES (:sent, 11)", sent=sent)
    await db.run("INSERT INTO signals (place, ready_at) VALUES (11, :start)", start=start)
    await db.run("INSERT INTO talks (place, person, sign, number) VALUES (11, :noor, 'ready', 2)", noor=NOOR)
    await db.run("INSERT INTO withdrawn (message, words, meetup) VALUES (:message, 1, 1)", message=MESSAGE)
    await db.run("INSERT INTO repeats VALUES (:message, 7, 911, 2, 6, :start)", message=MESSAGE + 2, start=start)
    await db.run(
        "INSERT INTO joins (contribution, person, name, at) VALUES (2, :noor, 'Noortje', :start)",
        noor=NOOR,
        start=start,
    )
    await db.run("INSERT INTO boards (id, meetup, shown) VALUES (1, 1, 'x')")
    await db.run(
        "INSERT INTO wall (contribution, board, deed) SELECT c.id, 1, d.id FROM contributions c "
        "JOIN deeds d ON d.person = :sem WHERE c.id = 2", sem=SEM,
    )  # fmt: skip
    await db.run("INSERT INTO sequences (name, last) VALUES ('contributions', 2)")
    await db.run(
        "INSERT INTO slots (meetup, block, planned_start, planned_end, starts, ends) VALUES (1, 0, 0, 1, 0, 1)"
    )
    await db.run(
        "INSERT INTO cues (id, meetup, kind, block, due, offset_ms, state) VALUES (1, 1, 'open', 0, 0, 0, 'done')"
    )
    await db.run("INSERT INTO allotments VALUES (1, 1, 1, 1, 'gelijk', 1, 'standing', 5)")
    await db.run("INSERT INTO seats (allotment, person, place, state) VALUES (1, :noor, 11, 'waiting')", noor=NOOR)
    await db.run("INSERT INTO transfers VALUES (11, :noor)", noor=NOOR)
    await db.run("INSERT INTO hosts VALUES (11, :noor)", noor=NOOR)
    await db.run("INSERT INTO together VALUES (1, :noor, 1), (1, :sem, 1)", noor=NOOR, sem=SEM)
    await db.run("INSERT INTO screens VALUES (1, :noor, 4, 'klas 3b')", noor=NOOR)
    await db.run("INSERT INTO labels (contribution, label) VALUES (1, 'tijd')")
    await db.run("INSERT INTO bundles (server, channel, message) VALUES (:server, 911, 78)", server=SERVER)
    await db.run("INSERT INTO events (meetup, event, shown) VALUES (1, 77, 'planned')")
    await db.run(
        "INSERT INTO drafts (id, server, programme, title, place, ends, asked_at) "
        "VALUES (1, :server, 'proef', 'Avond', '', '', :start)",
        server=SERVER,
        start=start,
    )
    await db.run("INSERT INTO memory (name, value) VALUES ('last connected', '5')")
    await db.run("INSERT INTO standings VALUES (:server, 'De Wilg', 'connect speak')", server=SERVER)
    await db.run(
        "INSERT INTO programmes (server, name, version, source, changed_at) "
        "VALUES (:server, 'avond', 1, 'titel: A', 5)",
        server=SERVER,
    )
    for poll in (1, 2):
        asked = Poll(poll, poll, Typed(f"Vraag {poll}"), (Typed("ja"), Typed("nee")), NOW)
        assert await polls.add(db, asked) == poll
    await polls.vote(db, 1, NOOR, 0)
    await db.run("INSERT INTO dots VALUES (1, 0, (SELECT max(id) FROM contributions), :noor, 2)", noor=NOOR)
    filled = '{"school": ["De Wilg"]}'
    for number, person in ((1, NOOR), (2, SEM)):
        await db.run(
            "INSERT INTO intakes VALUES (:id, :server, :person, :filled, :start, NULL, NULL)",
            id=number,
            server=SERVER,
            person=person,
            filled=filled,
            start=start,
        )
    await db.run(
        "INSERT INTO follow_ups VALUES "
        "((SELECT min(id) FROM contributions WHERE author = :noor), :noor, :start, 1, :start, 'gelukt', 'ja', 1)",
        noor=NOOR,
        start=start,
    )
    await db.run(
        "INSERT INTO buddies VALUES ((SELECT min(id) FROM contributions WHERE author = :sem), :noor, 'asked', 0)",
        noor=NOOR,
        sem=SEM,
    )
    await db.run(
        "INSERT INTO letters VALUES (1, (SELECT min(id) FROM contributions WHERE author = :sem), :noor, 'Noor', "
        "'hoe dan?', 'declined', 'zo dus', 0)",
        noor=NOOR,
        sem=SEM,
    )
    await db.run("INSERT INTO circles VALUES (1, 1, (SELECT min(id) FROM contributions), 71)")
    await db.run("INSERT INTO choices VALUES (1, 0, (SELECT min(id) FROM deeds), :start)", start=start)
    await db.run("INSERT INTO watchers VALUES (11, :noor)", noor=NOOR)
    await db.run("INSERT INTO to_all VALUES (2, (SELECT min(id) FROM deeds))")
    await db.run("INSERT INTO to_all_places VALUES (2, 11)")
    await db.run("INSERT INTO steps VALUES (1, (SELECT min(id) FROM deeds), 'live', NULL, '{}')")
    await db.run("INSERT INTO floors VALUES (1, 1, :start)", start=start)
    await db.run(
        "INSERT INTO hands VALUES (1, :noor, 'over taal', :start, :start + 1000, :start + 2000)", noor=NOOR, start=start
    )
    await db.run("INSERT INTO speakers VALUES (1, :noor)", noor=NOOR)
    for person, name in ((NOOR, "Noortje"), (SEM, "Sem")):
        said = {0: (Typed(f"antwoord van {name}"),)}
        await replies.keep(db, Reply(1, "terugkoppeling", person, Typed(name), 1, NOW, said))
    await db.run("INSERT INTO attachments VALUES (2, 0, 'cijfers.png', '0a1b.png')")
    await db.run("INSERT INTO shows VALUES (2, 0, 0, 2, 1)")
    await db.run("INSERT INTO notices VALUES (1, :noor, 'question', :start)", noor=NOOR, start=start)
    await db.run("INSERT INTO consents VALUES (1, :noor, 'naam'), (1, :sem, 'anoniem')", noor=NOOR, sem=SEM)
    await db.run("INSERT INTO posts (cue, channel, part, message, buttons) VALUES (1, 911, 'opening', 99, 1)")
    await db.run("INSERT INTO retries VALUES (1, 'post', 2, 'board 1', 5, 6, 1, 'forbidden', 0, 0)")
    await db.run("INSERT INTO untold VALUES (1, 1, :text)", text=f"<@{NOOR}> zit nog aan tafel\n> woorden van Noortje")
    await db.run("INSERT INTO remade VALUES (11, 910)")
    await db.run("INSERT INTO tries (cue, channel, part, digest, tried_at) VALUES (1, 911, 'fragment', 'x', 5)")


def as_texts(stored: object, key: str = "") -> object:
    """A stored programme as it was before: lengths as texts, such as "900 s"."""
    if isinstance(stored, dict):
        return {name: as_texts(value, name) for name, value in stored.items()}
    if isinstance(stored, list):
        return [as_texts(value, key) for value in stored]
    is_length = key in {"length", "grace", "after", "directions_after", "stated_length", "warnings"}
    return f"{stored} s" if is_length and isinstance(stored, int) else stored
