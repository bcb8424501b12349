"""Annual reports of the demonstration: last year's before the public, of a township earlier ones too, and one begun."""

from __future__ import annotations

import datetime as dt
from typing import Final

from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import User
from gongkai.site.annualreports import selectors, services
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.narrative import PROMPT
from gongkai.site.bodies.models import Body
from gongkai.site.demo import county
from gongkai.site.demo.ledger import LONG
from gongkai.site.review import services as review
from gongkai.site.web.scope import Scope

# What people would write where the records cannot tell.
_ANSWERS: Final = {
    "属性": "公文起草时确定公开属性，公开前由专人进行保密审查；第四季度清理过期信息。",
    "查阅": "公开专栏按月检查更新，查阅场所在工作日开放。",
    "考核": "工作考核纳入年度综合考核，社会评议结果向社会公开，没有需要追究责任的情形。",
    "问题": "存在的主要问题：部分栏目的内容不够具体。改进措施：逐栏目列出应当公开的事项，由分管负责人按季度检查。",
    "措施": "由责任股室限期补充，分管负责人检查",
}


def add_reports(today: dt.date) -> None:
    """Published: last year's report of each body that has people for every stage; begun: a township's of this year."""
    offices = [person for person in county.county().people if person.role == "county_office"]
    office = _scope(offices[0].username, today)
    begun = False
    for code, people in _staffed().items():
        body = Body.objects.get(code=code)
        staff = {role: _scope(name, today) for role, name in people.items()}
        for year in range(today.year - (LONG if body.level == "township" else 1), today.year):
            _publish(staff, office, services.start(staff["handler"], body=body, year=year))
        if not begun and body.level == "township":
            services.start(staff["handler"], body=body, year=today.year)
            begun = True


def _staffed() -> dict[str, dict[str, str]]:
    """The bodies with somebody in every role of a chain: code -> role -> user name."""
    found: dict[str, dict[str, str]] = {}
    for person in county.county().people:
        if person.body:
            found.setdefault(person.body, {}).setdefault(person.role, person.username)
    return {code: roles for code, roles in found.items() if {"handler", "reviewer", "approver"} <= set(roles)}


def _scope(name: str, today: dt.date) -> Scope:
    return scopes.of_user(User.objects.get(username=name), today)


def _publish(staff: dict[str, Scope], office: Scope, report: AnnualReport) -> None:
    handler = staff["handler"]
    report = services.write(handler, report_id=report.pk, revision=report.revision, texts=_answered(report))
    services.submit_review(handler, report_id=report.pk, revision=report.revision)
    while (case := selectors.case_of(report)) is not None and case.state == "open":
        step = case.steps.unscoped("of the demonstration").get(round=case.round, position=case.position)
        where = {"case": case.pk, "round": case.round, "position": case.position}
        review.decide(staff[step.role], **where, outcome="passed", comment="")
    if services.superior(report.body) is not None:
        services.submit(handler, report_id=report.pk)
        services.clear(office, report_id=report.pk)
    services.publish(handler, report_id=report.pk)


def _answered(report: AnnualReport) -> dict[str, str]:
    """The drafted text with what people would write in the place of each prompt."""
    texts: dict[str, str] = {}
    for name, text in report.texts.items():
        while PROMPT in text:
            start, end = text.index(PROMPT), text.index("】", text.index(PROMPT)) + 1
            answer = next(said for word, said in _ANSWERS.items() if word in text[start:end])
            text = text[:start] + answer + text[end:]
        texts[name] = text
    return texts
