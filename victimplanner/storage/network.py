"""Telling a network share from a disk of this computer: two computers writing at once would damage an office file."""

from __future__ import annotations

import sys
from pathlib import Path

_NETWORK_FILE_SYSTEMS = frozenset(
    {"afs", "ceph", "cifs", "davfs", "glusterfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "sshfs"}
)
_MOUNTS = Path("/proc/self/mounts")


def is_on_network(path: Path, mounts: str | None = None) -> bool:
    """Say whether `path` lies on a share: written as one, a mapped drive on Windows, or a network mount on Linux.

    `mounts` is the text of /proc/self/mounts, read where it exists. A share mounted on macOS is not recognised.
    """
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE
        return bool(ctypes.windll.kernel32.GetDriveTypeW(Path(path).absolute().anchor) == remote)
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False  # no such table on this system
    return _file_system_of(path.resolve(), mounts).removeprefix("fuse.") in _NETWORK_FILE_SYSTEMS


def _file_system_of(path: Path, mounts: str) -> str:
    """Return the file system type of the innermost mount that holds `path`; the last mounted wins."""
    found, depth = "", -1
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        place = Path(words[1].replace("\\040", " ").replace("\\134", "\\"))
        if path.is_relative_to(place) and len(place.parts) >= depth:
            found, depth = words[2], len(place.parts)
    return found
