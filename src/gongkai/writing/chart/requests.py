"""Chapters three and four as panels: the balance of the year, applicants, outcomes, remedies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.report.form import Equation, Form
from gongkai.writing.chart.model import Balance, Bars, Datum, Grid
from gongkai.writing.chart.numbers import Numbers

TABLE = "requests"
_TOTAL = "total"
_NEW = "new"


def balance(numbers: Numbers, form: Form) -> Balance:
    """What came in and what became of it: new and carried in, done and carried out."""
    equation = _equation(form, "balance", _TOTAL)
    left, right = (
        tuple(numbers.one(key, _row_name(form, key)) for key in keys) for keys in (equation.left, equation.right)
    )
    values = [datum.value for datum in (*left, *right)]
    known = [value for value in values if value is not None]
    holds = sum(known[: len(left)]) == sum(known[len(left) :]) if len(known) == len(values) else None
    return Balance(chapter_of(form, TABLE)[1], chapter_of(form, TABLE)[0], _unit(form, equation), left, right, holds)


def applicants(numbers: Numbers, form: Form) -> Bars:
    """New requests by kind of applicant; kinds under a common head are its parts."""
    equation = _equation(form, "row_sum", _NEW)
    total = numbers.total(equation)
    block = form.tables[TABLE].blocks[0]
    columns = {column.id: column for column in block.columns}
    data: list[Datum] = []
    heads: set[str] = set()
    for key in equation.left:
        column = columns[form.cells[key].column]
        if column.under is not None and column.under not in heads:
            heads.add(column.under)
            same = [other for other in equation.left if columns[form.cells[other].column].under == column.under]
            data.append(numbers.sum(same, column.under, total))
        data.append(numbers.one(key, column.label, inner=column.under is not None, total=total))
    title = f"{form.rows[f'{TABLE}.{_NEW}'].label}：{block.heads[0]}"
    return Bars(title, chapter_of(form, TABLE)[0], _unit(form, equation), "申请人", tuple(data))


def outcomes(numbers: Numbers, form: Form) -> Bars:
    """How requests ended, by group; of the rows within a group those that are not 0."""
    equation = _equation(form, "column_sum", _TOTAL)
    total = numbers.total(equation)
    rows = {key: form.rows[key.rpartition(".")[0]] for key in equation.left}
    results = form.rows[equation.right[0].rpartition(".")[0]].within
    data: list[Datum] = []
    for key, row in rows.items():
        if row.within == results:
            data.append(numbers.one(key, row.label, total=total))
            continue
        members = [other for other, one in rows.items() if one.within == row.within]
        if key == members[0]:
            group = form.rows[f"{TABLE}.{row.within}"]
            data.append(numbers.sum(members, group.label, total))
            data += _inner(numbers, form, members, total)
    title = form.rows[f"{TABLE}.{results}"].label
    return Bars(title, chapter_of(form, TABLE)[0], _unit(form, equation), "办理结果", tuple(data))


def _inner(numbers: Numbers, form: Form, keys: Sequence[str], total: Decimal | int | None) -> Iterator[Datum]:
    """The rows of a group, without those that are 0; none where the whole group has no number."""
    parts = [numbers.one(key, form.rows[key.rpartition(".")[0]].label, inner=True, total=total) for key in keys]
    if all(part.value is None for part in parts):
        return
    yield from (part for part in parts if part.value != 0)


def remedies(numbers: Numbers, form: Form) -> Grid:
    """Reviews and suits by result; the total has no bar, being the sum of the others."""
    table = form.tables["remedies"]
    block = table.blocks[0]
    rows = tuple(
        (row.label, tuple(numbers.one(f"{table.id}.{row.id}.{column.id}", column.label) for column in block.columns))
        for row in block.rows
    )
    no, title = chapter_of(form, table.id)
    columns = tuple(column.label for column in block.columns)
    barred = tuple(column.id != _TOTAL for column in block.columns)
    units = tuple(column.unit or "" for column in block.columns)
    return Grid(title, no, units[0], "途径", columns, units, barred, rows)


def chapter_of(form: Form, table: str) -> tuple[str, str]:
    """``第三部分`` and the title of the chapter in which a table stands."""
    chapter = next(one for one in form.text.chapters if one.table == table)
    return f"第{chapter.no}部分", chapter.title


def _equation(form: Form, identity: str, line: str) -> Equation:
    return next(e for e in form.equations if (e.table, e.id, e.line) == (TABLE, identity, line))


def _row_name(form: Form, key: str) -> str:
    """The label of a row; a total is named with the group of which it is one."""
    row = form.rows[key.rpartition(".")[0]]
    if row.kind == _TOTAL and row.within is not None:
        return form.rows[f"{TABLE}.{row.within}"].label
    return row.label


def _unit(form: Form, equation: Equation) -> str:
    return form.cells[equation.left[0]].unit or ""
