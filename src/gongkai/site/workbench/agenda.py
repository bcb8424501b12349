"""What waits for somebody, grouped by how urgent it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from gongkai.site.web import registry
from gongkai.site.web.registry import Todo
from gongkai.site.workbench.days import SOON, Distance, distance


class Entry(msgspec.Struct, frozen=True):
    """Something to do, what its kind is called, and how far away its day is."""

    todo: Todo
    kind: Any
    distance: Distance


class Group(msgspec.Struct, frozen=True):
    """Entries that are equally urgent; ``badge`` is the kind of badge in which their days are told."""

    urgency: str
    title: str
    badge: str
    entries: list[Entry]


def groups(todos: Iterable[Todo], today: dt.date) -> list[Group]:
    """The groups that have something in them, the most urgent first; the order within a group stays."""
    entries = [Entry(todo, registry.kind_words(todo.kind), distance(today, todo.due)) for todo in todos]
    titles = {
        "late": (_("已经逾期"), "danger"),
        "today": (_("今天到期"), "warn"),
        "soon": (_("%(days)d 个工作日以内") % {"days": SOON}, "warn"),
        "later": (_("以后到期"), "info"),
        "open": (_("没有期限"), "neutral"),
    }
    found = []
    for urgency, (title, badge) in titles.items():
        there = [entry for entry in entries if entry.distance.urgency == urgency]
        if there:
            found.append(Group(urgency, title, badge, there))
    return found


def kinds(todos: Iterable[Todo]) -> list[tuple[str, Any]]:
    """The kinds among things to do, with their words."""
    return [(kind, registry.kind_words(kind)) for kind in sorted({todo.kind for todo in todos})]
