"""Known reports as the reports that a reader would make of them, and what a second reading lost."""

from __future__ import annotations

import datetime as dt

from gongkai.report.report import Report, Source
from gongkai.report.values import Cell
from gongkai.text.normal import squeeze
from tests.layouts.judge import inexact
from tests.layouts.known import KnownReport, the_law
from tests.layouts.printing import Figures

DAY = dt.date(2025, 1, 15)


def report_of(known: KnownReport) -> Report:
    """The report that says what ``known`` says."""
    figures = Figures()
    cells = {
        key: Cell(value.kind, value.number, figures.text(value, spec), unit=value.unit or spec.unit)
        for key, spec in known.form.cells.items()
        for value in [known.values[key]]
    }
    title = f"{known.body}{known.year}年政府信息公开工作年度报告"
    sections = {name: "\n".join(paragraphs) for name, paragraphs in known.prose.sections.items()}
    sections["preface"] = "\n".join((title, *known.prose.preface))
    source = Source("known.json", "0" * 64, "application/json")
    law = the_law()
    return Report(source, known.body, known.year, known.form.id, None, law.digest, cells, sections)


def lost_cells(known: KnownReport, read: Report) -> list[str]:
    """The cells that did not come back, and those of rows that prove nothing where they are wrong or not told.

    A row that is alone in its block and blank at its end may as well have lost a cell on its way: the reader gives
    no value there, and says so.
    """
    unproved = {
        key
        for specs in known.form.cells_by_block.values()
        if len({spec.row for spec in specs}) == 1 and len(specs) > 1 and known.values[specs[-1].key].kind == "blank"
        for key in (spec.key for spec in specs)
    }
    told = {key for notice in read.notices for key in notice.cells if read.cells[key].kind == "unreadable"}
    return [line for line in inexact(known, read) if line.partition(":")[0] not in unproved & told]


def changed_sections(before: Report, after: Report) -> list[str]:
    """The chapters whose text is not the same, white space aside, and the mark of Markdown before the title."""

    def bare(report: Report, section: str) -> str:
        return squeeze(report.sections.get(section, "")).removeprefix("#")

    return [name for name in after.sections if bare(before, name) != bare(after, name)]
