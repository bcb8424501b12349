"""A report as the checks and the writers know it, from computed values and filled text."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from itertools import count

import msgspec

from gongkai.law import LawView
from gongkai.report.figures import extract_figures
from gongkai.report.form import Form
from gongkai.report.prose import prose_of
from gongkai.report.report import Evidence, Heading, Period, Report, Source
from gongkai.report.title import report_title
from gongkai.report.values import Cell, CellKind, Place, Text
from gongkai.site.annualreports.values import Value, printed


def report_of(
    law: LawView, form: Form, *, body: str, year: int, values: Mapping[str, Value], sections: Mapping[str, str]
) -> Report:
    """The report of ``body`` for ``year``. A number of which nothing was recorded is a blank, never 0."""
    cells = {key: _cell(values[key], form, key) for key in form.cells}
    digest = hashlib.sha256(msgspec.json.encode([body, year, cells, dict(sections)], order="deterministic"))
    lines = _lines(sections)
    first = {name: places[0] for name, places in lines.items()}
    headings = tuple(
        Heading(chapter.id, chapter.no, chapter.title, True, first.get(chapter.section or ""))
        for chapter in form.text.chapters
    )
    preface = sections.get("preface", "")
    evidence = Evidence(
        title=Text(report_title(law, form.id, body, year)),
        headings=headings,
        period=Period(dt.date(year, 1, 1), dt.date(year, 12, 31)),
        contact=Text(preface.splitlines()[-1]) if preface else None,
        lines=lines,
    )
    text = dict(sections)
    return Report(
        source=Source(f"{body}{year}", digest.hexdigest(), "application/json"),
        body=body,
        year=year,
        form=form.id,
        scope="own",
        law=law.digest,
        cells=cells,
        sections=text,
        figures=extract_figures(prose_of(text, evidence.lines), law, year),
        evidence=evidence,
    )


def _lines(sections: Mapping[str, str]) -> dict[str, tuple[Place, ...]]:
    """The places of the lines of each section: blocks that are counted through the whole text, from 1."""
    number = count(1)
    return {name: tuple(Place(block=next(number)) for _ in text.split("\n")) for name, text in sections.items()}


def _cell(value: Value, form: Form, key: str) -> Cell:
    spec = form.cells[key]
    if value.value is None:
        return Cell("blank")
    kind: CellKind = "amount" if spec.type == "amount" else "count"
    return Cell(kind, value.value, printed(value.value), unit=spec.unit)
