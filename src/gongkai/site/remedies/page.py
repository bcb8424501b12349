"""What the pages of a case show."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gongkai.errors import NotAllowedError
from gongkai.law.model import FormText
from gongkai.law.proceeding_model import Proceeding
from gongkai.procedure import proceedings
from gongkai.procedure.explain import summary
from gongkai.procedure.proceedings import CaseEvent, CasePosition
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors, services, tables
from gongkai.site.remedies.models import Case, Step
from gongkai.site.remedies.services.common import editing, may_record
from gongkai.site.remedies.services.papers import file_name
from gongkai.site.remedies.values import PAPERS
from gongkai.site.web.scope import Scope
from gongkai.site.web.templatetags.components import Fact, Moment
from gongkai.site.web.templatetags.gongkai import day


def case_context(scope: Scope, case: Case) -> dict[str, Any]:
    """State, clock, next step and history of a case, for somebody who may see it."""
    table, rows = tables.table(case.kind), list(selectors.steps(case))
    events = [tables.event_of(row) for row in rows]
    position = proceedings.stand(table, events)
    live = case.wiped_on is None
    return {
        "case": case,
        "body": case.body,
        "title": tables.title(case),
        "complaint": case.kind == tables.COMPLAINT,
        "state": proceedings.state_label(table, case.state),
        "facts": _facts(table, case),
        "next": [
            stage for stage in proceedings.next_stages(table, position) if live and may_record(scope, case, stage.id)
        ],
        "terms": _terms(case, table, events),
        "papers": [(paper, PAPERS[paper.kind], file_name(paper)) for paper in selectors.papers(case)],
        "history": [_moment(table, row, _names(rows)) for row in reversed(rows)],
        "rules": table.counting,
        "may_edit": live and scope.may(editing(case.kind), case.body.path),
        "may_read": live and scope.may(_reading(case), case.body.path),
        "overdue": case.due_on is not None and case.due_on < scope.today,
        "renewal": _renewal(scope, case) if live else "",
        "too_early": _skipped_reconsideration(case),
    }


def chapter(body: Body, form: FormText, year: int) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """The table of remedies of a year: per row its label, and of each cell the key, column label and number."""
    cells = selectors.cells(body, form, year)
    block = next(table for table in form.tables if table.id == proceedings.REMEDIES).blocks[0]
    return [
        (
            row.label,
            [
                (key, column.label, cells[key])
                for column in block.columns
                if (key := f"{proceedings.REMEDIES}.{row.id}.{column.id}")
            ],
        )
        for row in block.rows
    ]


def _reading(case: Case) -> str:
    return editing(case.kind) if case.kind == tables.COMPLAINT else "request.person"


def _names(rows: list[Step]) -> dict[int, str]:
    people = User.objects.in_bulk({row.by_id for row in rows if row.by_id})
    return {pk: str(person) for pk, person in people.items()}


def _moment(table: Proceeding, row: Step, names: dict[int, str]) -> Moment:
    stage = proceedings.stage_of(table, row.kind)
    results = {one.id: one.label for one in table.results} | {one.id: one.label for one in table.second}
    words = [results.get(row.result, ""), results.get(row.becomes, "")]
    return Moment(row.day, stage.label, names.get(row.by_id or 0, ""), "，".join(filter(None, words)))


def _facts(table: Proceeding, case: Case) -> list[Fact]:
    results = {result.id: result.label for result in table.results}
    rows = [
        (_("类别"), tables.route_labels().get(case.route, "")),
        (_("事由"), case.get_about_display() if case.about_body is None else ""),
        (_("被反映的机关"), case.about_body.name if case.about_body else ""),
        (_("对应的申请"), case.request.number if case.request else ""),
        (table.forum, case.forum.name if case.forum else ""),
        (_("案号"), case.docket),
        (_("程序"), _("简易程序") if case.simplified else ""),
        (_("提出日期"), day(case.filed_on)),
        (_("结果"), results.get(case.result, "")),
        (_("计入年度报告的日期"), day(case.settled_on) if table.counting else ""),
        (_("计入年度报告的结果"), results.get(case.settled_result, "") if table.counting else ""),
        (_("档案销毁日期"), day(case.wiped_on)),
    ]
    return [Fact(label, value) for label, value in rows if value]


def _terms(case: Case, table: Proceeding, events: list[CaseEvent]) -> list[tuple[str, list[str]]]:
    """Each term that something in the case began, with its derivation in words, the latest first."""
    found: list[tuple[str, list[str]]] = []
    position: CasePosition | None = None
    for event in events:
        position = proceedings.follow(table, position, event)
        term = tables.term(case, position, event.kind, event.day)
        if term is not None and term.due is not None:
            found.append((f"{term.label}：{day(term.due)}", list(summary(term, tables.law(event.day)))))
    return found[::-1]


def _renewal(scope: Scope, case: Case) -> str:
    """``ready`` where the request can be answered anew, ``done``, or why it cannot be yet; else nothing."""
    if case.renewal_id is not None:
        return "done"
    try:
        return "ready" if services.renewal_event(case, scope.today) is not None else ""
    except NotAllowedError as error:
        return error.message


def _skipped_reconsideration(case: Case) -> bool:
    """Whether a suit was brought at once where reconsideration must come first."""
    if case.route != "direct_suit" or case.request is None or case.about != "reply":
        return False
    law = tables.law(case.filed_on)
    outcome = law.outcomes.get(case.request.outcome)
    return bool(outcome and outcome.review_first and any(way.comes_first for way in law.remedies.values()))
