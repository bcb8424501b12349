"""Signing in and out, in the chain of events. The signals are those of the libraries that do it."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa import signals as mfa
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest

from gongkai.site.accounts.models import User
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock, keys
from gongkai.site.web.scope import Actor, Scope, public


def connect() -> None:
    """Listen."""
    user_logged_in.connect(_logged_in, dispatch_uid="gongkai.login")
    user_logged_out.connect(_logged_out, dispatch_uid="gongkai.logout")
    user_login_failed.connect(_failed, dispatch_uid="gongkai.login_failed")
    user_locked_out.connect(_locked, dispatch_uid="gongkai.locked")
    mfa.authentication_failed.connect(_wrong_code, dispatch_uid="gongkai.wrong_code")
    mfa.authenticator_added.connect(_second_factor("account.second_factor"), weak=False, dispatch_uid="gongkai.mfa_on")
    mfa.authenticator_removed.connect(
        _second_factor("account.second_factor_off"), weak=False, dispatch_uid="gongkai.mfa_off"
    )


def _logged_in(request: HttpRequest, user: User, **more: Any) -> None:
    way = "identity" if "sociallogin" in more else "password"
    _record(_scope(user), "account.login", user, way=way, address=_address(request))


def _logged_out(request: HttpRequest | None, user: User | None, **_: Any) -> None:  # noqa: ARG001
    if user is not None:
        _record(_scope(user), "account.logout", user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # What is turned away during a lock-out is no attempt any more, and could fill the chain.
    if not getattr(request, "turned_away", False):
        _attempt("account.login_failed", str(credentials.get("username", "")), request)


def _locked(request: HttpRequest, username: str | None, **_: Any) -> None:
    # Sent again for each attempt during the lock-out; only the first brought it about.
    if not getattr(request, "turned_away", False):
        _attempt("account.locked", username or "", request)


def _wrong_code(request: HttpRequest, user: User, **_: Any) -> None:
    _record(public(clock.today()), "account.login_failed", user, way="code", address=_address(request))


def _second_factor(action: str) -> Any:
    def receive(user: User, authenticator: Any, **_: Any) -> None:
        _record(_scope(user), action, user, type=str(authenticator.type))

    return receive


def _attempt(action: str, name: str, request: HttpRequest | None) -> None:
    """Something tried under a name, by nobody knows whom. What was typed may be a password: its digest is kept."""
    user = User.objects.filter(username=name).first()
    _record(public(clock.today()), action, user, name=_digest("login", name), address=_address(request))


def _record(scope: Scope, action: str, user: User | None, **facts: str) -> None:
    with recorded() as log:
        log(scope, action, body=None, target=user, **facts)


def _scope(user: User) -> Scope:
    return Scope(Actor("staff", user.pk, user.name or user.username), clock.today())


def _address(request: HttpRequest | None) -> str:
    return _digest("address", getattr(request, "axes_ip_address", None) or "")


def _digest(*parts: str) -> str:
    return keys.digest(keys.read(settings.GONGKAI_KEYS, "index")[-1], *parts)[:16]
