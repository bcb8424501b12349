"""How signing in differs from allauth's own way: nobody signs up, and accounts are made by an administrator."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.site.accounts import scopes, services
from gongkai.site.accounts.models import User
from gongkai.site.web import clock
from gongkai.site.web.errors import answer

PROVIDER = "oidc"


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by name and password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: accounts are made by an administrator."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: axes counts wrong passwords, in the database, for all processes."""

    def clean_password(self, password: str, user: User | None = None) -> str:
        """Refuse also the password that one has, which may be known to an administrator."""
        cleaned: str = super().clean_password(password, user)
        if user is not None and user.pk and user.check_password(cleaned):
            raise ValidationError(_("新口令不得与现在的口令相同。"))
        return cleaned

    def set_password(self, user: User, password: str) -> None:
        """One's own new password, which ends the other sessions."""
        services.change_own_password(scopes.of_user(user, clock.today()), user=user, password=password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """On to the workbench, which may have been closed until now."""
        return reverse("workbench:home")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Signing in by the government's own identity service."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Never: an identity without an account here has no business here."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let an identity in that is tied to an account, or tie it at its first sign-in.

        A name at the identity service may be chosen by its bearer, or pass to another person. So it counts once only,
        for an account that an administrator has opened for it; from then on the identity's own number counts.
        """
        if sociallogin.account.provider != PROVIDER or sociallogin.state.get("process", "login") != "login":
            raise _refused(request)
        said = sociallogin.account.extra_data
        if said.get("id_token", {}).get("sub", sociallogin.account.uid) != sociallogin.account.uid:
            raise _refused(request)
        if sociallogin.is_existing:
            return
        claimed = said.get("userinfo") or said.get("id_token") or {}
        name = claimed.get("preferred_username")
        user = User.objects.filter(username=name, is_active=True, may_bind=True).first() if name else None
        if user is None:
            raise _refused(request)
        sociallogin.connect(request, user)
        services.bound(scopes.of_user(user, clock.today()), user=user)


def _refused(request: HttpRequest) -> ImmediateHttpResponse:
    words = _("您的身份已经确认，但是没有可以登录的账号，或者账号没有开通统一身份认证。请联系本机关的管理员。")
    return ImmediateHttpResponse(answer(request, 403, "NO-ACCOUNT", words))
