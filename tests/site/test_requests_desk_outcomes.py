"""Every way in which a request can end, through the forms of the desk, each to its row of the report."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.law import current_book
from gongkai.procedure.outcomes import counting_rows
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.bodies.models import Body

from .conftest import TODAY
from .desk_world import Hall, decide, fresh, happen, text, url
from .requests_world import entered

LAW = current_book().at(TODAY)
ANSWERED = [outcome for outcome in LAW.outcomes.values() if outcome.group != "other"]


def answer_with(client: Client, hall: Hall, request: int, outcome: Any) -> None:
    """Propose ``outcome`` through its form, as an officer would who fills everything in."""
    page = url(hall, "new_item", request) + f"?outcome={outcome.id}"
    values: dict[str, Any] = {"content": "道路硬化项目的验收报告"}
    values |= {f"stated{number}": f"{label}：见附件" for number, label in enumerate(outcome.must_state)}
    if outcome.grounds:
        values["grounds"] = [outcome.grounds[0].id]
    if outcome.group in ("granted", "partial"):
        values["provision"] = "随答复书附送"
    if outcome.id == "petition":
        values["way"] = "可以向镇信访工作机构反映"
    assert client.post(page, values).status_code == 302
    if outcome.group == "partial":
        part = {"part": "施工队的内部通讯录", "grounds": ["logistics"], "stated0": "后勤管理"}
        page = url(hall, "part", request, 1) + "?outcome=internal_affairs"
        assert client.post(page, part).status_code == 302


def assert_counted(body: Body, outcome: str) -> None:
    """One request of a natural person, in the row of its outcome and nowhere else."""
    form = form_on(TODAY)
    row = counting_rows(form)[outcome]
    cells = selectors.cells(body, form, 2026)
    kinds = [key.split(".")[1] for key, value in cells.items() if value and key.endswith(".natural")]
    assert sorted(kinds) == sorted(["new", "results_total", row])


@pytest.mark.parametrize("outcome", ANSWERED, ids=lambda outcome: outcome.id)
def test_every_reply_goes_through_the_pages_to_its_row(hall: Hall, browsers: Hall, outcome: Any) -> None:
    request = fresh(hall)
    if outcome.id == "still_unclear":
        happen(browsers.handler, hall, request, "supplement_notice", day="2026-11-12", until="2026-11-30")
        happen(browsers.handler, hall, request, "supplement_received", day="2026-11-16")
    if outcome.id == "excessive":
        happen(browsers.handler, hall, request, "reasons_asked", day="2026-11-12")
    answer_with(browsers.handler, hall, request, outcome)
    shown = text(browsers.handler.get(url(hall, "reply", request)))
    assert outcome.label in shown
    assert ("应当先申请行政复议" in shown) is outcome.review_first
    sent = browsers.handler.post(url(hall, "submit", request), follow=True)
    assert "已经提交审核" in text(sent)
    decide(hall, request)
    page = happen(browsers.handler, hall, request, "delivered", day="2026-11-20", method="post")
    assert "已办结" in text(page)
    assert_counted(hall.body, outcome.id)


@pytest.mark.parametrize("outcome", ["not_supplemented", "not_paid", "other_handling"])
def test_every_other_end_goes_through_the_pages_to_its_row(hall: Hall, browsers: Hall, outcome: str) -> None:
    request = entered(hall.handler, hall.body, day=dt.date(2026, 10, 12)).pk
    ways: dict[str, list[tuple[str, dict[str, str]]]] = {
        "not_supplemented": [
            ("supplement_notice", {"day": "2026-10-14", "until": "2026-10-30"}), ("abandoned", {"day": "2026-11-02"})
        ],
        "not_paid": [
            ("fee_notice", {"day": "2026-10-14", "scale": "pages", "count": "68"}), ("unpaid", {"day": "2026-11-16"})
        ],
        "other_handling": [("withdrawn", {"day": "2026-10-20"})],
    }  # fmt: skip
    for kind, values in ways[outcome]:
        happen(browsers.handler, hall, request, kind, **values)
    assert_counted(hall.body, outcome)


def test_a_petition_in_disguise_takes_three_forms(hall: Hall, browsers: Hall) -> None:
    request = fresh(hall)
    answer_with(browsers.handler, hall, request, LAW.outcomes["petition"])
    browsers.handler.post(url(hall, "submit", request))
    decide(hall, request)
    letter = selectors_desk.letters(selectors.get(hall.handler, request)).get()
    page = text(browsers.handler.get(url(hall, "letter", request, letter.pk)))
    assert "可以向镇信访工作机构反映" in page
    assert "石政公开〔2026〕1号" in page


def test_what_is_public_already_is_found_and_linked(hall: Hall, browsers: Hall) -> None:
    from .test_publishing import PLAIN, public

    people = SimpleNamespace(
        body=hall.body, handler=hall.handler, reviewer=hall.reviewer, approver=hall.approver,
        secrecy_reviewer=hall.reviewer,
    )  # fmt: skip
    item = public(people, PLAIN)
    request = fresh(hall)
    page = url(hall, "new_item", request) + f"?outcome=already_public&words={PLAIN.title[:4]}"
    assert PLAIN.title in text(browsers.handler.get(page))
    values = {"content": "办法", "provision": "登录本机关网站查阅", "published": [str(item.pk)]}
    browsers.handler.post(page, values)
    assert reverse("portal:item", args=[item.pk]) in text(browsers.handler.get(url(hall, "reply", request)))
    kept = selectors_desk.proposal(selectors_desk.reply(selectors.get(hall.handler, request)))
    assert kept.items[0].published == (item.pk,)
    address = "http://testserver" + reverse("portal:item", args=[item.pk])
    assert kept.items[0].answer.provision == f"登录本机关网站查阅；《{PLAIN.title}》：{address}"


def test_where_the_portal_runs_elsewhere_an_item_is_named_by_its_index_number(
    hall: Hall, browsers: Hall, settings: Any
) -> None:  # fmt: skip
    from .test_publishing import PLAIN, public

    people = Hall(
        body=hall.body, handler=hall.handler, reviewer=hall.reviewer, approver=hall.approver,
        secrecy_reviewer=hall.reviewer,
    )  # fmt: skip
    item = public(people, PLAIN)
    settings.GONGKAI_ONLY = "staff"
    request = fresh(hall)
    page = url(hall, "new_item", request) + f"?outcome=already_public&words={PLAIN.title[:4]}"
    browsers.handler.post(page, {"content": "办法", "provision": "查阅", "published": [str(item.pk)]})
    kept = selectors_desk.proposal(selectors_desk.reply(selectors.get(hall.handler, request)))
    assert item.index_number
    assert kept.items[0].answer.provision == f"查阅；《{PLAIN.title}》：索引号{item.index_number}"
