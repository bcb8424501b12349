"""The table of requests, and what the text may say of fees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Final

from gongkai.report.form import Form
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.annualreports.values import Entry, Metric, Number, printed
from gongkai.site.bodies.models import Body

TABLE: Final = "requests"
_ROWS: Final = {
    "new": "本年内收到的申请（网上、传真等渠道以双方确认之日为收到之日；没有确认收到的不计）",
    "carried_in": "上年收到、上年末没有作出首次结果的申请",
    "carried_out": "年末还没有作出首次结果的申请，等待补正、缴费的也在内",
    "results_total": "本年内作出首次结果的申请；答复被撤销后重新答复的不重复计",
}


def counts(form: Form, key: str) -> bool:
    """Whether the cell is one of the table of requests."""
    return key in form.cells and form.cells[key].table == TABLE


def cells(body: Body, form: Form, year: int) -> dict[str, Number | None]:
    """The whole table."""
    return dict(selectors.cells(body, form.text, year))


def entries(body: Body, form: Form, year: int, key: str) -> Iterator[Entry]:
    """The requests behind a cell, by their numbers."""
    rows = selectors.behind(body, form.text, year, key).only("pk", "year", "serial", "received_on")
    for row in rows.iterator(chunk_size=2_000):
        where = ("accessrequests:request", body.code, row.pk)
        yield Entry("request", row.pk, f"申请 {row.number}", 1, row.received_on, where)


def each(body: Body, form: Form, year: int, keys: Collection[str]) -> dict[str, Iterator[Entry]]:
    """The requests behind each of ``keys``, without titles and pages, out of one pass over them all."""
    found = selectors.behind_each(body, form.text, year, keys)
    return {key: _bare(cell) for key, cell in found.items()}


def _bare(cell: selectors.Behind) -> Iterator[Entry]:
    for pk, day in zip(cell.ids, cell.days, strict=True):
        yield Entry("request", pk, "", 1, dt.date.fromordinal(day))


def metrics(body: Body, year: int) -> Iterator[Metric]:
    """The processing fees that were asked for (chapter six); notices and receipts are told by the ledger."""
    noticed = selectors_desk.fees(body, year).noticed
    yield Metric("processing_fee_noticed", "通知收取的信息处理费", printed(noticed), "元", section="other")


def counted(form: Form, key: str) -> str:
    """What was counted."""
    spec = form.cells[key]
    said = _ROWS.get(spec.row) or f"本年内首次结果为“{form.row_label(f'{TABLE}.{spec.row}')}”的申请"
    who = "" if spec.column == "total" else f"，申请人为“{spec.column_label}”"
    return f"依申请公开登记中，{said}{who}，按件计。"
