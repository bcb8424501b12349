"""Published reports for everybody: the official form, every version, the files, and what each number counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError
from gongkai.site.annualreports import charts, picture, selectors, sources
from gongkai.site.annualreports.models import AnnualReport, Version
from gongkai.site.annualreports.models_beside import SealedScan
from gongkai.site.annualreports.screen import grids, lines
from gongkai.site.annualreports.sealed import suffix
from gongkai.site.annualreports.services.finish import FILES, PICTURES, public_file
from gongkai.site.annualreports.work import body_name, law_of
from gongkai.site.bodies.models import Body
from gongkai.site.web.storage_response import serve
from gongkai.writing.paper import paper_of

SEALED = "sealed"
_MOST = 20


def reports(request: HttpRequest, code: str) -> HttpResponse:
    """The published reports of a body, with charts of several years."""
    body = _body(code)
    rows = list(selectors.public_reports(body)[:_MOST])
    years = [selectors.content(row.current) for row in rows[: charts.YEARS]]
    context = {"body": body, "rows": rows, "charts": charts.drawn(years[::-1])}
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
        "sealed": _sealed(version),
    }
    return render(request, "annualreports/public.html", context)


def picture_page(request: HttpRequest, code: str, year: int, number: int) -> HttpResponse:
    """图解 of a published version: each picture with the table of its numbers."""
    row = selectors.public_report(_body(code), year)
    version = _version(row, list(selectors.public_versions(row)), number)
    drawn = picture.of_version(version, row.body)
    context = {
        "body": row.body,
        "report": row,
        "version": version,
        "newest": version.pk == row.current_id,
        "picture": drawn,
        "panels": picture.shown(drawn),
        "formats": PICTURES,
    }
    return render(request, "annualreports/picture.html", context)


def file(request: HttpRequest, code: str, year: int, number: int, name: str) -> HttpResponseBase:
    """A file of a published version."""
    row = selectors.public_report(_body(code), year)
    version = _version(row, list(selectors.public_versions(row)), number)
    title = f"{body_name(row.body, year)}{year}"
    if name == SEALED:
        scan = _sealed(version)
        if scan is None:
            raise NotFoundError(_("没有这个文件。"))
        return serve(request, public_file(scan.released), f"{title}盖章扫描件.{suffix(scan)}", inline=True)
    if name not in (*FILES, *PICTURES):
        raise NotFoundError(_("没有这个文件。"))
    named = f"{title}图解.{PICTURES[name]}" if name in PICTURES else f"{title}.{name}"
    return serve(request, public_file(getattr(version, name)), named)


def _body(code: str) -> Body:
    body: Body | None = Body.objects.filter(code=code).first()
    if body is None:
        raise NotFoundError(_("没有这个机关。"))
    return body


def _sealed(version: Version) -> SealedScan | None:
    """The scan that the public sees: nothing in it waits to be decided."""
    scan = selectors.sealed(version)
    return scan if scan is not None and scan.cleared else None


def _version(row: AnnualReport, versions: list[Version], number: int | None) -> Version:
    wanted = row.current.number if number is None else number
    for version in versions:
        if version.number == wanted:
            return version
    raise NotFoundError(_("没有这一版本。"))
