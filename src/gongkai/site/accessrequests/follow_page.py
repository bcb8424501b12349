"""What an applicant sees of a request with the query code: where it stands, until when, why, and what to do now.

Nothing of it names anybody: whoever has found the code on a slip of paper learns a number and days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.procedure.clock import RUNNING
from gongkai.procedure.events import Event, History, Position
from gongkai.procedure.explain import summary
from gongkai.procedure.lifecycle import allowed
from gongkai.procedure.remedies import Way, ways
from gongkai.site.accessrequests import selectors
from gongkai.site.accessrequests.models import Paper, Request
from gongkai.site.accessrequests.standing import engine, unsettled
from gongkai.site.accessrequests.tools import TermFound, explained
from gongkai.site.accessrequests.values import PAPERS, unseal
from gongkai.site.bodies.selectors import public
from gongkai.site.web.procedures import procedure

_WORDS: Final[Mapping[str, Promise]] = {
    "unconfirmed": gettext_lazy(
        "申请已经送到机关，正等待双方确认收到。请留意电话和邮件，也可以主动联系机关；自确认之日的次日起计算答复期限。"
    ),
    "processing": gettext_lazy("机关正在办理您的申请。"),
    "awaiting_supplement": gettext_lazy(
        "机关请您补正申请内容。收到补正后，重新计算答复期限；逾期不补正的，视为放弃申请。"
    ),
    "consulting": gettext_lazy("机关正在征求有关方面的意见，所需时间不计算在答复期限内。"),
    "awaiting_payment": gettext_lazy("机关发出了收费通知，请在期限内缴费。缴清后，重新计算答复期限。"),
    "decided": gettext_lazy("机关已经作出答复决定，正在送达。"),
    "closed": gettext_lazy("您的申请已经办结。"),
}  # fmt: skip
_WITHDRAWN: Final = "withdrawn"


class Download(msgspec.Struct, frozen=True):
    """A file that the applicant may have."""

    pk: int
    name: str
    kind: str
    at: dt.datetime


class Remedy(msgspec.Struct, frozen=True):
    """A way against a decision: to whom, the last day (None: no limit, or not yet), and how that day comes about."""

    label: str
    addressed_to: str
    due: dt.date | None
    provisional: bool
    must_wait: bool
    lines: tuple[str, ...]


def context(request: Request, today: dt.date) -> dict[str, Any]:
    """All that the page shows."""
    history = selectors.history(request)
    position = history.position
    assert position is not None  # a request has steps from the moment it is entered
    law = procedure().rules(position.law_day).law
    outcome = law.outcomes.get(position.outcome) if position.state == "closed" else None
    term = explained(history, today)
    kinds = {event.id for event in allowed(engine(), history, today, by="applicant")}
    last = history.events[-1].kind
    return {
        "request_row": request,
        "body": request.body,
        "state": procedure().state_labels[position.state],
        "words": _("您已经撤回申请。") if last == _WITHDRAWN else _WORDS[position.state],
        "outcome": outcome.label if outcome and last != _WITHDRAWN else "",
        "closed_on": position.closed,
        "term": term if position.received else None,
        "overdue": _overdue(position, term, today),
        "waiting": position.waiting,
        "waiting_unsettled": unsettled(position.waiting),
        "late": position.waiting is not None and today > position.waiting,
        "may": {name: name in kinds for name in ("withdrawn", "supplement_received")}
        | {"reasons_given": "reasons_given" in kinds and _reasons_wanted(history)},
        "papers": list(downloads(request)),
        "remedies": list(remedies(history, term, today)),
        "contact": public.contact(request.body),
    }


def downloads(request: Request) -> Iterator[Download]:
    """The files that the applicant may have."""
    for paper in papers_of(request):
        yield Download(paper.pk, unseal(paper.sealed, str), PAPERS[paper.kind], paper.at)


def papers_of(request: Request) -> Any:
    """The rows of what is marked for the applicant; a reply, and what goes with it, once the reply has been served.

    Of a later round they stay inside until that is served, too. A notice on the way, such as that of a supplement,
    waits for nothing.
    """
    rows: Any = Paper.objects.unscoped("its applicant has shown the query code")
    rows = rows.filter(request=request, removed=False, served=True)
    if request.state != "closed":
        reply = Q(kind="disclosed") | Q(kind="reply", step__isnull=True) | Q(kind="reply", step__kind="decided")
        served = selectors.steps(request).filter(kind="delivered").last()
        rows = rows.exclude(reply & Q(at__gt=served.at) if served else reply)
    return rows.select_related("blob").order_by("at", "id")


def remedies(history: History, term: TermFound, today: dt.date) -> Iterator[Remedy]:
    """What one can do against the reply or, once the term is over, against silence."""
    position = history.position
    assert position is not None
    found: tuple[Way, ...] = ()
    if position.state == "closed" and history.events[-1].kind != _WITHDRAWN:
        found = ways(procedure(), position.outcome, _served(history))
    elif _overdue(position, term, today) and term.term.due:
        found = ways(procedure(), None, term.term.due)
    law = procedure().rules(today).law
    for way in found:
        lines = summary(way.term, law) if way.term else []
        due = way.term.due if way.term else None
        provisional = way.term.provisional if way.term else False
        yield Remedy(way.label, way.addressed_to, due, provisional, way.must_wait, tuple(lines))


def _served(history: History) -> dt.date:
    """The day on which the reply reached the applicant, as far as it is known."""
    last = next((event for event in reversed(history.events) if event.kind == "delivered"), history.events[-1])
    return last.reached or last.day


def _overdue(position: Position, found: TermFound, today: dt.date) -> bool:
    due = found.term.due
    return position.state in RUNNING and due is not None and today > due


def _reasons_wanted(history: History) -> bool:
    """Whether reasons were asked for and have not been given since."""
    told: list[Event] = [event for event in history.events if event.kind in ("reasons_asked", "reasons_given")]
    return bool(told) and told[-1].kind == "reasons_asked"
