"""Standing in for somebody who is away."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from gongkai.errors import ConflictError, ForbiddenError, UsageError
from gongkai.site.accounts.models import Delegation, User
from gongkai.site.accounts.scopes import who
from gongkai.site.accounts.selectors import common_bodies
from gongkai.site.accounts.services import rules
from gongkai.site.accounts.services.notices import notify
from gongkai.site.audit.services import recorded
from gongkai.site.web.scope import Scope


def delegate(scope: Scope, *, deputy: User, since: dt.date, until: dt.date, reason: str) -> Delegation:
    """Let ``deputy`` hold one's own roles, at the bodies where both are in office, from ``since`` to ``until``.

    Roles of the whole site and roles given for a term cannot be passed on; nor can what one holds for somebody else.
    Raises UsageError where there is nothing to pass on or the days are wrong, ConflictError where it is done already.
    """
    absent = _self(scope)
    if deputy.pk == absent.pk:
        raise UsageError("不能委托自己。")
    if not deputy.is_active:
        raise UsageError("代理人的账号已经停用。")
    if since < scope.today or until < since:
        raise UsageError("代理期间应当从今天或者以后开始，截止日期不能早于开始日期。")
    if not common_bodies(absent, deputy, since):
        raise UsageError("代理人应当是同一机关的在任人员；全站角色和有期限的检查人员不能委托。")
    with recorded() as log:
        User.objects.select_for_update().get(pk=absent.pk)
        same = Delegation.objects.filter(absent=absent, deputy=deputy, recalled__isnull=True)
        if same.filter(Q(since__lte=until) & Q(until__gte=since)).exists():
            raise ConflictError("这一期间已经委托此人代理。")
        made = Delegation.objects.create(absent=absent, deputy=deputy, since=since, until=until, reason=reason)
        log(
            scope,
            "account.delegate",
            body=rules.place_of(absent, scope.today),
            target=absent,
            deputy=deputy.pk,
            since=since,
            until=until,
            delegation=made.pk,
        )
        text = f"{absent.name}委托您在{since:%Y-%m-%d}至{until:%Y-%m-%d}期间代理其工作。"
        notify(scope, users=[deputy], kind="account", text=text, url=reverse("accounts:profile"))
    return made


def recall(scope: Scope, *, delegation: Delegation) -> None:
    """End a delegation at once: by who was absent, or who administers that account. A second time changes nothing."""
    if who(scope) != delegation.absent_id and not rules.manages(scope, delegation.absent):
        raise ForbiddenError("只有被代理人或者其账号的管理员可以收回委托。")
    with recorded() as log:
        open_ones = Delegation.objects.filter(pk=delegation.pk, recalled__isnull=True)
        if open_ones.update(recalled=scope.today):
            absent = delegation.absent
            place, facts = rules.place_of(absent, scope.today), {"delegation": delegation.pk}
            log(scope, "account.recall", body=place, target=absent, deputy=delegation.deputy_id, **facts)
            text = f"{absent.name}的委托代理已经收回。"
            notify(scope, users=[delegation.deputy], kind="account", text=text, url=reverse("accounts:profile"))


def _self(scope: Scope) -> User:
    user = User.objects.filter(pk=who(scope), is_active=True).first()
    if user is None:
        raise ForbiddenError("只有工作人员本人可以委托代理。")
    return user
