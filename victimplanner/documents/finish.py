"""What is done to a finished file as a whole before it leaves."""

from __future__ import annotations

import io
import secrets
import unicodedata
import zlib

import pikepdf

_MAY = pikepdf.Permissions(
    accessibility=True,  # a screen reader must be able to read it
    extract=False,
    modify_annotation=False,
    modify_assembly=False,
    modify_form=False,
    modify_other=False,
    print_lowres=True,
    print_highres=True,
)


def finish(pdf: bytes) -> bytes:
    """Return a file of the layout library in its last form: pages tied to the structure, small, the same every time."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages):
            page.obj.StructParents = number
            page.obj.Tabs = pikepdf.Name.S  # the order of the structure
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream) and item.read_raw_bytes().endswith(b"\r"):
                _recompress(item)
        opened.save(
            output,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )
    return output.getvalue()


def _recompress(stream: pikepdf.Stream) -> None:
    """Make a stream end in another byte: some readers take the last one for a part of the line end that follows."""
    content = stream.read_bytes()
    for level in range(9, -1, -1):
        made = zlib.compress(content, level)
        if not made.endswith(b"\r"):
            stream.write(made, filter=pikepdf.Name.FlateDecode)
            return


def protect(pdf: bytes, passphrase: str) -> bytes:
    """Return the file encrypted with AES-256 (revision 6), its metadata too; only `passphrase` opens it.

    Printing and reading aloud are allowed. The owner's password is random and kept nowhere. Two calls give other bytes.
    """
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(
            output,
            encryption=pikepdf.Encryption(
                user=typed(passphrase), owner=secrets.token_urlsafe(32), R=6, aes=True, metadata=True, allow=_MAY
            ),
        )
    return output.getvalue()


def typed(passphrase: str) -> str:
    """Return a passphrase in the one spelling in which readers compare it, however a keyboard sends its accents."""
    return unicodedata.normalize("NFKC", passphrase)
