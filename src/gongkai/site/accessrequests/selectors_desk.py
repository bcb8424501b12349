"""Reading what the desk works with: the worklist, replies, parties, fees, letters, motions.

What belongs to a request is given to whoever has the request in hand, and so the right to it.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final

import msgspec
from django.db.models import Exists, OuterRef, Q, Sum

from gongkai.errors import NotFoundError
from gongkai.site.accessrequests import days
from gongkai.site.accessrequests.models import Fee, Identity, Letter, Party, Reply, Request
from gongkai.site.accessrequests.models_desk import (
    Calendar,
    DeskOptions,
    Forum,
    Motion,
    OwnRecord,
    Redaction,
    Transfer,
)
from gongkai.site.accessrequests.selectors import VIEW, requests, steps
from gongkai.site.accessrequests.standing import history_of
from gongkai.site.accessrequests.values import Particulars, Proposal, unseal
from gongkai.site.bodies.models import Body
from gongkai.site.review.models import Case
from gongkai.site.web import crypto
from gongkai.site.web.scope import Scope

CLOSED: Final = "closed"
_NUMBER: Final = re.compile(r"(\d{4})-(\d{1,9})", re.ASCII)
_IDENTITIES: Final = ("id", "phone", "email", "name")


class FeeTotals(msgspec.Struct, frozen=True):
    """Processing fees of a year: how many notices, and in yuan what was noticed, received and given back in it."""

    notices: int
    noticed: Decimal
    received: Decimal
    refunded: Decimal


def worklist(
    scope: Scope, *, show: str = "", year: int | None = None, channel: str = "", outcome: str = "", words: str = ""
) -> Any:
    """The requests of a list; ``words`` is a number, or an ID number, phone, mail or name in full."""
    rows = requests(scope).filter(destroyed_on__isnull=True).select_related("handler")
    rows = rows.filter(_shown(scope, show))
    if year is not None:
        rows = rows.filter(year=year)
    if channel:
        rows = rows.filter(channel=channel)
    if outcome:
        rows = rows.filter(outcome=outcome)
    return rows.filter(_named(scope, words.strip())) if words.strip() else rows


def _shown(scope: Scope, show: str) -> Q:
    if show == "all":
        return Q()
    if show == CLOSED:
        return Q(state=CLOSED)
    unfinished = ~Q(state=CLOSED)
    reviewed = Reply.objects.unscoped("of requests in view").filter(
        request=OuterRef("pk"), round=OuterRef("round"), state=Reply.State.REVIEW
    )
    motions = Motion.objects.unscoped("of requests in view").filter(request=OuterRef("pk"), decided_at__isnull=True)
    conditions: dict[str, Any] = {
        "": Q(),
        "soon": Q(due_on__gte=scope.today, due_on__lte=days.soon(scope.today)),
        "late": Q(due_on__lt=scope.today),
        "waiting": Q(state__in=("awaiting_supplement", "awaiting_payment")),
        "consulting": Q(state="consulting"),
        "review": Q(Exists(reviewed)) | Q(Exists(motions)),
        "unconfirmed": Q(state="unconfirmed"),
        "mine": Q(handler=scope.actor.id),
    }
    found: Q = unfinished & conditions[show]
    return found


def _named(scope: Scope, words: str) -> Q:
    if number := _NUMBER.fullmatch(words):
        return Q(year=int(number[1]), serial=int(number[2]))
    matches = Q(pk__in=())
    for kind in _IDENTITIES:
        matches |= Q(kind=kind, digest=crypto.blind_index(kind, words))
    found = Identity.objects.within(scope, VIEW).filter(matches)
    return Q(pk__in=found.values("request_id"))


def law_day(request: Request) -> dt.date:
    """The day whose law governs a request in its present round."""
    position = history_of(steps(request)).position
    assert position is not None  # a request has steps from the moment it is entered
    return position.law_day


def reply(request: Request) -> Reply | None:
    """What is proposed for the present round."""
    rows = Reply.objects.unscoped("of a request in hand").filter(request=request, round=request.round)
    found: Reply | None = rows.select_related("case", "changed_by").first()
    return found


def proposal(found: Reply | None) -> Proposal:
    """What a reply says; an empty one where there is none."""
    return Proposal() if found is None else unseal(found.sealed, Proposal)


def reply_of(case: Case) -> Reply:
    """The reply of a review that the caller may see."""
    rows: Any = Reply.objects.unscoped("of a case that the caller may see").select_related("request__body")
    found: Reply = rows.get(case=case)
    return found


def parties(request: Request) -> Any:
    """Whose opinion was asked, in order."""
    return Party.objects.unscoped("of a request in hand").filter(request=request).order_by("pk")


def letters(request: Request) -> Any:
    """The documents of a request, in order."""
    rows = Letter.objects.unscoped("of a request in hand").filter(request=request)
    return rows.select_related("pdf", "docx", "scan", "step").order_by("at", "pk")


def fees_of(request: Request) -> Any:
    """The fees of a request, in order."""
    return Fee.objects.unscoped("of a request in hand").filter(request=request).order_by("pk")


def motions(request: Request) -> Any:
    """What was proposed to be approved, in order."""
    rows = Motion.objects.unscoped("of a request in hand").filter(request=request)
    return rows.select_related("proposed_by", "decided_by").order_by("pk")


def open_motions(scope: Scope) -> Any:
    """What waits for this person's approval, oldest first."""
    rows = Motion.objects.within(scope, "request.approve").filter(decided_at__isnull=True)
    return rows.exclude(proposed_by=scope.actor.id).select_related("request__body", "proposed_by").order_by("pk")


def transfers(request: Request) -> Any:
    """The items to which what was asked was handed over."""
    rows = Transfer.objects.unscoped("of a request in hand").filter(request=request)
    return rows.select_related("item__body").order_by("pk")


def redactions(request: Request) -> Any:
    """The marks on the papers of a request."""
    rows = Redaction.objects.unscoped("of a request in hand").filter(request=request)
    return rows.select_related("paper__blob", "copy__blob").order_by("pk")


def options(body: Body) -> DeskOptions:
    """What the documents of a body need to know; empty where nobody has said."""
    found: DeskOptions | None = DeskOptions.objects.unscoped("of the body in hand").filter(body=body).first()
    return found or DeskOptions(body=body)


def forums(body: Body, *proceedings: str, retired: bool = False) -> Any:
    """The organs and courts of a body, of all proceedings or of some; ``retired``: those too that are out of use."""
    rows = Forum.objects.unscoped("of the body in hand").filter(body=body).order_by("proceeding", "name")
    if proceedings:
        rows = rows.filter(proceeding__in=proceedings)
    return rows if retired else rows.filter(retired=False)


def named_forums(body: Body) -> dict[str, str]:
    """Whom the documents of a body name: proceeding -> name; a proceeding without one is not there."""
    return dict(forums(body).filter(named=True).values_list("proceeding", "name"))


def calendar(scope: Scope) -> Calendar | None:
    """One's own calendar, if one has been set up."""
    return Calendar.objects.filter(person=scope.actor.id).first()


def own_records(scope: Scope, body: Body) -> Any:
    """Requests to correct one's own record, of a body."""
    return OwnRecord.objects.within(scope, VIEW).filter(body=body).select_related("entered_by")


def own_record(scope: Scope, body: Body, pk: int) -> OwnRecord:
    """One of them. Raises NotFoundError."""
    found: OwnRecord | None = own_records(scope, body).select_related("body").filter(pk=pk).first()
    if found is None:
        raise NotFoundError("没有这一件，或者您没有查看它的权限。")
    return found


def earlier_in_month(request: Request) -> int:
    """How many items the same applicant asked of the body before this request in the same month; 0 before receipt."""
    if request.received_on is None:
        return 0
    return items_in_month(request.body, unseal(request.sealed, Particulars), request.received_on, before=request.pk)


def items_in_month(body: Body, said: Particulars, day: dt.date, *, before: int | None = None) -> int:
    """How many items the applicants of ``said`` asked of ``body`` in the calendar month of ``day``, up to it.

    An applicant is known by ID number or code, the month is that of receipt; a request is one item, unless its own fee
    notice counted more. Somebody who acts for others is not their applicant. ``before``: the id of the request that is
    asked about; of the same day those with a lower one come before it.
    """
    mine = _applicants(said)
    same = Identity.objects.unscoped("to count for a fee").filter(kind="id", digest__in=mine).values("request_id")
    same_day = Q(received_on=day) if before is None else Q(received_on=day, pk__lt=before)
    rows = Request.objects.unscoped("to count for a fee").filter(
        Q(received_on__lt=day) | same_day, pk__in=same, body=body
    )
    rows = rows.filter(received_on__gte=day.replace(day=1), destroyed_on__isnull=True)
    asked = [row for row in rows if _applicants(unseal(row.sealed, Particulars)) & mine]
    noticed = Fee.objects.unscoped("to count for a fee").filter(request__in=asked, scale="items")
    counts = dict(noticed.values_list("request_id", "count"))
    return sum(counts.get(row.pk, 1) for row in asked)


def _applicants(said: Particulars) -> set[str]:
    """The digests of the numbers of those who ask."""
    return {crypto.blind_index("id", person.id_number) for person in said.applicants if person.id_number}


def fees(body: Body, year: int) -> FeeTotals:
    """The processing fees of a body in a year, for chapter six: each amount in the year in which it was moved."""
    rows = Fee.objects.unscoped("counted for the report of the body").filter(request__body=body)
    noticed = rows.filter(noticed_on__year=year)

    def total(of: Any, field: str) -> Decimal:
        found: Decimal | None = of.aggregate(total=Sum(field))["total"]
        return found or Decimal(0)

    return FeeTotals(
        noticed.count(),
        total(noticed, "amount"),
        total(rows.filter(paid_on__year=year), "paid"),
        total(rows.filter(refunded_on__year=year), "refunded"),
    )
