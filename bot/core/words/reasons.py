"""Why the system refused something with a file, in the reader's language."""

import errno
from collections.abc import Mapping
from typing import Final

from bot.core.words.text import Part, _

_FULL, _FORBIDDEN = _("the disk is full"), _("there is no permission for it")
_REASONS: Final[Mapping[int, Part]] = {
    errno.ENOENT: _("it is not there"),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _("nothing may be written there"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EIO: _("the disk is broken"),
    errno.EISDIR: _("it is a folder"),
    errno.ENOTDIR: _("it is no folder"),
    errno.EADDRINUSE: _("something else is there already"),
}


def reason(error: OSError) -> Part:
    """Return why, to stand after a colon; as the system words it where that is rare."""
    return _REASONS.get(error.errno or 0, error.strerror or "?")
