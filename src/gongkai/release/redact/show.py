"""A page as it is shown, for somebody who is about to mark it."""

from __future__ import annotations

import io

import msgspec
from PIL import Image

from gongkai.errors import UsageError
from gongkai.release.picture import kind
from gongkai.release.redact.pictures import FORMATS, frames
from gongkai.release.redact.source import opened, page_of, picture


class Shown(msgspec.Struct, frozen=True):
    """A page as PNG, its size in the units of ``Mark``, and how many pages there are."""

    data: bytes
    wide: float
    high: float
    pages: int


def show_page(data: bytes, number: int, dpi: int) -> Shown:
    """Page ``number`` (from 1) of a PDF or a picture. Raises UsageError where there is none, else as ``redact``."""
    name = FORMATS.get(kind(data))
    if name is not None:
        found = list(frames(data, name))
        _there(number, len(found))
        frame = found[number - 1]
        return Shown(_png(frame), float(frame.width), float(frame.height), len(found))
    with opened(data) as document:
        _there(number, len(document))
        page = page_of(document, number)
        try:
            image, _scale = picture(page, dpi, notes=True)
            wide, high = page.get_size()
            return Shown(_png(image), wide, high, len(document))
        finally:
            page.close()


def _there(number: int, pages: int) -> None:
    if not 1 <= number <= pages:
        raise UsageError(f"文件没有第{number}页，一共{pages}页。")


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
