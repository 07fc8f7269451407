"""What is done to a finished file as a whole before it leaves."""

from __future__ import annotations

import io
import secrets
import zlib

import pikepdf

from victimplanner.domain.passphrases import typed

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


pikepdf.settings.set_flate_compression_level(3)  # a file a fifteenth larger, in an eighth less time
_ENDS_LIKE_A_LINE = b"\r\nendstream"


def finish(pdf: bytes) -> bytes:
    """Return a file of the layout library in its last form: pages tied to the structure, small, the same every time."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages):
            page.obj.StructParents = number
            page.obj.Tabs = pikepdf.Name.S  # the order of the structure
        return saved(opened)


def saved(opened: pikepdf.Pdf) -> bytes:
    """Return an opened file as it is written: the same content makes the same bytes.

    A stream that ends like a line is taken for shorter than it is by some readers. Its last byte is a sum of what it
    says, so that compressing it otherwise would not help: a stream gets an ending that says nothing, and the objects
    packed in streams are packed in other groups, until none ends so.
    """
    made = _written(opened)
    moved: list[pikepdf.Object] = []
    while _ENDS_LIKE_A_LINE in made:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream) and item.read_raw_bytes().endswith(b"\r"):
                _end_otherwise(item)
        moved.append(opened.make_indirect(pikepdf.Dictionary()))
        opened.Root["/VP_Moved"] = pikepdf.Array(moved)
        made = _written(opened)
    return made


def _written(opened: pikepdf.Pdf) -> bytes:
    output = io.BytesIO()
    opened.save(
        output,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    return output.getvalue()


def _end_otherwise(stream: pikepdf.Stream) -> None:
    content = stream.read_bytes()
    if "/Length1" in stream:  # a typeface counts its bytes
        stream.Length1 = len(content) + 1
        content += b"\0"
    else:
        content += b"\n"
    stream.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)


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
