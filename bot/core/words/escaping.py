"""What people typed, made fit to be repeated: it disturbs nothing that stands around it."""

import re

# Control characters, some of which a terminal obeys; what turns the direction of writing for the rest of the line
# (embeddings, overrides and isolates of Unicode's UAX #9); and what a file can't hold.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
# What makes a list, a heading or a line of its own where it stands first; the backslash goes behind a number.
_FIRST = re.compile(r"^([^\S\n]*(?:\d+(?=[.)])|(?=[-+=#])))", re.MULTILINE)
# Where a web or mail address becomes a link by itself.
_ADDRESS = re.compile(r"(?<=\w)(?=://|@\w)|(?<=\bwww)(?=\.)", re.IGNORECASE)
# White space and characters that nobody sees, stripped from the ends of what people type.
INVISIBLE = (
    " \t\r\n\u00a0\u00ad\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u2002\u2003\u2009\u202f\u3000\u2028\u2029"
)


def visible(text: str) -> str:
    """The text without what nobody sees and what disturbs what follows; a tab is a space, lines end in a newline."""
    return _UNSEEN.sub("", "\n".join(text.replace("\t", " ").splitlines()))


def one_line(text: str) -> str:
    """The same as a name, a title: on one line, with single spaces."""
    return " ".join(visible(text).split())


def escaped(text: str, marks: str) -> str:
    """The text as it reads, in a Markdown in which each of these characters has a meaning."""
    marked = re.sub(f"([{re.escape(marks)}])", r"\\\1", text)
    return _ADDRESS.sub(r"\\", _FIRST.sub(r"\1\\", marked))


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
