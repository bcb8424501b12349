"""Any life that a case can have, played against a plain model of the rules.

Five people with whatever roles, one chain; each step is tried by anybody at any moment, and must be refused exactly
where the model refuses it.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gongkai.errors import GongkaiError
from gongkai.site.accounts import scopes
from gongkai.site.accounts.models import Appointment, User
from gongkai.site.bodies.models import Body
from gongkai.site.review import services
from gongkai.site.review.models import Case, Decision, State, Submission
from gongkai.site.review.selectors import cases
from gongkai.site.web.scope import Scope

from .conftest import TODAY
from .review_world import KIND, Paper, a_paper, submit_again

ROLES = ("reviewer", "secrecy_reviewer", "approver")
# The fourth, who holds every role, is drawn more often: it is he who could pass his own work.
PEOPLE = st.sampled_from((0, 1, 2, 3, 3, 3, 4))
MOSTLY_NOW = st.sampled_from((0, 0, 0, 1))
# Everybody may hand in; the first three hold one role each, the fourth all three, the fifth none.
HELD: tuple[frozenset[str], ...] = (*(frozenset({role}) for role in ROLES), frozenset(ROLES), frozenset())


class Life(RuleBasedStateMachine):
    """A case, and the model of it: who handed in, who decided what in this round, where it is."""

    body: Body
    scopes: list[Scope]
    paper: Paper

    def __init__(self) -> None:
        super().__init__()
        self.case: Case | None = None
        self.state = ""
        self.round = 0
        self.decided: list[int] = []
        self.handed_in: set[int] = set()
        self.turn = 0

    @precondition(lambda self: self.case is None)
    @rule(who=PEOPLE)
    def open(self, who: int) -> None:
        self.case = services.open(
            self.scopes[who], body=self.body, kind=KIND, title="一份公文", content=self.paper.fields_of("一份公文")
        )
        self._handed_in(who)

    @precondition(lambda self: self.case is not None)
    @rule(who=PEOPLE)
    def submit_again(self, who: int) -> None:
        assert self.case
        if self._refused(lambda: submit_again(self.scopes[who], self._now()), self.state in ("returned", "withdrawn")):
            return
        self._handed_in(who)

    @precondition(lambda self: self.case is not None)
    @rule(who=PEOPLE)
    def withdraw(self, who: int) -> None:
        allowed = self.state == "open" and who in self.handed_in
        if not self._refused(lambda: services.withdraw(self.scopes[who], case=self._pk()), allowed):
            self.state = "withdrawn"

    @precondition(lambda self: self.case is not None)
    @rule(who=PEOPLE, ahead=MOSTLY_NOW, back=MOSTLY_NOW, passes=st.booleans())
    def decide(self, who: int, ahead: int, back: int, passes: bool) -> None:
        position = min(len(self.decided) + 1 + ahead, len(ROLES))
        round = max(1, self.round - back)
        allowed = (
            self.state == "open"
            and round == self.round
            and position == len(self.decided) + 1
            and ROLES[position - 1] in HELD[who]
            and who not in self.handed_in
            and who not in self.decided
        )
        outcome = "passed" if passes else "returned"
        values = {"case": self._pk(), "round": round, "position": position, "outcome": outcome, "comment": "意见。"}
        if self._refused(lambda: services.decide(self.scopes[who], **values), allowed):  # type: ignore[arg-type]
            return
        self.decided.append(who)
        if not passes:
            self.state = "returned"
        elif len(self.decided) == len(ROLES):
            self.state = "passed"

    @invariant()
    def is_as_the_model_says(self) -> None:
        if self.case is None:
            return
        case = self._now()
        assert (case.state, case.round) == (self.state, self.round)
        decisions = list(cases.parts(Decision, case))
        submitters = set(cases.parts(Submission, case).values_list("submitted_by", flat=True))
        assert not submitters & {decision.decided_by_id for decision in decisions if decision.round == case.round}
        assert all(decision.decided_by_id != decision.submitted_by_id for decision in decisions)
        assert len({(decision.round, decision.position) for decision in decisions}) == len(decisions)
        present = [decision.outcome for decision in decisions if decision.round == case.round]
        assert (case.state == State.PASSED) == (present == ["passed"] * len(ROLES))
        # One person a step is asked; all of them would take most of the time of the test.
        who = self.turn = (self.turn + 1) % len(self.scopes)
        assert (case in list(cases.waiting(self.scopes[who]))) == self._may_decide_now(who)

    def _may_decide_now(self, who: int) -> bool:
        role = ROLES[min(len(self.decided), len(ROLES) - 1)]
        return self.state == "open" and role in HELD[who] and who not in {*self.handed_in, *self.decided}

    def _handed_in(self, who: int) -> None:
        self.handed_in.add(who)
        self.state, self.round, self.decided = "open", self.round + 1, []

    def _refused(self, act: object, allowed: bool) -> bool:
        assert callable(act)
        if allowed:
            act()
            return False
        with pytest.raises(GongkaiError):
            act()
        return True

    def _pk(self) -> int:
        assert self.case
        return self.case.pk

    def _now(self) -> Case:
        return Case.objects.unscoped("the case of the test").select_related("body").get(pk=self._pk())


def test_the_life_of_a_case(county: Body) -> None:
    people = []
    for number, roles in enumerate(HELD):
        user = User.objects.create(username=f"life{number}", name=f"第{number}人")
        for role in ("handler", *roles):
            Appointment.objects.create(user=user, role=role, body=county, since=dt.date(2026, 1, 1))
        people.append(scopes.of_user(user, TODAY))
    limits = settings(
        max_examples=max(8, settings().max_examples // 20),
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    with a_paper() as made:

        class Here(Life):
            body, scopes, paper = county, people, made

        run_state_machine_as_test(Here, settings=limits)
