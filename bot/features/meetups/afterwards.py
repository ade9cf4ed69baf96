"""What moderators do once a meetup is over, with the buttons under its harvest: thank people, remove the tables."""

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.evening.places import PlaceKind, Venue
from bot.core.kinds import always_asked
from bot.core.people import thanks as rules
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.platform import lookup
from bot.platform.answers import Interaction, answer, voice_of
from bot.platform.custom_id import CustomId
from bot.platform.seen import as_read, giving_back
from bot.platform.text import name_of, speaking
from bot.platform.troubles import FAILURES
from bot.platform.views import Button, TextInput, lasting, shown
from bot.storage import contributions, deeds, places, timelines

FILES = CustomId("oogst:bestanden:{id}")
THANKS = CustomId("meetup:bedank:{id}")
THANKS_FORM = CustomId("meetup:bedankje:{id}:{plans}", plans=9)
TIDY = CustomId("meetup:tafelsweg:{id}")
TIDY_NOW = CustomId("meetup:tafelsweg:ja:{id}")
NOTHING_LEFT = _("There are no channels of tables any more, so there is nothing to remove.")


def buttons(meetup: Meetup, venue: Venue, say: Say) -> discord.ui.View:
    """Return the buttons under the harvest of a meetup that is over."""
    primary = discord.ButtonStyle.primary
    thank = Button(label=say(_("Thank everybody")), emoji="💛", style=primary, custom_id=THANKS(id=meetup.id))
    again = Button(label=say(_("Make the files again")), emoji="🌾", custom_id=FILES(id=meetup.id))
    tidy = Button(label=say(_("Remove the tables")), emoji="🧹", custom_id=TIDY(id=meetup.id))
    return lasting(thank, again, *([tidy] if venue.removable else []))


# ---------------------------------------------------------------------- thanks


async def ask_for_thanks(interaction: Interaction, meetup: Meetup) -> None:
    """Show the form with a word of thanks, to be changed. Raises Refusal where somebody has sent one."""
    db = interaction.client.db.read
    rules.refuse_second(await deeds.of_meetup(db, meetup.id))
    counted = await contributions.per_kind(db, meetup.id)
    plans = sum(n for kind, n in counted.items() if kind in always_asked())
    say, people = await voice_of(interaction), speaking(meetup.language)
    words: TextInput = discord.ui.TextInput(
        custom_id="tekst",
        style=discord.TextStyle.paragraph,
        max_length=rules.LONGEST,
        default=people(_first_words(meetup, plans)),
    )
    # A phone shows the first words that it saw of a form, so the id changes with them.
    form = discord.ui.Modal(title=say(_("Thank everybody")), custom_id=THANKS_FORM(id=meetup.id, plans=plans))
    await interaction.response.send_modal(
        shown(form, discord.ui.Label(text=say(_("This comes in the plenary")), component=words))
    )


def _first_words(meetup: Meetup, plans: int) -> Text:
    thanks = _("Thank you for being at {title}!", title=meetup.title)
    if not plans:
        return thanks
    wrote = ngettext("Together you wrote one plan for tomorrow.", "Together you wrote {n} plans for tomorrow.", plans)
    return Text.join(" ", [thanks, wrote])


async def thank(interaction: Interaction, meetup: Meetup, said: Typed) -> None:
    """Post a moderator's words of thanks in the plenary, and note who did it.

    Raises Refusal, with their words given back, where there are none, where somebody thanked people meanwhile, or
    where Discord doesn't take it.
    """
    bot = interaction.client
    await interaction.response.defer(ephemeral=True, thinking=True)
    async with bot.turns["thanks", meetup.id]:
        try:
            rules.refuse_second(await deeds.of_meetup(bot.db.read, meetup.id))
            words = rules.worded(await as_read(bot, said, meetup))
            channel = await _post_thanks(interaction, meetup, words)
        except Refusal as refusal:
            raise giving_back(refusal, said) from refusal
        async with bot.db.transaction() as db:
            deed = Deed(Action.THANK, name_of(interaction.user), bot.clock())
            await deeds.note(db, meetup.id, deed, interaction.user.id)
    await answer(interaction, _("Your thanks stand in {channel}.", channel=f"<#{channel}>"))


async def _post_thanks(interaction: Interaction, meetup: Meetup, words: Typed) -> int:
    bot = interaction.client
    plenary = (await places.venue(bot.db.read, meetup.id)).one(PlaceKind.PLENARY)
    channel = lookup.chat(bot, plenary.channel)
    if channel is None:
        raise Refusal(_("The plenary of this meetup is gone, so nobody would read it."))
    text = Text.lines(_("💛 **From the moderators**"), Text.quote(words, rules.WHOLE))
    try:
        await channel.send(speaking(meetup.language)(text))
    except FAILURES as error:
        raise Refusal(_("Discord does not let me write in {channel} now. Try again in a moment.",
                        channel=f"<#{channel.id}>")) from error  # fmt: skip
    return channel.id


# ---------------------------------------------------------------------- the channels of the tables


async def ask_to_tidy(interaction: Interaction, meetup: Meetup) -> None:
    """Ask whether to remove the channels of the tables. Raises Refusal where there are none."""
    venue = await places.venue(interaction.client.db.read, meetup.id)
    if not venue.removable:
        raise Refusal(NOTHING_LEFT)
    say, n = await voice_of(interaction), sum(place.kind is PlaceKind.TABLE for place in venue.removable)
    text = ngettext(
        "Shall I remove the channel of the table, with what was said in its chat? What people wrote down stays in the "
        "harvest; the plenary and this channel stay too.",
        "Shall I remove the channels of the {n} tables, with what was said in their chats? What people wrote down "
        "stays in the harvest; the plenary and this channel stay too.",
        n,
    )
    danger = discord.ButtonStyle.danger
    yes = Button(label=say(_("Yes, remove them")), style=danger, custom_id=TIDY_NOW(id=meetup.id))
    await answer(interaction, say(text), lasting(yes))


async def tidy(interaction: Interaction, meetup: Meetup) -> None:
    """Have the channels of the tables removed, each once it is empty. Raises Refusal where there are none."""
    bot, now = interaction.client, interaction.client.clock()
    async with bot.db.transaction() as db:
        meetup.must_be_over()
        if not (await places.venue(db, meetup.id)).removable:
            raise Refusal(NOTHING_LEFT)
        await deeds.note(db, meetup.id, Deed(Action.TIDY, name_of(interaction.user), now), interaction.user.id)
        await timelines.ensure(db, meetup.id, CueKind.TIDY, now)
    await answer(interaction, _("I remove them now; one with people in it as soon as they have left."))
