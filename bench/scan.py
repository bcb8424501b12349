"""Scans recognised, cell by cell: ``python -m bench.scan`` (extra ``ocr``).

Reports drawn by the project's own writer are made pictures at 150, 200 and 300 dots an inch, turned by 0.4 degrees,
with noise. A cell is right, told (unreadable, or named by a notice or a finding) or wrong in silence. Time is that of
the processor, memory the most that the process which recognises took.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import os
import resource
import sys
from collections import Counter
from collections.abc import Iterator

from bench import writing
from gongkai.errors import InputError
from gongkai.reading.document import Document
from gongkai.reading.formats.pdf.flow import Flow
from gongkai.reading.formats.pdf.reader import laid
from gongkai.reading.formats.scan import reader, worker
from gongkai.reading.read import read_parsed
from gongkai.report.checks import check_report
from gongkai.report.report import Report, Source
from gongkai.writing import write_report
from tests.layouts import the_law

DAY = dt.date(2024, 1, 20)
DEGREES = 0.4
NOISE = 12.0


def pictures(data: bytes, dots: int, seed: int) -> Iterator[bytes]:
    """The pages of a PDF file as a scanner would give them, as PNG."""
    cv2, numpy, pdfium = (importlib.import_module(name) for name in ("cv2", "numpy", "pypdfium2"))
    chance = numpy.random.default_rng(seed)
    for page in pdfium.PdfDocument(data):
        grey = page.render(scale=dots / 72, grayscale=True).to_numpy().squeeze()
        high, wide = grey.shape
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), DEGREES, 1)
        grey = cv2.GaussianBlur(cv2.warpAffine(grey, turn, (wide, high), borderValue=255), (3, 3), 0)
        noisy = grey + chance.normal(0, NOISE, grey.shape) - NOISE
        yield cv2.imencode(".png", numpy.clip(noisy, 0, 255).astype("uint8"))[1].tobytes()


def seen(data: bytes, dots: int, seed: int) -> tuple[Document, int]:
    """A report as a document, by way of pictures, and how many these are."""
    pages = [
        reader.page_of(worker.see(picture, "a page"), number, None)
        for number, picture in enumerate(pictures(data, dots, seed), 1)
    ]
    return Document(Flow(laid(pages)).blocks(), "application/pdf", ((reader.NOTICE, "1"),)), len(pages)


def outcome(true: Report, read: Report) -> tuple[Counter[str], list[str]]:
    """How many cells are right, told and silent; what the silent ones are."""
    told = {key for notice in read.notices if notice.code != "LABEL-GUESSED" for key in notice.cells}
    findings = check_report(read, the_law()).findings
    told |= {key for finding in findings if finding.outcome == "failed" for key in finding.cells}
    counts: Counter[str] = Counter()
    silent: list[str] = []
    for key, cell in true.cells.items():
        other = read.cells[key]
        if (other.kind, other.value) == (cell.kind, cell.value):
            counts["right"] += 1
        elif key in told or other.kind in ("unreadable", "missing"):
            counts["told"] += 1
        else:
            counts["silent"] += 1
            silent.append(f"{key}: {cell.kind} {cell.value} read as {other.kind} {other.value}")
    return counts, silent


def main() -> int:
    """Parse the command line, draw, recognise, print; 1 if a cell is wrong in silence."""
    parser = argparse.ArgumentParser(description="Cells of scans: right, told, or wrong in silence.")
    parser.add_argument("--reports", type=int, default=10)
    parser.add_argument("--dots", type=int, nargs="*", default=[150, 200, 300])
    options = parser.parse_args()
    if not worker.is_installed():
        sys.stdout.write("the extra ocr is not installed: pip install 'gongkai[ocr]'\n")
        return 0
    os.environ.setdefault(worker.VARIABLE, "600")
    return 1 if sum(recognised(options.reports, dots) for dots in options.dots) else 0


def recognised(reports: int, dots: int) -> int:
    """Draw, recognise and print; how many cells are wrong in silence."""
    counts: Counter[str] = Counter()
    pages = faults = 0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for seed, report in enumerate(writing.reports(reports)):
        data = write_report(report, the_law(), "pdf", DAY).data
        document, number = seen(data, dots, seed)
        pages += number
        try:
            found, silent = outcome(report, read_parsed(document, Source("a.pdf", "", document.media_type), the_law()))
        except InputError as error:
            found, silent = Counter({"not read": len(report.cells)}), []
            sys.stdout.write(f"  report {seed}: {error.message}\n")
        counts += found
        faults += len(silent)
        sys.stdout.writelines(f"  report {seed}, {dots} dpi: {text}\n" for text in silent)
    worker.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / pages
    shares = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    sys.stdout.write(f"{dots} dpi: {shares} of {counts.total()} cells; {pages} pages of {seconds:.1f} s each, ")
    sys.stdout.write(f"{after.ru_maxrss // 1024} MB\n")
    sys.stdout.flush()
    return faults


if __name__ == "__main__":
    sys.exit(main())
