"""Pages of cases and complaints: walked by those who may, refused to the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.site.accessrequests import selectors as requests
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors, services
from gongkai.site.remedies.models import Case
from gongkai.site.web.scope import Scope

from .remedies_world import answered, brought, happens

People = Callable[..., User]
Browsers = Callable[[User], Client]


def at(name: str, *given: Any) -> str:
    return reverse(f"remedies:{name}", args=given)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_case_is_walked_from_the_request_to_the_new_reply(officer: Scope, browser: Client, township: Body) -> None:
    request = answered(officer, township)
    page = at("new", township.code, request.pk)
    assert request.number in text(browser.get(page))
    values = {"route": "reconsideration", "about": "reply", "filed": "2026-04-07", "docket": "云府复〔2026〕3号"}
    answer = browser.post(page, values, follow=True)
    assert "云府复〔2026〕3号" in text(answer)
    case = Case.objects.unscoped("test").get()
    for kind, day, more in (
        ("copied", "2026-04-13", {}),
        ("answered", "2026-04-20", {}),
        ("decided", "2026-05-06", {"result": "revoked"}),
    ):
        shown = text(browser.get(at("case", township.code, case.pk)))
        assert at("step", township.code, case.pk, kind) in shown
        answer = browser.post(at("step", township.code, case.pk, kind), {"day": day} | more)
        assert answer.status_code == 302
    shown = text(browser.get(at("case", township.code, case.pk)))
    # The derivation of the term is on the page, with its article.
    assert "2026年4月27日" in shown
    assert "行政复议法第四十八条" in shown
    browser.post(at("renew", township.code, case.pk), {"day": "2026-05-08"})
    assert requests.get(officer, request.pk).round == 2
    assert "已经依决定、裁判开始重新答复" in text(browser.get(at("case", township.code, case.pk)))


def test_what_is_wrong_is_told_in_the_form(officer: Scope, browser: Client, township: Body) -> None:
    case = brought(officer, township, answered(officer, township))
    page = at("step", township.code, case.pk, "decided")
    assert 'href="#id_result_0"' in text(browser.post(page, {"day": "2026-05-06"}))
    answer = browser.post(at("step", township.code, case.pk, "accepted"), {"day": "2026-01-06"})
    assert "早于前一事项" in text(answer)
    happens(officer, case, ("accepted", "2026-04-08"))
    late = browser.post(page, {"day": "2026-05-06", "result": "upheld", "revision": "1"})
    assert late.status_code == 409
    assert browser.get(at("step", township.code, case.pk, "nothing")).status_code == 404


def test_persons_are_shown_after_a_reason_and_never_before(officer: Scope, browser: Client, township: Body) -> None:
    request = answered(officer, township)
    case = brought(officer, township, request)
    name = requests.particulars(request).applicants[0].name
    for page in (at("case", township.code, case.pk), at("all"), at("read", township.code, case.pk)):
        assert name not in text(browser.get(page))
    answer = browser.post(at("read", township.code, case.pk), {"reason": "forum"})
    assert name in text(answer)
    assert answer["Cache-Control"] == "no-store"


def test_chapter_four_opens_to_its_cases(officer: Scope, browser: Client, township: Body) -> None:
    case = happens(
        officer, brought(officer, township, answered(officer, township)), ("decided", "2026-05-06", "upheld")
    )
    page = at("year", township.code, 2026)
    assert "?cell=remedies.reconsideration.upheld" in text(browser.get(page))
    shown = text(browser.get(f"{page}?cell=remedies.reconsideration.upheld"))
    assert at("case", township.code, case.pk) in shown
    assert browser.get(f"{page}?cell=nothing").status_code == 400


def test_a_suit_that_skipped_reconsideration_says_so(officer: Scope, browser: Client, township: Body) -> None:
    refused = brought(officer, township, answered(officer, township, "state_secret"), "direct_suit")
    plain = brought(officer, township, answered(officer, township), "direct_suit")
    assert "应当先申请复议" in text(browser.get(at("case", township.code, refused.pk)))
    assert "应当先申请复议" not in text(browser.get(at("case", township.code, plain.pk)))


def test_what_is_due_waits_on_the_workbench(officer: Scope, browser: Client, township: Body) -> None:
    request = answered(officer, township)
    case = happens(officer, brought(officer, township, request), ("copied", "2026-04-13"))
    assert "提出书面答复并提交证据" in text(browser.get("/staff/"))
    happens(officer, case, ("answered", "2026-04-14"), ("decided", "2026-05-06", "revoked"))
    assert "重新答复" in text(browser.get("/staff/"))
    services.renew(officer, case_id=case.pk, day=dt.date(2026, 5, 8))
    assert at("renew", township.code, case.pk) not in text(browser.get("/staff/"))


def test_a_case_without_a_request_is_entered_with_its_reason(browser: Client, township: Body) -> None:
    values = {"route": "direct_suit", "about": "other", "filed": "2026-05-06", "name": "顾长风"}
    assert "与政府信息公开工作的关系" in text(browser.post(at("new", township.code), values))
    assert browser.post(at("new", township.code), values | {"reason": "未主动公开征收公告"}).status_code == 302


def test_a_complaint_goes_its_way(
    browser: Client, county: Body, township: Body, person: People, signed_in: Browsers
) -> None:
    keeper = signed_in(person("county_office", county))
    values = {
        "route": "not_answered",
        "about_body": township.pk,
        "filed": "2026-06-01",
        "name": "顾长风",
        "claim": "没有答复",
    }
    answer = keeper.post(at("new_complaint", county.code), values, follow=True)
    assert "未依法答复、处理申请" in text(answer)
    case = Case.objects.unscoped("test").get()
    assert browser.get(at("complaint", case.pk)).status_code == 404
    keeper.post(at("complaint_step", case.pk, "forwarded"), {"day": "2026-06-03"})
    shown = browser.get(at("complaint", case.pk))
    assert shown.status_code == 200
    assert "顾长风" not in text(shown)
    assert "投诉、举报" in text(browser.get("/staff/"))
    assert browser.post(at("read_complaint", case.pk), {"reason": "handling"}).status_code == 403
    assert browser.post(at("complaint_step", case.pk, "reported"), {"day": "2026-06-10"}).status_code == 302
    keeper.post(at("complaint_step", case.pk, "answered"), {"day": "2026-06-20", "result": "urged"})
    assert "属实，督促整改" in text(keeper.get(at("complaints")))
    assert "顾长风" in text(keeper.post(at("read_complaint", case.pk), {"reason": "handling"}))


def test_strangers_get_404_and_readers_403(
    officer: Scope, county: Body, township: Body, other_township: Body, person: People, signed_in: Browsers
) -> None:
    case = brought(officer, township, answered(officer, township))
    stranger, reader = signed_in(person("handler", other_township)), signed_in(person("county_office", county))
    for name in ("amend", "renew", "read"):
        page = at(name, township.code, case.pk)
        assert stranger.get(page).status_code == 404
        assert reader.get(page).status_code == 403
    assert stranger.get(at("case", township.code, case.pk)).status_code == 404
    assert stranger.get(at("case", other_township.code, case.pk)).status_code == 404
    assert reader.get(at("case", township.code, case.pk)).status_code == 200
    assert stranger.get(at("new", other_township.code, case.request_id)).status_code == 404


def test_lists_cost_the_same_however_long_they_are(
    officer: Scope, browser: Client, township: Body, django_assert_num_queries: Callable[[int], Any]
) -> None:
    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            browser.get(at("all"))
        return len(queries)

    request = answered(officer, township)
    brought(officer, township, request)
    first = count()
    for _ in range(4):
        brought(officer, township, request)
    with django_assert_num_queries(first):
        browser.get(at("all"))


def test_papers_are_added_taken_out_and_taken_away(
    officer: Scope, browser: Client, township: Body, other_township: Body, county: Body, person: People,
    signed_in: Browsers,
) -> None:  # fmt: skip
    case = brought(officer, township, answered(officer, township))
    page, add = at("case", township.code, case.pk), at("add_paper", township.code, case.pk)
    assert 'enctype="multipart/form-data"' in text(browser.get(add))
    assert 'href="#id_kind_0"' in text(browser.post(add, {"kind": ""}))
    given = SimpleUploadedFile("应诉通知书.txt", "云岭县人民法院通知".encode())
    assert "应诉通知书.txt" in text(browser.post(add, {"kind": "notice", "file": given}, follow=True))
    paper = selectors.papers(case).get()
    out = at("paper", township.code, case.pk, paper.pk)
    served: Any = browser.get(out)
    assert b"".join(served.streaming_content) == "云岭县人民法院通知".encode()
    assert Audit.objects.filter(action="remedy.download").count() == 1
    reader, stranger = signed_in(person("county_office", county)), signed_in(person("handler", other_township))
    # Who may not see persons sees that there is a paper, neither its name nor the paper.
    assert "应诉通知书.txt" not in text(reader.get(page))
    drop = at("drop_paper", township.code, case.pk, paper.pk)
    for address in (add, out, drop):
        assert stranger.get(address).status_code == 404
        assert reader.get(address).status_code == 403
    assert browser.get(drop).status_code == 302
    assert selectors.papers(case).exists()
    assert "已经删除" in text(browser.post(drop, follow=True))
    assert not selectors.papers(case).exists()
    assert browser.get(out).status_code == 404
