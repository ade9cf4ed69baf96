"""A running meetup on the stand-in, as the start of other benches."""

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

PLEDGE = "bijdrage:morgen"


async def begin(standin: StandIn, people: People, bot: BotProcess) -> tuple[int, int]:
    """Start the bot, then plan and start a meetup of *eigen-meetup*.

    Returns the channel ids (plenary, moderators) when the first block is posted, and the button to pledge with.
    """
    await bot.start()
    await until(lambda: bool(standin.backend.commands.get(None)))
    planned = await people.slash(
        standin.moderator, standin.lobby, "meetup plan", programma="eigen-meetup", titel="Proef", start="nu"
    )
    assert "staat gepland" in planned.text
    plenary, moderators = standin.channel("grote-zaal"), standin.channel("moderatoren")
    assert "begonnen" in (await people.slash(standin.moderator, moderators, "meetup start")).text
    await until(lambda: any("🎬" in text for text in standin.posts(plenary)))
    await until(lambda: people.finds(plenary, PLEDGE))
    return plenary, moderators
