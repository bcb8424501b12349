"""Reports built by hand: one with which nothing is wrong, and changes to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

from gongkai.report.figures import extract_figures
from gongkai.report.form import Form, form_of
from gongkai.report.prose import prose_of
from gongkai.report.report import Evidence, Heading, Period, Report, Scope, Source
from gongkai.report.values import MISSING, Cell, CellKind, Place, Text
from tests.layouts import the_law

BODY = "青山县白石镇人民政府"
NAME = "政府信息公开工作年度报告"

Values = Mapping[str, "int | str | Decimal | Cell"]

# A text with which nothing is wrong, whatever the tables say: it states no number.
SECTIONS: Mapping[str, str] = {
    "preface": "",
    "overview": (
        "我镇依照条例推进政府信息公开。\n"
        "（一）主动公开。在公示栏公开惠农补贴发放情况。\n"
        "（二）依申请公开。由专人登记、办理。\n"
        "（三）政府信息管理。逐件进行公开审查。\n"
        "（四）政府信息公开平台建设。设置了查阅点。\n"
        "（五）监督保障。纳入工作考核，开展社会评议，没有责任追究情形。"
    ),
    "problems": "主要问题是公示更新不够及时。改进措施是由专人每周巡看一遍。",
    "other": "没有收取信息处理费。",
}

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
    sections: Mapping[str, str] | None = None,
    **evidence: Any,
) -> Report:
    """A report of zeros that passes every check, with ``cells`` and ``sections`` put into it and ``evidence`` changed.

    Its figures are those that its text states; line 20 is the first of each section.
    """
    drawn = a_form(form)
    zeros: dict[str, int | str | Decimal | Cell] = {
        key: "0" if spec.type == "amount" else 0 for key, spec in drawn.cells.items()
    }
    values = {**zeros, **(cells or {})}
    texts = {**SECTIONS, **(sections or {})}
    lines = {name: tuple(at(20 + i) for i in range(text.count("\n") + 1)) for name, text in texts.items()}
    return Report(
        source=Source("report.txt", "0" * 64, "text/plain"),
        body=body,
        year=year,
        form=form,
        scope=scope,
        law=the_law().digest,
        cells={key: a_cell(drawn, key, value) for key, value in values.items()},
        sections=texts,
        figures=extract_figures(prose_of(texts, lines), the_law(), year),
        evidence=msgspec.structs.replace(_evidence(drawn, body, year or 2023), lines=lines, **evidence),
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
