"""Reading the output back: whether anything of what was removed can still be found, in whatever way."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pikepdf
from PIL import Image, ImageSequence

from gongkai.errors import LeakError
from gongkai.release.picture import ends_late, kind, opened
from gongkai.release.redact.marks import Mark, share, touch
from gongkai.release.redact.paint import Dots, dots
from gongkai.release.redact.source import characters, page_of
from gongkai.release.redact.source import opened as opened_pdf

# What a rebuilt PDF may consist of, wherever it stands in it.
_KEYS: Final = frozenset(
    "/Type /Pages /Kids /Count /Parent /MediaBox /Resources /Contents /XObject /I /Font /Subtype /Width /Height "
    "/ColorSpace /BitsPerComponent /Filter /DecodeParms /Length /FontBBox /FontMatrix /FirstChar /LastChar /Widths "
    "/CharProcs /Encoding /Differences /ToUnicode".split()
)
_NUMBERED: Final = re.compile(r"/[Fg]\d+")
_TRAILER: Final = frozenset("/Root /Size /ID /Type /Length /Filter /DecodeParms /W /Index /Prev".split())
_ENCODINGS: Final = ("utf-8", "utf-16-be", "utf-16-le", "gb18030", "big5", "latin-1")
# What a picture says of its dots and nothing else: its size, colours, compression and strips.
_INFO: Final = frozenset("jfif jfif_version jfif_unit jfif_density dpi resolution compression".split())
_TAGS: Final = frozenset((254, 256, 257, 258, 259, 262, 273, 277, 278, 279, 282, 283, 284, 296, 317, 338, 339))
# What JPEG may make of black, and how much of a mark its label may take.
_DARK: Final = 90
_LABEL: Final = 0.5
_EDGE: Final = 2
# Of the box of a character; what stays in the text has less of it under a mark.
_UNDER: Final = 0.3
_TELLING: Final = 2
_CERTAIN: Final = 6


def verify(data: bytes, marks: Sequence[Mark], removed: Sequence[str] = (), known: Sequence[str] = ()) -> None:
    """Raise LeakError if anything under ``marks`` can be read back from ``data``, a redacted PDF or picture.

    Looked at are the text with its places, the dots of the pictures, every object (nothing but pages, their pictures
    and their text may be there), and every stream, unpacked, and the file as it is, for each of ``removed`` in several
    encodings. ``known`` are texts that stand elsewhere and were meant to stay.
    """
    wanted = [text for text in dict.fromkeys(removed) if len(text) >= _TELLING]
    if kind(data):
        _picture(data, marks)
        return
    _objects(data)
    _pages(data, marks, [text for text in wanted if text not in known])
    for place, stream in _streams(data):
        _search(stream, wanted, place)


def _objects(data: bytes) -> None:
    """Nothing but what a rebuilt PDF consists of, in one version, with nothing behind its end."""
    if data.count(b"%%EOF") != 1 or data.count(b"startxref") != 1 or data.rpartition(b"%%EOF")[2].strip():
        raise LeakError("文件中有保存过的旧版本或者附加的数据")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        strange = [name for name in map(str, pdf.trailer.keys()) if name not in _TRAILER]
        strange += (
            name for item in pdf.objects for name in _names(item) if name not in _KEYS and not _NUMBERED.fullmatch(name)
        )
        if strange:
            raise LeakError(f"文件中有不应有的内容（{strange[0]}）")


def _names(item: Any) -> Iterator[str]:
    """All keys in an object, and in what it holds itself."""
    if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
        for key, value in item.items():
            yield str(key)
            if not getattr(value, "is_indirect", False):
                yield from _names(value)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if not getattr(value, "is_indirect", False):
                yield from _names(value)


def _pages(data: bytes, marks: Sequence[Mark], wanted: Sequence[str]) -> None:
    """No character under a mark, no removed text anywhere, no dots under a mark but black and its label."""
    with opened_pdf(data) as document, pikepdf.open(io.BytesIO(data)) as pdf:
        for number in range(1, len(document) + 1):
            page = page_of(document, number)
            here = [mark for mark in marks if mark.page == number]
            found = characters(page)
            for mark in here:
                if any(share(one.box, mark.box) >= _UNDER for one in found):
                    raise LeakError(f"第{number}页遮盖之处仍有文字")
            said = "".join(one.text for one in found if not one.text.isspace())
            if any(text in said for text in wanted):
                raise LeakError(f"第{number}页仍有被遮盖的文字")
            drawn: Any = pdf.pages[number - 1].Resources.XObject.I
            image = pikepdf.PdfImage(drawn).as_pil_image()
            scale = image.width / page.get_width()
            _covered(image, here, scale, number)


def _covered(image: Image.Image, marks: Sequence[Mark], scale: float, number: int) -> None:
    """Under a mark there is black alone, but for a label in its middle; around it JPEG may leave traces."""
    grey = image.convert("L")
    for mark in marks:
        left, top, right, bottom = dots(mark.box, scale, image.size)
        area = (left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE)
        if area[0] >= area[2] or area[1] >= area[3]:
            continue
        light = _light(grey, area) > _LABEL * (area[2] - area[0]) * (area[3] - area[1])
        # Where marks lie on one another the label of one may run over the edge of the other.
        alone = not any(touch(mark.box, other.box) for other in marks if other is not mark)
        left, top, right, bottom = area
        edges = ((left, top, right, top + 1), (left, bottom - 1, right, bottom), (left, top, left + 1, bottom))
        if light or (alone and any(_light(grey, edge) for edge in edges)):
            raise LeakError(f"第{number}页遮盖之处没有完全涂黑")


def _light(grey: Image.Image, area: Dots) -> int:
    """How many dots of the area are not as good as black."""
    return sum(grey.crop(area).histogram()[_DARK:])


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "文件", data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                if "/DCTDecode" in str(item.get("/Filter", "")):
                    yield "图片", item.read_raw_bytes()
                else:
                    yield "数据流", item.read_bytes()


def _search(stream: bytes, wanted: Sequence[str], place: str) -> None:
    """Raise LeakError where one of the texts stands in the stream, as bytes or in hexadecimal digits."""
    low = stream.lower()
    for text in wanted:
        for encoding in _ENCODINGS:
            raw = text.encode(encoding, "ignore")
            # Fewer bytes are found in any picture, by chance.
            if len(raw) >= _CERTAIN and (raw in stream or raw.hex().encode() in low):
                raise LeakError(f"{place}中仍有被遮盖的文字")


def _picture(data: bytes, marks: Sequence[Mark]) -> None:
    """No tag beside those that a picture cannot do without, nothing behind its end, and the marks black."""
    image = opened(data)
    if set(image.info) - _INFO or ends_late(data):
        raise LeakError("图片中仍有附注")
    for number, frame in enumerate(ImageSequence.Iterator(image), 1):
        if set(frame.getexif()) - _TAGS:
            raise LeakError("图片中仍有属性信息")
        _covered(frame, [mark for mark in marks if mark.page == number], 1.0, number)
