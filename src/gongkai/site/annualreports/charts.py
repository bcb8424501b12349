"""The years of a body side by side, as the page of its reports draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec
import yaml
from django.utils.translation import gettext as _

from gongkai.report.compare.cells import links
from gongkai.report.form import form_of
from gongkai.report.report import Report
from gongkai.site.annualreports.work import law_of
from gongkai.site.web.templatetags.components import Column

YEARS: Final = 5
# A zero has no bar, and is to be seen as a zero.
_BARS: Final = {
    "type": "bar",
    "barMaxWidth": 36,
    "label": {"show": True, "position": "top"},
    "labelLayout": {"hideOverlap": True},
}


class Chart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a chart follows over the years: cell of the newest form -> words of the legend."""

    id: str
    title: str
    unit: str
    lines: Mapping[str, str]


@cache
def charts() -> tuple[Chart, ...]:
    """The charts, read once."""
    text = files("gongkai.site.annualreports.data").joinpath("charts.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), tuple[Chart, ...])


def drawn(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Options and table of each chart for the newest years of ``reports`` (oldest first); nothing for a single year."""
    newest = list(reports)[-YEARS:]
    if len(newest) < 2:
        return []
    return [_drawn(chart, newest) for chart in charts()]


def _drawn(chart: Chart, reports: list[Report]) -> dict[str, Any]:
    numbers = [_numbers(chart, report, reports[-1]) for report in reports]
    years = [str(report.year) for report in reports]
    options = {
        "legend": {"left": 0, "itemGap": 14},
        "grid": {"left": 4, "right": 8, "top": 72, "bottom": 4, "containLabel": True},
        "xAxis": {"type": "category", "data": years, "axisTick": {"show": False}},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": label, "data": [row[key] for row in numbers], **_BARS} for key, label in chart.lines.items()
        ],
    }
    columns = [Column(_("年度")), *(Column(label, True) for label in chart.lines.values())]
    rows = [[year, *row.values()] for year, row in zip(years, numbers, strict=True)]
    title = f"{chart.title}（{chart.unit}）"
    return {"id": f"years-{chart.id}", "title": title, "options": options, "columns": columns, "rows": rows}


def _numbers(chart: Chart, report: Report, newest: Report) -> dict[str, int | Decimal | None]:
    """The numbers of one year; None where the form of that year has no such cell, or the cell no number."""
    law = law_of(newest.year or 0)
    same = links(form_of(law, newest.form), form_of(law, report.form))
    cells = {key: report.cells.get(same.get(key, "")) for key in chart.lines}
    return {key: cell.value if cell is not None else None for key, cell in cells.items()}
