"""What review offers to the workbench: what waits for somebody, and finding cases by their titles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.site.review import holders
from gongkai.site.review.defaults import defaults
from gongkai.site.review.models import Case, State
from gongkai.site.review.selectors import cases
from gongkai.site.web.clock import ZONE
from gongkai.site.web.registry import Hit, Todo
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope


def todos(scope: Scope) -> Iterator[Todo]:
    """Cases to decide, and returned ones to mend. Two queries."""
    if scope.actor.kind != "staff":
        return
    for case in _waiting(scope):
        yield _todo(case, "review", defaults().words(case.stage_labels))
    if scope.anywhere("case.submit"):
        for case in _returned(scope):
            yield _todo(case, "returned", "")


@remembered
def _waiting(scope: Scope) -> QuerySet[Any]:
    return cases.with_stage(cases.waiting(scope))


@remembered
def _returned(scope: Scope) -> QuerySet[Case]:
    return cases.submitted(scope).filter(state=State.RETURNED)


def search(scope: Scope, words: str, most: int) -> list[Hit]:
    """Cases whose titles hold ``words``, the latest first."""
    found = cases.visible(scope).filter(title__icontains=words).order_by("-moved_at", "-pk")[:most]
    return [
        Hit(_("审核事项"), case.title, _page(case), f"{case.body.called} {case.get_state_display()}") for case in found
    ]


def _todo(case: Case, kind: str, note: str) -> Todo:
    label = holders.label(case.kind)
    return Todo(
        kind=kind,
        title=case.title,
        url=_page(case),
        body=case.body.called,
        since=case.moved_at.astimezone(ZONE).date(),
        note=f"{label} {note}".strip(),
    )


def _page(case: Case) -> str:
    return reverse("review:case", args=[case.pk])
