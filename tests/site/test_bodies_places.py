"""Where bodies stand: relations by date, the tree that follows them, and the rights that follow the tree."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gongkai.errors import ForbiddenError, UsageError
from gongkai.site.accounts.models import User
from gongkai.site.bodies import selectors, services
from gongkai.site.bodies.models import Body, Relation
from gongkai.site.web.scope import Reach, Scope
from tests.site.bodies_world import TODAY, make, registrar, superior_of

pytestmark = pytest.mark.django_db
SCOPE = registrar()
TURN = dt.date(2025, 7, 1)
EVE = TURN - dt.timedelta(days=1)
TOMORROW = TODAY + dt.timedelta(days=1)


def member_codes(body: Body, year: int) -> list[str]:
    return [member.body.code for member in selectors.members_of_year(SCOPE, body, year)]


class TestRelate:
    def test_moves_a_subtree_with_all_its_paths(self) -> None:
        one, other = make(1), make(2)
        body = make(3, one)
        below = make(4, body)
        body = services.relate(SCOPE, body=body, superior=other, since=TURN)
        below.refresh_from_db()
        assert superior_of(body) == other.pk
        assert superior_of(below) == body.pk
        assert below.path.startswith(body.path)
        assert Body.objects.find_problems() == ([], [], [], [], [])

    def test_rights_follow(self, person: Callable[..., User], scope_of: Callable[[User], Scope]) -> None:
        one, other = make(1), make(2)
        body = make(3, one)
        below = make(4, body)
        here, there, own = person("county_office", one), person("county_office", other), person("handler", below)
        assert [scope_of(user).may("body.view", below.path) for user in (here, there, own)] == [True, False, True]
        services.relate(SCOPE, body=body, superior=other, since=TURN)
        below.refresh_from_db()
        assert [scope_of(user).may("body.view", below.path) for user in (here, there, own)] == [False, True, True]

    def test_who_follows_into_a_place_that_was_left_sees_nothing_of_it(self) -> None:
        one, other = make(1), make(2)
        body = services.relate(SCOPE, body=make(3, one), superior=other, since=TURN)
        newcomer = make(4, one)
        assert not newcomer.path.startswith(body.path)
        assert not body.path.startswith(newcomer.path)

    def test_the_days_before_keep_their_superior(self) -> None:
        one, other = make(1), make(2)
        body = services.relate(SCOPE, body=make(3, one), superior=other, since=TURN)
        assert [selectors.on(SCOPE, body, day).superior for day in (EVE, TURN)] == [one, other]

    def test_one_planned_moves_it_when_its_day_comes(self) -> None:
        one, other = make(1), make(2)
        body = services.relate(SCOPE, body=make(3, one), superior=other, since=TOMORROW)
        assert superior_of(body) == one.pk
        assert services.refresh_tree(SCOPE) == 0
        assert services.refresh_tree(registrar(TOMORROW)) == 1
        assert superior_of(body) == other.pk
        assert services.refresh_tree(registrar(TOMORROW)) == 0

    def test_one_planned_can_be_withdrawn(self) -> None:
        one, other = make(1), make(2)
        body = services.relate(SCOPE, body=make(3, one), superior=other, since=TOMORROW)
        with pytest.raises(UsageError, match="尚未生效"):
            services.relate(SCOPE, body=body, superior=make(4), since=TODAY)
        services.withdraw(SCOPE, body=body)
        services.refresh_tree(registrar(TOMORROW))
        assert superior_of(body) == one.pk

    def test_a_planned_root_can_be_withdrawn(self) -> None:
        one = make(1)
        body = services.relate(SCOPE, body=make(3, one), superior=None, since=TOMORROW)
        services.withdraw(SCOPE, body=body)
        services.refresh_tree(registrar(TOMORROW))
        assert superior_of(body) == one.pk

    def test_many_planned_for_one_day_find_their_places(self) -> None:
        """The lower becomes the upper: whoever goes first must not find the other below itself."""
        one = make(1)
        upper = make(2, one)
        lower = make(3, upper)
        services.relate(SCOPE, body=lower, superior=one, since=TOMORROW)
        services.relate(SCOPE, body=upper, superior=lower, since=TOMORROW)
        assert services.refresh_tree(registrar(TOMORROW)) == 2
        assert [superior_of(body) for body in (lower, upper)] == [one.pk, lower.pk]
        assert Body.objects.find_problems() == ([], [], [], [], [])

    def test_a_body_may_leave_all_superiors_and_come_back(self) -> None:
        one = make(1)
        body = services.relate(SCOPE, body=make(2, one), superior=None, since=TURN)
        assert superior_of(body) is None
        assert selectors.on(SCOPE, body, TODAY).superior is None
        body = services.relate(SCOPE, body=body, superior=one, since=TODAY)
        assert superior_of(body) == one.pk
        assert [selectors.on(SCOPE, body, day).superior for day in (EVE, TURN, TODAY)] == [one, None, one]

    def test_on_the_same_day_it_is_a_correction(self) -> None:
        one, other = make(1), make(2)
        body = services.relate(SCOPE, body=make(3, one), superior=other, since=None)
        assert superior_of(body) == other.pk
        assert len(selectors.history(SCOPE, body).relations) == 1

    def test_a_founding_to_come_is_placed_at_once(self) -> None:
        body = make(2, make(1), since=TOMORROW)
        assert superior_of(body) is not None
        assert services.refresh_tree(SCOPE) == 0

    def test_asks_for_the_right_at_both_ends(self) -> None:
        one, other = make(1), make(2)
        body = make(3, one)
        scope = type(SCOPE)(SCOPE.actor, TODAY, {"body.create": (Reach(one.path, below=True),)})
        for above in (other, None):
            with pytest.raises(ForbiddenError):
                services.relate(scope, body=body, superior=above, since=TURN)
        with pytest.raises(ForbiddenError):
            services.relate(scope, body=other, superior=one, since=TURN)


class TestNoLoops:
    def test_not_under_itself(self) -> None:
        body = make(1)
        with pytest.raises(UsageError, match="自己或者它的下级"):
            services.relate(SCOPE, body=body, superior=body, since=TURN)

    def test_not_under_what_stands_under_it(self) -> None:
        one = make(1)
        lowest = make(3, make(2, one))
        with pytest.raises(UsageError, match="自己或者它的下级"):
            services.relate(SCOPE, body=one, superior=lowest, since=TURN)

    def test_not_under_what_will_stand_under_it(self) -> None:
        one, other = make(1), make(2)
        services.relate(SCOPE, body=other, superior=one, since=TOMORROW)
        with pytest.raises(UsageError, match="自己或者它的下级"):
            services.relate(SCOPE, body=one, superior=other, since=TODAY)

    def test_under_what_stood_under_it_once(self) -> None:
        one = make(1)
        other = make(2, one)
        services.relate(SCOPE, body=other, superior=None, since=TURN)
        assert superior_of(services.relate(SCOPE, body=one, superior=other, since=TURN)) == other.pk

    @pytest.mark.parametrize("since", [None, dt.date(1990, 1, 1)])
    def test_not_under_what_is_not_founded(self, since: dt.date | None) -> None:
        with pytest.raises(UsageError, match="设立日期"):
            services.relate(SCOPE, body=make(1), superior=make(2, since=TURN), since=since)


class TestMembersOfYear:
    def test_a_body_counts_where_it_stood(self) -> None:
        one, other = make(1), make(2)
        body = services.relate(SCOPE, body=make(3, one), superior=other, since=TURN)
        assert member_codes(one, 2024) == [body.code]
        assert member_codes(one, 2025) == member_codes(other, 2025) == [body.code]
        assert (member_codes(one, 2026), member_codes(other, 2024)) == ([], [])

    def test_tells_on_which_days(self) -> None:
        one, other = make(1), make(2)
        services.relate(SCOPE, body=make(3, one), superior=other, since=TURN)
        (left,), (come,) = (selectors.members_of_year(SCOPE, body, 2025) for body in (one, other))
        assert left.spans == ((dt.date(2025, 1, 1), EVE),)
        assert (come.spans, come.last) == (((TURN, dt.date(2025, 12, 31)),), dt.date(2025, 12, 31))

    def test_goes_down_to_the_ground(self) -> None:
        one = make(1)
        near = make(2, one)
        far = make(3, near)
        found = {member.body.code: member.direct for member in selectors.members_of_year(SCOPE, one, 2025)}
        assert found == {near.code: True, far.code: False}

    def test_one_that_moves_within_the_house_stays_one(self) -> None:
        one = make(1)
        near = make(2, one)
        body = services.relate(SCOPE, body=make(3, near), superior=one, since=TURN)
        member = next(each for each in selectors.members_of_year(SCOPE, one, 2025) if each.body == body)
        assert member.spans == ((dt.date(2025, 1, 1), dt.date(2025, 12, 31)),)
        assert member.direct

    def test_the_closed_and_the_unborn(self) -> None:
        one = make(1)
        closed = services.close(SCOPE, body=make(2, one), until=EVE)
        born = make(3, one, since=TURN)
        assert member_codes(one, 2024) == [closed.code]
        assert member_codes(one, 2025) == [closed.code, born.code]
        assert member_codes(one, 2026) == [born.code]

    def test_gives_those_too_that_one_no_longer_sees(self) -> None:
        one, other = make(1), make(2)
        body = services.relate(SCOPE, body=make(3, one), superior=other, since=TURN)
        scope = type(SCOPE)(SCOPE.actor, TODAY, {"body.view": (Reach(one.path, below=True),)})
        assert [member.body for member in selectors.members_of_year(scope, one, 2025)] == [body]
        with pytest.raises(ForbiddenError):
            selectors.members_of_year(scope, other, 2025)


def superiors(day: dt.date) -> dict[int, int]:
    """Who stood under whom on a day, straight from the table."""
    rows = Relation.objects.unscoped("test").values_list("body", "superior", "since", "until")
    found: dict[int, int] = {}
    for body, superior, since, until in rows:
        if (since or dt.date.min) <= day <= (until or dt.date.max):
            assert body not in found
            found[body] = superior
    return found


class Moves(RuleBasedStateMachine):
    """Bodies moved at random, on days at random: the tree is whole and tells what the relations tell."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.bodies = [make(1)]
        self.today = TODAY

    @rule(at=st.integers(0, 50), count=st.integers(1, 2))
    def found(self, at: int, count: int) -> None:
        for _ in range(count):
            number = len(self.bodies) + 1
            self.bodies.append(make(number, self.bodies[at % len(self.bodies)]))

    @rule(at=st.integers(0, 50), to=st.integers(-1, 50), days=st.integers(-400, 400))
    def move(self, at: int, to: int, days: int) -> None:
        body = self.bodies[at % len(self.bodies)]
        superior = self.bodies[to % len(self.bodies)] if to >= 0 else None
        since = self.today + dt.timedelta(days=days)
        with suppress(UsageError):
            services.relate(registrar(self.today), body=body, superior=superior, since=since)

    @rule(days=st.integers(1, 300))
    def wait(self, days: int) -> None:
        self.today += dt.timedelta(days=days)
        services.refresh_tree(registrar(self.today))

    @invariant()
    def the_tree_tells_what_the_relations_tell(self) -> None:
        above = superiors(self.today)
        at = {body.path: body.pk for body in Body.objects.all()}
        assert {pk: at.get(path[: -Body.steplen]) for path, pk in at.items()} == {
            pk: above.get(pk) for pk in at.values()
        }

    @invariant()
    def nobody_stands_under_itself_on_any_day(self) -> None:
        for offset in range(-400, 1200, 100):
            above = superiors(self.today + dt.timedelta(days=offset))
            for body in self.bodies:
                at, steps = body.pk, 0
                while at in above:
                    at, steps = above[at], steps + 1
                    assert steps < len(self.bodies)

    def teardown(self) -> None:
        assert Body.objects.find_problems() == ([], [], [], [], [])
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def test_whatever_is_moved_the_tree_is_whole() -> None:
    run_state_machine_as_test(
        Moves,
        settings=settings(
            max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
