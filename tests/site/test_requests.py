"""Requests: entering them, what happens to them, what is derived, what is sealed, who sees them, what counts."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from gongkai.errors import ConflictError, ForbiddenError, NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.events import Event, ItemResult
from gongkai.site.accessrequests import codes, selectors, services
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accessrequests.models import Identity, Request, Step
from gongkai.site.accessrequests.services import Entry
from gongkai.site.accessrequests.standing import standing
from gongkai.site.accessrequests.values import Particulars, Person, unseal
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.web import storage
from gongkai.site.web.scope import Scope

from .conftest import TODAY
from .requests_world import RECEIVED, asking, citizen, entered, handed_in

Scopes = Callable[[User], Scope]
People = Callable[..., User]


def test_a_request_in_person_is_received_at_once_and_its_term_runs(officer: Scope, township: Body) -> None:
    request = entered(officer, township)
    assert (request.number, request.state, request.received_on) == ("2026-0001", "processing", RECEIVED)
    # 20 working days after Monday, 2 March 2026, without a holiday in between (article 33).
    assert request.due_on == dt.date(2026, 3, 30)
    assert request.handler_id == officer.actor.id


def test_a_request_online_has_no_term_before_both_sides_confirm(officer: Scope, township: Body) -> None:
    found = handed_in(township, RECEIVED)
    assert (found.request.state, found.request.received_on, found.request.due_on) == ("unconfirmed", None, None)
    services.record(officer, request_id=found.request.pk, event=Event("confirmed", dt.date(2026, 3, 3)))
    request = selectors.get(officer, found.request.pk)
    assert (request.state, request.received_on, request.due_on) == (
        "processing",
        dt.date(2026, 3, 3),
        dt.date(2026, 3, 31),
    )


def test_a_request_goes_its_way_to_a_counted_result(officer: Scope, township: Body) -> None:
    request = entered(officer, township)
    for event in (
        Event("supplement_notice", dt.date(2026, 3, 4), until=dt.date(2026, 3, 20)),
        Event("supplement_received", dt.date(2026, 3, 10)),
        Event("decided", dt.date(2026, 3, 25), items=(ItemResult("1", "provided"),)),
        Event("delivered", dt.date(2026, 3, 26), method="post"),
    ):
        services.record(officer, request_id=request.pk, event=event)
    request = selectors.get(officer, request.pk)
    assert (request.state, request.outcome, request.result) == ("closed", "provided", "provided")
    cells = selectors.cells(township, form_on(TODAY), 2026)
    assert (
        cells["requests.new.natural"] == cells["requests.granted.natural"] == cells["requests.results_total.total"] == 1
    )
    assert cells["requests.carried_out.total"] == 0
    assert standing(selectors.history(request), TODAY).term.due == dt.date(2026, 4, 8)


def test_what_the_procedure_does_not_allow_changes_nothing(officer: Scope, township: Body) -> None:
    request = entered(officer, township)
    with pytest.raises(NotAllowedError):
        services.record(officer, request_id=request.pk, event=Event("delivered", dt.date(2026, 3, 26), method="post"))
    assert selectors.steps(request).count() == 1
    assert selectors.get(officer, request.pk).revision == request.revision


def test_two_who_act_at_once_are_told(officer: Scope, township: Body) -> None:
    request = entered(officer, township)
    event = Event("extended", dt.date(2026, 3, 20), by="head", length=20)
    services.record(officer, request_id=request.pk, event=event, revision=request.revision)
    with pytest.raises(ConflictError):
        services.record(officer, request_id=request.pk, event=event, revision=request.revision)


def test_numbers_run_by_body_and_year_without_gap(officer: Scope, township: Body, other_township: Body) -> None:
    first = entered(officer, township)
    with pytest.raises(UsageError):
        services.enter(officer, body=township, entry=Entry("in_person", RECEIVED, "natural", Particulars((), "")))
    with transaction.atomic():
        entered(officer, township)
        transaction.set_rollback(True)
    second = entered(officer, township)
    assert [first.number, second.number] == ["2026-0001", "2026-0002"]
    assert handed_in(other_township, RECEIVED).request.number == "2026-0001"
    assert entered(officer, township, day=dt.date(2025, 12, 30)).number == "2025-0001"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"applicant": "nobody"}, "申请人类别"),
        ({"day": TODAY + dt.timedelta(days=1)}, "不能晚于今天"),
        ({"particulars": Particulars((), "甲")}, "请填写申请人"),
        ({"particulars": asking(content=" ")}, "请写明要申请公开的政府信息"),
        ({"particulars": Particulars((citizen(1, id_number="990100199001010019"),), "甲")}, "身份证号码不对"),
        ({"particulars": Particulars((citizen(1, phone="", address=""),), "甲")}, "联系方式"),
        ({"applicant": "commercial"}, "法定代表人或者负责人"),
    ],
)
def test_what_article_29_asks_for_is_asked(
    officer: Scope, township: Body, change: dict[str, object], words: str
) -> None:
    entry = {"channel": "in_person", "day": RECEIVED, "applicant": "natural", "particulars": asking()} | change
    with pytest.raises(UsageError, match=words):
        services.enter(officer, body=township, entry=Entry(**entry))  # type: ignore[arg-type]


def test_the_code_finds_the_request_however_it_is_typed(township: Body) -> None:
    found = handed_in(township, RECEIVED)
    assert selectors.by_code(found.code.lower().replace("-", " ")) == found.request
    assert selectors.by_code(codes.new()) is None


def test_no_personal_data_stand_in_clear(officer: Scope, township: Body) -> None:
    somebody = citizen(7)
    request = entered(officer, township, particulars=Particulars((somebody,), "本人住房的审批材料", note="急用"))
    services.add_paper(
        officer, request_id=request.pk, kind="identity", name="林某身份证.txt", stream=io.BytesIO(b"990100 ok")
    )
    secrets = [somebody.name, somebody.id_number, somebody.phone, somebody.address, "本人住房", "林某身份证"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            text = repr(cursor.fetchall())
            assert not [secret for secret in secrets if secret in text], table
    paper = selectors.papers(request).get()
    assert b"990100" not in storage.locate(paper.blob).read_bytes()
    assert unseal(paper.sealed, str) == "林某身份证.txt"


def test_a_person_is_found_again_by_number_phone_and_name(officer: Scope, township: Body) -> None:
    request = entered(officer, township)
    somebody = selectors.particulars(request).applicants[0]
    for kind, value in (("id", somebody.id_number.lower()), ("phone", somebody.phone), ("name", somebody.name)):
        assert list(selectors.of_person(officer, kind, value)) == [request]
    assert not selectors.of_person(officer, "id", citizen(2).id_number).exists()
    assert Identity.objects.unscoped("test").filter(request=request).count() == 3


def test_a_stranger_neither_sees_nor_acts(
    officer: Scope, township: Body, other_township: Body, person: People, scope_of: Scopes
) -> None:
    request = entered(officer, township)
    stranger = scope_of(person("handler", other_township))
    with pytest.raises(NotFoundError):
        selectors.get(stranger, request.pk)
    with pytest.raises(NotFoundError):
        services.record(stranger, request_id=request.pk, event=Event("withdrawn", RECEIVED))
    with pytest.raises(ForbiddenError):
        entered(stranger, township)
    inspector = scope_of(person("inspector", township, until=dt.date(2026, 12, 31)))
    with pytest.raises(ForbiddenError):
        services.record(inspector, request_id=request.pk, event=Event("withdrawn", RECEIVED))


def test_steps_cannot_be_changed_and_are_audited(officer: Scope, township: Body) -> None:
    request = entered(officer, township)
    for change in (
        lambda: Step.objects.unscoped("test").filter(request=request).update(kind="other"),
        lambda: Step.objects.unscoped("test").filter(request=request).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    told = Audit.objects.filter(target_id=str(request.pk)).values_list("action", flat=True)
    assert set(told) == {"request.register", "request.step"}


def test_an_organisation_gives_its_code_and_who_signs(officer: Scope, township: Body) -> None:
    company = Person(
        name="云岭县青禾商贸有限公司",
        id_kind="credit_code",
        id_number="91990100MA0000001X",
        phone="0999-8200001",
        representative="苏禾",
    )
    entry = Entry("in_person", RECEIVED, "commercial", Particulars((company,), "某项目的招标文件"))
    with pytest.raises(UsageError, match="统一社会信用代码不对"):
        services.enter(officer, body=township, entry=entry)
    assert Request.objects.unscoped("test").count() == 0
