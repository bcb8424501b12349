"""Published reports for everybody: the official form, every version, the files, and what each number counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError
from gongkai.site.annualreports import selectors, sources
from gongkai.site.annualreports.models import AnnualReport, Version
from gongkai.site.annualreports.screen import grids, lines
from gongkai.site.annualreports.services.finish import FILES, public_file
from gongkai.site.annualreports.work import body_name, law_of
from gongkai.site.bodies.models import Body
from gongkai.site.web.storage_response import serve
from gongkai.site.web.templatetags.components import Column
from gongkai.writing.paper import paper_of

_YEARS = 5
_SERIES = (
    ("requests.new.total", "本年新收"),
    ("requests.carried_in.total", "上年结转"),
    ("requests.results_total.total", "本年办结"),
    ("requests.carried_out.total", "结转下年"),
)


def reports(request: HttpRequest, code: str) -> HttpResponse:
    """The published reports of a body, with the requests of several years as a chart."""
    body = _body(code)
    rows = list(selectors.public_reports(body)[:20])
    context = {"body": body, "rows": rows, "chart": _chart(rows) if len(rows) > 1 else None}
    return render(request, "annualreports/public_list.html", context)


def report(request: HttpRequest, code: str, year: int, number: int | None = None) -> HttpResponse:
    """A published report, the newest version or an earlier one."""
    row = selectors.public_report(_body(code), year)
    versions = list(selectors.public_versions(row))
    version = _version(row, versions, number)
    found = selectors.content(version)
    law = law_of(year)
    paper = paper_of(found, law)
    drawn = grids(paper.form, paper.texts, lambda key: f"#counted-{key}")
    context = {
        "body": row.body,
        "report": row,
        "version": version,
        "versions": versions,
        "newest": version.pk == row.current_id,
        "paper": paper,
        "chapters": [
            (chapter.heading, lines(chapter.paragraphs), drawn[chapter.table.id] if chapter.table is not None else None)
            for chapter in paper.chapters
        ],
        "counted": [(spec.label, key, sources.counted(paper.form, key)) for key, spec in paper.form.cells.items()],
        "formats": FILES,
    }
    return render(request, "annualreports/public.html", context)


def file(request: HttpRequest, code: str, year: int, number: int, name: str) -> HttpResponseBase:
    """A file of a published version."""
    row = selectors.public_report(_body(code), year)
    version = _version(row, list(selectors.public_versions(row)), number)
    if name not in FILES:
        raise NotFoundError(_("没有这个文件。"))
    return serve(request, public_file(version, name), f"{body_name(row.body, year)}{year}.{name}")


def _body(code: str) -> Body:
    body: Body | None = Body.objects.filter(code=code).first()
    if body is None:
        raise NotFoundError(_("没有这个机关。"))
    return body


def _version(row: AnnualReport, versions: list[Version], number: int | None) -> Version:
    wanted = row.current.number if number is None else number
    for version in versions:
        if version.number == wanted:
            return version
    raise NotFoundError(_("没有这一版本。"))


def _chart(rows: list[AnnualReport]) -> dict[str, Any]:
    """The requests of the last years: options for the chart, and its table."""
    years = sorted(rows, key=lambda row: row.year)[-_YEARS:]
    cells = [row.current.content["cells"] for row in years]
    labels = [str(row.year) for row in years]
    data = [[one.get(key, {}).get("value") for key, _label in _SERIES] for one in cells]
    options = {
        "tooltip": {"trigger": "axis"},
        "legend": {},
        "xAxis": {"type": "category", "data": labels},
        "yAxis": {"type": "value"},
        "series": [
            {"type": "bar", "name": label, "data": [values[number] for values in data]}
            for number, (_key, label) in enumerate(_SERIES)
        ],
    }
    columns = [Column(_("年度")), *(Column(label, True) for _key, label in _SERIES)]
    table = [[label, *values] for label, values in zip(labels, data, strict=True)]
    return {"title": _("历年办理申请的情况"), "options": options, "columns": columns, "rows": table}
