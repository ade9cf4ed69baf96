"""Disks of the network, by the table of mounts."""

from pathlib import Path

import pytest

from bot.storage.file import disk
from bot.storage.file.disk import file_system, on_network

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /srv/gedeeld rw shared:9 - nfs4 server:/export rw
31 22 0:41 / /srv/met\\040spatie rw - cifs //server/deel rw
32 22 0:42 / /srv/gedeeld/lokaal rw - ext4 /dev/sdb1 rw
33 22 0:43 / /mnt rw - ext4 /dev/sdc1 rw
34 22 0:44 / /mnt rw - fuse.sshfs bot@server:/ rw
half a line
"""


@pytest.mark.parametrize(
    "path, kind",
    [
        ("/", "ext4"),
        ("/srv", "ext4"),
        ("/srv/gedeeld", "nfs4"),
        ("/srv/gedeeld/bot/data", "nfs4"),
        ("/srv/gedeeldniet", "ext4"),
        ("/srv/gedeeld/lokaal/x", "ext4"),
        ("/srv/met spatie/x", "cifs"),
        ("/mnt/x", "fuse.sshfs"),
    ],
)
def test_the_file_system_of_a_path(path: str, kind: str) -> None:
    assert file_system(path, MOUNTS) == kind


def test_only_disks_of_the_network_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mountinfo"
    monkeypatch.setattr(disk, "MOUNTS", table)
    assert on_network(tmp_path) is None  # no table, as on another system
    for kind, told in (
        ("nfs4", "nfs4"),
        ("cifs", "cifs"),
        ("ext4", None),
        ("overlay", None),
        ("fuse.sshfs", "fuse.sshfs"),
    ):
        table.write_text(f"22 1 0:1 / / rw - {kind} x rw\n")
        assert on_network(tmp_path) == told
