"""What the app offers to the workbench: what is due, what waits, and where cases are found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.site.remedies import selectors, tables
from gongkai.site.remedies.models import Case
from gongkai.site.remedies.tables import title
from gongkai.site.remedies.views import address
from gongkai.site.web import registry, shell
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope

_MOST = 200


def register() -> None:
    """Called once, when the app is loaded."""
    words = {"remedy": _("复议、诉讼"), "complaint": _("投诉、举报"), "renewal": _("重新答复")}
    registry.add_todos(todos, words)
    registry.add_search(search)
    shell.add_entry(shell.Entry(_("复议诉讼"), "remedies:all", "remedy.view", 35, icon="folder2-open"))


def todos(scope: Scope) -> Iterator[registry.Todo]:
    """Answers that are due, decisions that ask for a new reply, complaints that are open."""
    if scope.anywhere("remedy.edit"):
        for case in _due(scope):
            stage = next(s for s in tables.table(case.kind).stages if s.id == case.due_stage)
            meets = next(s.label for s in tables.table(case.kind).stages if s.id == stage.duty)
            yield registry.Todo("remedy", f"{meets}：{title(case)}", address(case), case.body.called, case.due_on)
        for case in _to_renew(scope):
            url = reverse("remedies:renew", args=[case.body.code, case.pk])
            yield registry.Todo("renewal", f"重新答复：{title(case)}", url, case.body.called, since=case.settled_on)
    for case in _complaints(scope):
        yield registry.Todo("complaint", f"处理{title(case)}", address(case), case.body.called, since=case.filed_on)


@remembered
def _due(scope: Scope) -> Any:
    return selectors.due(scope)[:_MOST]


@remembered
def _to_renew(scope: Scope) -> Any:
    return selectors.to_renew(scope)[:_MOST]


@remembered
def _complaints(scope: Scope) -> Any:
    return selectors.waiting_complaints(scope)[:_MOST]


def search(scope: Scope, words: str, most: int) -> Iterator[registry.Hit]:
    """Cases whose number holds the words."""
    rows: list[Case] = list(selectors.cases(scope).filter(docket__contains=words).order_by("-entered_at")[:most])
    for case in rows:
        yield registry.Hit("复议诉讼", title(case), address(case), case.body.called)
