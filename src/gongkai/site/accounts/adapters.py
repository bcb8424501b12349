"""How signing in differs from allauth's own way: nobody signs up, and accounts are made by an administrator."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongkai.site.accounts.models import User
from gongkai.site.web.errors import answer


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in by name and password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: accounts are made by an administrator."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in by the government's own identity service."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Never: an identity without an account here has no business here."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie an identity, at its first sign-in, to the account with the same user name."""
        if sociallogin.is_existing:
            return
        claimed = sociallogin.account.extra_data.get("userinfo", sociallogin.account.extra_data)
        name = str(claimed.get("preferred_username", ""))
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            raise ImmediateHttpResponse(
                answer(request, 403, "NO-ACCOUNT", _("您的身份已经确认，但是还没有开通账号，请联系本机关的管理员。"))
            )
        sociallogin.connect(request, user)
