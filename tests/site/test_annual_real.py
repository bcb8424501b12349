"""A year of invented records for each real report: through the services, to every printed cell and figure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.site.accounts.models import User
from gongkai.site.annualreports import services, tokens
from gongkai.site.annualreports.compute import computed, form_for
from gongkai.site.annualreports.values import printed
from gongkai.site.annualreports.work import work_on
from gongkai.site.bodies.models import Body
from gongkai.site.publishing.models import Item, State, Version
from gongkai.site.publishing.services import postings
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

from .reports_world import DECISIONS, answered, contact, year_total

CELLS = {
    "proactive.licensing.decisions": "licensing_decisions",
    "proactive.penalties.decisions": "penalty_decisions",
    "proactive.compulsion.decisions": "compulsion_decisions",
    "proactive.fees.amount": "administrative_fees",
}
# What each report states in its text, as the ledger keeps it: metric, part, number.
LEDGER = {
    "heji_2021": [],
    "longhu_2021": [
        ("concerns_answered", "police_110", 7163),
        ("concerns_received", "police_110", 7163),
        ("concerns_rated", "police_110", 7163),
        ("concerns_satisfied", "police_110", 7163),
        ("fields", "", 15),
    ],
    "touzha_2022": [
        ("documents_issued", "proactive", 34),
        ("documents_issued", "on_request", 51),
        ("documents_issued", "withheld", 0),
        ("concerns_received", "message_board", 94),
        ("concerns_answered", "message_board", 94),
        ("villages", "", 13),
        ("trainings", "", 2),
    ],
    "xiasi_2021": [],
    "zhuangtou_2021": [
        ("news_items", "", 129),
        ("posters", "", 3000),
        ("service_matters", "", 154),
        ("village_stations", "", 35),
        ("village_accounts", "", 35),
        ("concerns_received", "mayor_hotline", 16),
        ("concerns_received", "cyberspace_office", 12),
        ("concerns_received", "county_hotline", 47),
        ("concerns_due", "mayor_hotline", 16),
        ("concerns_due", "cyberspace_office", 12),
        ("concerns_due", "county_hotline", 47),
        ("concerns_closed_on_time", "mayor_hotline", 14),
        ("concerns_closed_on_time", "cyberspace_office", 11),
        ("concerns_closed_on_time", "county_hotline", 44),
    ],
}
POSTED = {
    "heji_2021": {"website": 19},
    "longhu_2021": {"website": 130},
    "touzha_2022": {"website": 198, "wechat": 386, "weibo": 516},
    "xiasi_2021": {"website": 81, "wechat": 140},
    "zhuangtou_2021": {},
}
# Which token tells which stated number; what is of one field, or by rule of thumb (余, 多), is no count of the year.
STATED = {
    "heji_2021": {"items_disclosed:website": "19"},
    "longhu_2021": {
        "items_disclosed:website": "130",
        "concerns_answered:police_110": "7163",
        "fields": "15",
        "satisfaction_rate": "100%",
    },
    "touzha_2022": {
        "documents_issued": "85",
        "documents_issued:proactive": "34",
        "documents_issued:on_request": "51",
        "documents_issued:withheld": "0",
        "concerns_received:message_board": "94",
        "items_disclosed:website": "198",
        "items_disclosed:wechat": "386",
        "items_disclosed:weibo": "516",
        "villages": "13",
        "trainings": "2",
    },
    "xiasi_2021": {"items_disclosed:website": "81", "items_disclosed:wechat": "140"},
    "zhuangtou_2021": {
        "news_items": "129",
        "posters": "3000",
        "service_matters": "154",
        "village_stations": "35",
        "village_accounts": "35",
        "concerns_received:mayor_hotline": "16",
        "concerns_received:cyberspace_office": "12",
        "concerns_received:county_hotline": "47",
        "concerns_closed_on_time": "69",
        "completion_rate": "92%",
    },
}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(LEDGER))
def test_a_year_of_records_gives_every_printed_cell_and_figure(
    name: str,
    shared_reports: Path,
    township: Body,
    person: Callable[..., User],
    scope_of: Callable[[User], Scope],
) -> None:
    truth = json.loads((shared_reports / f"{name}.truth.json").read_text("utf-8"))
    officer, year = scope_of(person("handler", township)), truth["year"]
    contact(township)
    _enter(officer, township, name, truth)
    form = form_for(year)
    numbers = computed(township, form, year)
    differs = {key: printed(numbers[key]) for key, value in truth["cells"].items() if not _same(numbers[key], value)}
    # What the published report left blank or out is what the records give: there was nothing.
    assert set(differs.values()) <= {"0"}
    assert {key for key in differs if truth["cells"][key] is not None} == set()
    report = services.start(officer, body=township, year=year)
    work = work_on(report)
    said = tokens.fill("".join(f"〈{{{token}}}〉" for token in STATED[name]), work.named)
    assert said.unknown == ()
    assert said.text == "".join(f"〈{value}〉" for value in STATED[name].values())
    assert not [one.message for one in work.findings if one.level == "error"]


def _enter(officer: Scope, body: Body, name: str, truth: dict[str, Any]) -> None:
    """The year: decisions, charges, what the text states, documents in force, requests and their results."""
    year, cells = truth["year"], truth["cells"]
    for key, metric in CELLS.items():
        value = cells[key]
        year_total(officer, body, year, metric, Decimal(value) if value and Decimal(value) else None)
    assert set(CELLS.values()) == set(DECISIONS)
    for metric, party, number in LEDGER[name]:
        year_total(officer, body, year, metric, Decimal(number) if number else None, party)
    for outlet, number in POSTED[name].items():
        postings.post(officer, body=body, outlet=outlet, on=dt.date(year, 12, 1), count=number)
    for number in range(cells["proactive.normative_documents.in_force"] or 0):
        _document(officer, body, dt.date(year - 1, 5, 1), number)
    for _ in range(cells["requests.granted.natural"] or 0):
        answered(officer, body, "provided", dt.date(year, 4, 1))


def _document(officer: Scope, body: Body, day: dt.date, number: int) -> None:
    """A document of an earlier year that is still in force."""
    assert officer.actor.id is not None
    person = officer.actor.id
    item = Item.objects.create(
        body=body, subject="regulatory_documents", title=f"第{number}号规范性文件", formed_on=day,
        attribute="proactive", created_by_id=person, changed_by_id=person, changed_at=clock.now(),
    )  # fmt: skip
    version = Version.objects.create(
        item=item, number=1, at=clock.now(), title=item.title, facts={}, html="", digest=""
    )
    item.current, item.state, item.published_at = version, State.PUBLISHED, clock.now()
    item.save()


def _same(number: Any, value: Any) -> bool:
    return value is not None and number is not None and Decimal(number) == Decimal(value)
