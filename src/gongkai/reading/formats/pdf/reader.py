"""PDF bytes -> neutral document."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.errors import TooLargeError, UndecodableError
from gongkai.reading.document import Document
from gongkai.reading.formats.pdf.flow import Flow
from gongkai.reading.formats.pdf.furniture import drop_margins, drop_repeated_glyphs
from gongkai.reading.formats.pdf.lattice import lattices
from gongkai.reading.formats.pdf.marks import Page, box_of
from gongkai.reading.formats.pdf.order import Laid, lay
from gongkai.reading.formats.pdf.worker import draw_page, read_pages
from gongkai.reading.formats.scan.reader import NOTICE, page_of
from gongkai.reading.formats.scan.worker import see

MEDIA_TYPE = "application/pdf"
# A page with fewer characters than this, and a picture over this share of it, is a scan.
_FEW = 8
MAX_SCANS = 30
_COVERED = 0.3
# A text layer of which this share has no known characters is of no use.
_UNMAPPED = 0.2


def read_pdf(data: bytes) -> Document:
    """Read a PDF file; pages without text are recognised where the extra ``ocr`` is there.

    Raises UndecodableError (damaged, blank), UnsupportedFormatError (password, an extra not installed) or
    TooLargeError.
    """
    pages = read_pages(data)
    scans = [page.number for page in pages if _is_scan(page)]
    if not scans and not any(page.glyphs for page in pages):
        raise UndecodableError("PDF 的页面都是空白的；请确认导出的内容完整")
    pages = _with_text(data, pages, scans)
    repairs = ((NOTICE, "、".join(map(str, scans))),) if scans else ()
    return Document(Flow(laid(pages)).blocks(), MEDIA_TYPE, repairs)


def _with_text(data: bytes, pages: Sequence[Page], scans: Sequence[int]) -> list[Page]:
    """The pages with the text of those that are pictures recognised."""
    where = f"PDF 的第 {'、'.join(map(str, scans[:10]))} 页没有文字层，"
    if len(scans) > MAX_SCANS:
        raise TooLargeError(f"PDF 有 {len(scans)} 页是图片，超过 {MAX_SCANS} 页的上限；请只保留年度报告所在的页")
    return [
        page_of(see(draw_page(data, page.number), where), page.number, _shown_width(page))
        if page.number in scans
        else page
        for page in pages
    ]


def _shown_width(page: Page) -> float:
    x0, _, x1, _ = box_of(page.shown, (0.0, 0.0, page.width, page.height))
    return x1 - x0


def laid(pages: Sequence[Page]) -> list[Laid]:
    """The pages in reading order, without what belongs to none of them; raises TooLargeError."""
    drop_repeated_glyphs(pages)
    found = [lay(page, lattices(page.across, page.down, page.number)) for page in pages]
    drop_margins(found)
    return found


def _is_scan(page: Page) -> bool:
    if page.unmapped > _UNMAPPED * len(page.glyphs):
        return True
    return len(page.glyphs) < _FEW and page.pictures > _COVERED
