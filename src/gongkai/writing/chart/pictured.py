"""A report, or the years of a body -> what its picture shows. Every number is a cell, or the sum of cells it names."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law import LawView
from gongkai.report.form import Form, form_of
from gongkai.report.report import Report
from gongkai.report.title import report_title
from gongkai.report.trend.model import Trend
from gongkai.report.values import MISSING
from gongkai.writing.chart.model import Bars, Grid, Picture
from gongkai.writing.chart.numbers import Numbers
from gongkai.writing.chart.proactive import proactive_panels
from gongkai.writing.chart.requests import applicants, balance, outcomes, remedies
from gongkai.writing.chart.words import short
from gongkai.writing.chart.years import years_of
from gongkai.writing.paper import clean

# So many cells without a number are named, the others counted.
_NAMED = 3
# The scope of a report that does not tell it.
_UNKNOWN = "没有写明"


def picture_of(report: Report, law: LawView, trend: Trend | None = None) -> Picture:
    """The picture of ``report``; with ``trend``, whose newest report it is, the years before it too.

    Raises KeyError where the report's form is not one of ``law``.
    """
    form = form_of(law, report.form)
    numbers = Numbers(report, form, law)
    panels = tuple(_panels(numbers, form))
    reports = (report,) if trend is None else trend.reports
    years = () if trend is None else years_of(trend, law)
    first, last = reports[0].year, reports[-1].year
    period = "" if last is None else str(last) if first == last else f"{first}—{last}"
    name = report_title(law, report.form, "", period)
    return Picture(
        body=clean(report.body or ""),
        name=f"{name if period else name.removeprefix('年')}图解",
        facts=tuple(_facts(report, law, len(reports) > 1)),
        balance=balance(numbers, form),
        years=years,
        panels=panels,
        notes=tuple(_notes(numbers, form, report, law, trend)),
        source=f"本图依据报告第{_chapters(form)}部分的表格绘制，以报告文本为准。",
        undrawn=len(numbers.lacking),
    )


def _panels(numbers: Numbers, form: Form) -> Iterator[Bars | Grid]:
    yield applicants(numbers, form)
    yield outcomes(numbers, form)
    yield remedies(numbers, form)
    yield from proactive_panels(numbers, form)


def _facts(report: Report, law: LawView, several: bool) -> Iterator[str]:
    if report.body is None:
        yield "没有读到机关名称"
    if report.year is None:
        yield "没有读到报告年度"
    if several:
        yield f"除各年度对比外，均为{report.year}年度数据"
    if report.scope is not None:
        yield f"统计范围：{law.terms[report.scope].zh}"


def _chapters(form: Form) -> str:
    return "、".join(chapter.no for chapter in form.text.chapters if chapter.table is not None)


def _notes(numbers: Numbers, form: Form, report: Report, law: LawView, trend: Trend | None) -> Iterator[str]:
    """What the picture cannot show: numbers that are lacking, sums that do not hold, years that are not there."""
    lacking = numbers.lacking
    if lacking:
        names = "、".join(f"“{short(form.cells[key].label)}”（{why}）" for key, why in list(lacking.items())[:_NAMED])
        more = f"等{len(lacking)}格" if len(lacking) > _NAMED else ""
        yield f"以下单元格没有数字，图中用虚线框标出，没有当作0：{names}{more}。"
    wrong = _wrong(form, report)
    if wrong:
        yield f"报告的表格有{wrong}处合计与各项之和不等，图按报告所载的数字绘制。"
    if report.notices:
        yield f"所用数据有{len(report.notices)}条提示（gongkai read 列出），请核对原报告。"
    if trend is not None:
        yield from _of_years(trend, law)


def _of_years(trend: Trend, law: LawView) -> Iterator[str]:
    """Why the years may not be compared as they stand."""
    scopes = {report.year: law.terms[report.scope].zh if report.scope else _UNKNOWN for report in trend.reports}
    if len(set(scopes.values())) > 1:
        told = "，".join(f"{year}年度{scope}" for year, scope in scopes.items())
        yield f"各年度的统计范围不同，数字不能直接对比：{told}。"
    yield from (notice.message(law) for notice in trend.notices)


def _wrong(form: Form, report: Report) -> int:
    """How many identities do not hold; where a number is lacking, nothing is said."""
    wrong = 0
    for equation in form.equations:
        left, right = (
            [report.cells.get(key, MISSING).value for key in keys] for keys in (equation.left, equation.right)
        )
        known = [value for value in (*left, *right) if value is not None]
        if len(known) == len(left) + len(right):
            wrong += sum(known[: len(left)]) != sum(known[len(left) :])
    return wrong
