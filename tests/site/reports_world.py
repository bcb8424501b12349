"""A year of records for the tests of annual reports: invented, and entered through the services."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Mapping
from decimal import Decimal

from django.test import Client

from gongkai.procedure.events import Event, ItemResult
from gongkai.site.accessrequests import services as requests
from gongkai.site.accessrequests.models import Request
from gongkai.site.accounts.models import User
from gongkai.site.annualreports import selectors, services
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.narrative import PROMPT
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.ledger import periods
from gongkai.site.ledger import services as ledger
from gongkai.site.ledger.book import Line
from gongkai.site.review import services as review
from gongkai.site.web.scope import Scope

from .requests_world import entered

# The year of which these tests report.
YEAR = 2025
# The four cells of chapter two that the ledger fills.
DECISIONS = ("licensing_decisions", "penalty_decisions", "compulsion_decisions", "administrative_fees")


def contact(body: Body) -> None:
    """How the public reaches the body."""
    Contact.objects.unscoped("test").create(
        body=body, office="党政办公室", address="云岭县石桥镇中心街8号", postcode="999901", phone="0999-8300001"
    )


def year_total(scope: Scope, body: Body, year: int, metric: str, value: Decimal | None, party: str = "") -> None:
    """The total of a year in the ledger; None confirms that there was nothing."""
    ledger.enter(scope, body=body, line=Line(metric=metric, party=party, span=periods.year(year), value=value))


def ledger_year(scope: Scope, body: Body, year: int, given: Mapping[str, int] | None = None) -> None:
    """The decisions and charges of a year; what is not given is confirmed as nothing."""
    for metric in DECISIONS:
        value = (given or {}).get(metric)
        year_total(scope, body, year, metric, None if value is None else Decimal(value))


def answered(scope: Scope, body: Body, outcome: str, day: dt.date, *, after: int = 5) -> Request:
    """A request of a citizen, received on ``day`` and answered some days later."""
    request = entered(scope, body, day=day)
    decided = day + dt.timedelta(days=after)
    result = Event("decided", decided, items=(ItemResult("1", outcome),))
    requests.record(scope, request_id=request.pk, event=result)
    requests.record(scope, request_id=request.pk, event=Event("delivered", decided, method="direct"))
    return request


def finished_texts(report: AnnualReport) -> dict[str, str]:
    """The drafted text with its prompts answered."""
    answers = {
        "overview": "工作考核、社会评议已经完成，没有责任追究的情形。",
        "problems": "存在的问题：公开的内容不够具体。改进措施：逐栏目核对，限期补充。",
    }
    texts: dict[str, str] = {}
    for name, text in report.texts.items():
        while PROMPT in text:
            start = text.index(PROMPT)
            text = text[:start] + answers[name] + text[text.index("】", start) + 1 :]
        texts[name] = text
    return texts


class Staff:
    """The people of a township and of the county office above it."""

    def __init__(
        self, township: Body, county: Body, person: Callable[..., User], scope_of: Callable[[User], Scope]
    ) -> None:
        posts = {"handler": township, "reviewer": township, "approver": township, "county_office": county}
        self.users = {role: person(role, body) for role, body in posts.items()}
        self.handler, self.reviewer, self.approver, self.office = map(scope_of, self.users.values())

    def passed(self, report: AnnualReport) -> None:
        """Take a report through its review."""
        by_role = {"reviewer": self.reviewer, "approver": self.approver}
        while (case := selectors.case_of(report)) is not None and case.state == "open":
            step = case.steps.unscoped("test").get(round=case.round, position=case.position)
            where = {"case": case.pk, "round": case.round, "position": case.position}
            review.decide(by_role[step.role], **where, outcome="passed", comment="")


def begun(staff: Staff, body: Body, year: int) -> AnnualReport:
    """A report of a year with three requests, one of them carried over, three penalties and two trainings."""
    ledger_year(staff.handler, body, year, {"penalty_decisions": 3})
    year_total(staff.handler, body, year, "trainings", Decimal(2))
    answered(staff.handler, body, "provided", dt.date(year, 3, 3))
    answered(staff.handler, body, "does_not_exist", dt.date(year, 6, 2))
    answered(staff.handler, body, "provided", dt.date(year, 12, 29), after=20)
    return services.start(staff.handler, body=body, year=year)


def ready(staff: Staff, report: AnnualReport) -> AnnualReport:
    """The report with its text finished, reviewed and frozen."""
    row = selectors.get(staff.handler, report.pk)
    row = services.write(staff.handler, report_id=row.pk, revision=row.revision, texts=finished_texts(row))
    services.submit_review(staff.handler, report_id=row.pk, revision=row.revision)
    staff.passed(row)
    return selectors.get(staff.handler, report.pk)


def published(staff: Staff, report: AnnualReport) -> AnnualReport:
    """The report before the public."""
    ready(staff, report)
    services.submit(staff.handler, report_id=report.pk)
    services.clear(staff.office, report_id=report.pk)
    return services.publish(staff.handler, report_id=report.pk)


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return html.unescape(answer.content.decode())


def now(report: AnnualReport) -> AnnualReport:
    return AnnualReport.objects.unscoped("test").get(pk=report.pk)


def step(client: Client, home: str, name: str, **data: object) -> str:
    """Press a button of the report's page, and read what is said then."""
    answer = client.post(f"{home}do/{name}/", data, follow=True)
    assert answer.redirect_chain[0] == (home, 302)
    return html.unescape(answer.content.decode())
