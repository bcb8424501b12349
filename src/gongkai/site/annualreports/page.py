"""What the page of a report shows: where it is, what stands in the way, what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.report.compare.repetition import Passage, repetition
from gongkai.report.report import Report
from gongkai.site.annualreports import selectors
from gongkai.site.annualreports.beside import TOP, Found, remarks
from gongkai.site.annualreports.deadlines import deadlines
from gongkai.site.annualreports.models import AnnualReport, State
from gongkai.site.annualreports.nothing import Nothing, nothing_in
from gongkai.site.annualreports.screen import Grid, Line, grids, lines
from gongkai.site.annualreports.sealed import sealed_context
from gongkai.site.annualreports.services.common import OPEN, superior
from gongkai.site.annualreports.services.finish import FILES, PICTURES
from gongkai.site.annualreports.values import printed
from gongkai.site.annualreports.work import SECTIONS, Work, titles_of, work_on
from gongkai.site.web.scope import Scope
from gongkai.site.web.templatetags.components import Moment, Step

_WAY = (State.DRAFT, State.REVIEW, State.READY, State.SUBMITTED, State.CLEARED, State.PUBLISHED)


def report_context(scope: Scope, report: AnnualReport) -> dict[str, Any]:
    """Everything on the page of a report."""
    work = work_on(report)
    by_place, drawn = remarks(work), tables(report, work)
    body, path = report.body, report.body.path
    moved = list(selectors.moves(report)[:50])
    returned = (
        next((move for move in moved if move.to == State.RETURNED), None) if report.state == State.RETURNED else None
    )
    above = superior(body)
    return {
        "body": body,
        "report": report,
        "work": work,
        "sections": [_section(work, by_place[name]) for name in SECTIONS],
        "nothing": _nothing(scope, report, work),
        "tables": [(grid, by_place[name]) for name, grid in drawn.items()],
        "steps": way(report, bool(above)),
        "deadlines": deadlines(body, report.year),
        "top": by_place[TOP],
        "places": _places(work, drawn, by_place),
        "obstacles": work.obstacles if report.state in OPEN else (),
        "changed": drift(report, work),
        "returned": returned,
        "returned_cells": _labelled(work, returned.cells) if returned else [],
        "sealed": sealed_context(scope, report),
        "case": selectors.case_of(report),
        "versions": selectors.versions(report),
        "formats": FILES,
        "pictures": PICTURES,
        "history": [_moment(move) for move in moved],
        "may_edit": editable(scope, report),
        "may_keep": scope.may("report.keep", path) and report.state in OPEN,
        "may_submit": scope.may("report.submit", path) and report.state == State.READY and above is not None,
        "may_clear": _may_clear(scope, report),
        "may_publish": scope.may("report.publish", path) and _publishable(report, above is None),
        "may_correct": scope.may("report.edit", path) and report.state == State.PUBLISHED,
    }


def editable(scope: Scope, report: AnnualReport) -> bool:
    """Whether the reader may change the report as it stands."""
    return scope.may("report.edit", report.body.path) and report.state in OPEN


def _nothing(scope: Scope, report: AnnualReport, work: Work) -> Nothing | None:
    """What the reader may confirm that there was nothing of."""
    may = all(scope.may(action, report.body.path) for action in ("ledger.edit", "request.edit"))
    if not may or not editable(scope, report):
        return None
    computed = {key: value.computed for key, value in work.values.items()}
    return nothing_in(report.body, report.year, computed, scope.today)


def passages(work: Work, previous: Report | None) -> tuple[Passage, ...]:
    """The sentences that stand in last year's report as well."""
    return () if previous is None else repetition(previous, work.report, work.law).passages


def tables(report: AnnualReport, work: Work) -> dict[str, Grid]:
    """The tables with a way from each number to its records."""
    marks: dict[str, list[str]] = defaultdict(list)
    for key, value in work.values.items():
        if value.adjusted is not None:
            marks[key].append("adjusted")
    for one in work.findings:
        for key in one.finding.cells if one.finding.outcome == "failed" else ():
            marks[key].append("finding")

    def url(key: str) -> str:
        return reverse("annualreports:cell", args=[report.body.code, report.year, key])

    return grids(work.form, {key: printed(value.value) for key, value in work.values.items()}, url, marks)


def drift(report: AnnualReport, work: Work) -> list[tuple[str, str, str]]:
    """Cells that records make differently than the finished version has them: label, then, now."""
    if report.latest is None or report.state in OPEN:
        return []
    frozen = selectors.content(report.latest).cells
    return [
        (work.form.cells[key].label, frozen[key].raw, printed(value.value))
        for key, value in work.values.items()
        if key in frozen and frozen[key].value != value.value
    ]


def way(report: AnnualReport, has_superior: bool) -> list[Step]:
    """How far a report has come."""
    states = [state for state in _WAY if has_superior or state not in (State.SUBMITTED, State.CLEARED)]
    now = State.DRAFT if report.state == State.RETURNED else State(report.state)
    reached = states.index(now) if now in states else 0
    done = [
        "done" if number < reached else "current" if number == reached else "ahead" for number in range(len(states))
    ]
    return [Step(str(state.label), mark) for state, mark in zip(states, done, strict=True)]


def _section(work: Work, found: Found) -> tuple[str, list[Line], Found]:
    """A section: its title, its paragraphs, what was found in it."""
    text = work.sections[found.place].text
    return titles_of(work.form)[found.place], lines(text.splitlines(), found.marked), found


def _places(work: Work, drawn: Mapping[str, Grid], by_place: Mapping[str, Found]) -> list[tuple[str, Found]]:
    """The places of the page at which findings stand, with what they are called."""
    titles = {name: grid.title for name, grid in drawn.items()} | titles_of(work.form)
    return [(title, by_place[name]) for name, title in titles.items() if by_place[name].remarks]


def _labelled(work: Work, cells: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(key, work.form.cells[key].label, text) for key, text in cells.items() if key in work.form.cells]


def _may_clear(scope: Scope, report: AnnualReport) -> bool:
    may = scope.may("report.clear", report.body.path) and report.state == State.SUBMITTED
    return may and scope.actor.id != report.submitted_by_id


def _publishable(report: AnnualReport, alone: bool) -> bool:
    return report.state == State.CLEARED or (alone and report.state == State.READY)


def _moment(move: Any) -> Moment:
    who = move.by.name if move.by else _("系统")
    kind = "warn" if move.to == State.RETURNED else "neutral"
    return Moment(move.at, move.get_to_display(), who, move.words, kind)
