"""What people can type to do harm, and how to see that it did none."""

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from markdown_it import MarkdownIt

SNIPPETS = [
    "@everyone", "@here", "<@123456789012345678>", "<@&123456789012345678>", "<#123456789012345678>", "<t:0:R>",
    "</meetup stop:1>", "<:x:123456789012345678>", "**vet**", "__onder__", "~~door~~", "||geheim||", "`code`",
    "```\nblok", "[klik](https://kwaad.example)", "[a](b) [c](d)", "[**x**](https://kwaad.example)",
    "<https://kwaad.example>", "https://kwaad.example/a_b", "www.kwaad.example", "jan@kwaad.example", "# kop",
    "### kop", "-# klein", "- punt", "> citaat", ">>> citaat", "1. een", "2) twee", "===", "---", "+ plus", '\\',
    "\\*", "&lt;script&gt;", "&#91;", "<script>alert(1)</script>", "![x](y)", "| a | b |", "$x$", "{0.__class__}",
    "{text}", "%s", "%(name)s", '=HYPERLINK("http://kwaad.example";"klik")', "=1+1", "+1", "-1", "@SUM(1)", "＝1+1",
    "\t=1", "'=1", '";=1;"', "_x0041_", "\u202e", "\u202d", "\u202a", "\u2066", "\u2067", "\u2069", "\u202c",
    "\u200b", "\u200d", "\u2060", "\ufeff", "\u200f", "\x00", "\x07", "\x1b[2J", "\x08", "\x7f", "\x85", "\u2028",
    "\u2029", "\ufffe", "\uffff", "\r", "\r\n", "\n", "\n\n    ", "\n\t", "\x0b", "\x0c", "    ", "🎉",
    "👩\u200d👩\u200d👧", "é", "e\u0301\u0301", "עברית", "../", "/etc/passwd", "CON", "'; DROP TABLE people; --",
]  # fmt: skip
# Characters that turn what follows them, and control characters other than those that end a line.
DISTURBING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Of a meetup and its parts, of a person, and in any field; each with markup that ``inert`` looks for.
TITLE = "**VET** [KLIK](https://kwaad.example) <#1>\n# KOP \u202e||STIL|| @everyone"
NICK = "`CODE` \u202e[KLIK](x://kwaad) **VET**"
EVIL = "\n".join(["- PUNT # KOP **VET** [KLIK](b) [KLIK](https://kwaad) `CODE` <#1> ||STIL|| @everyone"] * 3)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LIMITS = {"content": 2000, "custom_id": 100, "placeholder": 100, "value": 4000, "nonce": 25}


def hostile(most: int, pieces: int = 6) -> st.SearchStrategy[str]:
    """Something hostile in which there is always a word to read, of so many characters at the most."""
    piece = st.sampled_from(SNIPPETS) | st.text(max_size=8) | st.sampled_from(["woord", " ", "x"])
    texts = st.lists(piece, min_size=1, max_size=pieces).map("".join)
    return texts.map(lambda text: f"{text[: most - 3]}woord"[:most] if most > 8 else text[:most])


def readable(line: str) -> str:
    """What Discord shows of a line in which nothing is markup; fails when something is."""
    kept: list[str] = []

    def keep(escaped: re.Match[str]) -> str:
        kept.append(escaped[1])
        return "\ue000"

    rest = _ESCAPED.sub(keep, line)
    assert not re.search(r"[\\*_~`|<>\[\]]", rest), f"markup in {line!r}"
    assert not re.match(r"\s*(#{1,3}|-#|[-+]|\d+[.)])(\s|$)", rest), f"markup at the start of {line!r}"
    assert not re.search(r"\w://|@everyone|@here|@[!&]?\d{17}", rest), f"a link or a mention in {line!r}"
    given = iter(kept)
    return re.sub("\ue000", lambda _gap: next(given), rest).replace("@\u200b", "@")


def check_sent(request: Any) -> None:
    """Nobody is mentioned by what the bot sends, nothing is longer than Discord takes, no direction is turned."""
    if request.json is None or "/commands" in request.path:
        return
    if request.method == "POST" and request.path.endswith("/messages"):
        assert request.json.get("allowed_mentions") == {"parse": []}, request.json
    for part in _parts(request.json):
        if part.get("content"):
            text_of_layout = part.get("type") == 10  # the message around it has them
            named = part.get("allowed_mentions") or {}  # who a moderator names in a command may hear it
            assert text_of_layout or (named.get("parse") == [] and not named.get("roles")), part
            assert not re.search(r"@everyone|@here", part["content"]), part["content"]
        for name, most in LIMITS.items():
            assert len(str(part.get(name) or "")) <= most, (name, part)
        if part.get("type") == 2:
            assert 0 < len(part.get("label", "x")) <= 80, part
        if part.get("type") == 18:
            assert 0 < len(part["label"]) <= 45, part
        for name, value in part.items():
            own_words = name == "value"  # in the form in which somebody changes them
            assert own_words or not isinstance(value, str) or not DISTURBING.search(value), part
    if re.fullmatch(r"/guilds/\d+/channels", request.path):
        assert 0 < len(request.json["name"]) <= 100
        assert "\n" not in request.json["name"]


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner)


def inert(content: str) -> None:
    """A post of ours in which a title stands: nothing of the title is markup."""
    rest = _ESCAPED.sub("", content)
    for markup in (
        r"\*\*VET\*\*",
        r"\[KLIK\]\(",
        r"<#1>",
        r"\|\|STIL\|\|",
        r"`CODE`",
        r"\w://kwaad",
        r"^# KOP",
        "^- PUNT",
    ):
        assert not re.search(markup, rest, re.MULTILINE), content
