"""A PDF file opened by pdfium: its pages as glyphs and ruling lines, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, string_at
from types import ModuleType
from typing import Any

from gongkai.errors import TooLargeError, UndecodableError, UnsupportedFormatError
from gongkai.reading.formats.pdf import glyphs
from gongkai.reading.formats.pdf.marks import Page, box_of, inverse, then, turned
from gongkai.reading.formats.pdf.paths import Drawn

MAX_PAGES = 150
MAX_ALL_GLYPHS = 400_000
_LARGEST_SIDE = 20_000.0
# How finely a page without text is drawn, and how many dots its longer side has at most.
_DOTS = 200
_LONGEST = 2_400


def library() -> Any:
    """The raw interface of pdfium; raises UnsupportedFormatError where it is not installed."""
    try:
        import pypdfium2.raw as lib
    except ImportError as error:
        raise UnsupportedFormatError(
            "读取 PDF 需要 pypdfium2；请运行 pip install 'gongkai[pdf]'，或者将文件另存为文本、Markdown 或 HTML"
        ) from error
    return _checked(lib)


def _checked(lib: ModuleType) -> Any:
    return lib


def extract(data: bytes) -> list[Page]:
    """The pages of a PDF file; raises UndecodableError, UnsupportedFormatError or TooLargeError."""
    with opened(data) as (lib, document):
        return list(pages(lib, document))


@contextmanager
def opened(data: bytes) -> Iterator[tuple[Any, Any]]:
    """The library and the document in ``data``, closed at the end.

    Raises UndecodableError for a damaged file, UnsupportedFormatError for one that asks for a password, TooLargeError.
    """
    lib = library()
    document = lib.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(lib)
    try:
        count = lib.FPDF_GetPageCount(document)
        if count < 1:
            raise UndecodableError("PDF 文件中没有页面；请确认文件完整，重新导出后再试")
        if count > MAX_PAGES:
            raise TooLargeError(f"PDF 有 {count} 页，超过 {MAX_PAGES} 页的上限；请只保留年度报告所在的页")
        yield lib, document
    finally:
        lib.FPDF_CloseDocument(document)


def picture(data: bytes, number: int) -> bytes:
    """Page ``number`` drawn in grey, at most ``_DOTS`` dots an inch, as a PGM file; raises as ``extract`` does."""
    with opened(data) as (lib, document):
        page = lib.FPDF_LoadPage(document, number - 1)
        if not page:
            raise UndecodableError(f"PDF 第 {number} 页已损坏，无法读取；请重新导出后再试")
        try:
            return _drawn(lib, page)
        finally:
            lib.FPDF_ClosePage(page)


def _drawn(lib: Any, page: Any) -> bytes:
    width, height = lib.FPDF_GetPageWidthF(page), lib.FPDF_GetPageHeightF(page)
    scale = min(_DOTS / 72, _LONGEST / max(width, height))
    wide, high = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = lib.FPDFBitmap_CreateEx(wide, high, lib.FPDFBitmap_Gray, None, 0)
    try:
        lib.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        lib.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
        stride = lib.FPDFBitmap_GetStride(bitmap)
        rows = string_at(lib.FPDFBitmap_GetBuffer(bitmap), stride * high)
    finally:
        lib.FPDFBitmap_Destroy(bitmap)
    return f"P5 {wide} {high} 255\n".encode() + b"".join(rows[i * stride : i * stride + wide] for i in range(high))


def _refusal(lib: Any) -> UndecodableError | UnsupportedFormatError:
    if lib.FPDF_GetLastError() in (lib.FPDF_ERR_PASSWORD, lib.FPDF_ERR_SECURITY):
        return UnsupportedFormatError("PDF 文件有打开密码或者加密方式不受支持；请去除密码，另存后再试")
    return UndecodableError("PDF 文件已损坏或者不完整，无法打开；请重新下载或者重新导出")


def pages(lib: Any, document: Any) -> Iterator[Page]:
    """Every page in order; raises UndecodableError for one that cannot be loaded, TooLargeError."""
    total = 0
    for index in range(lib.FPDF_GetPageCount(document)):
        page = lib.FPDF_LoadPage(document, index)
        if not page:
            raise UndecodableError(f"PDF 第 {index + 1} 页已损坏，无法读取；请重新导出后再试")
        try:
            found = _page(lib, page, index + 1)
        finally:
            lib.FPDF_ClosePage(page)
        total += len(found.glyphs)
        if total > MAX_ALL_GLYPHS:
            raise TooLargeError(f"PDF 的字符超过 {MAX_ALL_GLYPHS} 个的上限；请只保留年度报告所在的页")
        yield found


def _page(lib: Any, page: Any, number: int) -> Page:
    rect = lib.FS_RECTF()
    if not lib.FPDF_GetPageBoundingBox(page, byref(rect)):
        raise UndecodableError(f"PDF 第 {number} 页没有页面大小；请重新导出后再试")
    box = (rect.left, rect.bottom, rect.right, rect.top)
    if not (1 <= box[2] - box[0] <= _LARGEST_SIDE and 1 <= box[3] - box[1] <= _LARGEST_SIDE):
        raise UndecodableError(f"PDF 第 {number} 页的页面大小不合理；请重新导出后再试")
    raw = _raw_glyphs(lib, page, number)
    quarter = glyphs.direction(raw) if raw.codes else lib.FPDFPage_GetRotation(page)
    matrix, width, height = turned(box, quarter)
    shown, _, _ = turned(box, lib.FPDFPage_GetRotation(page))
    placed, unmapped = glyphs.glyphs(raw, matrix, width, height)
    drawn = Drawn(lib, matrix, number)
    drawn.collect(page)
    area = sum(_area(box_of(then(inverse(matrix), matrix), picture)) for picture in drawn.pictures)
    return Page(
        number,
        width,
        height,
        then(inverse(matrix), shown),
        placed,
        drawn.across,
        drawn.down,
        min(area / (width * height), 1.0),
        unmapped,
    )


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _raw_glyphs(lib: Any, page: Any, number: int) -> glyphs.Raw:
    text = lib.FPDFText_LoadPage(page)
    if not text:
        return glyphs.Raw()
    try:
        found = glyphs.raw_glyphs(lib, text, number)
        return glyphs.without_watermark(lib, text, found)
    finally:
        lib.FPDFText_ClosePage(text)
