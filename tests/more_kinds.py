"""A pytest plugin: four kinds more, in the table before anything of the bot is imported, as a new row would be.

``test_more_kinds`` starts pytest with it. The last of the four is as unlike the others as its columns allow.
"""

from bot.core.details import Detail, DetailType
from bot.core.kinds import KINDS, ContributionKind, Kind, Source, Who
from bot.core.words.text import Sentence

SIZES = (Sentence("Big"), Sentence("Small"))

RECIPE, DECISION = ContributionKind("recept"), ContributionKind("besluit")


def _plain(tag: str, english: str) -> Kind:
    return Kind(
        command=(tag, english),
        asks=Sentence(f"What {english}?"),
        emoji="🍲",
        button=Sentence(f"My {english} …"),
        field=Sentence(f"My {english}: …"),
        example=Sentence("… soup"),
        asked_line=Sentence(f"- **#{tag}** …a {english}"),
        empty=Sentence(f"What is your {english}? Write it behind the tag."),
        heading=Sentence(f"All of #{tag}"),
        opening=Sentence("Cook") if tag == "recept" else None,
        leading_word="kook" if tag == "recept" else None,
        joinable=tag == "recept",
    )


for _tag, _english in (("recept", "recipe"), ("vraag", "question"), ("tip", "tip")):
    KINDS[ContributionKind(_tag)] = _plain(_tag, _english)
KINDS[DECISION] = Kind(
    command=("besluit", "decision"),
    asks=Sentence("What is decided?"),
    emoji="⚖️",
    button=Sentence("We decide …"),
    field=Sentence("We decide: …"),
    example=Sentence("… to cook"),
    asked_line=Sentence("- **#besluit** …what we decide"),
    empty=Sentence("What is decided? Use the form."),
    heading=Sentence("Decisions"),
    always=True,
    on_wall=False,
    own_sheet=True,
    doors=frozenset(Source) - {Source.CHAT},
    who=Who.MODERATORS,
    parents=(RECIPE,),
    details=(
        Detail(key="eigenaar", label=Sentence("Who?"), longest=80),
        Detail(key="datum", label=Sentence("When?"), type=DetailType.DATE, longest=10),
        Detail(key="datum_said", by_bot=True),
        Detail(
            key="soort", label=Sentence("What?"), type=DetailType.CHOICE, choices=(Sentence("Big"), Sentence("Small"))
        ),
    ),
)
