"""Signing in and out, the password, the second factor.

Of allauth's addresses only those that this site wants. Where somebody leaves by one that is closed here (nobody signs
up, nobody sets a first password) its name stays, since allauth asks for it, and leads nowhere.
"""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.account import views as account
from allauth.socialaccount import views as identity
from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, re_path

from gongkai.errors import NotFoundError


def closed(request: HttpRequest, **kwargs: Any) -> NoReturn:  # noqa: ARG001
    """There is no such page."""
    raise NotFoundError("没有这一页。账号由管理员开通，口令由管理员重设。")


def addresses(*, mail: bool, identities: bool) -> list[URLPattern | URLResolver]:
    """The addresses, with those for a forgotten password only where mail can be sent."""
    found: list[URLPattern | URLResolver] = [
        path("login/", account.login, name="account_login"),
        path("logout/", account.logout, name="account_logout"),
        path("inactive/", account.account_inactive, name="account_inactive"),
        path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
        path("password/change/", account.password_change, name="account_change_password"),
        path("password/set/", closed, name="account_set_password"),
        path("signup/", closed, name="account_signup"),
        path("2fa/", include("allauth.mfa.urls")),
    ]
    if mail:
        found += [
            path("password/reset/", account.password_reset, name="account_reset_password"),
            path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
            re_path(
                r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
                account.password_reset_from_key,
                name="account_reset_password_from_key",
            ),
            path(
                "password/reset/key/done/",
                account.password_reset_from_key_done,
                name="account_reset_password_from_key_done",
            ),
        ]
    if identities:
        found += [
            path("identity/cancelled/", identity.login_cancelled, name="socialaccount_login_cancelled"),
            path("identity/error/", identity.login_error, name="socialaccount_login_error"),
            path("identity/signup/", closed, name="socialaccount_signup"),
            path("", include("allauth.socialaccount.providers.openid_connect.urls")),
        ]
    return found


urlpatterns = addresses(mail=settings.GONGKAI_MAIL, identities=settings.GONGKAI_OIDC)
