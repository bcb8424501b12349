"""A report in any format: the one place where a further format is added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from gongkai.law import LawView
from gongkai.report.contract import report_to_json
from gongkai.report.report import Report
from gongkai.report.values import CellKind
from gongkai.writing.docx import write_docx
from gongkai.writing.fonts_used import DEFAULT, Fonts
from gongkai.writing.html import write_html
from gongkai.writing.paper import Paper, paper_of
from gongkai.writing.pdf import write_pdf
from gongkai.writing.plain import write_markdown, write_text
from gongkai.writing.tabular import write_csv
from gongkai.writing.xlsx import write_xlsx

Writer = Callable[[Paper], bytes]

FORMATS: Final = ("pdf", "docx", "xlsx", "html", "md", "txt", "csv", "json")
_WRITERS: Final[Mapping[str, Writer]] = {
    "html": write_html,
    "md": write_markdown,
    "txt": write_text,
    "csv": write_csv,
}


class Written(msgspec.Struct, frozen=True):
    """A written report: its bytes, and what does not stand in them.

    ``undrawn`` counts the cells drawn blank that are no blanks, by kind; ``absent`` are the characters that no font
    has, drawn as ``〓``, ``unknown`` the font families that were asked for and not found.
    """

    data: bytes
    undrawn: Mapping[CellKind, int]
    absent: str = ""
    unknown: tuple[str, ...] = ()


def write_report(report: Report, law: LawView, format_name: str, day: dt.date, fonts: Fonts = DEFAULT) -> Written:
    """``report`` as a file of ``format_name``, one of FORMATS; ``day`` is the day of writing.

    Raises UsageError where PDF is asked for and typst is not installed, KeyError for a form or a format that is not
    known.
    """
    if format_name == "json":
        return Written(msgspec.json.format(report_to_json(report, law), indent=2) + b"\n", {})
    paper = paper_of(report, law)
    if format_name == "pdf":
        pdf = write_pdf(paper, day, fonts)
        return Written(pdf.data, paper.undrawn, pdf.absent, pdf.unknown)
    if format_name == "docx":
        return Written(write_docx(paper, day, fonts), paper.undrawn)
    if format_name == "xlsx":
        return Written(write_xlsx(paper, day), paper.undrawn)
    return Written(_WRITERS[format_name](paper), {} if format_name == "csv" else paper.undrawn)
