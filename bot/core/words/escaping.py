"""Make text that people typed safe to repeat in Markdown, files and the terminal."""

import re

# Control characters, some of which a terminal obeys; what turns the direction of writing for the rest of the line
# (embeddings, overrides and isolates of Unicode's UAX #9); and what a file can't hold.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
# Control characters, halves of a character (surrogates), and code points that Unicode gives to none.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85]")
# Marks of a list, a heading or a rule at the start of a line; after a number the backslash follows the digits.
_FIRST = re.compile(r"^([^\S\n]*(?:\d+(?=[.)])|(?=[-+=#])))", re.MULTILINE)
# Places in a web or mail address at which it would become a link by itself.
_ADDRESS = re.compile(r"(?<=\w)(?=://|@\w)|(?<=\bwww)(?=\.)", re.IGNORECASE)
# Invisible characters inside a line, for a class of a regular expression.
SEEN = "\u200b-\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f"
# White space and characters that nobody sees, stripped from the ends of what people type.
INVISIBLE = (
    " \t\r\n\u00a0\u00ad\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
    "\u2002\u2003\u2009\u202f\u3000\u2028\u2029"
)


def clean(text: str) -> str:
    """Return what somebody typed without characters that no text has; every other character stays.

    Those are control characters, lone surrogates and noncharacters, which a changed client or a program can send. Of
    the control characters a tab stays, and each way to break a line is a newline.
    """
    return text if text.isprintable() else _NO_TEXT.sub("", _BREAK.sub("\n", text))


def visible(text: str) -> str:
    """Return the text without control characters, direction overrides and characters that no file can hold.

    A tab becomes a space, every line break a newline; a line break at the end is dropped.
    """
    return text if text.isprintable() else _UNSEEN.sub("", "\n".join(text.replace("\t", " ").splitlines()))


def one_line(text: str) -> str:
    """Return the visible text on one line, with single spaces; for names and titles."""
    return " ".join(visible(text).split())


def escaped(text: str, marks: str) -> str:
    """Return the text with backslashes, so that Markdown shows it as it was typed.

    ``marks`` are the characters with a meaning in that Markdown. List and heading marks at the start of a line are
    escaped too, and web and mail addresses are broken up so that they do not become links.
    """
    marked = re.sub(f"([{re.escape(marks)}])", r"\\\1", text)
    return _ADDRESS.sub(r"\\", _FIRST.sub(r"\1\\", marked))


def shortened(text: str, most: int) -> str:
    """Return the text, cut to at most ``most`` characters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
