"""Accounts: made, changed, disabled."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from gongkai.errors import ConflictError, UsageError
from gongkai.site.accounts.models import Appointment, User
from gongkai.site.accounts.scopes import in_term
from gongkai.site.accounts.services import rules
from gongkai.site.accounts.services.passwords import one_time
from gongkai.site.accounts.services.posts import appoint
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope


class Created(msgspec.Struct, frozen=True):
    """A new account and the password that opens it; the password is told once and kept nowhere."""

    user: User
    password: str


class First(msgspec.Struct, frozen=True):
    """The role with which an account begins: which, where (None: the whole site), from when, until when."""

    role: str
    body: Body | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def create(
    scope: Scope,
    *,
    username: str,
    name: str,
    first: First | None = None,
    email: str = "",
    may_bind: bool = False,
    password: str = "",
) -> Created:
    """Make an account, with its first role. The password is made up, and must be changed at the first sign-in.

    The program itself (demonstration, first administrator) may give the ``password``, which then stays. Raises
    ForbiddenError without the right at the body of the role, ConflictError for a name that is taken, UsageError for
    what cannot be.
    """
    rules.demand_for(scope, first.body if first else None)
    if password and scope.actor.kind != "system":
        raise ValueError("nobody chooses a password for somebody else")
    user = User(username=User.normalize_username(username), name=name, email=email, may_bind=may_bind)
    secret = password or one_time()
    _checked(user, secret)
    user.set_password(secret)
    user.must_change_password = not password
    with recorded() as log:
        _insert(user)
        log(scope, "account.create", body=first.body.pk if first and first.body else None, target=user)
        if first:
            appoint(
                scope,
                user=user,
                role=first.role,
                body=first.body,
                since=first.since or scope.today,
                until=first.until,
                tell=False,
            )
    return Created(user, secret)


def create_first_admin(scope: Scope, *, username: str, name: str, password: str, email: str = "") -> User:
    """The first administrator of a new site, whose password is his or her own.

    ``scope`` is that of the program. Raises ConflictError where the site has one already, UsageError for a password
    that is too weak.
    """
    if scope.actor.kind != "system":
        raise ValueError("only the program makes the first administrator")
    there = Appointment.objects.unscoped("the first administrator").filter(
        in_term(scope.today), role=rules.ADMINISTRATOR, user__is_active=True
    )
    if there.exists():
        raise ConflictError("已经有系统管理员。请由系统管理员登录，新建其他账号。")
    first = First(rules.ADMINISTRATOR)
    return create(scope, username=username, name=name, email=email, password=password, first=first).user


def edit(scope: Scope, *, user: User, name: str, email: str, may_bind: bool) -> None:
    """Change name, address, and whether the next sign-in by identity is tied to it. The login name stays for ever."""
    rules.demand_managed(scope, user)
    changed = [
        field
        for field, value in (("name", name), ("email", email), ("may_bind", may_bind))
        if getattr(user, field) != value
    ]
    user.name, user.email, user.may_bind = name, email, may_bind
    _checked(user)
    if changed:
        with recorded() as log:
            user.save(update_fields=changed)
            log(scope, "account.edit", body=rules.place_of(user, scope.today), target=user, fields=changed)


def disable(scope: Scope, *, user: User) -> None:
    """Close an account at once; its sessions end, its history stays."""
    rules.demand_managed(scope, user)
    rules.keep_an_administrator(scope, without=user)
    _switch(scope, user, on=False)


def enable(scope: Scope, *, user: User) -> None:
    """Open a disabled account again."""
    rules.demand_managed(scope, user)
    _switch(scope, user, on=True)


def _insert(user: User) -> None:
    try:
        # A savepoint, so that PostgreSQL goes on after the refusal.
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise ConflictError(f"登录名“{user.username}”已经有人使用。") from error


def _switch(scope: Scope, user: User, *, on: bool) -> None:
    with recorded() as log:
        if User.objects.filter(pk=user.pk, is_active=not on).update(is_active=on):
            log(
                scope,
                "account.enable" if on else "account.disable",
                body=rules.place_of(user, scope.today),
                target=user,
            )
    user.is_active = on


def _checked(user: User, password: str | None = None) -> None:
    """Raise UsageError where name, address or password cannot be used."""
    try:
        user.clean_fields(exclude=["password"])
        if password is not None:
            validate_password(password, user)
    except ValidationError as error:
        raise UsageError("".join(error.messages)) from error
