"""Signing in through the real forms: failures, lock-out, passwords of one's own, and what the chain tells of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from gongkai.site.accounts import services
from gongkai.site.accounts.models import User
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
PASSWORD = "a long password"
NEW = {"oldpassword": PASSWORD, "password1": "quite another 1", "password2": "quite another 1"}


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": user.username, "password": password})


def happened() -> list[str]:
    return list(Event.objects.order_by("seq").values_list("action", flat=True))


@pytest.fixture
def officer(township: Body, person: Callable[..., User]) -> User:
    return person("handler", township)


class TestSigningIn:
    def test_leads_to_the_workbench_and_out_again(self, client: Client, officer: User) -> None:
        assert sign_in(client, officer)["Location"] == "/staff/"
        assert client.get("/staff/").status_code == 200
        client.post("/accounts/logout/")
        assert client.get("/staff/").status_code == 302
        assert happened() == ["account.login", "account.logout"]
        event = Event.objects.earliest("seq")
        assert (event.actor_id, event.target_id, event.facts["way"]) == (officer.pk, str(officer.pk), "password")

    def test_asks_by_a_page_before_signing_out(self, client: Client, officer: User) -> None:
        sign_in(client, officer)
        assert client.get("/accounts/logout/").status_code == 200
        assert client.get("/staff/").status_code == 200

    def test_a_failure_tells_the_chain_no_name(self, client: Client, officer: User) -> None:
        assert sign_in(client, officer, "wrong").status_code == 200
        event = Event.objects.get()
        assert (event.action, event.actor_kind, event.target_id) == ("account.login_failed", "public", str(officer.pk))
        assert officer.username not in str(event.facts)

    def test_a_password_typed_as_a_name_is_not_kept(self, client: Client) -> None:
        client.post(LOGIN, {"login": "my secret password", "password": "x"})
        event = Event.objects.get()
        assert event.target_id == ""
        assert "secret" not in str(event.facts)

    def test_a_disabled_account_does_not_get_in(self, client: Client, officer: User) -> None:
        User.objects.update(is_active=False)
        sign_in(client, officer)
        assert "_auth_user_id" not in client.session

    def test_nobody_signs_up(self, client: Client) -> None:
        assert client.get("/accounts/signup/").status_code == 404
        assert client.get("/accounts/email/").status_code == 404
        assert client.get("/accounts/password/set/").status_code == 404


class TestLockingOut:
    def test_the_fifth_failure_closes_the_door(self, client: Client, officer: User) -> None:
        answers = [sign_in(client, officer, f"wrong {number}") for number in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
        assert "登录失败次数过多" in answers[-1].content.decode()

    def test_then_the_right_password_is_refused_too(self, client: Client, officer: User) -> None:
        for number in range(5):
            sign_in(client, officer, f"wrong {number}")
        assert sign_in(client, officer).status_code == 429
        assert "_auth_user_id" not in client.session

    def test_the_chain_tells_it_once(self, client: Client, officer: User) -> None:
        for number in range(9):
            sign_in(client, officer, f"wrong {number}")
        assert sorted(happened()) == ["account.locked"] + ["account.login_failed"] * 5

    def test_others_get_in_meanwhile(self, client: Client, officer: User, township: Body, person: Any) -> None:
        for number in range(6):
            sign_in(client, officer, f"wrong {number}")
        assert sign_in(client, person("reviewer", township)).status_code == 302

    def test_a_name_that_is_nobody_s_is_treated_alike(self, client: Client) -> None:
        nobody = User(username="nobody")
        answers = [sign_in(client, nobody, f"wrong {number}").status_code for number in range(5)]
        assert answers == [200, 200, 200, 200, 429]

    def test_a_new_password_from_an_administrator_opens_it(
        self, client: Client, officer: User, township: Body, person: Any, scope_of: Any
    ) -> None:
        for number in range(6):
            sign_in(client, officer, f"wrong {number}")
        secret = services.reset_password(scope_of(person("body_admin", township)), user=officer)
        assert sign_in(client, officer, secret).status_code == 302


def test_trying_all_names_from_one_address_is_slowed_down(client: Client) -> None:
    answers = [client.post(LOGIN, {"login": f"name{number}", "password": "x"}) for number in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "请求过于频繁" in answers[-1].content.decode()


class TestPasswords:
    def test_a_one_time_password_must_be_replaced_first(self, client: Client, officer: User) -> None:
        User.objects.update(must_change_password=True)
        sign_in(client, officer)
        for address in ("/staff/", "/staff/profile/", "/staff/notices/"):
            assert client.get(address)["Location"] == "/accounts/password/change/"
        assert client.post("/accounts/password/change/", NEW)["Location"] == "/staff/"
        assert client.get("/staff/").status_code == 200
        assert happened() == ["account.login", "account.password_own"]

    def test_it_cannot_be_kept(self, client: Client, officer: User) -> None:
        User.objects.update(must_change_password=True)
        sign_in(client, officer)
        same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
        assert "新口令不得与现在的口令相同" in client.post("/accounts/password/change/", same).content.decode()
        officer.refresh_from_db()
        assert officer.must_change_password

    def test_a_change_ends_the_other_sessions(self, officer: User) -> None:
        here, there = Client(), Client()
        sign_in(here, officer)
        sign_in(there, officer)
        here.post("/accounts/password/change/", NEW)
        assert here.get("/staff/").status_code == 200
        assert there.get("/staff/").status_code == 302

    def test_a_reset_ends_all_sessions(
        self, client: Client, officer: User, township: Body, person: Any, scope_of: Any
    ) -> None:
        sign_in(client, officer)
        services.reset_password(scope_of(person("body_admin", township)), user=officer)
        assert client.get("/staff/").status_code == 302

    def test_without_mail_only_an_administrator_resets(self, client: Client) -> None:
        with pytest.raises(NoReverseMatch):
            reverse("account_reset_password")
        assert client.get("/accounts/password/reset/").status_code == 404

    def test_with_mail_one_resets_it_oneself(self, client: Client, officer: User, settings: Any) -> None:
        settings.ROOT_URLCONF = "tests.site.urls_whole"
        User.objects.update(email="officer@example.org", must_change_password=True)
        client.post("/accounts/password/reset/", {"email": "officer@example.org"})
        (sent,) = mail.outbox
        link = sent.body[sent.body.index("/accounts/password/reset/key/") :].split()[0]
        form = client.get(link)["Location"]
        client.post(form, {"password1": NEW["password1"], "password2": NEW["password1"]})
        assert sign_in(client, officer, NEW["password1"])["Location"] == "/staff/"
        officer.refresh_from_db()
        assert not officer.must_change_password
