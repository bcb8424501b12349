"""Some years of the county's ledgers: invented numbers, the same for each day on which they are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Final

import msgspec

from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import User
from gongkai.site.bodies.models import Body
from gongkai.site.demo import county
from gongkai.site.ledger import periods, services
from gongkai.site.ledger.book import Line
from gongkai.site.ledger.periods import Span
from gongkai.site.ledger.services import accounts, matters
from gongkai.site.ledger.services.matters import Facts
from gongkai.site.web.scope import Reach, Scope

# So many years before this one there are records and reports of the townships whose officers can sign in.
LONG: Final = 3
_CHANNELS: Final = ("county_hotline", "hotline_12345", "message_board")
# Kinds of bodies that have few decisions of their own have none in most months.
_BUSY: Final = 5
_POINTS: Final = (
    ("更新政府信息公开指南和目录", "政务公开工作要点第一项", 90),
    ("惠民惠农补贴发放结果全部公开", "政务公开工作要点第三项", 20),
    ("政务公开栏延伸到村、社区", "政务公开工作要点第六项", -10),
)
_PROBLEMS: Final = (
    ("部分栏目更新不及时", "上级检查", "明确栏目责任人，每月检查一次", "done", "已经明确责任人，栏目按月更新"),
    ("政策解读形式单一", "社会评议", "增加图解和问答", "doing", "已经制作图解，问答正在整理"),
)


def add_ledgers(today: dt.date) -> None:
    """The records of last year and of this one up to last month, of those who keep them long of LONG years before.

    In the townships something of last month is missing.

    Bodies without an officer who can sign in have their ledgers kept by the county's.
    """
    people = county.county().people
    keepers = {person.body: person.username for person in people if person.role == "handler"}
    rows = {body.code: body for body in Body.objects.filter(code__in=[one.code for one in county.county().bodies])}
    first = county.county().bodies[0].code
    for code, body in rows.items():
        keeper = User.objects.get(username=keepers.get(code, keepers[first]))
        scope = scopes.of_user(keeper, today)
        grants = {action: (Reach(body.path),) for action in ("ledger.view", "ledger.edit")}
        scope = msgspec.structs.replace(scope, grants={**scope.grants, **grants})
        long_kept = code in keepers and body.level == "township"
        _keep(scope, body, forgetful=long_kept, since=LONG if long_kept else 1)


def _keep(scope: Scope, body: Body, *, forgetful: bool, since: int) -> None:
    today = scope.today
    for year in range(today.year - since, today.year + 1):
        chance = Random(f"{body.code} {year}")
        months = [month for month in range(1, 13) if periods.month(year, month).through < today]
        lines = [line for month in months for line in _month(chance, body, year, month)]
        if forgetful and months and year == today.year:
            last = periods.month(year, months[-1])
            lines = [line for line in lines if line.span != last or line.metric != "administrative_fees"]
        outcomes = services.enter_many(scope, body=body, lines=[*lines, *_year(chance, year, today)])
        if refused := [one for one in outcomes if one.refusal is not None]:
            raise ValueError(f"{body.code}: {refused[0]}")
        if year >= today.year - 1:
            _matters(scope, body, year)
    opened = dt.date(today.year - 3, 3, 1)
    silent = 11 if forgetful else 2
    accounts.add(
        scope, body=body, medium="wechat", name=f"{body.called}发布", keeper="办公室", opened_on=opened,
        updated_on=today - dt.timedelta(days=silent),
    )  # fmt: skip


def _month(chance: Random, body: Body, year: int, month: int) -> Iterator[Line]:
    span = periods.month(year, month)
    busy = chance.randint(1, _BUSY) if body.kind == "department" else 0
    for metric, most in (("licensing_decisions", 30 * busy), ("penalty_decisions", 4), ("compulsion_decisions", 1)):
        count = chance.randint(0, most)
        yield _line(metric, span, count or None, source="执法台账")
    fees = chance.randint(0, 40_000 * busy)
    yield _line("administrative_fees", span, Decimal(fees).scaleb(-4) if fees else None, source="非税收入报表")
    for party, most in (("proactive", 6), ("on_request", 4), ("withheld", 1)):
        yield _line("documents_issued", span, chance.randint(0, most), party=party, source="发文登记簿")
    for party in _CHANNELS:
        received = chance.randint(1, 12)
        due = chance.randint(received // 2, received)
        late = chance.randint(0, 1) if due > 4 else 0
        counts = {"concerns_received": received, "concerns_due": due, "concerns_closed_on_time": due - late}
        for metric, count in counts.items():
            yield _line(metric, span, count, party=party, source="平台报表")


def _year(chance: Random, year: int, today: dt.date) -> Iterator[Line]:
    for metric, month, note in (
        ("trainings", 4, "政府信息公开条例培训"),
        ("trainings", 9, "年度报告编制培训"),
        ("meetings", 3, "部署全年政务公开工作"),
        ("social_evaluations", 10, "问卷评议"),
    ):
        on = dt.date(year, month, chance.randint(1, 28))
        if on <= today:
            yield _line(metric, periods.day(on), 1, note=note)
    for metric, least, most in (("reading_points", 1, 3), ("notice_boards", 8, 30), ("service_matters", 80, 160)):
        yield _line(metric, periods.day(dt.date(year, 1, 15)), chance.randint(least, most))
    yield _line("followers", periods.day(dt.date(year, 1, 15)), chance.randint(800, 9_000), party="wechat")
    for party in ("inner_offices", "villages"):
        on = dt.date(year, 6, chance.randint(1, 28))
        if on <= today:
            yield _line("inspections", periods.day(on), 1, party=party, note="公开栏目检查")


def _matters(scope: Scope, body: Body, year: int) -> None:
    if year == scope.today.year:
        for title, source, days in _POINTS:
            due = scope.today + dt.timedelta(days=days)
            facts = Facts(title=title, year=year, source=source, charge="办公室", due_on=due)
            matters.create(scope, body=body, kind="point", facts=facts)
        return
    for title, source, measure, state, text in _PROBLEMS:
        facts = Facts(title=title, year=year, source=source, measure=measure, charge="办公室")
        row = matters.create(scope, body=body, kind="problem", facts=facts)
        matters.step(scope, matter_id=row.pk, state=state, text=text)


def _line(metric: str, span: Span, value: Decimal | int | None, **more: str) -> Line:
    return Line(metric=metric, span=span, value=None if value is None else Decimal(value), **more)
