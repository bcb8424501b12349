"""The table of reconsideration and suits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from gongkai.report.form import Form
from gongkai.site.annualreports.values import Entry, Number
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors
from gongkai.site.remedies.models import Case

TABLE: Final = "remedies"


def counts(form: Form, key: str) -> bool:
    """Whether the cell is one of the table of remedies."""
    return key in form.cells and form.cells[key].table == TABLE


def cells(body: Body, form: Form, year: int) -> dict[str, Number | None]:
    """The whole table."""
    return dict(selectors.cells(body, form.text, year))


def entries(body: Body, form: Form, year: int, key: str) -> Iterator[Entry]:
    """The reconsiderations and suits behind a cell."""
    yield from _entries(body, selectors.records(body, form.text, year, key))


def each(body: Body, form: Form, year: int, keys: Collection[str]) -> dict[str, Iterator[Entry]]:
    """The reconsiderations and suits behind each of ``keys``, out of one pass over them all."""
    found = selectors.records_each(body, form.text, year, keys)
    return {key: _entries(body, ids) for key, ids in found.items()}


def _entries(body: Body, ids: list[int]) -> Iterator[Entry]:
    if not ids:
        return
    rows = Case.objects.unscoped("counted for the report of the body").filter(pk__in=ids)
    for row in rows.select_related("body").order_by("filed_on", "pk"):
        where = ("remedies:case", body.code, row.pk)
        yield Entry("remedy", row.pk, str(row), 1, row.filed_on, where)


def counted(form: Form, key: str) -> str:
    """What was counted."""
    spec = form.cells[key]
    kind = form.row_label(f"{TABLE}.{spec.row}")
    return f"因政府信息公开工作引起的{kind}，{spec.column_label}，按案件计，以本年末的情况为准。"
