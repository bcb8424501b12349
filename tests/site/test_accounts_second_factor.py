"""The second factor: demanded of the roles that the settings name, set up, asked for, and limited in its failures."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client, TestCase

from gongkai.errors import UsageError
from gongkai.site.accounts import services
from gongkai.site.accounts.models import Delegation, User
from gongkai.site.audit.models import Event
from gongkai.site.bodies.models import Body
from gongkai.site.project.options import Options
from tests.site.conftest import TODAY

PASSWORD = "a long password"
ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _demanded(settings: Any) -> None:
    settings.GONGKAI_MFA_ROLES = frozenset({"body_admin"})


def code(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, user: User) -> Any:
    return client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})


def set_up(client: Client) -> str:
    """Walk through the pages as a user does; gives the secret."""
    client.get(ACTIVATE, follow=True)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get(ACTIVATE).context["form"].secret
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.post(ACTIVATE, {"code": code(secret)}).status_code == 302
    return str(secret)


def test_a_role_that_demands_it_opens_nothing_before(
    client: Client, township: Body, person: Callable[..., User]
) -> None:
    admin = person("body_admin", township)
    sign_in(client, admin)
    for address in ("/staff/", "/staff/accounts/", "/staff/profile/", f"/staff/b/{township.code}/accounts/"):
        assert client.get(address)["Location"] == ACTIVATE
    set_up(client)
    assert client.get("/staff/").status_code == 200
    actions = list(Event.objects.order_by("seq").values_list("action", "facts__type"))
    assert ("account.second_factor", "totp") in actions


def test_another_role_is_free_to_do_without(client: Client, township: Body, person: Callable[..., User]) -> None:
    sign_in(client, person("handler", township))
    assert client.get("/staff/").status_code == 200


def test_whoever_stands_in_for_such_a_role_needs_it_too(
    client: Client, township: Body, person: Callable[..., User]
) -> None:
    admin, handler = person("body_admin", township), person("handler", township)
    Delegation.objects.create(absent=admin, deputy=handler, since=TODAY, until=TODAY.replace(year=2099), reason="出差")
    sign_in(client, handler)
    assert client.get("/staff/")["Location"] == ACTIVATE


def test_recovery_codes_alone_are_no_second_factor(client: Client, township: Body, person: Callable[..., User]) -> None:
    admin = person("body_admin", township)
    Authenticator.objects.create(user=admin, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/staff/")["Location"] == ACTIVATE


class TestAskedFor:
    @pytest.fixture
    def admin(self, township: Body, person: Callable[..., User]) -> User:
        return person("body_admin", township)

    @pytest.fixture
    def secret(self, admin: User) -> str:
        browser = Client()
        sign_in(browser, admin)
        return set_up(browser)

    def test_after_the_password(self, client: Client, admin: User, secret: str) -> None:
        assert sign_in(client, admin)["Location"].startswith("/accounts/2fa/authenticate/")
        assert client.get("/staff/").status_code == 302
        cache.clear()  # a code is good once
        client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
        assert client.get("/staff/").status_code == 200

    def test_a_wrong_code_is_told_and_counted(self, client: Client, admin: User, secret: str) -> None:
        sign_in(client, admin)
        for _ in range(8):
            client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        assert client.post("/accounts/2fa/authenticate/", {"code": code(secret)}).status_code == 200
        assert "_auth_user_id" not in client.session
        failed = Event.objects.filter(action="account.login_failed", facts__way="code", target_id=str(admin.pk))
        assert failed.count() == 5

    @pytest.mark.usefixtures("secret")
    def test_an_administrator_can_reset_it(self, client: Client, admin: User, person: Any, scope_of: Any) -> None:
        services.reset_second_factor(scope_of(person("system_admin")), user=admin)
        assert sign_in(client, admin)["Location"] == "/staff/"
        assert client.get("/staff/")["Location"] == ACTIVATE
        assert Event.objects.filter(action="account.second_factor_reset").exists()


def test_the_option_can_name_nobody() -> None:
    assert Options({"GONGKAI_MFA_ROLES": "none"}).items("GONGKAI_MFA_ROLES") == []
    assert Options({}).items("GONGKAI_MFA_ROLES") == ["system_admin", "body_admin"]


def test_the_option_cannot_name_a_role_that_does_not_exist() -> None:
    from gongkai.site.project.settings import mfa_roles

    with pytest.raises(UsageError, match="没有角色 boss"):
        mfa_roles(Options({"GONGKAI_MFA_ROLES": "boss,system_admin"}))
