"""Pages of the staff for reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, GongkaiError, NotFoundError
from gongkai.report.checks.length import characters
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.annualreports import selectors, services, sources
from gongkai.site.annualreports.beside import TOP, Beside, beside, remarks, weighing
from gongkai.site.annualreports.compute import form_for
from gongkai.site.annualreports.forms import AdjustForm, ReasonForm, ReturnForm, TextForm, WordsForm
from gongkai.site.annualreports.length import limits
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.nothing import nothing_words
from gongkai.site.annualreports.page import editable, passages, report_context
from gongkai.site.annualreports.screen import Line, lines
from gongkai.site.annualreports.services import sealed
from gongkai.site.annualreports.values import Entry, Number, printed
from gongkai.site.annualreports.work import SECTIONS, Work, work_on
from gongkai.site.bodies.models import Body
from gongkai.site.web.errors import status_of

_MOST_SHOWN = 1_000


@page("report.view", body=True)
def report(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """A report: its state, its clock, what stands in the way, the tables, the text, what happened."""
    row = selectors.of_year(request.scope, body, year)
    if row is None:
        may = request.scope.may("report.edit", body.path)
        return render(request, "annualreports/begin.html", {"body": body, "year": year, "may_edit": may})
    return render(request, "annualreports/report.html", report_context(request.scope, row))


@page("report.view", body=True)
def cell(request: StaffRequest, body: Body, year: int, key: str) -> HttpResponse:
    """The records behind a number, and their sum."""
    row, form = _of(request, body, year), form_for(year)
    if key not in form.cells:
        raise NotFoundError(_("没有这个单元格。"))
    work = work_on(row)
    entries, count, total = _counted(sources.entries(body, form, year, key))
    context = {
        "body": body,
        "report": row,
        "spec": form.cells[key],
        "value": work.values[key],
        "shown": printed(work.values[key].value),
        "computed": printed(work.values[key].computed),
        "override": selectors.overrides(row).get(key),
        "entries": entries,
        "count": count,
        "total": printed(total),
        "counted": sources.counted(form, key),
        "findings": [one for one in work.findings if key in one.finding.cells],
        "may_adjust": key not in form.sums and editable(request.scope, row),
    }
    return render(request, "annualreports/cell.html", context)


@page("report.edit", body=True)
def text(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """Writing the text, with what is filled in, asked about and repeated beside it."""
    row = _of(request, body, year)
    start = {name: row.texts.get(name, "") for name in SECTIONS} | {"revision": row.revision}
    form, status = TextForm(request.POST or None, initial=start, spec=form_for(year)), 200
    if request.method == "POST" and form.is_valid():
        try:
            services.write(request.scope, report_id=row.pk, revision=form.cleaned_data["revision"], texts=form.texts())
        except GongkaiError as error:
            form.add_error(None, error.message)
            status = status_of(error) if isinstance(error, ConflictError) else 200
        else:
            messages.success(request, _("已经保存。"))
            return redirect("annualreports:text", body.code, year)
    work, limited = work_on(row), limits(body, year)
    by_place = remarks(work)
    sides = beside(work, by_place, passages(work, selectors.previous(body, year)))
    context = {
        "body": body,
        "report": row,
        "form": form,
        "work": work,
        "sections": [_written(form, work, name, sides[name]) for name in SECTIONS],
        "total": sum(characters(part.text) for part in work.sections.values()),
        "limits": limited,
        "lengths": {
            "tokens": {token: characters(value) for token, value in work.named.items()},
            "whole": limited.whole if limited else None,
            "section": limited.section if limited else None,
        },
        "top": weighing(by_place[TOP]),
        "elsewhere": sum(len(weighing(by_place[table]).remarks) for table in work.form.tables),
    }
    return render(request, "annualreports/text.html", context, status=status)


@page("report.edit", body=True)
def adjust(request: StaffRequest, body: Body, year: int, key: str) -> HttpResponse:
    """人工调整 of a number."""
    row, form = _of(request, body, year), form_for(year)
    if key not in form.cells:
        raise NotFoundError(_("没有这个单元格。"))
    words = (
        _("人工调整：%(cell)s") % {"cell": form.cells[key].label},
        _("计算值和调整值都会保留，审核人能看到两个数字和原因。能够补登、更正记录的，请改记录，不要调整数字。"),
    )

    def act(data: dict[str, Any]) -> None:
        services.adjust(request.scope, report_id=row.pk, key=key, value=data["value"], reason=data["reason"])

    return _asked(request, row, AdjustForm(request.POST or None), words, act)


@page("report.keep", body=True)
def keep(request: StaffRequest, body: Body, year: int, fingerprint: str) -> HttpResponse:
    """说明后保留 of a finding."""
    row = _of(request, body, year)
    found = next((one for one in work_on(row).findings if one.fingerprint == fingerprint), None)
    if found is None:
        raise NotFoundError(_("没有这条检查发现，可能数字或者文字已经修改。"))

    def act(data: dict[str, Any]) -> None:
        services.keep(request.scope, report_id=row.pk, fingerprint=fingerprint, reason=data["reason"])

    return _asked(request, row, ReasonForm(request.POST or None), (_("说明后保留"), found.message), act)


@page("report.edit", body=True)
def correct(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """Opening a published report to be corrected."""
    row = _of(request, body, year)
    note = _("已公布的版本继续公开；更正后的版本经审核、报送后公布，两个版本都保留，并写明原因。")

    def act(data: dict[str, Any]) -> None:
        services.correct(request.scope, report_id=row.pk, reason=data["reason"])

    return _asked(request, row, ReasonForm(request.POST or None), (_("更正已公布的报告"), note), act)


@page("report.clear", body=True)
def return_(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """Returning a submitted report."""
    row = _of(request, body, year)
    form = ReturnForm(request.POST or None, form=form_for(year), initial={"cell": request.GET.get("cell", "")})

    def act(data: dict[str, Any]) -> None:
        services.return_(request.scope, report_id=row.pk, words=data["words"], cells=form.cells())

    return _asked(request, row, form, (_("退回修改"), _("报送机关会看到意见和所指的单元格。")), act)


@page("report.clear", body=True)
def clear(request: StaffRequest, body: Body, year: int) -> HttpResponse:
    """Passing a submitted report."""
    row = _of(request, body, year)

    def act(data: dict[str, Any]) -> None:
        services.clear(request.scope, report_id=row.pk, words=data["reason"])

    note = _("通过后，报送机关即可公布。")
    return _asked(request, row, WordsForm(request.POST or None), (_("审核通过"), note), act)


@page("report.view", body=True)
def step(request: StaffRequest, body: Body, year: int, name: str) -> HttpResponse:
    """A step without a form. Posted only."""
    if name not in _STEPS:
        raise NotFoundError(_("没有这一步。"))
    if request.method == "POST":
        try:
            messages.success(request, _STEPS[name](request, body, year))
        except GongkaiError as error:
            messages.error(request, error.message)
    return redirect("annualreports:report", body.code, year)


def _of(request: StaffRequest, body: Body, year: int) -> AnnualReport:
    row = selectors.of_year(request.scope, body, year)
    if row is None:
        raise NotFoundError(_("这一年度的报告还没有开始编制。"))
    return row


def _counted(found: Iterable[Entry]) -> tuple[list[Entry], int, Number]:
    """The records that are shown, how many there are, and their sum; the others are not kept."""
    entries: list[Entry] = []
    count = 0
    total: Number = 0
    for count, entry in enumerate(found, 1):
        total += entry.amount
        if count <= _MOST_SHOWN:
            entries.append(entry)
    return entries, count, total


def _written(form: TextForm, work: Work, name: str, side: Beside) -> tuple[Any, Beside, list[Line], int]:
    """A section: its field, what stands beside it, its paragraphs with the figures filled in, and how long it is."""
    text = work.sections[name].text
    return form[name], side, lines(text.splitlines(), side.found.marked), characters(text)


def _asked(
    request: StaffRequest, row: AnnualReport, form: Any, words: tuple[str, str], act: Callable[[dict[str, Any]], None]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("annualreports:report", row.body.code, row.year)
    context = {"body": row.body, "report": row, "form": form, "title": words[0], "note": words[1]}
    return render(request, "annualreports/ask.html", context)


def _begin(request: StaffRequest, body: Body, year: int) -> str:
    services.start(request.scope, body=body, year=year)
    return _("已经按全年的记录起草，请逐部分核对。")


def _review(request: StaffRequest, body: Body, year: int) -> str:
    asked = request.POST.get("revision", "")
    revision = int(asked) if asked.isdecimal() else 0
    services.submit_review(request.scope, report_id=_of(request, body, year).pk, revision=revision)
    return _("已经提交审核。")


def _nothing(request: StaffRequest, body: Body, year: int) -> str:
    metrics, requests = request.POST.getlist("metric"), "requests" in request.POST
    found = services.confirm_nothing(request.scope, body=body, year=year, metrics=metrics, requests=requests)
    return _("已经确认全年没有：%(names)s。") % {"names": "、".join(nothing_words(found))}


def _submit(request: StaffRequest, body: Body, year: int) -> str:
    services.submit(request.scope, report_id=_of(request, body, year).pk)
    return _("已经报送。")


def _publish(request: StaffRequest, body: Body, year: int) -> str:
    services.publish(request.scope, report_id=_of(request, body, year).pk)
    return _("已经公布。")


def _restore(request: StaffRequest, body: Body, year: int) -> str:
    services.restore(request.scope, report_id=_of(request, body, year).pk, key=request.POST.get("key", ""))
    return _("已经恢复为计算值。")


def _redraft(request: StaffRequest, body: Body, year: int) -> str:
    section = request.POST.get("section", "")
    services.redraft(request.scope, report_id=_of(request, body, year).pk, section=section)
    return _("已经按记录重新起草这一部分。")


def _seal_clean(request: StaffRequest, body: Body, year: int) -> str:
    sealed.clean(request.scope, report_id=_of(request, body, year).pk)
    return _("已经生成清除隐藏内容的公开副本，原件留存。")


def _seal_remove(request: StaffRequest, body: Body, year: int) -> str:
    sealed.remove(request.scope, report_id=_of(request, body, year).pk)
    return _("已经移除盖章扫描件。")


_STEPS: dict[str, Callable[[StaffRequest, Body, int], str]] = {
    "begin": _begin,
    "review": _review,
    "nothing": _nothing,
    "submit": _submit,
    "publish": _publish,
    "restore": _restore,
    "redraft": _redraft,
    "seal-clean": _seal_clean,
    "seal-remove": _seal_remove,
}
