"""Gathering the records of a meetup from the database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind
from bot.core.people import filling
from bot.core.people.follow_ups import for_organisers
from bot.core.people.sharing import may_quote
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.harvest.forms import gathered
from bot.harvest.records import AgendaItem, ContributionItem, Figures, Harvest, Items, TableItem
from bot.storage import attendance, harvests, labels, meetups, places, replies, timelines
from bot.storage.database import Queries


@asynccontextmanager
async def gather(db: Queries, meetup: Meetup, now: datetime) -> AsyncIterator[Harvest]:
    """Collect the harvest of a meetup; its contributions can be read until the context ends.

    Names only where the programme shows them. Raises Refusal for a dry run, and when the disk has no room for a
    copy of the contributions.
    """
    if meetup.is_dry_run:
        raise Refusal(_("This is a dry run, so it has no harvest. On the evening itself it has."))
    timeline = await timelines.of_meetup(db, meetup.id)
    venue = await places.venue(db, meetup.id)
    inside = await attendance.people_per_place(db, meetup.id)
    most = await attendance.most_per_place(db, meetup.id)
    prompts = await places.prompts_per_place(db, meetup.id)
    people = await attendance.people(db, meetup.id)
    agenda = tuple(
        AgendaItem(
            block.title,
            block.kind,
            slot.planned_start,
            slot.planned_end,
            slot.started,
            slot.ended if slot.started else None,  # a dropped block has ``ended`` set, but never took place
        )
        for block, slot in zip(meetup.programme.blocks, timeline.slots, strict=True)
    )
    tables = tuple(
        TableItem(place.title, place.theme, inside.get(place.id, 0), most[place.id], prompts[place.id])
        for place in venue.places
        if place.kind is PlaceKind.TABLE
    )
    before = await meetups.get(db, meetup.follows) if meetup.follows else None
    filled_in = await replies.of_meetup(db, meetup.id)
    forms = gathered(meetup.programme.forms, filled_in, shows_names=meetup.shows_names)
    given = await labels.of_meetup(db, meetup.id)
    async with harvests.copied(db, meetup.id) as copy:
        items = Items(lambda: (_item(item, meetup, given.get(item.item.id, ())) for item in copy))
        roles = await copy.per_role() if meetup.shows_names else {}
        kinds, themes = await copy.per_kind(), await copy.per_theme()
        figures = await asyncio.to_thread(Figures.of, items)
        yield Harvest(meetup, now, people, agenda, tables, kinds, themes, roles, figures, items, forms, before)


def _item(copied: harvests.Copied, meetup: Meetup, labels: tuple[Typed, ...]) -> ContributionItem:
    # Where names are hidden the role is too: "alderman" is as good as a name if there was only one.
    item, parent = copied.item, copied.parent
    return ContributionItem(
        id=item.id,
        kind=item.kind,
        text=item.text,
        author=(item.author_name or None) if meetup.shows_names else None,
        role=copied.role if meetup.shows_names else None,
        theme=item.theme,
        theme_source=item.theme_source,
        table=item.table,
        source=item.source,
        said_at=item.said_at,
        edited_at=item.edited_at,
        joined=copied.joined,
        people=item.people,
        sharing=item.sharing,
        highlighted=item.highlighted,
        hidden=copied.is_kept_back,
        labels=labels,
        late=meetup.ended_at is not None and item.said_at > meetup.ended_at,
        details=filling.values(item.kind, item.details),
        parent=item.parent,
        parent_meetup=parent.meetup if parent else None,
        parent_text=parent.text if parent else None,
        follow_up=for_organisers(copied.follow_up, agreed=item.is_public),
        let_through=meetup.shows_names or copied.is_shown or item.highlighted,
        parent_may_be_quoted=bool(parent and may_quote(parent.sharing, hidden=parent.is_kept_back)),
    )
