"""What kind of disk a file stands on."""

import os
import re
from pathlib import Path

# SQLite's write-ahead log does not work over a network (sqlite.org/wal.html, "Disadvantages").
_NETWORK = re.compile(
    r"nfs\d*|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|ncpfs|davfs|fuse\.(sshfs|s3fs|rclone|davfs2?|glusterfs|gcsfuse|smb\w*)"
)
MOUNTS = Path("/proc/self/mountinfo")


def on_network(folder: Path) -> str | None:
    """Return the kind of network disk that a folder stands on, such as "nfs4"; None for another disk, or unknown."""
    path = os.path.realpath(folder)
    if path.startswith("\\\\"):
        return "Windows"
    try:
        kind = file_system(path, MOUNTS.read_text("utf-8", "replace"))
    except OSError:
        return None
    return kind if _NETWORK.fullmatch(kind) else None


def file_system(path: str, mounts: str) -> str:
    """Return the file system of an absolute path, by the lines of /proc/self/mountinfo; "" where none fits."""
    found = ("", "")
    for line in mounts.splitlines():
        before, _dash, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if len(fields) < 5:
            continue
        point = re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), fields[4])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(found[0]):  # of two on one point, the later one is seen
            found = (point, kind)
    return found[1]
