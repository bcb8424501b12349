"""Reports a second as PDF: ``python -m bench.pdf`` from the project's folder.

The floor is what no reader of PDF can do without: load the pages and take their text, nothing more. Both are processor
time of one process on one core; reading in the child, as the program does it, is told beside in time on the clock.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from random import Random

from bench import corpus, measure
from gongkai.reading.document import Document
from gongkai.reading.formats.pdf import glyphs, reader, source
from gongkai.reading.formats.pdf.flow import Flow
from gongkai.reading.read import read_parsed, read_report
from gongkai.report.report import Report, Source
from tests.layouts import draw, the_law
from tests.layouts.paper import Paper


def files(count: int, seed: int) -> list[bytes]:
    """Reports of about five pages, tables ruled."""
    random = Random(seed)
    pool = corpus.paragraphs()
    paper = Paper(mark="- # -", size=12, labels=(2, 5, 8))
    return [paper.write(draw(corpus.known(random, pool), corpus.style(random))) for _ in range(count)]


def floor(data: bytes) -> int:
    """The text of all pages; gives the number of pages."""
    with source.opened(data) as (lib, document):
        count: int = lib.FPDF_GetPageCount(document)
        for index in range(count):
            page = lib.FPDF_LoadPage(document, index)
            text = lib.FPDFText_LoadPage(page)
            length = lib.FPDFText_CountChars(text)
            glyphs.codes(lib, text, length)
            lib.FPDFText_ClosePage(text)
            lib.FPDF_ClosePage(page)
        return count


def read(data: bytes) -> Report:
    """Bytes to report, without the child."""
    document = Document(Flow(reader.laid(source.extract(data))).blocks(), reader.MEDIA_TYPE)
    return read_parsed(document, Source("report.pdf", "", document.media_type), the_law())


def rate(task: Callable[[bytes], object], made: Sequence[bytes], clock: Callable[[], float]) -> float:
    """Files a second, the best of three rounds after one that does not count."""
    taken: list[float] = []
    for _ in range(4):
        start = clock()
        for data in made:
            task(data)
        taken.append(clock() - start)
    return len(made) / min(taken[1:])


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description="PDF reports a second, one core, caches warm.")
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--seed", type=int, default=2021)
    options = parser.parse_args()
    made = files(options.reports, options.seed)
    pages = sum(map(floor, made)) / len(made)
    print(f"{len(made)} PDF reports of {pages:.1f} pages, {sum(map(len, made)) // len(made):,} bytes in the middle")
    whole = rate(lambda data: read_report(data, "a.pdf", the_law()), made, time.monotonic)
    print(f"in the child, on the clock {whole:9.1f}/s")
    measure.one_core()
    print(f"read                       {rate(read, made, time.process_time):9.1f}/s   goal 40")
    print(f"floor                      {rate(floor, made, time.process_time):9.1f}/s   goal about 95")


if __name__ == "__main__":
    main()
