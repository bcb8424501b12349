"""What the app offers to the workbench: what waits, what is due, what is stale; and its jobs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.site.publishing import catalogue, consultations, keeping, rechecks, selectors, tasks
from gongkai.site.publishing.models import Correction, Duty, Item, Recheck, State
from gongkai.site.publishing.services import flow
from gongkai.site.web import registry, schedule, shell
from gongkai.site.web.remembered import remembered
from gongkai.site.web.scope import Scope

_MOST = 200
# Days before the end of a consultation from which on it is told.
_SOON = 3
# Days for which one is reminded of an interpretation that never came; older documents are left to the yearly list.
_LOOK_BACK = 90


_KINDS = {
    "item": _("待公开"),
    "reassess": _("定期评估"),
    "correction": _("读者纠错"),
    "consultation": _("意见征集"),
    "interpret": _("政策解读"),
    "recheck": _("自查"),
    "stale": _("栏目更新"),
}


def register() -> None:
    """Called once, when the app is loaded."""
    registry.add_todos(todos, _KINDS)
    registry.add_search(search)
    shell.add_entry(shell.Entry(_("主动公开"), "publishing:all", "item.view", 20, icon="globe2"))
    schedule.add("publishing.publish_due", schedule.MINUTELY, flow.publish_due)
    schedule.add("publishing.recheck", schedule.DAILY, tasks.recheck_all)
    schedule.add("publishing.end_objection_periods", schedule.DAILY, flow.end_objection_periods)


def todos(scope: Scope) -> Iterator[registry.Todo]:
    """Drafts with a term, what is withheld and must be looked at again, corrections by readers, stale columns."""
    if not scope.anywhere("item.edit"):
        return
    for item in _drafts(scope):
        yield _todo("item", f"公开“{item.title}”", item, item.due_on)
    for item in _to_reassess(scope):
        yield _todo("reassess", f"重新评估是否公开“{item.title}”", item, item.reassess_on)
    for item in _without_feedback(scope):
        ended = item.objection_until is not None and item.objection_until < scope.today
        words = f"公开“{item.title}”的意见采纳情况" if ended else f"征集即将结束：{item.title}"
        url = reverse("publishing:opinions", args=[item.body.code, item.pk])
        yield registry.Todo("consultation", words, url, item.body.called, item.objection_until)
    for item in _without_interpretation(scope):
        term = selectors.interpretation_term(scope, item)
        yield _todo("interpret", f"解读“{item.title}”", item, term.due if term else None)
    for row in _corrections(scope):
        url = reverse("publishing:handle", args=[row.body.code, row.pk])
        yield registry.Todo("correction", f"处理读者纠错：{row.item.title}", url, row.body.called, since=row.at.date())
    for found in _rechecks(scope):
        url = reverse("publishing:recheck", args=[found.body.code, found.pk])
        words = f"自查发现问题：{found.version.title}"
        yield registry.Todo("recheck", words, url, found.body.called, since=found.at.date())
    yield from _stale(scope)


@remembered
def _drafts(scope: Scope) -> QuerySet[Item]:
    rows = Item.objects.within(scope, "item.edit").filter(state=State.DRAFT, due_on__isnull=False)
    return rows.select_related("body").order_by("due_on")[:_MOST]


@remembered
def _to_reassess(scope: Scope) -> QuerySet[Item]:
    rows = Item.objects.within(scope, "item.edit").select_related("body")
    return rows.filter(state=State.KEPT, reassess_on__lte=scope.today + dt.timedelta(days=30))[:_MOST]


@remembered
def _without_feedback(scope: Scope) -> QuerySet[Item]:
    return consultations.without_feedback(scope, scope.today + dt.timedelta(days=_SOON))[:_MOST]


@remembered
def _without_interpretation(scope: Scope) -> QuerySet[Item]:
    return consultations.without_interpretation(scope, scope.today - dt.timedelta(days=_LOOK_BACK))[:_MOST]


@remembered
def _corrections(scope: Scope) -> QuerySet[Correction]:
    rows = Correction.objects.within(scope, "item.edit").filter(handled_by__isnull=True)
    return rows.select_related("item", "body").order_by("at")[:_MOST]


@remembered
def _rechecks(scope: Scope) -> QuerySet[Recheck]:
    return rechecks.waiting(scope)[:_MOST]


@remembered
def _duties(scope: Scope) -> QuerySet[Duty]:
    """With the moment at which each column last got something new; one query for all of them."""
    rows = Duty.objects.within(scope, "item.edit").filter(person_id=scope.actor.id)
    items = selectors.public_items().filter(body=OuterRef("body_id"), subject=OuterRef("subject"))
    newest = items.order_by("-published_at").values("published_at")[:1]
    return rows.select_related("body").annotate(newest=Subquery(newest))[:_MOST]


def search(scope: Scope, words: str, most: int) -> Iterator[registry.Hit]:
    """Items whose title or numbers hold the words."""
    for item in selectors.items(scope).filter(title__contains=words).order_by("-changed_at")[:most]:
        url = reverse("publishing:item", args=[item.body.code, item.pk])
        yield registry.Hit("主动公开", item.title, url, f"{item.body.called} {item.get_state_display()}")


def _stale(scope: Scope) -> Iterator[registry.Todo]:
    """Columns of which this person is in charge, and in which nothing new appeared in time."""
    rows: list[Any] = _duties(scope)
    for duty in rows:
        due = keeping.due(duty, duty.newest, scope.today)
        if due <= scope.today + dt.timedelta(days=7):
            label = catalogue.subject(duty.subject, scope.today).label
            url = reverse("publishing:items", args=[duty.body.code]) + f"?subject={duty.subject}"
            yield registry.Todo("stale", f"更新栏目“{label}”", url, duty.body.called, due)


def _todo(kind: str, title: str, item: Item, due: dt.date | None) -> registry.Todo:
    url = reverse("publishing:item", args=[item.body.code, item.pk])
    return registry.Todo(kind, title, url, item.body.called, due, since=item.changed_at.date())
