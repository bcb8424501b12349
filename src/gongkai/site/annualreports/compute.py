"""The numbers of a report: what the records make, and what somebody adjusted by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from gongkai.errors import UsageError
from gongkai.law.book import current_book
from gongkai.law.model import ValueType
from gongkai.report.form import Form, form_of
from gongkai.site.annualreports import sources
from gongkai.site.annualreports.models import Override
from gongkai.site.annualreports.values import Number, Value
from gongkai.site.bodies.models import Body

# Years that a day can have, and that a report can be of.
_FIRST: Final = 1000
_LAST: Final = 9998


def form_for(year: int) -> Form:
    """The form that governs the report of ``year``. Raises UsageError where none is stored."""
    if not _FIRST <= year <= _LAST:
        raise UsageError(f"没有{year}年度的报告。")
    law = current_book().at(dt.date(year, 12, 31))
    text = law.form_for_year(year)
    if text is None:
        raise UsageError(f"没有收录{year}年度报告的格式，不能编制。")
    return form_of(law, text.id)


def computed(body: Body, form: Form, year: int) -> dict[str, Number | None]:
    """Every cell of the form as the records make it, in drawn order. The same records always make the same numbers."""
    found = sources.cells(body, form, year)
    missing = [key for key in form.cells if key not in found]
    if missing:
        raise UsageError(f"这一格式有 {len(missing)} 个单元格不能由记录计算：{'、'.join(missing[:5])}。")
    return {key: found[key] for key in form.cells}


def values(body: Body, form: Form, year: int, overrides: Mapping[str, Override]) -> dict[str, Value]:
    """Every cell with what was adjusted; a total of adjusted parts is their sum."""
    found: dict[str, Value] = {}
    for key, number in computed(body, form, year).items():
        override = overrides.get(key)
        adjusted = None if override is None else number_of(override.value, form.cells[key].type)
        found[key] = Value(key, number, adjusted, "" if override is None else override.reason)
    if overrides:
        for total, parts in form.sums.items():
            found[total] = _summed(found[total], [found[part] for part in parts])
    return found


def _summed(total: Value, parts: Sequence[Value]) -> Value:
    """A total as its parts make it: another number than the records give only where one of them was adjusted."""
    numbers = [part.value for part in parts if part.value is not None]
    if all(part.adjusted is None for part in parts) or len(numbers) < len(parts) or sum(numbers) == total.computed:
        return total
    return Value(total.key, total.computed, sum(numbers), "由人工调整的各项相加得出")


def number_of(text: str, kind: ValueType) -> Number:
    """A number as it was stored or typed: whole for counts. Raises UsageError."""
    try:
        number = Decimal(text.strip())
    except ArithmeticError:
        raise UsageError(f"“{text}”不是数字。") from None
    if not number.is_finite() or number < 0 or abs(number) > 10**12:
        raise UsageError(f"“{text}”不能作为这一单元格的数值。")
    if kind != "count":
        return number
    if number != int(number):
        raise UsageError(f"“{text}”不是整数，这一单元格按件计。")
    return int(number)
