"""A change of post: what is open is listed, the roles pass on, and the successor misses nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from gongkai.errors import ForbiddenError, NotFoundError, UsageError
from gongkai.site.accounts import scopes, selectors, services
from gongkai.site.accounts.models import Appointment, Handover, Notice, User
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.web import registry
from gongkai.site.web.registry import Todo
from gongkai.site.web.scope import Scope
from tests.site.conftest import TODAY

LAST = TODAY + dt.timedelta(days=10)
FIRST = LAST + dt.timedelta(days=1)
Person = Callable[..., User]
ScopeOf = Callable[[User], Scope]


@pytest.fixture
def leaver(township: Body, person: Person) -> User:
    return person("handler", township, name="陈一")


@pytest.fixture
def successor(township: Body, person: Person) -> User:
    return person("reviewer", township, name="李二")


@pytest.fixture
def admin(township: Body, person: Person) -> User:
    return person("body_admin", township, name="王三")


@pytest.fixture(autouse=True)
def _two_things_to_do(monkeypatch: pytest.MonkeyPatch, leaver: User) -> None:
    """The leaver has an open request; the provider is gone after the test."""

    def open_requests(scope: Scope) -> Iterator[Todo]:
        if scope.actor.id == leaver.pk:
            yield Todo(
                "request", "答复〔2026〕7号", "/staff/requests/7/", "石桥镇", dt.date(2026, 12, 2), note="已延期"
            )
            yield Todo("ledger", "登记十月的培训", "/staff/ledger/")

    monkeypatch.setattr(registry, "_todos", [*registry._todos, open_requests])


def hand_over(scope: Scope, body: Body, leaver: User, successor: User, **more: Any) -> Handover:
    return services.hand_over(scope, body=body, leaver=leaver, successor=successor, **({"last_day": LAST} | more))


def held(user: User, day: dt.date, body: Body) -> list[str]:
    rows = Appointment.objects.unscoped("to look at").filter(scopes.in_term(day), user=user, body=body)
    return sorted(rows.values_list("role", flat=True))


def test_the_roles_pass_on_from_the_day_after(
    township: Body, leaver: User, successor: User, admin: User, scope_of: ScopeOf
) -> None:
    hand_over(scope_of(admin), township, leaver, successor)
    assert (held(leaver, LAST, township), held(leaver, FIRST, township)) == (["handler"], [])
    assert (held(successor, LAST, township), held(successor, FIRST, township)) == (
        ["reviewer"],
        ["handler", "reviewer"],
    )


def test_what_is_open_is_kept_for_both(
    township: Body, leaver: User, successor: User, admin: User, scope_of: ScopeOf
) -> None:
    made = hand_over(scope_of(admin), township, leaver, successor, note="钥匙在抽屉里")
    # What other apps find to be done is on the list as well.
    told = [(item["title"], item["due"], item["note"]) for item in made.items]
    assert {("答复〔2026〕7号", "2026-12-02", "已延期"), ("登记十月的培训", None, "")} <= set(told)
    assert made.roles == ["handler"]
    assert {notice.user_id for notice in Notice.objects.filter(kind="handover")} == {leaver.pk, successor.pk}
    assert Event.objects.get(action="account.handover").facts["items"] == len(told)


def test_the_successor_confirms_it_as_something_to_do(
    township: Body, leaver: User, successor: User, admin: User, scope_of: ScopeOf
) -> None:
    made = hand_over(scope_of(admin), township, leaver, successor)
    (todo,) = (todo for todo in registry.todos(scope_of(successor)) if todo.kind == "handover")
    assert (todo.kind, todo.title, todo.url) == ("handover", "确认接收陈一移交的工作", f"/staff/handovers/{made.pk}/")
    for other in (leaver, admin):
        with pytest.raises(ForbiddenError):
            services.confirm_handover(scope_of(other), handover=made)
    for _ in range(2):
        services.confirm_handover(scope_of(successor), handover=made)
    assert not [todo for todo in registry.todos(scope_of(successor)) if todo.kind == "handover"]
    assert Event.objects.filter(action="account.handover_confirm").count() == 1
    assert Notice.objects.filter(user=admin, text__contains="确认接收").exists()


def test_a_term_that_was_set_stays_the_end(
    township: Body, successor: User, admin: User, person: Person, scope_of: ScopeOf
) -> None:
    end = FIRST + dt.timedelta(days=30)
    hand_over(scope_of(admin), township, person("approver", township, until=end), successor)
    post = Appointment.objects.unscoped("to look at").get(user=successor, role="approver")
    assert (post.since, post.until) == (FIRST, end)


def test_a_post_that_ends_that_day_anyway_goes_on_with_the_successor(
    township: Body, successor: User, admin: User, person: Person, scope_of: ScopeOf
) -> None:
    hand_over(scope_of(admin), township, person("approver", township, until=LAST), successor)
    assert held(successor, FIRST, township) == ["approver", "reviewer"]


def test_what_the_successor_holds_already_is_not_given_twice(
    township: Body, successor: User, admin: User, person: Person, scope_of: ScopeOf
) -> None:
    hand_over(scope_of(admin), township, person("reviewer", township), successor)
    assert held(successor, FIRST, township) == ["reviewer"]


def test_posts_elsewhere_stay(
    township: Body, other_township: Body, leaver: User, successor: User, admin: User, scope_of: ScopeOf
) -> None:
    Appointment.objects.create(user=leaver, role="handler", body=other_township, since=TODAY)
    hand_over(scope_of(admin), township, leaver, successor)
    assert held(leaver, FIRST, other_township) == ["handler"]
    assert held(successor, FIRST, other_township) == []


def test_an_administrator_may_hand_his_own_post_over(
    township: Body, successor: User, admin: User, scope_of: ScopeOf
) -> None:
    hand_over(scope_of(admin), township, admin, successor)
    assert held(successor, FIRST, township) == ["body_admin", "reviewer"]


def test_but_not_take_one_over(township: Body, leaver: User, admin: User, scope_of: ScopeOf) -> None:
    with pytest.raises(ForbiddenError, match="不能给自己"):
        hand_over(scope_of(admin), township, leaver, admin)
    assert not Handover.objects.unscoped("none was made").exists()
    assert held(leaver, FIRST, township) == ["handler"]


def test_nobody_without_the_right(township: Body, leaver: User, successor: User, scope_of: ScopeOf) -> None:
    with pytest.raises(ForbiddenError):
        hand_over(scope_of(leaver), township, leaver, successor)


def test_days_and_people_must_make_sense(
    township: Body, leaver: User, successor: User, admin: User, person: Person, scope_of: ScopeOf
) -> None:
    scope = scope_of(admin)
    with pytest.raises(UsageError, match="早于今天"):
        hand_over(scope, township, leaver, successor, last_day=TODAY - dt.timedelta(days=1))
    with pytest.raises(UsageError, match="同一个人"):
        hand_over(scope, township, leaver, leaver)
    with pytest.raises(UsageError, match="没有本机关的角色"):
        hand_over(scope, township, person("inspector", township, until=LAST), successor)


def test_only_the_parties_and_the_administrators_see_it(
    township: Body, other_township: Body, leaver: User, successor: User, admin: User, person: Person, scope_of: ScopeOf
) -> None:
    made = hand_over(scope_of(admin), township, leaver, successor)
    for user in (leaver, successor, admin):
        assert selectors.handover(scope_of(user), made.pk) == made
    for stranger in (person("handler", township), person("body_admin", other_township)):
        with pytest.raises(NotFoundError):
            selectors.handover(scope_of(stranger), made.pk)


def test_by_the_pages(
    township: Body, leaver: User, successor: User, admin: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(admin)
    start = f"/staff/b/{township.code}/accounts/{leaver.pk}/hand-over/"
    assert "答复〔2026〕7号" in client.get(start).content.decode()
    asked = {"successor": successor.pk, "last_day": "2099-12-30", "note": "见附件"}
    last_look = client.post(start, asked).content.decode()
    assert "2099年12月30日" in last_look
    assert "李二" in last_look
    assert not Handover.objects.unscoped("not yet").exists()
    there = client.post(start, asked | {"confirmed": "1"})["Location"]
    paper = signed_in(leaver).get(there).content.decode()
    for words in ("陈一", "李二", "经办人", "答复〔2026〕7号", "2026年12月2日", "见附件", "尚未确认"):
        assert words in paper
    taker = signed_in(successor)
    assert "确认接收" in taker.get(there).content.decode()
    taker.post(f"{there}confirm/")
    assert "尚未确认" not in taker.get(there).content.decode()
    assert "陈一" in client.get(f"/staff/b/{township.code}/accounts/handovers/").content.decode()
