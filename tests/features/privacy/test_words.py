"""What is kept of somebody, in words."""

from bot.core.evening.meetup import Action
from bot.features.privacy.actions import ACTIONS


def test_every_action_of_a_moderator_has_its_words() -> None:
    assert set(ACTIONS) == set(Action)
