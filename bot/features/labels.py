"""Labels on Discord: a moderator's list of what people need on this server, and labels for some of it at once."""

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from bot.content.texts import Say, bare
from bot.core.people import labels as rules
from bot.core.people.labels import LONGEST, MOST, Labelled, Which
from bot.core.words.escaping import shortened
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.bundle.labels import parsed
from bot.platform import limits
from bot.platform.answers import Interaction, answer_in_place, bot_of, voice_of
from bot.platform.callers import moderator
from bot.platform.custom_id import CustomId
from bot.platform.seen import as_read_at
from bot.platform.text import unchanged
from bot.platform.troubles import FAILURES
from bot.platform.views import Button, TextInput, lasting, shown
from bot.storage import labels
from bot.storage.servers import Server

LARGEST = 8 * 1024 * 1024  # bytes of a labels.csv: some 100,000 needs (our choice)
ON_PAGE, AT_ONCE = 10, 5  # needs
SHOWN = 90  # characters of a need in the list
_IDS = r"\d{1,12}(?:-\d{1,12}){0,4}"  # of the needs that were chosen
LIST = CustomId("oogst:labels:{which}:{page}", which=Which, page=6)
CHOOSE = CustomId("oogst:labels:kies:{which}:{page}", which=Which, page=6)
CHANGE = CustomId("oogst:labels:{act}:{which}:{page}:{ids}", act=("geef", "weg"), which=Which, page=6, ids=_IDS)
NEW = CustomId("oogst:labels:nieuw:{which}:{page}:{ids}", which=Which, page=6, ids=_IDS)
NEW_FORM = CustomId("oogst:labels:erbij:{which}:{page}:{ids}", which=Which, page=6, ids=_IDS)
_FILTERS = {Which.ALL: _("Everything that is needed"), Which.UNLABELLED: _("Only without a label")}


async def answer_list(interaction: discord.Interaction[Any], which: Which, page: int = 0) -> None:
    """Answer a moderator privately with a page of the needs of this server. Raises Refusal for anybody else."""
    server, db, say = await moderator(interaction), bot_of(interaction).db.read, await voice_of(interaction)
    count = await labels.count(db, server.id, which)
    page = min(page, max(count - 1, 0) // ON_PAGE)
    here = await labels.page(db, server.id, which, page * ON_PAGE, ON_PAGE)
    known = await labels.known(db, server.id)
    under = _under_list(say, here, which, page, more=count > (page + 1) * ON_PAGE)
    await answer_in_place(interaction, say(_listed(here, known, which, count)), under)


def _listed(here: Sequence[Labelled], known: Sequence[Typed], which: Which, count: int) -> Text:
    lines: list[Part] = [_("🏷️ **What people need**"), Text.bold(_FILTERS[which]) + f" ({count})"]
    lines += [_line(need, known) for need in here]
    if not here:
        lines.append(_("Nothing here now."))
    lines.append("-# " + _("💡 is a suggestion from word lists; nobody gives it but you."))
    return Text.lines(*lines)


def _line(need: Labelled, known: Sequence[Typed]) -> Text:
    """Return "**12.** een tolk `taal` 💡 tijd"."""
    suggested = rules.suggested(need.text, need.theme, known, need.labels)
    ideas = [Text.of(" 💡 ", Text.join(", ", suggested))] if suggested else []
    given = [Text.of(" 🏷️ ", Text.bold(Text.join(", ", need.labels)))] if need.labels else []
    return Text.of(f"**{need.id}.** ", Text.cut(need.text.line, SHOWN), *given, *ideas)


def _under_list(say: Say, here: Sequence[Labelled], which: Which, page: int, *, more: bool) -> discord.ui.View:
    items: list[discord.ui.Item[discord.ui.View]] = []
    if here:
        options = [
            discord.SelectOption(label=shortened(f"{need.id}. {bare(need.text)}", limits.OPTION), value=str(need.id))
            for need in here
        ]
        menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
            custom_id=CHOOSE(which=which, page=page),
            placeholder=say(_("Choose up to {n} to label …", n=AT_ONCE)),
            options=options,
            max_values=min(AT_ONCE, len(options)),
        )
        items.append(menu)
    other = Which.ALL if which is Which.UNLABELLED else Which.UNLABELLED
    items.append(Button(label=say(_FILTERS[other]), custom_id=LIST(which=other, page=0)))
    for arrow, to, there in (("◀", page - 1, page > 0), ("▶", page + 1, more)):
        if there:
            items.append(Button(label=say(Text.of(arrow)), custom_id=LIST(which=which, page=to)))
    return lasting(*items)


# ---------------------------------------------------------------------- what was chosen


def ids_of(chosen: Sequence[str]) -> list[int]:
    """Return the numbers of needs that were chosen from a list; a changed client can send anything."""
    return [int(value) for value in chosen if value.isascii() and value.isdecimal() and len(value) <= 12][:AT_ONCE]


async def answer_chosen(
    interaction: discord.Interaction[Any], which: Which, page: int, ids: Sequence[int], done: Text | None = None
) -> None:
    """Answer with the needs that were chosen, and what to do with them; ``done`` is what was done just now."""
    server, bot, say = await moderator(interaction), bot_of(interaction), await voice_of(interaction)
    needs = there(await labels.chosen(bot.db.read, server.id, ids))
    known = await labels.known(bot.db.read, server.id)
    lines: list[Part] = [done] if done else []
    lines += [Text.of(_line(need, known)) for need in needs]
    await answer_in_place(interaction, say(Text.lines(*lines)), _under_chosen(say, needs, known, which, page))


def there(needs: Sequence[Labelled]) -> Sequence[Labelled]:
    """Return the needs. Raises Refusal where there are none any more."""
    if not needs:
        raise Refusal(_("What you chose is no longer there. Look at the list again with `/oogst label`."))
    return needs


def _under_chosen(
    say: Say, needs: Sequence[Labelled], known: Sequence[Typed], which: Which, page: int
) -> discord.ui.View:
    state = {"which": which, "page": page, "ids": "-".join(str(need.id) for need in needs)}
    has = {label for need in needs for label in need.labels}
    on_all = {label for label in has if all(label in need.labels for need in needs)}
    ideas = [label for need in needs for label in rules.suggested(need.text, need.theme, known, need.labels)]
    offered = [label for label in dict.fromkeys([*ideas, *known]) if label not in on_all]
    items: list[discord.ui.Item[discord.ui.View]] = []
    taken = sorted(has, key=unchanged)
    for act, title, those in (("geef", _("Give a label …"), offered), ("weg", _("Take a label away …"), taken)):
        options = [_option(label, is_idea=act == "geef" and label in ideas) for label in those[: limits.OPTIONS]]
        if options:
            menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
                custom_id=CHANGE(act=act, **state),
                placeholder=say(title),
                options=options,
                max_values=min(MOST, len(options)),
            )
            items.append(menu)
    items.append(Button(label=say(_("New label …")), emoji="🏷️", custom_id=NEW(**state)))
    items.append(Button(label=say(_("Back to the list")), custom_id=LIST(which=which, page=page)))
    return lasting(*items)


def _option(label: Typed, *, is_idea: bool) -> discord.SelectOption:
    return discord.SelectOption(label=bare(label), value=unchanged(label), emoji="💡" if is_idea else None)


def form(which: Which, page: int, ids: str, say: Say) -> discord.ui.Modal:
    """Return the form of a new label."""
    text = TextInput(max_length=3 * LONGEST, custom_id="tekst", placeholder=say(_("… time to talk with parents")))
    return shown(
        discord.ui.Modal(title=say(_("New label")), custom_id=NEW_FORM(which=which, page=page, ids=ids)),
        discord.ui.Label(text=say(_("A few words; | between two labels")), component=text),
    )


async def change(
    interaction: discord.Interaction[Any], act: str, which: Which, page: int, ids: str, said: Typed
) -> None:
    """Give the needs that were chosen these labels, or take them away. Raises Refusal for a label that doesn't fit."""
    server, bot = await moderator(interaction), bot_of(interaction)
    words = await as_read_at(bot, said, server.id, server.language)
    numbers = ids_of(ids.split("-"))
    async with bot.db.transaction() as db:
        needs = there(await labels.chosen(db, server.id, numbers))
        found = rules.read(words, await labels.known(db, server.id))
        await (labels.give if act == "geef" else labels.take)(db, needs, found)
    shown_labels = Text.bold(Text.join(", ", found))
    if act == "geef":
        done = ngettext("✅ One has {labels} now.", "✅ {n} have {labels} now.", len(needs), labels=shown_labels)
    else:
        done = ngettext("✅ {labels} is off one.", "✅ {labels} is off {n}.", len(needs), labels=shown_labels)
    await answer_chosen(interaction, which, page, numbers, done)


# ---------------------------------------------------------------------- from a spreadsheet


async def take_in(interaction: Interaction, server: Server, file: discord.Attachment) -> Text:
    """Set the labels that a labels.csv gives to needs of this server; return what was done.

    Raises Refusal for a file that is too large, can't be fetched, or is no labels.csv.
    """
    bot, name = interaction.client, Typed(file.filename)
    if file.size > LARGEST:
        raise Refusal(_("“{name}” is too large for a file of labels.", name=name))
    try:
        content = await file.read()
    except FAILURES as error:
        raise Refusal(_("Discord did not give me the file. Send it once more.")) from error
    given = (await asyncio.to_thread(parsed, content, name)).given
    words = {label for labels in given.values() for label in labels}
    rules.refuse_long(words)
    as_read = {label: await as_read_at(bot, label, server.id, server.language) for label in words}
    async with bot.db.transaction() as db:
        known = await labels.needs_by_key(db, server.id)
        here = {known[key]: [as_read[label] for label in found] for key, found in given.items() if key in known}
        await labels.put(db, here)
    done = ngettext("🏷️ The labels of one need are set.", "🏷️ The labels of {n} needs are set.", len(here))
    strange = len(given) - len(here)
    other = ngettext("One row is of no need here.", "{n} rows are of no need here.", strange)
    return Text.join(" ", [done, *([other] if strange else [])])
