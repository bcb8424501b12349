"""Reports a second by format, beside the floor: ``python -m bench.formats``.

The floor is bytes to text of the same files and nothing more. Processor time of one process on one core, caches warm.
"""

from __future__ import annotations

import argparse
import io
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from random import Random

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from bench import corpus, measure, pdf
from gongkai.reading import read_report
from tests.layouts import LAYOUTS, draw, the_law
from tests.layouts.office import OFFICE
from tests.layouts.paper import Paper
from tests.layouts.sheet import Sheet

Task = Callable[[bytes], object]
ROUNDS = 4
GOALS = {"html": "800", "docx": "200", "xlsx": "", "pdf": "40"}


def made(kind: str, sheets: Sequence[Sheet]) -> list[bytes]:
    """The same reports as files of one format."""
    if kind == "html":
        writers = [layout.writer for layout in LAYOUTS.values() if layout.suffix == ".html"]
        return [writers[i % len(writers)].write(sheet).encode() for i, sheet in enumerate(sheets)]
    if kind == "pdf":
        return [Paper(mark="- # -", size=12, labels=(2, 5, 8)).write(sheet) for sheet in sheets]
    writer = OFFICE["Word" if kind == "docx" else "workbook, a sheet a chapter"].writer
    return [writer.write(sheet) for sheet in sheets]


def html_floor(data: bytes) -> object:
    """Parse the page, take its text."""
    return LexborHTMLParser(data).text()


def zip_floor(data: bytes) -> object:
    """Unzip every XML part, parse it, take its text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [name for name in package.namelist() if name.endswith(".xml")]
        return [list(etree.fromstring(package.read(name)).itertext()) for name in parts]


FLOORS: Mapping[str, Task] = {"html": html_floor, "docx": zip_floor, "xlsx": zip_floor, "pdf": pdf.floor}


def rate(task: Task, files: Sequence[bytes]) -> float:
    """Files a second, the best of the rounds that count."""
    taken: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for data in files:
            task(data)
        taken.append(time.process_time() - start)
    return len(files) / min(taken[1:])


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description="Reports a second by format, one core.")
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2021)
    options = parser.parse_args()
    random = Random(options.seed)
    pool = corpus.paragraphs()
    sheets = [draw(corpus.known(random, pool), corpus.style(random)) for _ in range(options.reports)]
    measure.one_core()
    print(f"a plain loop makes {measure.additions():.0f} million additions a second here")
    print(f"{'reports a second':<34}{'':>9}   goal")
    for kind, floor in FLOORS.items():
        files = made(kind, sheets)
        read: Task = pdf.read if kind == "pdf" else _reader(kind)
        print(f"{kind + ': floor':<34}{rate(floor, files):>9,.0f}")
        print(f"{kind + ': read':<34}{rate(read, files):>9,.0f}   {GOALS[kind]}".rstrip())


def _reader(kind: str) -> Task:
    return lambda data: read_report(data, f"report.{kind}", the_law())


if __name__ == "__main__":
    main()
