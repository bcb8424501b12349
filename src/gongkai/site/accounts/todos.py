"""What the workbench shows of this app: hand-overs to confirm, and people that a search finds."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.site.accounts import selectors
from gongkai.site.web.clock import ZONE
from gongkai.site.web.registry import Hit, Todo
from gongkai.site.web.scope import Scope


def handovers(scope: Scope) -> Iterator[Todo]:
    """Posts that were handed over to this person, who has not confirmed it yet."""
    for row in selectors.to_confirm(scope):
        yield Todo(
            kind="handover",
            title=_("确认接收%(name)s移交的工作") % {"name": row.leaver.name},
            url=reverse("accounts:handover", args=[row.pk]),
            body=row.body.called,
            since=row.made_at.astimezone(ZONE).date(),
        )


def search(scope: Scope, words: str, most: int) -> Iterator[Hit]:
    """People by name or login name, for whoever may see accounts."""
    if scope.anywhere("account.view"):
        for user in selectors.people(scope, words=words)[:most]:
            url = reverse("accounts:person", args=[user.pk])
            yield Hit(_("账号"), user.name, url, user.username)
