"""Files that leave the program: written whole or not at all, read again before anybody relies on them."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pikepdf

from victimplanner.domain.errors import StorageProblem
from victimplanner.domain.passphrases import typed
from victimplanner.services.context import App

_END_MARK = b"%%EOF"


def write_paper(target: Path, content: bytes, pages: int, passphrase: str = "") -> None:
    """Write a finished paper and read it again from the disk: every byte, its end and its pages.

    `passphrase` opens a protected copy. What is not whole is taken away again.

    Raises: StorageProblem as `write_whole`, and where the file does not come back as it was written.
    """
    write_whole(target, content)
    if _comes_back(target, content, pages, passphrase):
        return
    with suppress(OSError):  # a disk that was taken away took the file along
        target.unlink()
    raise StorageProblem(
        "incomplete",
        "Not issued: the file was read again after writing and is not whole. It was taken away and nothing was "
        "entered in the register. Check that disk, or choose another folder.",
    )


def _comes_back(target: Path, content: bytes, pages: int, passphrase: str) -> bool:
    try:
        stored = target.read_bytes()
        if stored != content or not stored.rstrip().endswith(_END_MARK):
            return False
        # Not the reader that draws the preview: that one must not be used by two threads at a time.
        with pikepdf.open(io.BytesIO(stored), password=typed(passphrase)) as opened:
            return len(opened.pages) == pages
    except (OSError, pikepdf.PdfError, pikepdf.PasswordError):
        return False


def write_recorded(
    app: App, target: Path, content: bytes, action: str, subject: str, purpose: str, *, replace: bool = False
) -> None:
    """Write a file whole and record that it was made; where the record cannot be kept, all stays as it was before.

    Raises: what `write_whole` and `App.look` raise.
    """
    before = target.read_bytes() if replace and target.is_file() else None
    write_whole(target, content, replace=replace)
    try:
        app.look(action, subject, target.name, None, reason=purpose)
    except BaseException:  # a copy of which the history knows nothing must not stay
        if before is None:
            target.unlink(missing_ok=True)
        else:
            write_whole(target, before, replace=True)
        raise


def write_whole(target: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file so that it is either there whole or not at all.

    Raises: StorageProblem in words when the folder is missing, full or not writable, or the file is there already
    (unless `replace`, after the person agreed to that).
    """
    try:
        if target.exists() and not replace:
            raise StorageProblem(
                "exists",
                "Not written: a file of that name is in the folder already. It was left as it is. Choose another "
                "folder.",
            )
        handle, temporary = tempfile.mkstemp(prefix=".victimplanner-", suffix=".part", dir=target.parent)
    except OSError:
        raise StorageProblem(
            "folder",
            "Not written: the folder cannot be reached or written to. Nothing was kept there. Choose another folder.",
        ) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise StorageProblem(
            "folder", "Not written: the disk is full or was taken away. Nothing was kept there. Choose another folder."
        ) from None
