"""The life of a case: who may decide, in which order, and what follows."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.errors import ConflictError, ForbiddenError, NotAllowedError, NotFoundError, UsageError
from gongkai.site.accounts.models import Delegation, Notice, User
from gongkai.site.audit import triggers
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.review import services
from gongkai.site.review.models import Case, Decision, State, Submission
from gongkai.site.review.selectors import cases, chains
from gongkai.site.review.selectors.chains import Planned
from gongkai.site.review.services.cases import digest_of
from gongkai.site.web.scope import Scope

from .conftest import TODAY
from .review_world import CONTENT, KIND, Paper, content_of, submit_again

ScopeOf = Callable[[User], Scope]
Person = Callable[..., User]


pytestmark = pytest.mark.usefixtures("paper")


def decide(scope: Scope, case: Case, position: int, outcome: str = "passed", round: int = 1, comment: str = "") -> Case:
    return services.decide(scope, case=case.pk, round=round, position=position, outcome=outcome, comment=comment)


def all_pass(case: Case, office: dict[str, User], scope_of: ScopeOf, round: int = 1) -> Case:
    for position, who in enumerate(("reviewer", "secrecy", "approver"), 1):
        case = decide(scope_of(office[who]), case, position, round=round)
    return case


class TestTheWay:
    def test_a_case_that_passes_every_stage_has_passed(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, paper: Paper
    ) -> None:
        case = all_pass(opened, office, scope_of)
        assert case.state == State.PASSED
        assert paper.results == [("passed", opened.pk)]

    def test_each_stage_tells_those_who_are_asked_next(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        assert told() == {office["reviewer"].pk: ["“关于道路的通知”等待您办理：初审。"]}
        Notice.objects.all().delete()
        decide(scope_of(office["reviewer"]), opened, 1)
        assert told() == {office["secrecy"].pk: ["“关于道路的通知”等待您办理：复审、保密审查。"]}

    def test_a_return_ends_the_round_and_the_next_begins_at_the_first_stage(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, paper: Paper
    ) -> None:
        decide(scope_of(office["reviewer"]), opened, 1)
        case = decide(scope_of(office["secrecy"]), opened, 2, "returned", comment="附件中有身份证号码。")
        assert (case.state, paper.results) == (State.RETURNED, [("returned", opened.pk)])
        paper.text = "请绕行南门。"
        again = submit_again(scope_of(office["colleague"]), opened)
        assert (again.state, again.round, again.position) == (State.OPEN, 2, 1)
        assert all_pass(again, office, scope_of, round=2).state == State.PASSED

    def test_a_return_needs_words(self, opened: Case, office: dict[str, User], scope_of: ScopeOf) -> None:
        with pytest.raises(UsageError, match="理由"):
            decide(scope_of(office["reviewer"]), opened, 1, "returned", comment="  ")

    def test_an_open_or_passed_case_cannot_be_handed_in_again(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        with pytest.raises(NotAllowedError):
            submit_again(scope_of(office["officer"]), opened)
        all_pass(opened, office, scope_of)
        with pytest.raises(NotAllowedError):
            submit_again(scope_of(office["officer"]), opened)

    def test_what_changed_while_one_looked_is_not_handed_in_unseen(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, paper: Paper
    ) -> None:
        decide(scope_of(office["reviewer"]), opened, 1, "returned", comment="请修改。")
        looked_at = digest_of(paper.fields(opened))
        paper.text = "别的内容。"
        with pytest.raises(ConflictError):
            services.submit_again(scope_of(office["officer"]), case=opened.pk, digest=looked_at)

    def test_what_changed_since_it_was_handed_in_is_returned_and_not_passed(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, paper: Paper
    ) -> None:
        paper.text = "别的内容。"
        with pytest.raises(ConflictError, match="送审以后"):
            decide(scope_of(office["reviewer"]), opened, 1)
        assert decide(scope_of(office["reviewer"]), opened, 1, "returned", comment="请核对。").state == State.RETURNED

    def test_only_who_handed_in_takes_back(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, paper: Paper
    ) -> None:
        with pytest.raises(ForbiddenError):
            services.withdraw(scope_of(office["colleague"]), case=opened.pk)
        case = services.withdraw(scope_of(office["officer"]), case=opened.pk)
        assert (case.state, paper.results) == (State.WITHDRAWN, [("withdrawn", opened.pk)])
        with pytest.raises(ConflictError, match="撤回"):
            decide(scope_of(office["reviewer"]), opened, 1)
        assert submit_again(scope_of(office["officer"]), opened).round == 2

    def test_one_change_is_one_event_and_names_nobody(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        services.comment(scope_of(office["reviewer"]), case=opened.pk, place="text", text="南门还是北门？")
        decide(scope_of(office["reviewer"]), opened, 1)
        decide(scope_of(office["secrecy"]), opened, 2, "returned", comment="张三的电话要去掉。")
        events = list(Event.objects.order_by("seq"))
        assert [event.action for event in events] == ["case.open", "case.comment", "case.pass", "case.return"]
        assert "张三" not in str([event.facts for event in events])

    def test_a_holder_that_fails_undoes_the_decision(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, paper: Paper
    ) -> None:
        decide(scope_of(office["reviewer"]), opened, 1)
        decide(scope_of(office["secrecy"]), opened, 2)
        paper.fails = True
        with pytest.raises(ConflictError, match="已经发布"):
            decide(scope_of(office["approver"]), opened, 3)
        assert cases.parts(Decision, opened).count() == 2
        assert reload(opened).state == State.OPEN


class TestWhoMayDecide:
    def test_nobody_decides_on_what_they_handed_in(self, county: Body, person: Person, scope_of: ScopeOf) -> None:
        everything = person("reviewer", county)
        scope = scope_of(everything)
        case = services.open(scope, body=county, kind=KIND, title="自审", content=content_of("自审"))
        with pytest.raises(ForbiddenError, match="自己提交"):
            decide(scope, case, 1)
        assert case not in list(cases.waiting(scope))

    def test_nor_in_a_later_round_that_another_handed_in(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, county: Body, person: Person
    ) -> None:
        decide(scope_of(office["reviewer"]), opened, 1, "returned", comment="请修改。")
        other = person("reviewer", county)
        submit_again(scope_of(other), opened)
        services.withdraw(scope_of(other), case=opened.pk)
        submit_again(scope_of(office["officer"]), opened)
        with pytest.raises(ForbiddenError, match="自己提交"):
            decide(scope_of(other), opened, 1, round=3)

    def test_one_person_decides_once_a_round(
        self, county: Body, office: dict[str, User], scope_of: ScopeOf, person: Person
    ) -> None:
        both = person("reviewer", county)
        Delegation.objects.create(absent=office["secrecy"], deputy=both, since=TODAY, until=TODAY, reason="出差")
        case = services.open(
            scope_of(office["officer"]), body=county, kind=KIND, title="两关", content=content_of("两关")
        )
        decide(scope_of(both), case, 1)
        with pytest.raises(ForbiddenError, match="前面环节"):
            decide(scope_of(both), case, 2)
        assert list(cases.waiting(scope_of(both))) == []

    def test_who_stands_in_decides_in_his_own_name(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        deputy = office["colleague"]
        with pytest.raises(ForbiddenError):
            decide(scope_of(deputy), opened, 1)
        Delegation.objects.create(absent=office["reviewer"], deputy=deputy, since=TODAY, until=TODAY, reason="出差")
        decide(scope_of(deputy), opened, 1)
        assert cases.parts(Decision, opened).get().decided_by == deputy

    def test_who_stands_in_for_the_reviewer_still_cannot_pass_his_own(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        officer = office["officer"]
        Delegation.objects.create(absent=office["reviewer"], deputy=officer, since=TODAY, until=TODAY, reason="出差")
        with pytest.raises(ForbiddenError, match="自己提交"):
            decide(scope_of(officer), opened, 1)

    @pytest.mark.parametrize("who", ["colleague", "secrecy", "approver", "admin"])
    def test_only_the_role_of_the_stage(
        self, who: str, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        with pytest.raises(ForbiddenError):
            decide(scope_of(office[who]), opened, 1)

    def test_the_same_role_elsewhere_is_no_role_here(
        self, county: Body, township: Body, person: Person, scope_of: ScopeOf
    ) -> None:
        case = services.open(
            scope_of(person("handler", township)), body=township, kind=KIND, title="乡镇", content=CONTENT
        )
        with pytest.raises(NotFoundError):
            decide(scope_of(person("reviewer", county)), case, 1)
        office = person("county_office", county)
        with pytest.raises(ForbiddenError):
            decide(scope_of(office), case, 1)


class TestTwoAtOnce:
    def test_the_second_is_told_who_was_first(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf, county: Body, person: Person
    ) -> None:
        decide(scope_of(office["reviewer"]), opened, 1)
        late = person("reviewer", county)
        with pytest.raises(ConflictError, match=f"已由{office['reviewer'].name}于.*办理（审核通过）"):
            decide(scope_of(late), opened, 1, "returned", comment="不同意。")

    def test_a_round_that_was_replaced_is_not_decided(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        services.withdraw(scope_of(office["officer"]), case=opened.pk)
        submit_again(scope_of(office["officer"]), opened)
        with pytest.raises(ConflictError, match="重新提交"):
            decide(scope_of(office["reviewer"]), opened, 1)

    def test_a_stage_that_has_not_come_is_not_decided(
        self, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        with pytest.raises(ConflictError, match="还没有到"):
            decide(scope_of(office["approver"]), opened, 3)


class TestTheDatabase:
    def made(self, case: Case, office: dict[str, User], **more: Any) -> Decision:
        values = {
            "case": case,
            "round": 1,
            "position": 1,
            "submitted_by": office["officer"],
            "decided_by": office["reviewer"],
            "outcome": "passed",
            "at": dt.datetime.now(dt.UTC),
        }
        return Decision(**(values | more))

    @pytest.mark.parametrize(
        "more",
        [
            {"decided_by": "officer"},
            {"outcome": "returned", "comment": ""},
            {"outcome": "perhaps"},
            {"on_paper": True, "signer": "某人"},
            {"signer": "某人"},
        ],
    )
    def test_refuses_what_no_service_would_write(
        self, more: dict[str, Any], opened: Case, office: dict[str, User]
    ) -> None:
        if "decided_by" in more:
            more = {"decided_by": office[more["decided_by"]]}
        with pytest.raises(IntegrityError), transaction.atomic():
            self.made(opened, office, **more).save()

    @pytest.mark.parametrize("same", ["stage", "person"])
    def test_refuses_a_second_decision(self, same: str, opened: Case, office: dict[str, User]) -> None:
        self.made(opened, office).save()
        others: dict[str, dict[str, Any]] = {"stage": {"decided_by": office["approver"]}, "person": {"position": 2}}
        with pytest.raises(IntegrityError), transaction.atomic():
            self.made(opened, office, **others[same]).save()

    @pytest.mark.parametrize("table", ["review_submission", "review_decision"])
    @pytest.mark.parametrize("verb", ["UPDATE {} SET round = 9", "DELETE FROM {}"])
    def test_keeps_what_was_written_once(
        self, table: str, verb: str, opened: Case, office: dict[str, User], scope_of: ScopeOf
    ) -> None:
        decide(scope_of(office["reviewer"]), opened, 1)
        with pytest.raises(IntegrityError, match="不得修改"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb.format(table))

    @pytest.mark.django_db
    def test_a_missing_trigger_of_any_table_is_named(self) -> None:
        assert triggers.missing(connection) == []
        triggers.drop(connection)
        assert any("review_decision" in name for name in triggers.missing(connection))


class TestAStageElsewhere:
    @pytest.fixture
    def sent(self, township: Body, county: Body, person: Person, scope_of: ScopeOf) -> tuple[Case, Case, User]:
        """Two cases of a township, of which the first has a stage at the county."""
        stages = [Planned(("first", "secrecy"), "reviewer"), Planned(("superior",), "approver", county.pk)]
        services.set_chain(scope_of(person("body_admin", township)), body=township, kind=KIND, stages=stages)
        officer = person("handler", township)
        one = services.open(scope_of(officer), body=township, kind=KIND, title="报上级", content=content_of("报上级"))
        services.set_chain(scope_of(person("body_admin", township)), body=township, kind=KIND, stages=stages[:1])
        other = services.open(
            scope_of(officer), body=township, kind=KIND, title="不报上级", content=content_of("不报上级")
        )
        return one, other, person("reviewer", township)

    def test_is_seen_there_when_it_comes_and_nothing_else_is(
        self, sent: tuple[Case, Case, User], county: Body, person: Person, scope_of: ScopeOf
    ) -> None:
        one, other, reviewer = sent
        leader = scope_of(person("approver", county))
        assert list(cases.visible(leader)) == []
        decide(scope_of(reviewer), one, 1)
        assert list(cases.visible(leader)) == [one]
        with pytest.raises(NotFoundError):
            cases.get(leader, other.pk)
        assert list(cases.waiting(leader)) == [one]
        services.comment(leader, case=one.pk, text="请补充依据。")
        assert decide(leader, one, 2).state == State.PASSED

    def test_stays_seen_after_it_was_returned(
        self, sent: tuple[Case, Case, User], county: Body, person: Person, scope_of: ScopeOf
    ) -> None:
        one, _other, reviewer = sent
        leader = scope_of(person("approver", county))
        decide(scope_of(reviewer), one, 1)
        decide(leader, one, 2, "returned", comment="请补充依据。")
        submit_again(scope_of(cases.parts(Submission, one).get().submitted_by), one)
        assert list(cases.visible(leader)) == [one]
        assert list(cases.waiting(leader)) == []

    def test_a_role_at_the_body_of_the_case_is_not_asked_there(
        self, sent: tuple[Case, Case, User], township: Body, person: Person, scope_of: ScopeOf
    ) -> None:
        one, _other, reviewer = sent
        decide(scope_of(reviewer), one, 1)
        with pytest.raises(ForbiddenError):
            decide(scope_of(person("approver", township)), one, 2)


class TestChains:
    def test_a_body_without_its_own_has_the_default(self, county: Body, township: Body) -> None:
        words = [stage.labels for stage in chains.in_force(county, KIND, TODAY).stages]
        assert words == [("first",), ("second", "secrecy"), ("sign",)]
        assert [stage.role for stage in chains.in_force(township, KIND, TODAY).stages] == ["reviewer", "approver"]
        assert len(chains.in_force(township, "item", TODAY).stages) == 1

    def test_holds_from_its_day_and_not_before(self, county: Body, person: Person, scope_of: ScopeOf) -> None:
        scope = scope_of(person("body_admin", county))
        services.set_chain(scope, body=county, kind=KIND, stages=[Planned(("sign", "secrecy"), "approver")])
        assert len(chains.in_force(county, KIND, TODAY).stages) == 1
        assert len(chains.in_force(county, KIND, TODAY - dt.timedelta(1)).stages) == 3
        services.set_chain(scope, body=county, kind=KIND, stages=[])
        assert chains.in_force(county, KIND, TODAY).since is None

    def test_a_case_under_way_keeps_its_stages(
        self, opened: Case, office: dict[str, User], county: Body, scope_of: ScopeOf
    ) -> None:
        stages = [Planned(("sign", "secrecy"), "approver")]
        services.set_chain(scope_of(office["admin"]), body=county, kind=KIND, stages=stages)
        assert decide(scope_of(office["reviewer"]), opened, 1).state == State.OPEN

    @pytest.mark.parametrize(
        ("stages", "words"),
        [
            ([Planned(("first",), "reviewer")], "保密审查.*第十七条"),
            ([Planned((), "reviewer")], "名称"),
            ([Planned(("secrecy",), "handler")], "角色"),
            ([Planned(("secrecy",), "reviewer", 10_000)], "环节只能设在"),
            ([Planned(("secrecy",), "reviewer")] * 9, "最多"),
        ],
    )
    def test_a_chain_that_cannot_be_is_refused(
        self, stages: list[Planned], words: str, county: Body, person: Person, scope_of: ScopeOf
    ) -> None:
        with pytest.raises(UsageError, match=words):
            services.set_chain(scope_of(person("body_admin", county)), body=county, kind=KIND, stages=stages)

    def test_a_kind_that_nobody_holds_is_refused(self, county: Body, person: Person, scope_of: ScopeOf) -> None:
        with pytest.raises(UsageError, match="unheard"):
            services.open(scope_of(person("handler", county)), body=county, kind="unheard", title="", content=CONTENT)


def reload(case: Case) -> Case:
    return Case.objects.unscoped("a look for the test").get(pk=case.pk)


def told() -> dict[int, list[str]]:
    """The texts of the notices, by person."""
    found: dict[int, list[str]] = {}
    for notice in Notice.objects.order_by("pk"):
        found.setdefault(notice.user_id, []).append(notice.text)
    return found
