"""Cases: opened from a request, what happens in them, what is due, what they count, who sees them, what is sealed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from gongkai.errors import ConflictError, ForbiddenError, GongkaiError, NotAllowedError, NotFoundError, UsageError
from gongkai.procedure.events import Event
from gongkai.procedure.proceedings import CaseEvent
from gongkai.site.accessrequests import selectors as requests
from gongkai.site.accessrequests import services as request_services
from gongkai.site.accessrequests.kinds import form_on
from gongkai.site.accessrequests.services import forums
from gongkai.site.accessrequests.values import Person
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event as Audit
from gongkai.site.bodies.models import Body
from gongkai.site.remedies import selectors, services
from gongkai.site.remedies.models import Case, Note, Step
from gongkai.site.remedies.services import Opening
from gongkai.site.remedies.values import Matter
from gongkai.site.web.scope import Scope

from .conftest import TODAY
from .remedies_world import answered, brought, happens
from .requests_world import citizen, entered

Scopes = Callable[[User], Scope]
People = Callable[..., User]
FORM = form_on(TODAY)


def filled(body: Body, year: int) -> dict[str, int]:
    return {key.removeprefix("remedies."): value for key, value in selectors.cells(body, FORM, year).items() if value}


def test_the_answer_to_a_reconsideration_is_due_ten_working_days_after_the_copy(officer: Scope, township: Body) -> None:
    case = brought(officer, township, answered(officer, township))
    case = happens(officer, case, ("accepted", "2026-04-09"), ("copied", "2026-04-13"))
    # Monday, 13 April 2026, and ten working days without a holiday in between (article 48).
    assert (case.state, case.due_on) == ("pending", dt.date(2026, 4, 27))
    assert list(selectors.due(officer)) == [case]
    short = services.amend(officer, case_id=case.pk, docket="云府复〔2026〕3号", forum=None, simplified=True)
    assert (short.due_on, str(short)) == (dt.date(2026, 4, 20), "云府复〔2026〕3号")
    case = happens(officer, case, ("answered", "2026-04-16"))
    assert case.due_on is None
    assert not selectors.due(officer).exists()


def test_a_suit_goes_through_both_instances(officer: Scope, township: Body) -> None:
    case = brought(officer, township, answered(officer, township), "direct_suit")
    case = happens(officer, case, ("copied", "2026-04-13"))
    assert case.due_on == dt.date(2026, 4, 28)
    case = happens(officer, case, ("answered", "2026-04-20"), ("decided", "2026-06-01", "rejected"))
    assert filled(township, 2026) == {"direct_suit.upheld": 1, "direct_suit.total": 1}
    case = happens(officer, case, ("appealed", "2026-06-10"))
    assert filled(township, 2026) == {"direct_suit.pending": 1, "direct_suit.total": 1}
    case = happens(officer, case, ("appeal_copied", "2026-06-15"))
    assert case.due_on == dt.date(2026, 6, 30)
    case = happens(officer, case, ("appeal_decided", "2026-09-01", "replaced", "revoked"))
    assert filled(township, 2026) == {"direct_suit.corrected": 1, "direct_suit.total": 1}
    assert filled(township, 2025) == filled(township, 2027) == {}


def test_it_goes_to_court_and_comes_back_as_a_new_round(officer: Scope, township: Body) -> None:
    """Reconsideration upheld, suit won, a new reply; chapter four is right this year and next."""
    request = answered(officer, township)
    first = happens(officer, brought(officer, township, request), ("decided", "2026-05-06", "upheld"))
    with pytest.raises(UsageError, match="复议后起诉"):
        brought(officer, township, request, "direct_suit", "2026-05-12")
    suit = brought(officer, township, request, "suit_after_reconsideration", "2026-05-12", earlier=first.pk)
    with pytest.raises(NotAllowedError, match="没有需要重新答复"):
        services.renew(officer, case_id=suit.pk, day=dt.date(2026, 5, 20))
    suit = happens(officer, suit, ("decided", "2026-08-03", "revoked"), ("served", "2026-08-10"))
    services.renew(officer, case_id=suit.pk, day=dt.date(2026, 8, 10), until=dt.date(2026, 9, 9))
    request = requests.get(officer, request.pk)
    assert (request.state, request.round, request.due_on) == ("processing", 2, dt.date(2026, 9, 9))
    with pytest.raises(NotAllowedError, match="已经办理"):
        services.renew(officer, case_id=suit.pk, day=dt.date(2026, 8, 11))
    assert filled(township, 2026) == {
        "reconsideration.upheld": 1,
        "reconsideration.total": 1,
        "suit_after_reconsideration.corrected": 1,
        "suit_after_reconsideration.total": 1,
    }
    # The request itself is counted by its first result, once.
    assert requests.cells(township, FORM, 2026)["requests.results_total.total"] == 1
    assert filled(township, 2027) == {}


def test_silence_is_ended_by_an_order_within_the_round(officer: Scope, township: Body) -> None:
    request = entered(officer, township)
    case = brought(officer, township, request, day="2026-04-07", about="silence")
    case = happens(officer, case, ("decided", "2026-05-06", "ordered"))
    services.renew(officer, case_id=case.pk, day=dt.date(2026, 5, 8))
    assert requests.steps(request).last().kind == "reply_ordered"
    assert requests.get(officer, request.pk).round == 1


def test_a_request_that_cannot_be_answered_anew_says_so(officer: Scope, township: Body) -> None:
    request = entered(officer, township)
    case = brought(officer, township, request, about="silence")
    request_services.record(officer, request_id=request.pk, event=Event("supplement_notice", dt.date(2026, 4, 8)))
    case = happens(officer, case, ("decided", "2026-05-06", "ordered"))
    with pytest.raises(NotAllowedError, match="目前的状态不能重新答复"):
        services.renew(officer, case_id=case.pk, day=dt.date(2026, 5, 8))
    assert selectors.get(officer, case.pk).renewal_id is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"filed": TODAY + dt.timedelta(days=1)}, "不能晚于今天"),
        ({"filed": dt.date(2026, 3, 1)}, "早于收到申请之日"),
        ({"request": None}, "从那件申请的页面登记"),
        ({"request": None, "about": "other"}, "写明与政府信息公开工作的关系；请填写申请人"),
        ({"about": "silence"}, "不是逾期没有答复"),
        ({"about": "something"}, "请选择事由"),
        ({"route": "nothing"}, "请选择案件的类别"),
        ({"forum": 77}, "请选择本机关设置"),
        ({"earlier": 77}, "没有这一复议案件"),
    ],
)
def test_what_an_opening_lacks_is_told(officer: Scope, township: Body, change: dict[str, object], words: str) -> None:
    opening = {"route": "reconsideration", "about": "reply", "filed": dt.date(2026, 4, 7)}
    opening |= {"request": answered(officer, township)} | change
    with pytest.raises(GongkaiError, match=words):
        services.open_case(officer, body=township, opening=Opening(**opening))  # type: ignore[arg-type]
    assert not Case.objects.unscoped("test").exists()


def test_a_case_that_no_request_led_to_has_its_reason_sealed(officer: Scope, township: Body) -> None:
    matter = Matter((citizen(8),), claim="请求确认未主动公开征收公告违法", reason="未主动公开征收公告")
    opening = Opening(route="direct_suit", about="other", filed=dt.date(2026, 5, 6), matter=matter)
    case = services.open_case(officer, body=township, opening=opening)
    services.record(officer, case_id=case.pk, event=CaseEvent("accepted", dt.date(2026, 5, 8)), note="林某来电")
    secrets = [citizen(8).name, citizen(8).phone, "征收公告", "林某来电"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            text = repr(cursor.fetchall())
            assert not [secret for secret in secrets if secret in text], table
    found = services.disclosed(officer, case_id=case.pk, reason="handling")
    assert (found.matter, found.notes) == (matter, {2: "林某来电"})
    event = Audit.objects.get(action="remedy.read")
    assert event.facts == {"reason": "handling"}
    with pytest.raises(UsageError, match="理由"):
        services.disclosed(officer, case_id=case.pk, reason="")


def test_the_persons_of_a_case_are_those_of_its_request(officer: Scope, township: Body) -> None:
    request = answered(officer, township)
    assert selectors.matter(brought(officer, township, request)).persons == requests.particulars(request).applicants


def test_strangers_neither_see_nor_act(
    officer: Scope, county: Body, township: Body, other_township: Body, person: People, scope_of: Scopes
) -> None:
    request = answered(officer, township)
    case = brought(officer, township, request)
    stranger = scope_of(person("handler", other_township))
    with pytest.raises(NotFoundError):
        selectors.get(stranger, case.pk)
    with pytest.raises(NotFoundError):
        happens(stranger, case, ("accepted", "2026-04-09"))
    with pytest.raises(ForbiddenError):
        brought(stranger, township, None)
    above = scope_of(person("county_office", county))
    assert selectors.get(above, case.pk) == case
    for act in (
        lambda: happens(above, case, ("accepted", "2026-04-09")),
        lambda: services.amend(above, case_id=case.pk, docket="", forum=None, simplified=False),
        lambda: services.renew(above, case_id=case.pk, day=TODAY),
        lambda: services.disclosed(above, case_id=case.pk, reason="handling"),
    ):
        with pytest.raises(ForbiddenError):
            act()


def test_two_who_act_at_once_are_told(officer: Scope, township: Body) -> None:
    case = brought(officer, township, answered(officer, township))
    event = CaseEvent("accepted", dt.date(2026, 4, 9))
    services.record(officer, case_id=case.pk, event=event, revision=1)
    with pytest.raises(ConflictError):
        services.record(officer, case_id=case.pk, event=event, revision=1)


def test_a_case_names_an_organ_or_court_of_its_proceeding(
    officer: Scope, township: Body, person: People, scope_of: Scopes
) -> None:
    admin = scope_of(person("body_admin", township))
    court = forums.add(admin, body=township, proceeding="suit", name="云岭县人民法院")
    request = answered(officer, township)
    with pytest.raises(UsageError, match="复议机关或者法院"):
        brought(officer, township, request, "reconsideration", forum=court.pk)
    case = brought(officer, township, request, "direct_suit", forum=court.pk)
    forums.retire(admin, body=township, forum_id=court.pk)
    assert selectors.get(officer, case.pk).forum == court


def test_a_cell_opens_to_the_cases_that_it_counts(officer: Scope, township: Body) -> None:
    request = answered(officer, township)
    first = happens(officer, brought(officer, township, request), ("decided", "2026-05-06", "upheld"))
    second = brought(officer, township, request, "suit_after_reconsideration", "2026-05-12", earlier=first.pk)
    for key, value in selectors.cells(township, FORM, 2026).items():
        assert len(selectors.records(township, FORM, 2026, key)) == value, key
    assert selectors.records(township, FORM, 2026, "remedies.suit_after_reconsideration.pending") == [second.pk]
    with pytest.raises(UsageError):
        selectors.records(township, FORM, 2026, "remedies.nothing.total")


def test_steps_cannot_be_changed(officer: Scope, township: Body) -> None:
    case = brought(officer, township, answered(officer, township))
    for change in (
        lambda: Step.objects.unscoped("test").filter(case=case).update(kind="other"),
        lambda: Step.objects.unscoped("test").filter(case=case).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    told = Audit.objects.filter(target_kind="remedies.case").values_list("action", flat=True)
    assert set(told) == {"remedy.open"}


class TestComplaints:
    @pytest.fixture
    def keeper(self, county: Body, person: People, scope_of: Scopes) -> Scope:
        return scope_of(person("county_office", county))

    def received(self, keeper: Scope, county: Body, about: Body) -> Case:
        matter = Matter((Person("顾长风", phone="19900000077"),), claim="一直没有答复申请")
        opening = Opening(
            route="not_answered", about="other", filed=dt.date(2026, 6, 1), about_body=about, matter=matter
        )
        return services.open_case(keeper, body=county, opening=opening)

    def test_it_is_sent_on_reported_on_and_answered(
        self, keeper: Scope, officer: Scope, county: Body, township: Body
    ) -> None:
        case = self.received(keeper, county, township)
        with pytest.raises(NotFoundError):
            selectors.get(officer, case.pk)
        happens(keeper, case, ("forwarded", "2026-06-03"))
        assert list(selectors.complaints(officer)) == [case]
        with pytest.raises(ForbiddenError):
            happens(officer, case, ("answered", "2026-06-20", "unfounded"))
        happens(officer, case, ("reported", "2026-06-12"))
        case = happens(keeper, case, ("answered", "2026-06-20", "urged"))
        assert (case.state, case.result) == ("answered", "urged")
        assert filled(county, 2026) == filled(township, 2026) == {}

    def test_whom_it_is_about_never_sees_who_complained(
        self, keeper: Scope, officer: Scope, county: Body, township: Body
    ) -> None:
        case = happens(keeper, self.received(keeper, county, township), ("forwarded", "2026-06-03"))
        with pytest.raises(ForbiddenError):
            services.disclosed(officer, case_id=case.pk, reason="handling")
        assert services.disclosed(keeper, case_id=case.pk, reason="handling").matter.persons[0].name == "顾长风"

    def test_it_is_about_a_body_below_and_says_something(
        self, keeper: Scope, officer: Scope, county: Body, township: Body, other_township: Body
    ) -> None:
        with pytest.raises(UsageError, match=r"被反映的机关.*；请写明投诉"):
            services.open_case(
                keeper,
                body=county,
                opening=Opening(route="not_published", about="other", filed=dt.date(2026, 6, 1)),
            )
        with pytest.raises(UsageError, match="被反映的机关"):
            self.received(officer, township, other_township)


def test_the_notes_of_a_destroyed_file_are_gone_and_the_counts_stay(officer: Scope, township: Body) -> None:
    from gongkai.site.audit.services import recorded

    request = answered(officer, township)
    case = brought(officer, township, request)
    services.record(officer, case_id=case.pk, event=CaseEvent("decided", dt.date(2026, 5, 6), "upheld"), note="来电")
    before = selectors.cells(township, FORM, 2026)
    with recorded() as log:
        services.wipe(officer, request, log)
    case = selectors.get(officer, case.pk)
    assert (case.sealed, selectors.notes(case), selectors.matter(case)) == ("", {}, Matter())
    assert Note.objects.unscoped("test").exclude(sealed="").count() == 0
    assert selectors.cells(township, FORM, 2026) == before
    with pytest.raises(NotAllowedError, match="销毁"):
        happens(officer, case, ("served", "2026-05-08"))
