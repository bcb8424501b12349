"""Passwords and second factors: made up by the program, changed by their owner, reset by an administrator."""

from __future__ import annotations

import secrets
from typing import Final

from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_failures
from django.urls import reverse

from gongkai.site.accounts.models import User
from gongkai.site.accounts.services import rules
from gongkai.site.accounts.services.notices import notify
from gongkai.site.audit.services import recorded
from gongkai.site.web.scope import Scope

# Nothing that is taken for something else when it is read aloud or from paper.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS: Final = 4


def one_time() -> str:
    """A password to be told once, such as ``k7mw-3q9x-tb4e-p2vn``: 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(_GROUPS))


def change_own_password(scope: Scope, *, user: User, password: str) -> None:
    """A new password that its owner has chosen and that was checked; other sessions end by it."""
    user.set_password(password)
    user.must_change_password = False
    with recorded() as log:
        user.save(update_fields=["password", "must_change_password"])
        log(scope, "account.password_own", body=rules.place_of(user, scope.today), target=user)


def reset_password(scope: Scope, *, user: User) -> str:
    """Replace a forgotten password. Gives the new one, to be told once; sessions and a lock-out end by it."""
    rules.demand_managed(scope, user)
    secret = one_time()
    user.set_password(secret)
    user.must_change_password = True
    with recorded() as log:
        user.save(update_fields=["password", "must_change_password"])
        forget_failures(username=user.username)
        log(scope, "account.password", body=rules.place_of(user, scope.today), target=user)
        _tell(scope, user, "口令")
    return secret


def reset_second_factor(scope: Scope, *, user: User) -> None:
    """Forget the second factor of somebody who has lost it; a new one is asked for where the role demands one."""
    rules.demand_managed(scope, user)
    with recorded() as log:
        Authenticator.objects.filter(user=user).delete()
        log(scope, "account.second_factor_reset", body=rules.place_of(user, scope.today), target=user)
        _tell(scope, user, "两步验证")


def bound(scope: Scope, *, user: User) -> None:
    """An identity was tied to the account: no other can be, and the password that an administrator knew is void."""
    user.may_bind, user.must_change_password = False, False
    user.set_unusable_password()
    with recorded() as log:
        user.save(update_fields=["may_bind", "must_change_password", "password"])
        log(scope, "account.bind", body=rules.place_of(user, scope.today), target=user)


def _tell(scope: Scope, user: User, what: str) -> None:
    text = f"您的{what}已由{scope.actor.name}重设。不是您要求的，请立即联系系统管理员。"
    notify(scope, users=[user], kind="account", text=text, url=reverse("accounts:profile"))
