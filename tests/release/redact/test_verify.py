"""Reading back finds what was left, wherever somebody has left it."""

from __future__ import annotations

import datetime as dt
import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from gongkai.errors import LeakError
from gongkai.law import current_book
from gongkai.release.redact import Mark, Options, redact, verify
from tests.release.redact.files import FILES, SECRET, SPOT, attach, drawn, saved

LAW = current_book().at(dt.date(2026, 3, 18))
MARKS = [Mark(1, SPOT)]
MADE = redact(FILES["text"], MARKS, LAW, Options(dpi=110))


def changed(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(io.BytesIO(MADE.data)) as pdf:
        change(pdf)
        return saved(pdf)


def _attach(pdf: pikepdf.Pdf) -> None:
    attach(pdf, "a.txt", b"anything")


def _note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String(SECRET))])


def _property(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "anything"


def _picture(pdf: pikepdf.Pdf) -> None:
    """The page as it was, with the secret in clear."""
    image = drawn(SECRET).convert("L")
    new = Stream(pdf, zlib.compress(image.tobytes()))
    new.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )
    pdf.pages[0].Resources.XObject.I = pdf.make_indirect(new)


def _hollow(pdf: pikepdf.Pdf) -> None:
    """Everything white."""
    old = pdf.pages[0].Resources.XObject.I
    old.write(zlib.compress(b"\xff" * (int(old.Width) * int(old.Height))), filter=Name.FlateDecode)


def _text(pdf: pikepdf.Pdf) -> None:
    """A character of the new text, moved under the mark."""
    stream = pdf.pages[0].Contents
    stream.write(stream.read_bytes().replace(b"ET", b"12 0 0 18 100 150 Tm <00> Tj ET"))


def _comment(pdf: pikepdf.Pdf) -> None:
    stream = pdf.pages[0].Contents
    stream.write(stream.read_bytes() + b"\n%" + SECRET.encode("utf-16-be").hex().encode())


def test_what_was_made_passes() -> None:
    verify(MADE.data, MARKS, MADE.removed)
    assert MADE.removed == (SECRET,)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (changed(_attach), "不应有的内容"),
        (changed(_note), "不应有的内容"),
        (changed(_property), "不应有的内容"),
        (changed(_picture), "没有完全涂黑"),
        (changed(_hollow), "没有完全涂黑"),
        (changed(_text), "遮盖之处仍有文字"),
        (changed(_comment), "数据流中仍有被遮盖的文字"),
        (MADE.data + SECRET.encode(), "旧版本或者附加的数据"),
        (MADE.data + b"\nstartxref\n0\n%%EOF\n", "旧版本或者附加的数据"),
        (FILES["text"], "不应有的内容|仍有"),
    ],
    ids=["attachment", "note", "property", "picture", "white", "text", "comment", "tail", "update", "original"],
)
def test_what_was_left_is_found(data: bytes, told: str) -> None:
    with pytest.raises(LeakError, match=told):
        verify(data, MARKS, MADE.removed)


def test_a_text_that_stands_elsewhere_is_found_unless_it_was_meant_to() -> None:
    with pytest.raises(LeakError, match="仍有被遮盖的文字"):
        verify(MADE.data, MARKS, ["county"])
    verify(MADE.data, MARKS, ["county"], known=["county"])
