"""The number of a contribution is never used again."""

from bot.core.kinds import ContributionKind, Source
from bot.core.people.contributions import Contribution
from bot.core.words.typed import Typed
from bot.storage import adding, contributions, servers
from bot.storage.database import Database
from tests.storage.columns import NOOR, NOW, SERVER


async def test_the_number_of_a_contribution_is_never_used_again(db: Database) -> None:
    """It stands in buttons: those of one that is gone must not reach another."""

    async def next_one(words: str) -> int:
        noor = Typed("Noor")
        said = Contribution(0, 1, ContributionKind("morgen"), Typed(words), NOOR, noor, None, None, Source.COMMAND, NOW)
        async with db.transaction(one_statement=True) as transaction:
            kept = await adding.add(transaction, said, 40)
        assert kept is not None
        return kept.id

    newest = await next_one("een")
    async with db.transaction() as transaction:
        await contributions.withdraw(transaction, newest)
    assert await next_one("twee") == newest + 1
    async with db.transaction() as transaction:
        await contributions.withdraw(transaction, newest + 1)
        await contributions.withdraw(transaction, 1)
    assert await next_one("drie") == newest + 2
    assert await next_one("drie") == newest + 2  # a retry
    assert await next_one("vier") == newest + 3

    async with db.transaction() as transaction:
        await servers.erase(transaction, SERVER)
    row = await db.read.one("SELECT last FROM sequences WHERE name = 'contributions'")
    assert row is not None
    assert row["last"] == newest + 3
