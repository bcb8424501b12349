"""Once a month those who keep a ledger are told what is missing."""

from __future__ import annotations

import datetime as dt

from gongkai.site.accounts.models import Notice, User
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics, periods, services
from gongkai.site.ledger.book import Line
from gongkai.site.ledger.services.reminding import remind
from gongkai.site.web.scope import Scope, system


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user, kind="ledger").order_by("pk").values_list("text", flat=True))


def test_what_is_missing_is_told_once_a_month(handler: User, township: Body, other_township: Body) -> None:
    assert remind(system(dt.date(2026, 11, 5))) == 0
    assert [remind(system(dt.date(2026, 11, day))) for day in (7, 8, 20)] == [1, 0, 0]
    assert remind(system(dt.date(2026, 12, 9))) == 1
    first, second = told(handler)
    lacking = len(metrics.monthly(dt.date(2026, 11, 7)))
    assert first.startswith(f"石桥镇2026年10月的台账还缺{lacking}项，请在2026年11月10日以前登记")
    assert "2026年11月的台账" in second


def test_a_month_that_is_complete_is_not_asked_for(handler: User, officer: Scope, township: Body) -> None:
    span, today = periods.month(2026, 10), dt.date(2026, 11, 20)
    for name, found in metrics.monthly(today).items():
        for party in [*metrics.parties(found, today)] or [""]:
            services.enter(officer, body=township, line=Line(metric=name, party=party, span=span, value=None))
    assert remind(system(today)) == 0
    assert told(handler) == []
