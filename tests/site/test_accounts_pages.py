"""The pages of accounts: what they show, to whom, and at what cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongkai.site.accounts import services
from gongkai.site.accounts.models import Appointment, Delegation, Notice, User
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import system
from tests.site.conftest import TODAY

Person = Callable[..., User]
SignedIn = Callable[[User], Client]
FAR = "2099-12-31"
DEEDS = ("edit", "disable", "enable", "password", "second-factor")


@pytest.fixture
def admin(township: Body, person: Person) -> User:
    return person("body_admin", township, name="王三")


@pytest.fixture
def client(admin: User, signed_in: SignedIn) -> Client:
    """The township's administrator."""
    return signed_in(admin)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


class TestOnePerson:
    def test_is_not_there_for_strangers(
        self, township: Body, other_township: Body, person: Person, signed_in: SignedIn
    ) -> None:
        user = person("handler", township)
        stranger = signed_in(person("body_admin", other_township))
        for path in ("", *(f"{deed}/" for deed in DEEDS)):
            assert stranger.get(f"/staff/accounts/{user.pk}/{path}").status_code == 404
            assert stranger.post(f"/staff/accounts/{user.pk}/{path}").status_code == 404
        post = Appointment.objects.unscoped("its number").get(user=user)
        assert stranger.post(f"/staff/accounts/posts/{post.pk}/end/", {"last_day": FAR}).status_code == 404

    @pytest.mark.parametrize("role", ["county_office", "inspector", "auditor"])
    def test_may_be_seen_by_some_who_may_change_nothing(
        self, county: Body, township: Body, person: Person, signed_in: SignedIn, role: str
    ) -> None:
        user = person("handler", township)
        term = {"until": dt.date(2099, 1, 1)} if role == "inspector" else {}
        viewer = signed_in(person(role, None if role == "auditor" else county, **term))
        assert "重设口令" not in text(viewer.get(f"/staff/accounts/{user.pk}/"))
        for deed in DEEDS:
            assert viewer.post(f"/staff/accounts/{user.pk}/{deed}/").status_code == 403
        post = Appointment.objects.unscoped("its number").get(user=user)
        assert viewer.post(f"/staff/accounts/posts/{post.pk}/end/", {"last_day": FAR}).status_code == 403

    def test_an_administrator_above_sees_and_changes_nothing(
        self, county: Body, township: Body, person: Person, signed_in: SignedIn
    ) -> None:
        user = person("handler", township)
        above = signed_in(person("body_admin", county))
        assert "重设口令" not in text(above.get(f"/staff/accounts/{user.pk}/"))
        assert above.post(f"/staff/accounts/{user.pk}/password/").status_code == 403
        assert user.check_password("a long password")

    def test_shows_roles_with_their_terms_and_what_happened(
        self, client: Client, township: Body, person: Person
    ) -> None:
        user = person("inspector", township, name="赵四", until=dt.date(2099, 3, 1))
        client.post(f"/staff/accounts/{user.pk}/edit/", {"name": "赵四四", "email": ""})
        shown = text(client.get(f"/staff/accounts/{user.pk}/"))
        for words in ("赵四四", "检查人员", "2026年1月1日", "2099年3月1日", "在任", "修改账号", "王三"):
            assert words in shown
        assert "离任交接" not in shown

    @pytest.mark.parametrize("deed", DEEDS)
    def test_a_page_asks_first(self, client: Client, township: Body, person: Person, deed: str) -> None:
        user = person("handler", township)
        text(client.get(f"/staff/accounts/{user.pk}/{deed}/"))
        user.refresh_from_db()
        assert user.is_active
        assert user.check_password("a long password")

    def test_is_disabled_and_enabled(self, client: Client, township: Body, person: Person) -> None:
        user = person("handler", township)
        for deed, active in (("disable", False), ("enable", True)):
            assert client.post(f"/staff/accounts/{user.pk}/{deed}/")["Location"] == f"/staff/accounts/{user.pk}/"
            user.refresh_from_db()
            assert user.is_active is active

    def test_a_new_password_is_shown_once_and_kept_nowhere(
        self, client: Client, township: Body, person: Person
    ) -> None:
        user = person("handler", township)
        answer = client.post(f"/staff/accounts/{user.pk}/password/")
        user.refresh_from_db()
        secret = answer.context["password"]
        assert secret in text(answer)
        assert user.check_password(secret)
        assert "no-store" in answer["Cache-Control"]
        assert secret not in text(client.get(f"/staff/accounts/{user.pk}/"))

    def test_a_role_ends_on_the_day_that_is_given(self, client: Client, township: Body, person: Person) -> None:
        user = person("handler", township)
        post = Appointment.objects.unscoped("its number").get(user=user)
        assert "不能早于昨天" in text(client.post(f"/staff/accounts/posts/{post.pk}/end/", {"last_day": "2026-02-01"}))
        client.post(f"/staff/accounts/posts/{post.pk}/end/", {"last_day": FAR})
        assert Appointment.objects.unscoped("now").get(user=user).until == dt.date(2099, 12, 31)


class TestNewPeople:
    def test_an_account_with_its_role(self, client: Client, township: Body) -> None:
        asked = {"username": "sun5", "name": "孙五", "role": "reviewer", "since": FAR}
        answer = client.post(f"/staff/b/{township.code}/accounts/new/", asked)
        user = User.objects.get(username="sun5")
        assert user.check_password(answer.context["password"])
        assert "no-store" in answer["Cache-Control"]
        assert "孙五" in text(client.get(f"/staff/b/{township.code}/accounts/"))

    def test_what_is_wrong_is_told_in_the_form(self, client: Client, admin: User, township: Body) -> None:
        asked = {"username": admin.username, "name": "孙五", "role": "reviewer", "since": FAR}
        assert "已经有人使用" in text(client.post(f"/staff/b/{township.code}/accounts/new/", asked))

    def test_a_role_of_the_site_is_none_that_the_form_knows(self, client: Client, township: Body) -> None:
        asked = {"username": "sun5", "name": "孙五", "role": "system_admin", "since": FAR}
        text(client.post(f"/staff/b/{township.code}/accounts/new/", asked))
        assert not User.objects.filter(username="sun5").exists()

    def test_a_role_for_an_account_that_exists(
        self, client: Client, township: Body, other_township: Body, person: Person
    ) -> None:
        user, path = person("handler", other_township), f"/staff/b/{township.code}/accounts/appoint/"
        asked = {"username": user.username, "role": "reviewer", "since": FAR}
        assert "没有这个登录名" in text(client.post(path, asked | {"username": "nobody"}))
        assert client.post(path, asked).status_code == 302
        assert "已经担任" in text(client.post(path, asked))

    def test_roles_of_the_site(self, township: Body, person: Person, signed_in: SignedIn) -> None:
        root, user = signed_in(person("system_admin")), person("handler", township)
        assert root.post(f"/staff/accounts/{user.pk}/appoint/", {"role": "auditor", "since": FAR}).status_code == 302
        asked = {"username": "sun5", "name": "孙五", "role": "auditor", "since": FAR}
        assert "sun5" in text(root.post("/staff/accounts/new/", asked))
        assert "全站" in text(root.get("/staff/accounts/"))


class TestLists:
    @pytest.mark.parametrize("path", ["/staff/accounts/", "/staff/b/{code}/accounts/"])
    def test_cost_the_same_with_three_and_with_eighteen(
        self, client: Client, township: Body, person: Person, django_assert_num_queries: Any, path: str
    ) -> None:
        path = path.format(code=township.code)
        at_body = "{code}" not in path and "/b/" in path
        for _ in range(3):
            person("handler", township)
        # Session, user, delegations, roles, (the body,) people, their roles; in the frame the person and the bell.
        with django_assert_num_queries(7 if at_body else 6):
            client.get(path)
        for _ in range(15):
            person("handler", township)
        with django_assert_num_queries(7 if at_body else 6):
            client.get(path)

    def test_filter_and_turn_pages(self, client: Client, township: Body, person: Person) -> None:
        for number in range(25):
            person("handler", township, name=f"钱{number:02d}")
        first = text(client.get(f"/staff/b/{township.code}/accounts/?q=钱"))
        assert first.count("/staff/accounts/") >= 20
        assert "下一页" in first
        assert "没有符合条件的账号" in text(client.get(f"/staff/b/{township.code}/accounts/?q=没有此人"))

    def test_a_mark_that_is_none_is_refused(self, client: Client, township: Body) -> None:
        assert client.get(f"/staff/b/{township.code}/accounts/?after=x").status_code == 400


class TestOneself:
    def test_the_profile_shows_roles_and_who_stands_in(
        self, client: Client, admin: User, township: Body, person: Person
    ) -> None:
        deputy = person("handler", township, name="周六")
        day = dt.date(2099, 1, 1)
        Delegation.objects.create(absent=admin, deputy=deputy, since=day, until=day, reason="休假")
        shown = text(client.get("/staff/profile/"))
        for words in ("本机关管理员", "周六", "休假", "收回", "修改口令", "English"):
            assert words in shown

    @pytest.mark.django_db
    def test_somebody_without_any_role_still_has_one(self, signed_in: SignedIn) -> None:
        made = services.create(system(TODAY), username="sun5", name="孙五", password="correct horse battery")
        client = signed_in(made.user)
        assert "没有角色" in text(client.get("/staff/profile/"))
        assert client.get("/staff/").status_code == 403

    def test_standing_in_is_arranged_and_recalled(self, client: Client, township: Body, person: Person) -> None:
        deputy = person("handler", township)
        asked = {"deputy": deputy.pk, "since": FAR, "until": FAR, "reason": "休假"}
        assert client.post("/staff/profile/delegate/", asked)["Location"] == "/staff/profile/"
        made = Delegation.objects.get()
        client.post(f"/staff/profile/delegations/{made.pk}/recall/")
        made.refresh_from_db()
        assert made.recalled

    def test_a_delegation_of_others_is_not_there(self, client: Client, township: Body, person: Person) -> None:
        one, two = person("handler", township), person("reviewer", township)
        made = Delegation.objects.create(
            absent=one, deputy=two, since=TODAY, until=TODAY.replace(year=2099), reason="x"
        )
        assert client.post(f"/staff/profile/delegations/{made.pk}/recall/").status_code == 404

    def test_mail_is_a_choice(self, client: Client, admin: User) -> None:
        for asked, wanted in (({}, False), ({"wants_mail": "on"}, True)):
            client.post("/staff/profile/mail/", asked)
            admin.refresh_from_db()
            assert admin.wants_mail is wanted

    def test_the_language_is_a_choice(self, client: Client) -> None:
        client.post("/language/", {"language": "en", "next": "/staff/profile/"})
        assert '<html lang="en"' in text(client.get("/staff/profile/"))


class TestMessages:
    @pytest.fixture
    def told(self, admin: User) -> Notice:
        services.notify(system(TODAY), users=[admin], kind="review", text="《规则》已退回。", url="/staff/profile/")
        return Notice.objects.get()

    def test_opening_one_leads_there_and_reads_it(self, client: Client, told: Notice) -> None:
        assert "未读" in text(client.get("/staff/notices/"))
        assert client.get(f"/staff/notices/{told.pk}/")["Location"] == "/staff/profile/"
        assert "未读" not in text(client.get("/staff/notices/"))

    def test_all_are_read_at_once(self, client: Client, told: Notice) -> None:
        client.post("/staff/notices/read/")
        told.refresh_from_db()
        assert told.read_at

    def test_those_of_others_are_not_there(
        self, told: Notice, township: Body, person: Person, signed_in: SignedIn
    ) -> None:
        other = signed_in(person("handler", township))
        assert other.get(f"/staff/notices/{told.pk}/").status_code == 404
        other.post("/staff/notices/read/")
        told.refresh_from_db()
        assert told.read_at is None

    def test_cost_the_same_whatever_their_number(
        self, client: Client, admin: User, django_assert_num_queries: Any
    ) -> None:
        for count in (1, 18):
            for _ in range(count):
                services.notify(system(TODAY), users=[admin], kind="review", text="《规则》已退回。")
            with django_assert_num_queries(5):
                client.get("/staff/notices/")


def test_reading_pages_writes_no_event(client: Client, township: Body) -> None:
    for path in ("/staff/accounts/", f"/staff/b/{township.code}/accounts/", "/staff/profile/", "/staff/notices/"):
        client.get(path)
    assert not Event.objects.exists()
