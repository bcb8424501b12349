"""Standing in: whose roles, where, how long, and on whose behalf the chain says it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gongkai.errors import ConflictError, ForbiddenError, UsageError
from gongkai.site.accounts import scopes, selectors, services
from gongkai.site.accounts.models import Appointment, Delegation, Notice, User
from gongkai.site.accounts.rights import role_action
from gongkai.site.audit.models import Event
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope
from tests.site.conftest import TODAY

END = TODAY + dt.timedelta(days=7)
Person = Callable[..., User]
ScopeOf = Callable[[User], Scope]


@pytest.fixture
def absent(township: Body, person: Person) -> User:
    return person("approver", township, name="林局")


@pytest.fixture
def deputy(township: Body, person: Person) -> User:
    return person("handler", township, name="陈一")


def delegate(scope: Scope, deputy: User, **more: Any) -> Delegation:
    return services.delegate(scope, deputy=deputy, **({"since": TODAY, "until": END, "reason": "出差"} | more))


def test_gives_the_roles_for_the_time_and_no_longer(
    absent: User, deputy: User, township: Body, scope_of: ScopeOf
) -> None:
    delegate(scope_of(absent), deputy)
    decide = [scopes.of_user(deputy, day).may("case.decide", township.path) for day in (TODAY, END)]
    assert decide == [True, True]
    assert not scopes.of_user(deputy, END + dt.timedelta(days=1)).may("case.decide", township.path)
    assert "林局委托您" in Notice.objects.get(user=deputy).text


def test_the_role_itself_is_held_on_behalf(absent: User, deputy: User, township: Body, scope_of: ScopeOf) -> None:
    delegate(scope_of(absent), deputy)
    scope = scope_of(deputy)
    scope.demand(role_action("handler"), township.path)
    assert scope.behalf == set()
    scope.demand(role_action("approver"), township.path)
    assert scope.behalf == {absent.pk}
    assert selectors.holders(role="approver", body=township, today=TODAY) == [absent, deputy]


def test_the_chain_says_on_whose_behalf(absent: User, deputy: User, township: Body, scope_of: ScopeOf) -> None:
    delegate(scope_of(absent), deputy)
    for action in ("case.submit", "case.decide"):
        scope = scope_of(deputy)
        scope.demand(action, township.path)
        with recorded() as log:
            log(scope, "body.contact", body=township.pk, target=township)
    own, behalf = Event.objects.order_by("-seq")[:2][::-1]
    assert (own.actor_id, own.facts) == (deputy.pk, {})
    assert (behalf.actor_id, behalf.facts) == (deputy.pk, {"on_behalf_of": [absent.pk]})


def test_only_where_both_are_in_office(absent: User, deputy: User, other_township: Body, scope_of: ScopeOf) -> None:
    Appointment.objects.create(user=absent, role="approver", body=other_township, since=TODAY)
    delegate(scope_of(absent), deputy)
    assert not scope_of(deputy).may("body.view", other_township.path)


def test_not_to_a_stranger(absent: User, other_township: Body, person: Person, scope_of: ScopeOf) -> None:
    with pytest.raises(UsageError, match="同一机关"):
        delegate(scope_of(absent), person("handler", other_township))


def test_an_inspector_is_no_colleague(absent: User, township: Body, person: Person, scope_of: ScopeOf) -> None:
    inspector = person("inspector", township, until=END)
    with pytest.raises(UsageError, match="检查人员不能委托"):
        delegate(scope_of(absent), inspector)
    with pytest.raises(UsageError, match="检查人员不能委托"):
        delegate(scope_of(inspector), absent)
    assert list(selectors.colleagues(scope_of(absent))) == []


def test_roles_of_the_site_stay(absent: User, deputy: User, scope_of: ScopeOf) -> None:
    Appointment.objects.create(user=absent, role="system_admin", since=TODAY)
    delegate(scope_of(absent), deputy)
    assert not scope_of(deputy).anywhere("account.site")


def test_what_is_held_for_another_is_not_passed_on(
    absent: User, deputy: User, township: Body, person: Person, scope_of: ScopeOf
) -> None:
    third = person("reviewer", township)
    delegate(scope_of(absent), deputy)
    delegate(scope_of(deputy), third)
    assert scope_of(third).may("case.submit", township.path)
    assert not scope_of(third).may(role_action("approver"), township.path)


def test_ends_when_the_deputy_leaves(absent: User, deputy: User, township: Body, scope_of: ScopeOf) -> None:
    delegate(scope_of(absent), deputy)
    posts = Appointment.objects.unscoped("the deputy leaves").filter(user=deputy)
    posts.update(until=TODAY - dt.timedelta(days=1))
    assert not scope_of(deputy).grants
    assert selectors.holders(role="approver", body=township, today=TODAY) == [absent]


def test_ends_when_the_absent_is_disabled(absent: User, deputy: User, township: Body, scope_of: ScopeOf) -> None:
    delegate(scope_of(absent), deputy)
    User.objects.filter(pk=absent.pk).update(is_active=False)
    assert not scope_of(deputy).may(role_action("approver"), township.path)
    assert selectors.holders(role="approver", body=township, today=TODAY) == []


@pytest.mark.parametrize("who", ["absent", "body_admin", "system_admin"])
def test_is_recalled_at_once(
    absent: User, deputy: User, township: Body, person: Person, scope_of: ScopeOf, who: str
) -> None:
    made = delegate(scope_of(absent), deputy)
    recalling = absent if who == "absent" else person(who, township if who == "body_admin" else None)
    services.recall(scope_of(recalling), delegation=made)
    services.recall(scope_of(recalling), delegation=made)
    assert not scope_of(deputy).may(role_action("approver"), township.path)
    assert Event.objects.filter(action="account.recall").count() == 1


def test_is_recalled_by_nobody_else(absent: User, deputy: User, scope_of: ScopeOf) -> None:
    made = delegate(scope_of(absent), deputy)
    with pytest.raises(ForbiddenError):
        services.recall(scope_of(deputy), delegation=made)


@pytest.mark.parametrize("term", [{"since": TODAY - dt.timedelta(days=1)}, {"since": END, "until": TODAY}])
def test_a_time_must_be_one(absent: User, deputy: User, scope_of: ScopeOf, term: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="代理期间"):
        delegate(scope_of(absent), deputy, **term)


def test_not_to_oneself_nor_to_the_disabled(absent: User, deputy: User, scope_of: ScopeOf) -> None:
    with pytest.raises(UsageError, match="自己"):
        delegate(scope_of(absent), absent)
    deputy.is_active = False
    with pytest.raises(UsageError, match="停用"):
        delegate(scope_of(absent), deputy)


def test_not_twice_for_the_same_days(absent: User, deputy: User, scope_of: ScopeOf) -> None:
    delegate(scope_of(absent), deputy)
    with pytest.raises(ConflictError):
        delegate(scope_of(absent), deputy, since=END, until=END)


def test_a_deputy_of_an_administrator_does_not_serve_himself(
    deputy: User, township: Body, person: Person, scope_of: ScopeOf
) -> None:
    delegate(scope_of(person("body_admin", township)), deputy)
    scope = scope_of(deputy)
    with pytest.raises(ForbiddenError, match="不能给自己"):
        services.appoint(scope, user=deputy, role="approver", body=township, since=TODAY)
    colleague = person("reviewer", township)
    services.reset_password(scope, user=colleague)
    assert "on_behalf_of" in Event.objects.get(action="account.password").facts
