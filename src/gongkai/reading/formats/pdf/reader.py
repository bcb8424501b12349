"""PDF bytes -> neutral document."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.errors import UnsupportedFormatError
from gongkai.reading.document import Document
from gongkai.reading.formats.pdf.flow import Flow
from gongkai.reading.formats.pdf.furniture import drop_margins, drop_repeated_glyphs
from gongkai.reading.formats.pdf.lattice import lattices
from gongkai.reading.formats.pdf.marks import Page
from gongkai.reading.formats.pdf.order import Laid, lay
from gongkai.reading.formats.pdf.worker import read_pages

MEDIA_TYPE = "application/pdf"
# A page with fewer characters than this, and a picture over this share of it, is a scan.
_FEW = 8
_COVERED = 0.3
# A text layer of which this share has no known characters is of no use.
_UNMAPPED = 0.2


def read_pdf(data: bytes) -> Document:
    """Read a PDF file with a text layer.

    Raises UndecodableError (damaged), UnsupportedFormatError (password, scan, pypdfium2 not installed) or
    TooLargeError.
    """
    pages = read_pages(data)
    _refuse_scans(pages)
    laid = _laid(pages)
    return Document(Flow(laid).blocks(), MEDIA_TYPE)


def _laid(pages: Sequence[Page]) -> list[Laid]:
    drop_repeated_glyphs(pages)
    laid = [lay(page, lattices(page.across, page.down, page.number)) for page in pages]
    drop_margins(laid)
    return laid


def _refuse_scans(pages: Sequence[Page]) -> None:
    scans = [page.number for page in pages if _is_scan(page)]
    if not scans and any(page.glyphs for page in pages):
        return
    where = f"第 {'、'.join(map(str, scans[:10]))} 页" if 0 < len(scans) < len(pages) else "整个文件"
    raise UnsupportedFormatError(
        f"PDF {where}没有文字，只有图片或者空白；请提供由文档直接导出的 PDF，"
        "或者运行 pip install 'gongkai[ocr]' 以识别扫描件中的文字"
    )


def _is_scan(page: Page) -> bool:
    if page.unmapped > _UNMAPPED * len(page.glyphs):
        return True
    return len(page.glyphs) < _FEW and page.pictures > _COVERED
