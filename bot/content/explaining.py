"""Sentences for the errors of pydantic, whose documentation lists their types."""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.content.raw.faults import Keys, no_space
from bot.core.programme.fields import FEWEST_AT_TABLE, LONGEST_KEPT, MOST_AT_TABLE
from bot.core.programme.forms import HIGHEST, LOWEST
from bot.core.programme.keys import keys_of
from bot.core.programme.shows import MOST
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed

NUMBERS = {"tot": (LOWEST, HIGHEST), "aantal": (1, MOST)}  # what keys with a number take
_CURLY = "“”„‟‘’‚«»"
# Kinds of errors of values that are no text: quotation marks never belong to these.
_CHOSEN = ("duration", "web_address", "clock_time", "time_code", "people", "enum", "literal_error")
_WEBSITE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.IGNORECASE)
# What organisers write for a key; the first that may stand there is meant.
_OTHER_WORDS = {
    "vraag": ("vragen", "tekst"), "blok": ("blokken",), "onderdelen": ("blokken",), "programma": ("blokken",),
    "tafel": ("ruimtes",), "tafels": ("ruimtes",), "kamers": ("ruimtes",), "groepen": ("ruimtes",),
    "ruimte": ("ruimtes",), "naam": ("titel",), "title": ("titel",), "type": ("soort",), "kind": ("soort",),
    "tijd": ("duur", "na"), "lengte": ("duur",), "tijdsduur": ("duur",), "begin": ("vast",), "start": ("vast",),
    "starttijd": ("vast",), "einde": ("eindigt", "tot"), "eindtijd": ("eindigt",), "beschrijving": ("omschrijving",),
    "uitleg": ("toelichting", "tekst", "omschrijving"), "link": ("url",), "film": ("fragment",), "video": ("fragment",),
    "groepsgrootte": ("tafelgrootte",), "maximum": ("hoogstens",), "max": ("hoogstens",),
    "verdeling": ("indeling",), "verhaal": ("casus",), "voorstelrondje": ("kennismaking",),
    "rondje": ("kennismaking",), "host": ("begeleider",), "tafelbegeleider": ("begeleider",),
    "begeleider": ("voor de begeleider",), "gast": ("gasten",), "spreker": ("gasten",), "sprekers": ("gasten",),
    "versie": ("variant",), "bestand": ("bijlage",), "bijlagen": ("bijlage",), "plaatje": ("bijlage",),
    "afbeelding": ("bijlage",), "foto": ("bijlage",), "pdf": ("bijlage",),
    "waarschuwing": ("waarschuw",), "waarschuwingen": ("waarschuw",),
}  # fmt: skip


def _model_at(root: type[BaseModel], keys: Keys) -> type[BaseModel]:
    """Return the model of the mapping at the end of these keys, from the annotations of the models around it."""
    model, names_next = root, False
    for key in keys:
        field = next((f for name, f in model.model_fields.items() if key == (f.alias or name)), None)
        if isinstance(key, int) or names_next or field is None:  # a place in a list, a name that somebody chose
            names_next = False
            continue
        parts = list(_parts(field.annotation))
        inner = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None)
        if inner is not None:
            model, names_next = inner, dict in parts
    return model


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and all that it is made of."""
    yield get_origin(annotation) or annotation
    for part in get_args(annotation):
        yield from _parts(part)


def explained(root: type[BaseModel], detail: ErrorDetails) -> Text:
    """Return a sentence for one of pydantic's errors; their types are listed in pydantic's documentation."""
    given = detail["input"]
    limits = detail.get("ctx", {})
    key = str(detail["loc"][-1] if detail["loc"] else "")
    match detail["type"]:
        case kind if kind in _CHOSEN and isinstance(given, str) and given[:1] in _CURLY and given:
            return _(
                "There are curly quotation marks around “{given}”, as Word makes them. Remove them.",
                given=Typed(given.strip(_CURLY)),
            )
        case kind if kind in _CHOSEN and given is None:
            return _("Nothing stands behind “{key}”. Write a value, or remove the key.", key=Typed(key))
        case "missing":
            return _("“{key}” is missing here. Add it.", key=Typed(key))
        case "extra_forbidden":
            known = keys_of(_model_at(root, detail["loc"][:-1]))
            meant = re.match(r"(\w[\w ]*):(?=\S)", key)
            if meant and meant[1] in known:
                return no_space(meant[1], key[meant.end() :])
            if given is None:
                return _(
                    "“{key}” is not a key that I know. Is it part of a text? Put that between quotation marks.",
                    key=Typed(key),
                )
            if meant_key := _near(key.lower(), known):
                return _("“{key}” is not a key that I know. Do you mean “{near}”?", key=Typed(key), near=meant_key)
            return _("“{key}” is not a key that I know. Known here: {known}.", key=Typed(key), known=", ".join(known))
        case "duration" if str(given).isdecimal():
            return _("{given} what? Write “{given} min” or “{given} s”.", given=_given(given))
        case "duration" if re.fullmatch(r"\d+[:.]\d\d", str(given)):
            return _("“{given}” may be hours or minutes. Write it as “25 min” or “1 uur 30 min”.", given=_given(given))
        case "duration":
            return _(
                "“{given}” is not a duration. Write it as “90 s”, “15 min” or “1 uur 30 min”.", given=_given(given)
            )
        case "duration_range":
            return _("This must be longer than nothing, and 24 hours at the most.")
        case "open_after_range":
            return _("Contributions can come in until a week after the end: 168 hours at the most.")
        case "kept_range":
            return _("Names and texts are kept from one day to {most} days. Write “30 dagen”.", most=LONGEST_KEPT)
        case "people":
            return _(
                "“{given}” is not a number of people at a table. Write a number from {least} to {most}.",
                given=_given(given),
                least=FEWEST_AT_TABLE,
                most=MOST_AT_TABLE,
            )
        case "file_name":
            return _(
                "Write only the name of the file, such as “cijfers.png”, and put it in the folder of the programme."
            )
        case "web_address" if _WEBSITE.fullmatch(str(given)):
            return _("“{given}” lacks https://. Write “https://{given}”.", given=_given(given))
        case "web_address":
            return _("“{given}” is not a web address. It begins with https:// and has no spaces.", given=_given(given))
        case "clock_time" if re.match(r"(half|kwart|kwartier|vijf|tien)\b|\d{1,2} ?uur", str(given).lower()):
            return _(
                '“{given}” may be in the morning or in the evening. Write it in figures, as "20:30".',
                given=_given(given),
            )
        case "clock_time":
            return _(
                '“{given}” is not a time of day. Write it as "20:30", between quotation marks.',
                given=_given(given),
            )
        case "time_code":
            return _('“{given}” is not a moment in a film. Write it as "12:30" or "1:02:30".', given=_given(given))
        case "enum" | "literal_error":
            choices = _choices(limits)
            near = difflib.get_close_matches(str(given).lower(), choices.split(", "), 1, 0.75)
            if near:
                return _(
                    "“{given}” can't be chosen here. Do you mean “{near}”? Choose one of: {choices}.",
                    given=_given(given),
                    near=near[0],
                    choices=choices,
                )
            return _(
                "“{given}” can't be chosen here. Choose one of: {choices}.",
                given=_given(given),
                choices=choices,
            )
        case kind if key in NUMBERS and kind.startswith(("int_", "greater_", "less_")):
            return _(
                "“{given}” can't stand here. Write a number from {least} to {most}.",
                given=_given(given),
                least=NUMBERS[key][0],
                most=NUMBERS[key][1],
            )
        case "string_type" if given is None:
            return _("Nothing stands behind “{key}”. Write a value, or remove the key.", key=Typed(key))
        case "string_type":
            return _(
                "Here must be text, and it is {given}. Put the text under “{key}: >-”.",
                given=_shown(given),
                key=Typed(key),
            )
        case "string_too_short":
            return _("This text is empty. Write something, or remove the key.")
        case "string_too_long":
            return _("This text is too long: {most} characters fit in one message.", most=limits.get("max_length"))
        case "too_short":
            return _("This list is too short: it needs at least {least}.", least=limits.get("min_length"))
        case "too_long" if key == "vragen" and "formulieren" in detail["loc"]:
            return _(
                "A form has {most} questions at the most. Put the others in a form of their own, and name that one "
                "here with “daarna”.",
                most=limits.get("max_length"),
            )
        case "too_long":
            return _("This list is too long: it holds {most} at the most.", most=limits.get("max_length"))
        case "tuple_type" | "list_type" if key in ("vraagt", "waarschuw", "gasten"):
            return _("Here must be a list, also when it has one item: [{given}].", given=_as_list(given))
        case "tuple_type" | "list_type":
            return _("Here must be a list: every item on a line of its own that begins with “- ”.")
        case "model_type" | "model_attributes_type" | "dict_type":
            return _without_keys(_needed(root, detail), given)
    return _("This can't be read ({given}). Compare it with an example in data/programmes.", given=_shown(given))


def _near(key: str, known: list[str]) -> str | None:
    """Return the key that was meant: another word for it, or nearly the same."""
    other = next((name for name in _OTHER_WORDS.get(key, ()) if name in known), None)
    return other or next(iter(difflib.get_close_matches(key, known, 1, 0.7)), None)


def _needed(root: type[BaseModel], detail: ErrorDetails) -> list[str]:
    """Return the keys that the mapping here can't do without; where there are none, its first."""
    fields = _model_at(root, detail["loc"]).model_fields
    keys = {field.alias or name: field.is_required() for name, field in fields.items()}
    return [key for key, is_required in keys.items() if is_required] or list(keys)[:1]


def _without_keys(needed: list[str], given: object) -> Text:
    if len(needed) == 1 and isinstance(given, str):
        return _("“{given}” has no key. Write “{key}: {given}”.", given=Typed(given).cut(60), key=needed[0])
    return _(
        "Here must be {keys}, each on a line of its own; now it is {given}.",
        keys=Text.join(", ", (f"“{key}: …”" for key in needed)),
        given=_shown(given),
    )


def _choices(limits: Mapping[str, Any]) -> str:
    return str(limits.get("expected", "")).replace("'", "").replace(" or ", ", ")


def _given(value: object) -> Typed:
    return Typed("–" if value is None else str(value))


def _as_list(value: object) -> Typed:
    """ "morgen en nodig" as "morgen, nodig"."""
    items = re.split(r"\s*[,;]\s*|\s+en\s+", str(value or "–").strip("()- ") or "–")
    return Typed(", ".join(items))


def _shown(given: object) -> Typed | Text:
    match given:
        case None:
            return Typed("–")
        case dict():
            return _("a group of keys")
        case list():
            return _("a list")
    return Typed(repr(given)[:60])
