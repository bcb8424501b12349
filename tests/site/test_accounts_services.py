"""Who may make, change and close accounts, and give and take roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from gongkai.errors import ConflictError, ForbiddenError, UsageError
from gongkai.site.accounts import scopes, selectors, services
from gongkai.site.accounts.models import Appointment, Notice, User
from gongkai.site.accounts.services import First
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope, public, system
from tests.site.conftest import TODAY

PROGRAM = system(TODAY)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
Person = Callable[..., User]


@pytest.fixture
def admin(township: Body, person: Person, scope_of: Callable[[User], Scope]) -> Scope:
    """The scope of the township's own administrator."""
    return scope_of(person("body_admin", township))


@pytest.fixture
def root(person: Person, scope_of: Callable[[User], Scope]) -> Scope:
    """The scope of the site's administrator."""
    return scope_of(person("system_admin"))


def posts(user: User) -> list[tuple[str, dt.date, dt.date | None]]:
    rows = Appointment.objects.unscoped("to look at").filter(user=user).order_by("pk")
    return list(rows.values_list("role", "since", "until"))


def oneself(scope: Scope) -> User:
    return User.objects.get(pk=scope.actor.id or 0)


def happened() -> list[str]:
    return list(Event.objects.order_by("seq").values_list("action", flat=True))


class TestCreating:
    def test_with_the_first_role_and_a_password_told_once(self, admin: Scope, township: Body) -> None:
        made = services.create(admin, username="chen", name="陈一", first=First("handler", township))
        assert made.user.check_password(made.password)
        assert made.user.must_change_password
        assert posts(made.user) == [("handler", TODAY, None)]
        assert happened() == ["account.create", "account.appoint"]
        assert made.password not in str(list(Event.objects.values()))

    def test_passwords_differ_and_are_long(self, admin: Scope, township: Body) -> None:
        made = [
            services.create(admin, username=f"u{n}", name="某人", first=First("handler", township)) for n in range(5)
        ]
        assert len({one.password for one in made}) == 5
        assert all(len(one.password) == 19 for one in made)

    @pytest.mark.parametrize("first", [None, First("auditor")])
    def test_a_body_s_administrator_makes_none_for_the_site(self, admin: Scope, first: First | None) -> None:
        with pytest.raises(ForbiddenError):
            services.create(admin, username="chen", name="陈一", first=first)
        assert not User.objects.filter(username="chen").exists()

    def test_nor_one_for_another_body(self, admin: Scope, other_township: Body) -> None:
        with pytest.raises(ForbiddenError):
            services.create(admin, username="chen", name="陈一", first=First("handler", other_township))

    def test_a_taken_name_is_told(self, root: Scope) -> None:
        services.create(root, username="chen", name="陈一")
        with pytest.raises(ConflictError, match="已经有人使用"):
            services.create(root, username="chen", name="陈二")

    @pytest.mark.parametrize("wrong", [{"username": "a b"}, {"username": ""}, {"name": ""}, {"email": "nowhere"}])
    def test_what_cannot_be_is_refused(self, root: Scope, wrong: dict[str, str]) -> None:
        asked: dict[str, Any] = {"username": "chen", "name": "陈一"} | wrong
        with pytest.raises(UsageError):
            services.create(root, **asked)

    def test_a_role_that_fails_leaves_no_account(self, admin: Scope, township: Body) -> None:
        with pytest.raises(UsageError, match="截止日期"):
            services.create(admin, username="chen", name="陈一", first=First("inspector", township))
        assert not User.objects.filter(username="chen").exists()
        assert happened() == []

    def test_nobody_chooses_the_password_of_another(self, root: Scope) -> None:
        with pytest.raises(ValueError, match="nobody"):
            services.create(root, username="chen", name="陈一", password="a long password")


@pytest.mark.django_db
class TestTheFirstAdministrator:
    GIVEN: ClassVar = {"username": "root", "name": "管理员", "password": "correct horse battery"}

    def test_signs_in_with_a_password_of_his_own(self) -> None:
        user = services.create_first_admin(PROGRAM, **self.GIVEN)
        assert not user.must_change_password
        assert scopes.of_user(user, TODAY).may("account.site", "")

    def test_is_the_first(self) -> None:
        services.create_first_admin(PROGRAM, **self.GIVEN)
        with pytest.raises(ConflictError, match="已经有系统管理员"):
            services.create_first_admin(PROGRAM, **(self.GIVEN | {"username": "second"}))

    @pytest.mark.parametrize("password", ["short", "12345678901", "password123"])
    def test_needs_a_password_that_is_one(self, password: str) -> None:
        with pytest.raises(UsageError):
            services.create_first_admin(PROGRAM, **(self.GIVEN | {"password": password}))

    def test_is_made_by_the_program_alone(self, admin: Scope) -> None:
        with pytest.raises(ValueError, match="only the program"):
            services.create_first_admin(admin, **self.GIVEN)


class TestChanging:
    """Whoever can set a password holds all the roles of the account."""

    DEEDS = (services.reset_password, services.disable, services.enable, services.reset_second_factor)

    @pytest.mark.parametrize("deed", DEEDS)
    def test_one_s_own_people(self, admin: Scope, township: Body, person: Person, deed: Any) -> None:
        deed(admin, user=person("handler", township))

    @pytest.mark.parametrize("deed", DEEDS)
    def test_not_somebody_who_is_in_office_elsewhere_too(
        self, admin: Scope, township: Body, county: Body, person: Person, deed: Any
    ) -> None:
        user = person("handler", township)
        Appointment.objects.create(user=user, role="approver", body=county, since=TOMORROW)
        with pytest.raises(ForbiddenError):
            deed(admin, user=user)

    @pytest.mark.parametrize("deed", DEEDS)
    def test_not_somebody_with_a_role_of_the_site(
        self, admin: Scope, township: Body, person: Person, deed: Any
    ) -> None:
        user = person("handler", township)
        Appointment.objects.create(user=user, role="auditor", since=TODAY)
        with pytest.raises(ForbiddenError):
            deed(admin, user=user)

    @pytest.mark.parametrize("deed", DEEDS)
    def test_not_somebody_who_left(self, admin: Scope, township: Body, person: Person, deed: Any) -> None:
        with pytest.raises(ForbiddenError):
            deed(admin, user=person("handler", township, until=YESTERDAY))

    @pytest.mark.parametrize("deed", DEEDS)
    def test_not_oneself(self, root: Scope, deed: Any) -> None:
        with pytest.raises(ForbiddenError):
            deed(root, user=oneself(root))

    @pytest.mark.parametrize("deed", DEEDS)
    def test_everybody_by_the_site_s_administrator(
        self, root: Scope, township: Body, person: Person, deed: Any
    ) -> None:
        deed(root, user=person("handler", township, until=YESTERDAY))

    def test_a_reset_is_told_to_its_owner(self, admin: Scope, township: Body, person: Person) -> None:
        user = person("handler", township)
        services.reset_password(admin, user=user)
        services.reset_second_factor(admin, user=user)
        assert [notice.text for notice in Notice.objects.filter(user=user).order_by("pk")] == [
            "您的口令已由第1人重设。不是您要求的，请立即联系系统管理员。",
            "您的两步验证已由第1人重设。不是您要求的，请立即联系系统管理员。",
        ]

    def test_facts_are_kept_and_told_by_name_only(self, admin: Scope, township: Body, person: Person) -> None:
        user = person("handler", township)
        services.edit(admin, user=user, name="新名", email="new@example.org", may_bind=False)
        user.refresh_from_db()
        assert (user.name, user.email) == ("新名", "new@example.org")
        assert Event.objects.get().facts == {"fields": ["name", "email"]}

    def test_a_second_disabling_tells_nothing_new(self, admin: Scope, township: Body, person: Person) -> None:
        user = person("handler", township)
        services.disable(admin, user=user)
        services.disable(admin, user=user)
        services.enable(admin, user=user)
        assert happened() == ["account.disable", "account.enable"]

    def test_the_last_administrator_of_the_site_stays(self, root: Scope, person: Person) -> None:
        other = person("system_admin")
        services.disable(root, user=other)
        with pytest.raises(UsageError, match="至少"):
            services.disable(PROGRAM, user=oneself(root))


class TestAppointing:
    def give(self, scope: Scope, user: User, body: Body | None, role: str = "handler", **more: Any) -> Appointment:
        return services.appoint(scope, user=user, body=body, role=role, **({"since": TODAY} | more))

    def test_grants_from_the_day_on_and_is_told(self, admin: Scope, township: Body, person: Person) -> None:
        user = person("reviewer", township)
        self.give(admin, user, township, since=TOMORROW)
        assert not scopes.of_user(user, TODAY).may("body.edit", township.path)
        assert scopes.of_user(user, TOMORROW).may("case.submit", township.path)
        assert "经办人" in Notice.objects.get(user=user).text
        assert Event.objects.get().facts["role"] == "handler"

    @pytest.mark.parametrize(
        ("role", "at_body", "words"),
        [("boss", True, "没有这个角色"), ("auditor", True, "全站角色"), ("handler", False, "应当属于一个机关")],
    )
    def test_a_role_belongs_where_it_belongs(
        self, root: Scope, township: Body, person: Person, role: str, at_body: bool, words: str
    ) -> None:
        with pytest.raises(UsageError, match=words):
            self.give(root, person("reviewer", township), township if at_body else None, role)

    @pytest.mark.parametrize("role", ["auditor", "system_admin"])
    def test_a_body_s_administrator_grants_no_role_of_the_site(
        self, admin: Scope, township: Body, person: Person, role: str
    ) -> None:
        with pytest.raises(ForbiddenError):
            self.give(admin, person("handler", township), None, role)

    @pytest.mark.parametrize("place", ["county", "other_township"])
    def test_nor_one_above_or_beside(
        self, admin: Scope, township: Body, person: Person, place: str, request: pytest.FixtureRequest
    ) -> None:
        with pytest.raises(ForbiddenError):
            self.give(admin, person("handler", township), request.getfixturevalue(place))

    def test_an_administrator_above_has_no_say_below(
        self, county: Body, township: Body, person: Person, scope_of: Any
    ) -> None:
        with pytest.raises(ForbiddenError):
            self.give(scope_of(person("body_admin", county)), person("handler", township), township)

    @pytest.mark.parametrize("role", ["handler", "approver", "county_office"])
    def test_nobody_appoints_himself(self, admin: Scope, township: Body, role: str) -> None:
        with pytest.raises(ForbiddenError, match="不能给自己"):
            self.give(admin, oneself(admin), township, role)

    @pytest.mark.parametrize(
        "term", [{"since": YESTERDAY}, {"until": YESTERDAY}, {"since": TOMORROW, "until": TODAY}, {"role": "inspector"}]
    )
    def test_a_term_must_be_one(self, admin: Scope, township: Body, person: Person, term: dict[str, Any]) -> None:
        with pytest.raises(UsageError):
            self.give(admin, person("reviewer", township), township, **term)

    def test_a_role_is_not_held_twice_at_once(self, admin: Scope, township: Body, person: Person) -> None:
        user = person("handler", township, until=TOMORROW)
        with pytest.raises(ConflictError):
            self.give(admin, user, township, since=TOMORROW)
        self.give(admin, user, township, since=TOMORROW + dt.timedelta(days=1))

    def test_a_disabled_account_gets_none(self, admin: Scope, township: Body, person: Person) -> None:
        user = person("reviewer", township)
        User.objects.filter(pk=user.pk).update(is_active=False)
        with pytest.raises(UsageError, match="停用"):
            self.give(admin, user, township)

    def test_a_body_that_is_gone_has_no_posts(self, admin: Scope, township: Body, person: Person) -> None:
        township.until = YESTERDAY
        township.save(update_fields=["until"])
        with pytest.raises(UsageError, match="撤销"):
            self.give(admin, person("reviewer", township), township)


class TestDismissing:
    def end(self, scope: Scope, user: User, day: dt.date) -> None:
        post = Appointment.objects.unscoped("to end").get(user=user)
        services.dismiss(scope, appointment=post, last_day=day)

    @pytest.mark.parametrize(("day", "still_there"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, True)])
    def test_ends_on_a_day_and_stays_in_the_books(
        self, admin: Scope, township: Body, person: Person, day: dt.date, still_there: bool
    ) -> None:
        user = person("handler", township)
        self.end(admin, user, day)
        assert posts(user) == [("handler", dt.date(2026, 1, 1), day)]
        assert scopes.of_user(user, TODAY).may("case.submit", township.path) is still_there
        assert not scopes.of_user(user, day + dt.timedelta(days=1)).grants

    @pytest.mark.parametrize("since", [TODAY, TOMORROW])
    def test_what_was_no_whole_day_in_force_is_taken_back(
        self, admin: Scope, township: Body, person: Person, since: dt.date
    ) -> None:
        user = person("handler", township, since=since)
        self.end(admin, user, YESTERDAY)
        assert posts(user) == []
        assert happened() == ["account.dismiss"]

    def test_the_past_stays(self, admin: Scope, township: Body, person: Person) -> None:
        with pytest.raises(UsageError, match="不能早于昨天"):
            self.end(admin, person("handler", township), YESTERDAY - dt.timedelta(days=1))

    def test_it_prolongs_nothing(self, admin: Scope, township: Body, person: Person) -> None:
        with pytest.raises(UsageError, match="另行授予"):
            self.end(admin, person("inspector", township, until=TODAY), TOMORROW)

    def test_not_elsewhere(self, admin: Scope, other_township: Body, person: Person) -> None:
        with pytest.raises(ForbiddenError):
            self.end(admin, person("handler", other_township), TODAY)

    def test_the_last_administrator_of_the_site_stays(self, root: Scope) -> None:
        with pytest.raises(UsageError, match="至少"):
            self.end(root, oneself(root), TODAY)


class TestSeeing:
    def seen(self, scope: Scope, **more: Any) -> list[str]:
        return [user.username for user in selectors.people(scope, **more)]

    def test_those_within_reach_also_when_they_have_left(
        self, admin: Scope, township: Body, other_township: Body, county: Body, person: Person
    ) -> None:
        here, gone = person("handler", township), person("handler", township, until=YESTERDAY)
        for body in (other_township, county):
            person("handler", body)
        person("auditor")
        mine = oneself(admin)
        assert self.seen(admin) == [mine.username, here.username, gone.username]
        assert self.seen(admin, state="past") == [gone.username]
        assert self.seen(admin, state="current", words="第2") == [here.username]

    def test_of_somebody_with_two_posts_only_the_one_within_reach(
        self, admin: Scope, township: Body, county: Body, person: Person
    ) -> None:
        user = person("handler", township)
        Appointment.objects.create(user=user, role="approver", body=county, since=TODAY)
        assert [post.role for post in selectors.person(admin, user.pk).seen] == ["handler"]  # type: ignore[attr-defined]

    def test_everybody_by_the_site_s_administrator(self, root: Scope) -> None:
        services.create(root, username="z-without-a-role", name="某人")
        assert self.seen(root)[-1] == "z-without-a-role"


def test_only_a_person_of_the_staff_is_a_person() -> None:
    for scope in (PROGRAM, public(TODAY)):
        with pytest.raises(ForbiddenError, match="本人"):
            _ = scope.person
