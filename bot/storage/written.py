"""Whether people left anything of their own at a meetup."""

from bot.storage.database import Queries


async def by_others(db: Queries, meetup: int, person: int) -> bool:
    """Return whether anybody but this person wrote something down at a meetup, joined that, or filled in a form."""
    row = await db.one(
        "SELECT 1 FROM contributions WHERE meetup = :meetup AND author <> :person "
        "UNION SELECT 1 FROM joins j JOIN contributions c ON c.id = j.contribution "
        "WHERE c.meetup = :meetup AND j.person <> :person "
        "UNION SELECT 1 FROM replies WHERE meetup = :meetup AND person <> :person LIMIT 1",
        meetup=meetup,
        person=person,
    )
    return row is not None
