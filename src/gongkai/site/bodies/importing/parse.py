"""Lines -> rows: each value made clean, or told with its line, its column and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongkai.errors import UsageError
from gongkai.site.bodies import values
from gongkai.site.bodies.importing.columns import value_of, words
from gongkai.site.bodies.importing.shapes import BodyRow, Line, OfficeRow, Problem

_UNUSED = ("code", "short_name", "level", "changed")


def parse(lines: list[Line]) -> tuple[list[BodyRow | OfficeRow], list[Problem], list[str]]:
    """The rows of all lines that are right, the problems of the others, and what was left out."""
    rows: list[BodyRow | OfficeRow] = []
    problems: list[Problem] = []
    unused = 0
    for line in lines:
        found: list[Problem] = []
        if value_of(words().offices, line.cells.get("kind", "")):
            row: BodyRow | OfficeRow = _office(line, found)
            unused += any(line.cells.get(column) for column in _UNUSED)
        else:
            row = _body(line, found)
        problems += found
        if not found:
            rows.append(row)
    problems += _twice(rows)
    return rows, problems, [*_shortened(lines), *_left_out(unused)]


def _body(line: Line, problems: list[Problem]) -> BodyRow:
    take = _Taker(line, problems)
    return BodyRow(
        line,
        code=take("code", values.code),
        name=take("name", values.name),
        short_name=take("short_name", values.short_name),
        division=take("division", values.division),
        level=take("level", lambda text: _word(words().levels, text)),
        kind=take("kind", lambda text: _word(words().kinds | words().offices, text)),
        superior=take("superior", _superior),
        since=take("since", values.day),
        changed=take("changed", values.day),
    )


def _office(line: Line, problems: list[Problem]) -> OfficeRow:
    take = _Taker(line, problems)
    return OfficeRow(
        line,
        name=take("name", values.name),
        kind=value_of(words().offices, line.cells["kind"]),
        division=take("division", values.division),
        superior=take("superior", values.code),
        since=take("since", values.day),
    )


class _Taker:
    """Takes the values of a line, and keeps what is wrong with them."""

    def __init__(self, line: Line, problems: list[Problem]) -> None:
        self._line = line
        self._problems = problems

    def __call__(self, column: str, clean: Callable[[str], Any]) -> Any:
        text = self._line.cells.get(column, "")
        try:
            return clean(text)
        except UsageError as error:
            self._problems.append(problem(self._line, column, error.message))
            return None


def problem(line: Line, column: str, message: str) -> Problem:
    """What is wrong with a column of a line; with the line as a whole, shown by its name, where ``column`` is empty."""
    label = words().label(column) if column else ""
    return Problem(line.sheet, line.number, label, line.cells.get(column or "name", ""), message)


def _superior(text: str) -> str:
    return values.code(text) if text else ""


def _word(known: dict[str, tuple[str, ...]], text: str) -> str:
    if not text:
        return ""
    value = value_of(known, text)
    if not value:
        listed = "、".join(each[0] for each in known.values())
        raise UsageError(_("应当是以下之一：%(words)s。") % {"words": listed})
    return value


def _twice(rows: list[BodyRow | OfficeRow]) -> list[Problem]:
    """The lines that say again who another line is about."""
    seen: dict[tuple[str, ...], Line] = {}
    problems: list[Problem] = []
    for row in rows:
        body = isinstance(row, BodyRow)
        key = (row.code,) if isinstance(row, BodyRow) else (row.superior, row.name)
        first = seen.setdefault(key, row.line)
        if first is not row.line:
            place = _("%(sheet)s第 %(line)d 行") % {"sheet": first.sheet, "line": first.number}
            message = _("与%(place)s重复，请删去一行。") % {"place": place}
            problems.append(problem(row.line, "code" if body else "name", message))
    return problems


def _shortened(lines: list[Line]) -> list[str]:
    """Spreadsheets keep fifteen digits of a number, and turn the last three of a code into zeros."""
    suspect = [
        line.number
        for line in lines
        if line.sheet
        for column in ("code", "superior")
        if (text := line.cells.get(column, "")).isdigit() and len(text) == 18 and text.endswith("000")
    ]
    if not suspect:
        return []
    listed = "、".join(map(str, sorted(set(suspect))[:10]))
    return [_("第 %(lines)s 行的代码可能存成了数字，末三位已经变成 0，请核对。") % {"lines": listed}]


def _left_out(unused: int) -> list[str]:
    if not unused:
        return []
    text = _("%(count)d 行村、社区、内设机构填了代码、简称、层级或者变更日期，这些内容不登记，没有读取。")
    return [text % {"count": unused}]
