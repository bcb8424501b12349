"""Reports built by hand: one with which nothing is wrong, and changes to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from gongkai.report.form import Form, form_of
from gongkai.report.report import Evidence, Heading, Period, Report, Scope, Source
from gongkai.report.values import MISSING, Cell, CellKind, Place, Text
from tests.layouts import the_law

BODY = "青山县白石镇人民政府"
NAME = "政府信息公开工作年度报告"

Values = Mapping[str, "int | str | Decimal | Cell"]

BLANK = Cell("blank")
SLASH = Cell("not_applicable", raw="/")
UNREADABLE = Cell("unreadable", raw="1 2")


def at(line: int) -> Place:
    return Place(line=line)


def a_form(form_id: str) -> Form:
    return form_of(the_law(), form_id)


def a_cell(form: Form, key: str, value: int | str | Decimal | Cell) -> Cell:
    """``value`` as a cell of ``key``: an int is a count, a string an amount, a Decimal a count with decimals."""
    if isinstance(value, Cell):
        return value
    spec = form.cells[key]
    kind: CellKind = "amount" if spec.type == "amount" else "count"
    number = Decimal(value) if isinstance(value, str) else value
    line = 10 + list(form.cells).index(key)
    return Cell(kind, number, raw=str(value), at=at(line), unit=spec.unit)


def a_report(
    cells: Values | None = None,
    *,
    form: str = "2021",
    year: int | None = 2023,
    body: str | None = BODY,
    scope: Scope | None = "own",
    **evidence: Any,
) -> Report:
    """A report of zeros that passes every check, with ``cells`` put into it and ``evidence`` changed."""
    drawn = a_form(form)
    zeros: dict[str, int | str | Decimal | Cell] = {
        key: "0" if spec.type == "amount" else 0 for key, spec in drawn.cells.items()
    }
    values = {**zeros, **(cells or {})}
    return Report(
        source=Source("report.txt", "0" * 64, "text/plain"),
        body=body,
        year=year,
        form=form,
        scope=scope,
        law=the_law().digest,
        cells={key: a_cell(drawn, key, value) for key, value in values.items()},
        sections={"preface": "", "overview": "总体情况。", "problems": "问题。", "other": "无。"},
        evidence=msgspec.structs.replace(_evidence(drawn, body, year or 2023), **evidence),
    )


def an_empty_report(form: str = "2021", **changes: Any) -> Report:
    """A report of which no cell is in the document."""
    return a_report(dict.fromkeys(a_form(form).cells, MISSING), form=form, **changes)


def row(name: str, *values: int | str | Decimal | Cell, form: str = "2021") -> dict[str, Any]:
    """The cells of ``table.row`` with their values; the last one is repeated."""
    keys = a_form(form).cells_by_row[name]
    return {key: values[min(i, len(values) - 1)] for i, key in enumerate(keys)}


def headings(form: Form, without: tuple[str, ...] = ()) -> tuple[Heading, ...]:
    """The headings of all chapters but some."""
    return tuple(
        Heading(chapter.id, chapter.no, f"{chapter.no}、{chapter.title}", True, at(2 + i))
        for i, chapter in enumerate(form.text.chapters)
        if chapter.id not in without
    )


def _evidence(form: Form, body: str | None, year: int) -> Evidence:
    return Evidence(
        title=Text(f"{body or '某机关'}{year}年{NAME}", at(1)),
        headings=headings(form),
        period=Period(dt.date(year, 1, 1), dt.date(year, 12, 31), at(2)),
        contact=Text("电话：0000-1234567", at(2)),
        scope=Text("本镇", at(3)),
    )
