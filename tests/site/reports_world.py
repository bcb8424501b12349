"""A year of records for the tests of annual reports: invented, and entered through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from gongkai.procedure.events import Event, ItemResult
from gongkai.site.accessrequests import services as requests
from gongkai.site.accessrequests.models import Request
from gongkai.site.annualreports.models import AnnualReport
from gongkai.site.annualreports.narrative import PROMPT
from gongkai.site.bodies.models import Body, Contact
from gongkai.site.ledger import periods
from gongkai.site.ledger import services as ledger
from gongkai.site.ledger.book import Line
from gongkai.site.web.scope import Scope

from .requests_world import entered

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
