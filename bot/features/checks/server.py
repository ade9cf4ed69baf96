"""The checks of ``/meetup check`` on the settings of a server: what keeps people out, silent or unheard."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import discord

from bot.content.times import length
from bot.core.evening.places import PlaceKind, Venue
from bot.core.kinds import KINDS
from bot.core.words.text import Text, _
from bot.features.checks.findings import Finding
from bot.platform import limits, lookup, troubles
from bot.platform.logs import names_of

log = logging.getLogger(__name__)

PLURALKIT = 466378653216014359  # its account on Discord, and its application
# Seconds that Discord has people wait: after making an account, after joining a server. Highest: a phone number.
_WAITS: dict[discord.VerificationLevel, Text] = {
    discord.VerificationLevel.medium: _("who made an account less than 5 minutes ago"),
    discord.VerificationLevel.high: _("who joined this server less than 10 minutes ago"),
    discord.VerificationLevel.highest: _("who gave Discord no phone number"),
}


def settings(guild: discord.Guild, venue: Venue | None, me: discord.ClientUser | None) -> Iterator[Finding]:
    """Yield what in the settings of a server gets in the way of an evening; nothing where all is well.

    ``me`` is the bot's own account.
    """
    for texts in (_two_factor(guild, me), *(check(guild, venue) for check in _CHECKS)):
        yield from (Finding(False, text) for text in texts)


def _two_factor(guild: discord.Guild, me: discord.ClientUser | None) -> Iterator[Text]:
    if guild.mfa_level is discord.MFALevel.require_2fa and not (me and me.mfa_enabled):
        yield _(
            "Two-factor log-in: this server asks it of whoever moderates, and so of the owner of the bot; without it "
            "Discord refuses my work (60003). The owner of the bot switches it on under User Settings → My Account, or "
            "you switch it off in Server Settings → Safety Setup."
        )


def _verification(guild: discord.Guild, _venue: Venue | None) -> Iterator[Text]:
    if (who := _WAITS.get(guild.verification_level)) is not None:
        yield _(
            "Verification level: {who} can't write or talk here yet. Choose “Low” in Server Settings → Safety Setup, "
            "or ask people to come in time.",
            who=who,
        )


def _screening(guild: discord.Guild, _venue: Venue | None) -> Iterator[Text]:
    if "MEMBER_VERIFICATION_GATE_ENABLED" in guild.features:
        yield _(
            "Rules screening: whoever is new can't write or talk until they have agreed to the rules. Tell people so "
            "in the invitation, or switch it off in Server Settings → Access."
        )


def _afk(guild: discord.Guild, _venue: Venue | None) -> Iterator[Text]:
    if guild.afk_channel is not None:
        yield _(
            "Inactive channel: who listens silently for {minutes} is moved to {channel} by Discord, away from the "
            "table. Choose “No Inactive Channel” in Server Settings → Engagement.",
            minutes=length(timedelta(seconds=guild.afk_timeout)),
            channel=guild.afk_channel.mention,
        )


def _tags(guild: discord.Guild, _venue: Venue | None) -> Iterator[Text]:
    for channel in guild.channels:
        if channel.name.casefold() in KINDS:
            yield _(
                "Channel {channel}: it is called like a tag, so who types {tag} writes a link to that channel. Give it "
                "another name.",
                channel=channel.mention,
                tag=f"**#{channel.name.casefold()}**",
            )


def _slow_mode(guild: discord.Guild, venue: Venue | None) -> Iterator[Text]:
    places = venue.places if venue else ()
    channels = [channel for place in places if (channel := lookup.chat(guild, place.channel))]
    slow = [channel.mention for channel in channels if channel.slowmode_delay]
    if slow:
        yield _(
            "Slow mode: in {channels} people have to wait between two messages. Switch it off in the settings of the "
            "channel, under Overview.",
            channels=", ".join(slow),
        )


def _of_community(guild: discord.Guild, venue: Venue | None) -> Iterator[Text]:
    ours = {place.channel for place in venue.places} if venue else set()
    channels = (guild.rules_channel, guild.public_updates_channel, guild.safety_alerts_channel)
    chosen = {channel.mention: None for channel in channels if channel and channel.id in ours}
    if chosen:
        yield _(
            "Community: {channels} is the rules or updates channel of this server. Discord posts there by itself and "
            "keeps it from being closed or removed: choose another channel in Server Settings → Community.",
            channels=", ".join(chosen),
        )


def _roles(guild: discord.Guild, _venue: Venue | None) -> Iterator[Text]:
    if len(guild.roles) >= limits.ROLES:
        yield _(
            "Roles: this server has all {n} that Discord allows, so no role for moderators can be made. Remove one "
            "that nobody needs.",
            n=limits.ROLES,
        )


_CHECKS: tuple[Callable[[discord.Guild, Venue | None], Iterator[Text]], ...] = (
    _verification,
    _screening,
    _afk,
    _tags,
    _slow_mode,
    _of_community,
    _roles,
)


async def asked(guild: discord.Guild, venue: Venue | None) -> AsyncIterator[Finding]:
    """Yield what has to be asked of Discord: onboarding, and whether people speak through PluralKit."""
    async for finding in _onboarding(guild, venue):
        yield finding
    if await _has_pluralkit(guild):
        yield Finding(
            None,
            _(
                "PluralKit: what people say through it is a message of a webhook, and that I don't keep. Ask them to "
                "use the buttons or `/morgen`."
            ),
        )


async def _onboarding(guild: discord.Guild, venue: Venue | None) -> AsyncIterator[Finding]:
    if not any(feature == "COMMUNITY" or feature.startswith("GUILD_ONBOARDING") for feature in guild.features):
        return
    try:
        onboarding = await guild.onboarding()
    except Exception as error:  # also an answer that the library can't read
        log.warning("server %s: onboarding could not be asked: %s", guild.id, names_of(error))
        yield Finding(None, _("Onboarding: Discord did not tell how it is set. Look in Server Settings → Onboarding."))
        return
    if not onboarding.enabled:
        return
    places = venue.places if venue else ()
    chosen = {option for prompt in onboarding.prompts for answer in prompt.options for option in answer.channel_ids}
    by_default = onboarding.default_channel_ids
    closed = [
        f"<#{place.channel}>"
        for place in places
        if place.kind not in (PlaceKind.PLENARY, PlaceKind.VOICE) and place.channel in chosen | by_default
    ]
    if closed:
        text = _(
            "Onboarding: {channels} must be open to everybody there, so Discord refuses to close it (350003). Take it "
            "out in Server Settings → Onboarding.",
            channels=", ".join(closed),
        )
        yield Finding(False, text)
    plenary = venue.one(PlaceKind.PLENARY).channel if venue else None
    if plenary not in by_default:
        text = _(
            "Onboarding: whoever is new sees only the default channels. Add {channel} to them in Server Settings → "
            "Onboarding, or tell people to open it under Channels & Roles.",
            channel=f"<#{plenary}>" if plenary else _("the plenary, once the meetup is planned,"),
        )
        yield Finding(False, text)


async def _has_pluralkit(guild: discord.Guild) -> bool:
    with suppress(*troubles.FAILURES):  # often 404: it is not there
        if guild.get_member(PLURALKIT) or await guild.fetch_member(PLURALKIT):
            return True
    if not guild.me.guild_permissions.manage_webhooks:
        return False
    with suppress(*troubles.FAILURES):
        return any(hook.user and hook.user.id == PLURALKIT for hook in await guild.webhooks())
    return False
