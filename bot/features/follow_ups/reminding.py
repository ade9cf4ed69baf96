"""The question how it went, in a direct message to who wanted to be asked; it waits where they get none."""

from datetime import datetime

from bot.content.times import stamp
from bot.core.people import follow_ups as rules
from bot.core.people import reminders, sentences
from bot.core.people.contributions import Contribution
from bot.core.words.text import Part, Text, _
from bot.features.follow_ups import buddies, own, telling
from bot.platform import direct, troubles
from bot.platform.scene import Scene
from bot.platform.text import speaking
from bot.platform.views import lasting
from bot.storage import contributions, follow_ups, people


async def remind(scene: Scene) -> datetime | None:
    """Ask who is to be asked of a contribution, by day and not on Sunday; return when somebody is next.

    A failure with one is raised once the others are asked, so that it is tried again.
    """
    id = int(scene.cue.note)
    following = await follow_ups.next_moment(scene.bot.db.read, id)
    if following is None or following > scene.now:
        return following
    if (opens := reminders.by_day(scene.now, scene.bot.settings.zone)) > scene.now:
        return opens
    failed: Exception | None = None
    for person in await follow_ups.due(scene.bot.db.read, id, scene.now):
        try:
            await _ask(scene, person)
        except troubles.FAILURES as error:
            failed = error
    if failed is not None:
        raise failed
    return await follow_ups.next_moment(scene.bot.db.read, id)


async def _ask(scene: Scene, person: int) -> None:
    """Ask somebody of all that they are to be asked of this meetup: of their own plans, and of those of others."""
    db = scene.bot.db.read
    due = await follow_ups.due_of_person(db, person, scene.meetup.id, scene.now)
    known = [item for id in due if (item := await contributions.get(db, id))]
    items = [item for item in known if reminders.may_ask(item, None)]
    say = speaking(await people.language_at(db, None, None, person) or scene.meetup.language)
    mine = [item for item in items if item.author == person][: telling.AT_ONCE]
    others = [item for item in items if item.author != person][: telling.AT_ONCE]
    if mine:
        await direct.send(scene, person, say(await _of_own(scene, mine, person)), telling.view(mine, say), mine[0].id)
    if others:
        buttons = [own.button(item, number, 0, say) for number, item in enumerate(others, start=1)]
        text = say(await _of_others(scene, others, person))
        await direct.send(scene, person, text, lasting(*buttons), others[0].id)
    left = [item.id for item in items if item not in [*mine, *others]]
    async with scene.bot.db.transaction() as transaction:
        await follow_ups.asked(transaction, [id for id in due if id not in left], person, scene.now)


async def _of_own(scene: Scene, items: list[Contribution], person: int) -> Text:
    words = [sentences.quoted(item.kind, item.text.line, telling.SHOWN) for item in items]
    said = await _said_by_others(scene, items, person)
    return Text.lines(
        _(
            "👋 **How did it go?** On {day} you wrote this at {title}:",
            day=stamp(scene.meetup.begins, "D"),
            title=Text.bold(scene.meetup.title.line),
        ),
        *(words if len(items) == 1 else telling.listed(items)),
        *(said or ["-# " + rules.QUIETLY]),
    )


async def _of_others(scene: Scene, items: list[Contribution], person: int) -> Text:
    """Return the question about what others wrote: without its words, which go when they are withdrawn."""
    return Text.lines(
        _(
            "👋 **How did it go?** On {day} you took something upon you at {title}, that somebody else wrote down.",
            day=stamp(scene.meetup.begins, "D"),
            title=Text.bold(scene.meetup.title.line),
        ),
        *await _said_by_others(scene, items, person),
    )


async def _said_by_others(scene: Scene, items: list[Contribution], person: int) -> list[Part]:
    return [said for item in items if (said := await buddies.other_said(scene.bot.db.read, item, person))]
