"""The buttons of a table and of a call for help: pressed, forged, and what the moderators see."""

import re

import simcord

from bot.core.evening.places import PlaceKind
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def press(evening: Evening, who: simcord.MemberActor, table: str, button: str) -> str:
    """Press a button in a table's own chat; returns what is answered."""
    chat = await evening.table(table)
    clicked = await who.click(evening.last_panel(chat, f"tafel:{button}"), custom_id=await at(evening, table, button))
    await evening.run_due()
    return answer(clicked)


async def at(evening: Evening, table: str, button: str) -> str:
    """The custom_id of a button at a table, as it stands there now; else as of an older card."""
    place = next(place for place in (await evening.venue()).tables() if place.title == table)
    shape = re.compile(rf"tafel:{button}:{place.id}(:\d+)?")
    for message in reversed((await evening.table(table)).history()):
        for row in message.components:
            for item in getattr(row, "children", ()):
                if shape.fullmatch(getattr(item, "custom_id", None) or ""):
                    return str(item.custom_id)
    return f"tafel:{button}:{place.id}"


async def finish(evening: Evening, who: simcord.MemberActor, table: str) -> str:
    """Somebody who speaks for a whole table says "ready" until no question is left; returns the last answer."""
    for _question in range(10):
        answered = await press(evening, who, table, "klaar")
        if "gaan verder" not in answered:
            return answered
    raise AssertionError(answered)


async def see_to(evening: Evening, who: simcord.MemberActor, button: str) -> str:
    """Press a button on the last card in the moderators' channel."""
    moderators = await evening.place(PlaceKind.MODERATORS)
    clicked = await who.click(evening.last_panel(moderators, f"hulp:{button}"), label=LABELS[button])
    await evening.run_due()
    return answer(clicked)


async def forged(
    evening: Evening, who: simcord.MemberActor, custom_id: str, where: simcord.ChannelHandle | None = None
) -> str:
    """Press a button that stands there no more; in the plenary, or where it is said."""
    heard = (await Visitor(evening, who, where or await evening.plenary).press(custom_id)).heard
    await evening.run_due()
    return heard


LABELS = {"ga": "Ik ga", "klaar": "Klaar"}
