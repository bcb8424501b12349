"""The years of a body as panels: new requests, what was carried over, documents in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.law import LawView
from gongkai.report.compare.cells import links
from gongkai.report.form import Form, form_of
from gongkai.report.report import Report
from gongkai.report.trend.model import Trend
from gongkai.writing.chart.model import Datum, Years
from gongkai.writing.chart.numbers import Numbers
from gongkai.writing.chart.requests import chapter_of

# What is followed over the years, where the form of the newest report has it.
KEYS = ("requests.new.total", "requests.carried_out.total", "proactive.normative_documents.in_force")
_NO_REPORT = "无报告"
_NOT_COMPARABLE = "不可比"


def years_of(trend: Trend, law: LawView) -> tuple[Years, ...]:
    """A panel for each of KEYS, with every year from the first report to the last."""
    form = form_of(law, trend.reports[-1].form)
    by_year = {report.year: report for report in trend.reports if report.year is not None}
    return tuple(_panel(key, form, by_year, law) for key in KEYS if key in form.cells)


def _panel(key: str, form: Form, by_year: Mapping[int, Report], law: LawView) -> Years:
    spec = form.cells[key]
    row = form.rows[f"{spec.table}.{spec.row}"].label
    title = row if spec.column == "total" else f"{row}：{spec.column_label}"
    return Years(title, chapter_of(form, spec.table)[0], spec.unit or "", tuple(_data(key, form, by_year, law)))


def _data(key: str, form: Form, by_year: Mapping[int, Report], law: LawView) -> Iterator[Datum]:
    for year in range(min(by_year), max(by_year) + 1):
        report = by_year.get(year)
        if report is None:
            yield Datum(str(year), None, _NO_REPORT)
            continue
        earlier = form_of(law, report.form)
        same = links(form, earlier).get(key)
        if same is None:
            yield Datum(str(year), None, _NOT_COMPARABLE)
            continue
        yield Numbers(report, earlier, law).one(same, str(year))
