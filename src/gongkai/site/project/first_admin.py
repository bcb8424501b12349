"""The first system administrator, by whom all other accounts are made."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from gongkai.errors import ConflictError, UsageError
from gongkai.site.accounts.models import Appointment, User
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock
from gongkai.site.web.scope import system

ROLE = "system_admin"


def create(*, username: str, name: str, email: str, password: str) -> User:
    """Make the account and its appointment. Raises ConflictError for a name in use, UsageError for bad values."""
    user = User(username=username, name=name, email=email)
    scope = system(clock.today())
    if User.objects.filter(username=username).exists():
        raise ConflictError(f"登录名 {username} 已经有人使用。")
    try:
        user.clean_fields(exclude=["password"])
        validate_password(password, user)
    except ValidationError as error:
        raise UsageError("；".join(error.messages)) from error
    user.set_password(password)
    with recorded() as log:
        user.save()
        log(scope, "account.create", target=user)
        appointment = Appointment.objects.create(user=user, role=ROLE, since=scope.today)
        log(scope, "account.appoint", target=user, role=ROLE, appointment=appointment.pk)
    return user
