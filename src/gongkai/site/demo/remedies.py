"""What came after the county's replies: reconsiderations, suits and a complaint, each at its days after the reply."""

from __future__ import annotations

import datetime as dt
from typing import Final

from gongkai.procedure.proceedings import CaseEvent
from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.values import Person
from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.demo import county
from gongkai.site.remedies import services
from gongkai.site.remedies.models import Case
from gongkai.site.remedies.services import Opening
from gongkai.site.remedies.values import Matter
from gongkai.site.web.scope import Scope

# Against which result, by which route, so many days after the reply; then stage, days after the case began, result.
_Stages = tuple[tuple[str, int, str], ...]
_CASES: Final[tuple[tuple[str, str, int, str, _Stages], ...]] = (
    (
        "does_not_exist", "reconsideration", 20, "云府复〔{year}〕11号",
        (("accepted", 3, ""), ("copied", 6, ""), ("answered", 14, ""), ("decided", 45, "upheld"), ("served", 48, "")),
    ),
    (
        "process_information", "reconsideration", 30, "云府复〔{year}〕18号",
        (("copied", 5, ""), ("answered", 12, ""), ("heard", 20, ""), ("decided", 50, "upheld"), ("served", 52, "")),
    ),
    (
        "petition", "direct_suit", 40, "（{year}）云9901行初12号",
        (
            ("accepted", 4, ""), ("copied", 9, ""), ("answered", 20, ""), ("decided", 90, "rejected"),
            ("served", 95, ""), ("appealed", 105, ""), ("appeal_copied", 115, ""), ("appeal_answered", 125, ""),
            ("appeal_decided", 180, "affirmed"),
        ),
    ),
    (
        "repeated", "direct_suit", 50, "（{year}）云9901行初31号",
        (("accepted", 5, ""), ("copied", 9, ""), ("answered", 22, "")),
    ),
    ("needs_creation", "reconsideration", 30, "", (("copied", 10, ""),)),
)  # fmt: skip
_TOWNSHIP: Final = "石桥镇"


def add_remedies(today: dt.date) -> None:
    """The cases against the replies that there are, and a complaint to the county office."""
    code, above = next((body.code, body.under) for body in county.county().bodies if body.short_name == _TOWNSHIP)
    scope, body = _scope(code, "handler", today), Body.objects.get(code=code)
    forums = dict(selectors_desk.forums(body).values_list("proceeding", "pk"))
    rows = Request.objects.unscoped("of the demonstration").filter(body=body, state="closed")
    for result, route, after, docket, stages in _CASES:
        request = rows.filter(result=result).order_by("-closed_on").first()
        if request is None or request.closed_on is None:
            continue
        filed = request.closed_on + dt.timedelta(days=after)
        if filed > today:
            continue
        opening = Opening(
            route=route,
            about="reply",
            filed=filed,
            request=request,
            docket=docket.format(year=filed.year),
            forum=forums["reconsideration" if route == "reconsideration" else "suit"],
            matter=Matter(claim="请求撤销答复，责令重新答复。"),
        )
        _happen(scope, services.open_case(scope, body=body, opening=opening), stages, today)
    _complain(today, Body.objects.get(code=above), body)


def _complain(today: dt.date, superior: Body, about: Body) -> None:
    scope = _scope(superior.code, "county_office", today)
    matter = Matter((Person("俞晚舟", phone="19900000188"),), claim="今年的惠民补贴发放结果没有在公开栏公开。")
    opening = Opening(
        route="not_published",
        about="other",
        filed=today - dt.timedelta(days=12),
        about_body=about,
        matter=matter,
    )
    _happen(scope, services.open_case(scope, body=superior, opening=opening), (("forwarded", 3, ""),), today)


def _happen(scope: Scope, case: Case, stages: _Stages, today: dt.date) -> None:
    for kind, after, result in stages:
        day = case.filed_on + dt.timedelta(days=after)
        if day <= today:
            services.record(scope, case_id=case.pk, event=CaseEvent(kind, day, result))


def _scope(code: str, role: str, today: dt.date) -> Scope:
    person = next(one for one in county.county().people if (one.body, one.role) == (code, role))
    return scopes.of_user(User.objects.get(username=person.username), today)
