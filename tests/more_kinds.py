"""A pytest plugin: four kinds more, in the table before anything of the bot is imported, as a new row would be.

``test_more_kinds`` starts pytest with it. The last of the four is as unlike the others as its columns allow.
"""

from bot.core.kinds import KINDS, ContributionKind, Detail, DetailType, Kind, Source, Who
from bot.core.words.text import Text

RECIPE, DECISION = ContributionKind("recept"), ContributionKind("besluit")


def _plain(tag: str, english: str) -> Kind:
    return Kind(
        command=(tag, english),
        asks=Text(f"What {english}?"),
        emoji="🍲",
        button=Text(f"My {english} …"),
        field=Text(f"My {english}: …"),
        example=Text("… soup"),
        asked_line=Text(f"- **#{tag}** …a {english}"),
        empty=Text(f"What is your {english}? Write it behind the tag."),
        heading=Text(f"All of #{tag}"),
        opening=Text("Cook") if tag == "recept" else None,
        leading_word="kook" if tag == "recept" else None,
        joinable=tag == "recept",
    )


for _tag, _english in (("recept", "recipe"), ("vraag", "question"), ("tip", "tip")):
    KINDS[ContributionKind(_tag)] = _plain(_tag, _english)
KINDS[DECISION] = Kind(
    command=("besluit", "decision"),
    asks=Text("What is decided?"),
    emoji="⚖️",
    button=Text("We decide …"),
    field=Text("We decide: …"),
    example=Text("… to cook"),
    asked_line=Text("- **#besluit** …what we decide"),
    empty=Text("What is decided? Use the form."),
    heading=Text("Decisions"),
    always=True,
    on_wall=False,
    own_sheet=True,
    doors=frozenset(Source) - {Source.CHAT},
    who=Who.MODERATORS,
    parent=RECIPE,
    details=(
        Detail(key="eigenaar", label=Text("Who?"), longest=80),
        Detail(key="datum", label=Text("When?"), type=DetailType.DATE, longest=10),
        Detail(key="soort", label=Text("What?"), type=DetailType.CHOICE, choices=(Text("Big"), Text("Small"))),
    ),
)
