"""A PDF as it is shown: the picture of each page, and its characters with their boxes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_double, c_int, c_void_p, cast
from typing import Any, Final

import msgspec
import pypdfium2
import pypdfium2.raw as lib
from PIL import Image

from gongkai.errors import TooLargeError, UndecodableError
from gongkai.release.redact.marks import Box

MAX_PAGES: Final = 1_000
MAX_CHARACTERS: Final = 200_000
_LARGEST_SIDE: Final = 20_000.0
_MAX_DOTS: Final = 40_000_000
# Below this a page is no longer legible.
_FEWEST_DPI: Final = 72
# Device units to the point: pdfium tells places on the page as whole numbers.
_FINE: Final = 256
_INVISIBLE: Final = 3
_SURROGATES: Final = range(0xD800, 0xE000)


class Character(msgspec.Struct):
    """A character, the box in which it stands, that of its ink (None for a space), and whether it is drawn at all.

    ``piece`` is the same for all that the file shows at once.
    """

    text: str
    box: Box
    ink: Box | None
    drawn: bool
    piece: int


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document. Raises UndecodableError (damaged, password) or TooLargeError."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UndecodableError("PDF 已损坏或者设有密码，无法打开") from error
    try:
        if len(document) > MAX_PAGES:
            raise TooLargeError(f"PDF 有 {len(document)} 页，超过 {MAX_PAGES} 页的上限；请拆分后分别处理")
        if len(document) < 1:
            raise UndecodableError("PDF 文件中没有页面")
        yield document
    finally:
        document.close()


def page_of(document: pypdfium2.PdfDocument, number: int) -> Any:
    """Page ``number`` (from 1); raises UndecodableError for a damaged one, TooLargeError for one beyond all measure."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise UndecodableError(f"PDF 第 {number} 页已损坏，无法读取；请重新导出后再试") from error
    if not 0 < max(page.get_size()) <= _LARGEST_SIDE or min(page.get_size()) <= 0:
        raise TooLargeError(f"PDF 第 {number} 页的尺寸不对，无法处理")
    return page


def picture(page: Any, dpi: int, notes: bool) -> tuple[Image.Image, float]:
    """The page as it is shown, in colours, and its dots to the point; form fields with their values are drawn.

    ``notes``: comments and stamps are drawn too. Raises TooLargeError for a page that cannot be drawn legibly.
    """
    wide, high = page.get_size()
    scale = min(dpi / 72, (_MAX_DOTS / (wide * high)) ** 0.5)
    if scale * 72 < min(dpi, _FEWEST_DPI):
        raise TooLargeError("页面过大，无法清楚地画出；请缩小页面后再试")
    drawn = page.render(scale=scale, draw_annots=notes, may_draw_forms=True)
    return drawn.to_pil().convert("RGB"), scale


def characters(page: Any) -> list[Character]:
    """The characters in the order of the file, with what pdfium puts between words and lines.

    A character without a box of its own (the second of a ligature) has that of the one before it.
    """
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise TooLargeError(f"一页有 {count} 个字，超过 {MAX_CHARACTERS} 的上限")
        shown = _Shown(page)
        found: list[Character] = []
        for index in range(count):
            code = lib.FPDFText_GetUnicode(text, index)
            if code == 0 or code in _SURROGATES or code > 0x10FFFF:
                continue
            found.append(_character(text, index, chr(code), shown, found[-1] if found else None))
        return found
    finally:
        text.close()


def _character(text: Any, index: int, char: str, shown: _Shown, before: Character | None) -> Character:
    tight = _box(lib.FPDFText_GetCharBox, text, index, shown)
    loose = _loose(text, index, shown)
    if before is not None and (loose is None or _flat(loose)) and (tight is None or _flat(tight)):
        return Character(char, before.box, None if char.isspace() else before.ink, before.drawn, before.piece)
    box = loose or tight or (0.0, 0.0, 0.0, 0.0)
    if tight is not None and not _flat(tight):
        box = (min(box[0], tight[0]), min(box[1], tight[1]), max(box[2], tight[2]), max(box[3], tight[3]))
    item = lib.FPDFText_GetTextObject(text, index)
    drawn = not item or lib.FPDFTextObj_GetTextRenderMode(item) != _INVISIBLE
    ink = None if char.isspace() or tight is None or _flat(tight) else tight
    return Character(char, box, ink, drawn, cast(item, c_void_p).value or 0)


def _flat(box: Box) -> bool:
    return box[2] - box[0] <= 0.01 or box[3] - box[1] <= 0.01


def _box(call: Any, text: Any, index: int, shown: _Shown) -> Box | None:
    left, right, bottom, top = (c_double() for _ in range(4))
    if not call(text, index, byref(left), byref(right), byref(bottom), byref(top)):
        return None
    return shown.box(left.value, bottom.value, right.value, top.value)


def _loose(text: Any, index: int, shown: _Shown) -> Box | None:
    rect = lib.FS_RECTF()
    if not lib.FPDFText_GetLooseCharBox(text, index, byref(rect)):
        return None
    return shown.box(rect.left, rect.bottom, rect.right, rect.top)


class _Shown:
    """Places of the file as places of the page that is shown: turned, cropped, from the upper left corner."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.size = tuple(round(side * _FINE) for side in page.get_size())

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box around the two corners."""
        (ax, ay), (bx, by) = self._point(left, bottom), self._point(right, top)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        across, down = c_int(), c_int()
        lib.FPDF_PageToDevice(self.page, 0, 0, *self.size, 0, x, y, byref(across), byref(down))
        return across.value / _FINE, down.value / _FINE
