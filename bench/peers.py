"""Other programs on the same files: speed, and cells in place: ``python -m bench.peers`` (extra ``bench``).

They give text or raw tables, of no known form. To count their cells, every row of a table is held against the rows
of the form by its label, and the last texts of the row are taken for its values, as many as the form has; a row of
numbers alone is taken for one of the tables without labels, in their order. A cell is in place if the number there is
the one that was written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import io
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bench import measure, pdf, writing
from gongkai.reading import read_report
from gongkai.report.form import Form, form_of
from gongkai.report.report import Report
from gongkai.writing import write_report
from tests.layouts import the_law

Rows = Iterable[Sequence[str]]
Task = Callable[[bytes], Rows]
Cells = Callable[[bytes], Mapping[str, object]]

DAY = dt.date(2024, 1, 20)
KINDS = ("pdf", "docx", "html")
_ORDINAL = re.compile(r"[（(]?(?:[一二三四五六七八九十]+|\d+)[）)、.．]\s*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def plumber(library: Any) -> Task:
    """Tables as pdfplumber finds them by their lines."""

    def rows(data: bytes) -> Iterator[Sequence[str]]:
        with library.open(io.BytesIO(data)) as document:
            for page in document.pages:
                for table in page.extract_tables():
                    yield from ([text for text in row if text is not None] for row in table)

    return rows


def markdown(library: Any) -> Task:
    """Rows between pipes in what markitdown makes of a file; several numbers in one of its cells are several."""
    converter = library.MarkItDown()

    def rows(data: bytes, suffix: str) -> Iterator[Sequence[str]]:
        text: str = converter.convert_stream(io.BytesIO(data), file_extension=suffix).text_content
        for line in text.splitlines():
            if line.startswith("|"):
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                yield [part for cell in cells for part in (cell.split() if cell[:1].isdigit() else [cell]) if part]

    return lambda data: rows(
        data, ".pdf" if data.startswith(b"%PDF") else ".docx" if data.startswith(b"PK") else ".html"
    )


def frames(library: Any) -> Task:
    """Tables as pandas reads them from a page."""

    def rows(data: bytes) -> Iterator[Sequence[str]]:
        for frame in library.read_html(io.BytesIO(data), header=None):
            for row in [list(map(str, frame.columns)), *frame.astype(str).values.tolist()]:
                yield [text for text in row if text != "nan"]

    return rows


PEERS: Mapping[str, tuple[str, Callable[[Any], Task], tuple[str, ...]]] = {
    "pdfplumber": ("pdfplumber", plumber, ("pdf",)),
    "markitdown": ("markitdown", markdown, ("pdf", "docx", "html")),
    "pandas": ("pandas", frames, ("html",)),
}


def label_of(text: str) -> str:
    """A label without its ordinal and white space."""
    return _ORDINAL.sub("", re.sub(r"\s", "", text), count=1)


def mapped(rows: Rows, form: Form) -> dict[str, str]:
    """The values of rows by the keys of the cells that their labels name."""
    wanted: dict[str, list[list[str]]] = {}
    unlabelled: list[list[str]] = []
    for keys in _rows_of(form):
        cell = form.cells[keys[0]]
        label = label_of(form.rows[f"{cell.table}.{cell.row}"].label)
        (unlabelled if cell.table == "remedies" else wanted.setdefault(label, [])).append(keys)
    found: dict[str, str] = {}
    alone = [key for keys in unlabelled for key in keys]
    for row in rows:
        names = [name for name in map(label_of, row) if wanted.get(name)]
        if names and _are_numbers(row[-len(wanted[names[-1]][0]) :]):
            keys = wanted[names[-1]].pop(0)
        elif len(row) == len(alone) and _are_numbers(row):
            keys = alone
        else:
            continue  # a heading
        found.update(zip(keys, row[-len(keys) :], strict=True))
    return found


def _are_numbers(texts: Sequence[str]) -> bool:
    return all(map(_NUMBER.fullmatch, texts))


def _rows_of(form: Form) -> list[list[str]]:
    rows: dict[tuple[str, str, str], list[str]] = {}
    for key, cell in form.cells.items():
        rows.setdefault((cell.table, cell.block, cell.row), []).append(key)
    return list(rows.values())


def in_place(true: Report, found: Mapping[str, object]) -> int:
    """How many cells hold the number that was written."""
    return sum(key in found and str(found[key]) == str(cell.value) for key, cell in true.cells.items())


def told(name: str, kind: str, reports: Sequence[Report], files: Sequence[bytes], task: Cells) -> None:
    """Print one line: how long a report takes, and how many of its cells are in place."""
    task(files[0])
    start = time.process_time()
    found = [task(data) for data in files]
    seconds = (time.process_time() - start) / len(files)
    counts = [in_place(report, cells) for report, cells in zip(reports, found, strict=True)]
    total = len(reports[0].cells)
    sys.stdout.write(f"{kind:<6}{name:<14}{seconds * 1000:>8,.0f} ms  {min(counts):>4} to {max(counts)} of {total}\n")


def main() -> None:
    """Parse the command line, write the reports, read them with everything that is installed, print."""
    parser = argparse.ArgumentParser(description="Gongkai beside other programs on the same reports, one core.")
    parser.add_argument("--reports", type=int, default=10)
    options = parser.parse_args()
    law = the_law()
    reports = [report for report in writing.reports(options.reports * 2) if report.form == "2021"][: options.reports]
    form = form_of(law, "2021")
    tasks = {name: _task(module, make) for name, (module, make, _) in PEERS.items()}
    measure.one_core()
    sys.stdout.write(f"{len(reports)} reports; processor time of one, and cells in place\n")
    for kind in KINDS:
        files = [write_report(report, law, kind, DAY).data for report in reports]
        told("gongkai", kind, reports, files, _ours(kind))
        for name, task in tasks.items():
            if task is not None and kind in PEERS[name][2]:
                told(name, kind, reports, files, lambda data, task=task: mapped(task(data), form))  # type: ignore[misc]
    missing = [name for name, task in tasks.items() if task is None]
    if missing:
        sys.stdout.write(f"not installed: {', '.join(missing)} (pip install 'gongkai[bench]')\n")


def _task(module: str, make: Callable[[Any], Task]) -> Task | None:
    try:
        return make(importlib.import_module(module))
    except ImportError:
        return None


def _ours(kind: str) -> Cells:
    """Gongkai, with the reader of PDF in the same process, so that its time counts."""

    def cells(data: bytes) -> Mapping[str, object]:
        report = pdf.read(data) if kind == "pdf" else read_report(data, f"a.{kind}", the_law())
        return {key: cell.value for key, cell in report.cells.items()}

    return cells


if __name__ == "__main__":
    main()
