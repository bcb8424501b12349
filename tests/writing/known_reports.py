"""Known reports as the reports that a reader would make of them, and what a second reading lost."""

from __future__ import annotations

import datetime as dt

from gongkai.report.report import Report, Source
from gongkai.report.values import Cell
from gongkai.text.normal import squeeze
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


def changed_sections(before: Report, after: Report) -> list[str]:
    """The chapters whose text is not the same, white space aside, and the mark of Markdown before the title."""

    def bare(report: Report, section: str) -> str:
        return squeeze(report.sections.get(section, "")).removeprefix("#")

    return [name for name in after.sections if bare(before, name) != bare(after, name)]
