"""Documents issued, repealed and in force, and what was published by which outlet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.report.form import Form
from gongkai.site.annualreports import openings
from gongkai.site.annualreports.values import Entry, Metric, Number
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue, documents, selectors
from gongkai.site.publishing.models import Item
from gongkai.site.web import clock

_COLUMNS: Final = {
    "issued": "成文日期在本年内、已经公开的件数",
    "repealed": "废止日期在本年内的件数",
    "in_force": "本年末仍然有效的件数：已经公开，没有废止，有效期没有届满",
}


def counts(form: Form, key: str) -> bool:
    """Whether the cell counts documents."""
    return key.rpartition(".")[0] in catalogue.counted_in(clock.today()) and key in form.cells


def cells(body: Body, form: Form, year: int) -> dict[str, Number | None]:
    """Documents by subject and column."""
    found: dict[str, Number | None] = {}
    brought = openings.of(body, year)
    for row, subject in catalogue.counted_in(clock.today()).items():
        made = documents.of_year(body, subject, year)
        for column in _COLUMNS:
            key = f"{row}.{column}"
            if key in form.cells:
                found[key] = getattr(made, column) + brought[key]
    return found


def entries(body: Body, _form: Form, year: int, key: str) -> Iterator[Entry]:
    """The documents behind a cell."""
    row, _, column = key.rpartition(".")
    rows = documents.behind(body, catalogue.counted_in(clock.today())[row], year, column).order_by("formed_on", "pk")
    for item in rows.only("pk", "document_number", "title", "formed_on").iterator(chunk_size=2_000):
        yield _entry(body, item)
    yield from openings.entries(body, year, key)


def metrics(body: Body, year: int) -> Iterator[Metric]:
    """What was posted by all outlets together, an item as often as it was posted."""
    posted = selectors.posted_for_report(body, year)
    if posted.all:
        label = "各渠道公开信息条数之和（同一信息在几个渠道发布的，分别计算）"
        yield Metric("items_posted", label, str(posted.all), "条", aspect="主动公开", section="overview")


def counted(form: Form, key: str) -> str:
    """What was counted."""
    row, _, column = key.rpartition(".")
    label = form.row_label(row)
    return f"主动公开栏目中“{label}”，{_COLUMNS[column]}。"


def _entry(body: Body, item: Item) -> Entry:
    title = f"{item.document_number} {item.title}".strip()
    return Entry("item", item.pk, title, 1, item.formed_on, ("publishing:item", body.code, item.pk))
