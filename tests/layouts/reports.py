"""Hypothesis strategies of known reports: consistent of every size, with blanks, with one error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.report.form import Form
from tests.layouts.known import (
    BLANK,
    PLACEHOLDER,
    KnownReport,
    Number,
    Prose,
    Value,
    completed,
    free_keys,
    the_form,
    values_of,
)

BODIES = (
    "云溪县青石镇人民政府",
    "云溪县柳河乡人民政府",
    "云溪县财政局",
    "云溪县人民政府",
    "白鹭市水务局",
    "白鹭市",
)
# How many cells are not 0, how large applications get, how large chapter two gets.
SIZES = ((0, 0, 0), (5, 9, 300), (15, 60, 3_000), (60, 1_500, 4_000_000))
NOTES = ("（其中修订16件）", "（含上年3件）", "（2件并案）")


def prose(body: str, year: int) -> Prose:
    """Short chapters that hold numbers, so that a reader who takes numbers from anywhere is found out."""
    return Prose(
        (f"现发布{body}{year}年政府信息公开工作年度报告。统计期限自{year}年1月1日起至{year}年12月31日止。",),
        {
            "overview": (
                f"（一）主动公开。{year}年，通过政府网站公开信息126条，解读政策8件。",
                "（二）依申请公开。收到申请17件，办结16件，结转1件。",
                "（三）政府信息管理。按照《条例》第二十条逐项核对。（四）平台建设。开设专栏3个。（五）监督保障。培训2次。",
            ),
            "problems": ("一是解读形式单一；二是公开不够及时。下一步，将增加图文解读，每季度检查1次。",),
            "other": ("本年度收取信息处理费0元。",),
        },
    )


@st.composite
def consistent_reports(draw: st.DrawFn) -> KnownReport:
    """Reports of either form in which every identity holds and every cell has a number."""
    form = the_form(draw(st.sampled_from(("2021", "2019"))))
    body = draw(st.sampled_from(BODIES))
    year = draw(st.sampled_from((2019, 2020) if form.id == "2019" else (2021, 2022, 2023, 2024)))
    numbers = completed(form, draw(_free_numbers(form)))
    unit = draw(st.sampled_from(("元", "万元")))
    return KnownReport(form, body, year, values_of(form, numbers, unit), prose(body, year))


def _free_numbers(form: Form) -> st.SearchStrategy[dict[str, Number]]:
    return st.sampled_from(SIZES).flatmap(lambda size: _numbers(form, *size))


@st.composite
def _numbers(draw: st.DrawFn, form: Form, cells: int, most: int, most_proactive: int) -> dict[str, Number]:
    keys = draw(st.lists(st.sampled_from(free_keys(form)), max_size=cells, unique=True))
    numbers: dict[str, Number] = {}
    for key in keys:
        spec = form.cells[key]
        if spec.type == "amount":
            numbers[key] = draw(st.decimals(0, most_proactive, places=draw(st.sampled_from((0, 1, 2, 4)))))
        elif spec.type == "signed_count":
            numbers[key] = draw(st.integers(-40, 40))
        else:
            numbers[key] = draw(st.integers(0, most_proactive if spec.table == "proactive" else most))
    return numbers


@st.composite
def reports(draw: st.DrawFn, blanks: bool = True) -> KnownReport:
    """Reports as they are published: consistent, or with placeholders, notes, a wrong number, ``blanks``."""
    known = draw(consistent_reports())
    values = dict(known.values)
    oddities = draw(st.sets(st.sampled_from(("wrong", "note", "placeholder", "blank")), max_size=2))
    if "wrong" in oddities:
        values |= draw(_one_wrong(known))
    if "note" in oddities:
        counts = [key for key, value in values.items() if value.kind == "count"]
        for key in draw(st.lists(st.sampled_from(counts), min_size=1, max_size=2)):
            values[key] = replace(values[key], note=draw(st.sampled_from(NOTES)))
    if "placeholder" in oddities:
        values |= dict.fromkeys(draw(_some_cells(known.form)), PLACEHOLDER)
    if "blank" in oddities and blanks:
        values |= dict.fromkeys(draw(_some_cells(known.form)), BLANK)
    return replace(known, values=values)


@st.composite
def _one_wrong(draw: st.DrawFn, known: KnownReport) -> Mapping[str, Value]:
    """One count that is not what the identities ask for, or not even of its type."""
    key = draw(st.sampled_from([key for key, value in known.values.items() if value.kind == "count"]))
    wrong: Number = draw(st.one_of(st.integers(-3, 2_000), st.just(Decimal("1.5"))))
    return {key: replace(known.values[key], number=wrong)}


@st.composite
def _some_cells(draw: st.DrawFn, form: Form) -> list[str]:
    """Cells that are left empty together: a few, some whole rows, or all columns of a table but the last."""
    how = draw(st.sampled_from(("cells", "rows", "columns")))
    if how == "cells":
        return draw(st.lists(st.sampled_from(list(form.cells)), min_size=1, max_size=5))
    if how == "rows":
        rows = draw(st.lists(st.sampled_from(list(form.rows)), min_size=1, max_size=3))
        return [key for key in form.cells if key.rpartition(".")[0] in rows]
    return [key for key, spec in form.cells.items() if spec.table == "requests" and spec.column != "total"]


def places_proved(known: KnownReport) -> bool:
    """Whether every table shows where its columns stand, so that its blanks can be told from lost cells.

    One of its rows must be complete, or all be mostly blank and filled in the last column (decision 5): a row with a
    single gap looks the same as one whose values were pushed aside. A block that is narrower than others of its table
    may be drawn with a cell to spare, which shows nothing either.
    """
    for table in known.form.text.tables:
        widest = max(len(block.columns) for block in table.blocks)
        for block in (block for block in table.blocks if block.drawn == "down"):
            rows = [
                [known.values[f"{table.id}.{row.id}.{column.id}"].kind != "blank" for column in block.columns]
                for row in block.rows
                if row.kind != "group"
            ]
            if not (any(map(all, rows)) or all(_is_mostly_blank(row, widest) for row in rows)):
                return False
    return True


def _is_mostly_blank(filled: list[bool], widest: int) -> bool:
    return not any(filled) or (len(filled) == widest and filled[-1] and sum(filled) * 2 <= widest)
