"""A PDF built anew from what remains: a picture of each page with the marks painted out, and the text beside them.

Nothing of the old file is copied: no object, no font, no property.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops

from gongkai.errors import TooLargeError
from gongkai.release.redact.keep import kept, removed
from gongkai.release.redact.layer import Layer
from gongkai.release.redact.marks import Mark, Redacted, Repeat, outside
from gongkai.release.redact.paint import paint
from gongkai.release.redact.source import Character, characters, opened, page_of, picture

_QUALITY: Final = 85
_MAX_BYTES: Final = 256 * 1024 * 1024
# How much the colours of a dot may differ in a picture that is grey.
_GREY: Final = 12
# From this resolution on it can be told whose ink it is.
_FINE: Final = 200
# A single character stands in many places.
_TELLING: Final = 2


class Options(msgspec.Struct, frozen=True):
    """``dpi`` of the pictures; ``text``: with the text that can be searched; ``notes``: comments and stamps drawn."""

    dpi: int = 200
    text: bool = True
    notes: bool = False


def rebuild(data: bytes, marks: Sequence[Mark], labels: Mapping[str, str], options: Options) -> Redacted:
    """The new PDF. Raises UndecodableError, TooLargeError, and UsageError for a mark that covers nothing."""
    said: list[str] = []
    gone: dict[str, None] = {}
    with opened(data) as source, pikepdf.new() as target:
        if source.get_formtype():
            source.init_forms()
        sizes = [page_of(source, number).get_size() for number in range(1, len(source) + 1)]
        for mark in marks:
            outside(mark, sizes)
        layer, size = Layer(target), 0
        for number, (wide, high) in enumerate(sizes, 1):
            here = [mark for mark in marks if mark.page == number]
            page = page_of(source, number)
            image, scale = picture(page, options.dpi, options.notes)
            found = characters(page)
            boxes = [mark.box for mark in here]
            stay: list[Character] = []
            if options.text:
                fine = (image, scale) if options.dpi >= _FINE else picture(page, _FINE, options.notes)
                stay = kept(found, boxes, *fine)
            page.close()
            gone |= dict.fromkeys(removed(found, boxes))
            said.append("".join(character.text for character in stay if not character.text.isspace()))
            paint(image, [(mark.box, labels.get(mark.ground, "")) for mark in here], scale)
            size += _add(target, layer, image, stay, (wide, high))
            if size > _MAX_BYTES:
                raise TooLargeError("遮盖以后的文件过大；请降低分辨率，或者拆分后分别处理")
        _name_fonts(target, layer)
        out = io.BytesIO()
        target.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    repeats = tuple(Repeat(text, page) for text in gone for page in _pages_with(text, said))
    return Redacted(out.getvalue(), len(sizes), tuple(gone), repeats)


def _pages_with(text: str, pages: Sequence[str]) -> list[int]:
    return [number for number, page in enumerate(pages, 1) if len(text) >= _TELLING and text in page]


def _add(
    target: pikepdf.Pdf, layer: Layer, image: Image.Image, stay: Sequence[Character], size: tuple[float, float]
) -> int:
    """Add a page; the bytes of its picture."""
    wide, high = size
    data, grey = _jpeg(image)
    drawn = Stream(target, data)
    drawn.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceGray if grey else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    content = f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /I Do Q\n".encode() + layer.content(stay, high)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(wide, 3), round(high, 3)]),
        Resources=Dictionary(XObject=Dictionary(I=target.make_indirect(drawn))),
        Contents=target.make_indirect(Stream(target, content)),
    )
    target.pages.append(pikepdf.Page(target.make_indirect(page)))
    return len(data)


def _jpeg(image: Image.Image) -> tuple[bytes, bool]:
    """The picture as JPEG, and whether it is grey."""
    red, green, blue = image.split()
    grey = max(_highest(red, green), _highest(green, blue)) <= _GREY
    out = io.BytesIO()
    if grey:
        image.convert("L").save(out, "JPEG", quality=_QUALITY)
    else:
        image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue(), grey


def _highest(one: Image.Image, other: Image.Image) -> int:
    """The largest difference between two pictures of one colour, 0 to 255."""
    counts = ImageChops.difference(one, other).histogram()
    return max(level for level, count in enumerate(counts) if count)


def _name_fonts(target: pikepdf.Pdf, layer: Layer) -> None:
    fonts = target.make_indirect(layer.fonts())
    for page in target.pages:
        page.Resources.Font = fonts
