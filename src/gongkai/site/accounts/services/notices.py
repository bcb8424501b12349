"""Telling users what has happened, on their page of messages and, where they want it, by mail."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from gongkai.errors import NotFoundError
from gongkai.site.accounts import tasks
from gongkai.site.accounts.models import Notice, User
from gongkai.site.accounts.scopes import who
from gongkai.site.audit.services import recorded
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope


def notify(scope: Scope, *, users: Iterable[User | int], kind: str, text: str, url: str = "") -> None:
    """Tell each of ``users`` (or ids), once, what has happened; who acts is not told of what he or she does.

    ``kind`` is a short id such as ``review``, ``text`` a sentence without personal data of the public, ``url`` a path
    of this site. Disabled accounts are left out. Whoever has an address and wants it gets a mail, which holds nothing
    of the text. Part of the transaction of whoever calls. Raises ValueError for an address elsewhere.
    """
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError(f"not a path of this site: {url}")
    ids = {user if isinstance(user, int) else user.pk for user in users}
    ids.discard(who(scope))
    with recorded():
        told = list(User.objects.filter(pk__in=ids, is_active=True).order_by("pk"))
        at = clock.now()
        Notice.objects.bulk_create(Notice(user=user, kind=kind, text=text[:300], url=url, at=at) for user in told)
        for user in told if settings.GONGKAI_MAIL else ():
            if user.email and user.wants_mail:
                tasks.mail_notice.enqueue(user.pk)


def read_notice(scope: Scope, *, notice: int) -> Notice:
    """One's own notice, now read. Raises NotFoundError for any other."""
    found = Notice.objects.filter(pk=notice, user=who(scope)).first()
    if found is None:
        raise NotFoundError("没有这条消息。")
    Notice.objects.filter(pk=found.pk, read_at__isnull=True).update(read_at=clock.now())
    return found


def read_all_notices(scope: Scope) -> None:
    """All of one's own notices are read now."""
    Notice.objects.filter(user=who(scope), read_at__isnull=True).update(read_at=clock.now())


def set_mail(scope: Scope, *, wants_mail: bool) -> None:
    """Whether one wants mail when there is a notice."""
    User.objects.filter(pk=who(scope)).update(wants_mail=wants_mail)
