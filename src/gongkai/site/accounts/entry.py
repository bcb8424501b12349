"""What must be done before the workbench opens: a password of one's own, a second factor where the role demands it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongkai.site.accounts.models import User
from gongkai.site.accounts.rights import role_action
from gongkai.site.web.scope import Scope

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def pending(request: HttpRequest, user: User, scope: Scope) -> HttpResponse | None:
    """The way to what must be done first; None where nothing must."""
    if user.must_change_password:
        messages.warning(request, _("您使用的是一次性口令，请先改成自己的口令。"))
        return redirect("account_change_password")
    if needs_second_factor(scope) and not has_second_factor(user):
        messages.warning(request, _("您担任的角色必须使用两步验证，请先设置。"))
        return redirect("mfa_activate_totp")
    return None


def needs_second_factor(scope: Scope) -> bool:
    """Whether a role that ``scope`` holds, be it for somebody absent, demands a second factor."""
    return any(scope.anywhere(role_action(role)) for role in settings.GONGKAI_MFA_ROLES)


def has_second_factor(user: User) -> bool:
    """Whether one is set up; recovery codes alone are none."""
    return bool(is_mfa_enabled(user, SECOND_FACTORS))
