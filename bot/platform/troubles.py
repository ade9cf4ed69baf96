"""Errors of Discord as reasons, and what moderators are told when something fails in one channel."""

from collections.abc import Mapping
from datetime import timedelta

import aiohttp
import discord

from bot.content.times import stamp
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import WHY, Reason, Retry, Step
from bot.core.words.escaping import shortened
from bot.core.words.text import Part, Text, _

# What a call to Discord raises when it fails; a time-out is an OSError.
FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError)
WORDS = 600  # characters of what should have stood there

# By Discord's error code.
CODES: Mapping[int, Reason] = {
    60003: Reason.TWO_FACTOR,
    350003: Reason.ONBOARDING,
    30013: Reason.FULL,
    10003: Reason.GONE,
}


class Missing(LookupError):
    """The channel is not there, and being made again."""


def reason_of(error: BaseException) -> tuple[Reason, timedelta | None]:
    """Return why a call failed, and how long Discord wants us to wait, if it says so."""
    match error:
        case BaseExceptionGroup():
            return reason_of(error.exceptions[0])
        case discord.RateLimited():
            return Reason.WAIT, timedelta(seconds=error.retry_after)
        case discord.HTTPException() if error.code in CODES:
            return CODES[error.code], None
        case discord.Forbidden():
            return Reason.FORBIDDEN, None
        case discord.HTTPException() if error.status == 429:  # Discord's own network: a pause without a length
            return Reason.WAIT, None
        case discord.HTTPException() if error.status >= 500:
            return Reason.DISCORD, None
        case discord.NotFound() | Missing():
            return Reason.GONE, None
        case discord.HTTPException():
            return Reason.REFUSED, None
        case OSError() if error.filename is not None:  # of a file of ours, not of the network
            return Reason.BUG, None
        case TimeoutError() | OSError() | aiohttp.ClientError() | discord.ConnectionClosed():
            return Reason.DISCORD, None
    return Reason.BUG, None


NAMES: Mapping[PlaceKind, Text] = {
    PlaceKind.CATEGORY: _("the category"),
    PlaceKind.PLENARY: _("the plenary"),
    PlaceKind.VOICE: _("the plenary voice channel"),
    PlaceKind.MODERATORS: _("the moderators' channel"),
}


def name(place: Place) -> Text:
    """Return how moderators know a channel: a table by its title."""
    return NAMES.get(place.kind) or Text.bold(place.title)


def where(place: Place) -> Text:
    """Return the name of a channel and the link to it."""
    return Text.of(name(place), f" (<#{place.channel}>)") if place.channel else name(place)


def told(channel: Text, retry: Retry, words: str | None = None) -> Text:
    """Return what moderators are told: what failed where and why, what they can do by hand, and when it is tried.

    ``words`` is what should have stood there.
    """
    what, by_hand = _what(retry.step, channel, is_quoted=bool(words))
    lines: list[Part] = [Text.join(" ", ("⚠️", what, WHY[retry.reason])), by_hand]
    if words:
        lines += [f"> {line}" for line in shortened(words, WORDS).splitlines()]
    lines.append("-# " + _("I try again by myself, {countdown} for the first time.", countdown=stamp(retry.due, "R")))
    return Text.lines(*lines)


def _what(step: Step, channel: Text, *, is_quoted: bool) -> tuple[Text, Text]:
    match step:
        case Step.MAKE:
            return (
                _("I could not make the channel {where}.", where=channel),
                _("Let people of such a table join another one for now. As soon as it works, it opens by itself."),
            )
        case Step.OPEN:
            return (
                _("I could not open {where} for everybody.", where=channel),
                _("Open it by hand: in the settings of the channel, give @everyone the rights View and Connect."),
            )
        case Step.CLOSE:
            return (
                _("I could not close {where}.", where=channel),
                _("Close it by hand: in the settings of the channel, take the right Connect from @everyone."),
            )
        case Step.ADMIT:
            return (
                _("I could not change which moderators see {where}.", where=channel),
                _("Do it by hand: in the settings of the channel, under its rights, look at the roles of moderators."),
            )
        case Step.SPEAK:
            return (
                _("I could not change who may speak in {where}.", where=channel),
                _("Do it by hand: in the settings of the channel, under its rights, change Speak for @everyone."),
            )
        case Step.REMOVE:
            return (
                _("I could not remove the channel {where}.", where=channel),
                _("Remove it by hand, or give my role the right Manage Channels in the settings of this channel."),
            )
        case Step.READ_ONLY:
            return (
                _("I could not take the right to write in {where} from everybody.", where=channel),
                _("Do it by hand: in the settings of the channel, take the right Send Messages from @everyone."),
            )
        case Step.RENAME:
            return (
                _("I could not give {where} its new name.", where=channel),
                _("Give it by hand if that can't wait: Discord takes two new names in ten minutes."),
            )
        case Step.EDIT | Step.CLEAR:
            return (
                _("I could not bring my message in {where} up to date.", where=channel),
                _("What it shows may be old; `/meetup status` shows how things stand."),
            )
        case Step.POST if is_quoted:
            return (
                _("I could not post in {where}.", where=channel),
                _("Please say this there, or paste it:"),
            )
    return _("I could not post in {where}.", where=channel), _("`/meetup status` shows how things stand.")
