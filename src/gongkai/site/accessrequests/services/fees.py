"""Processing fees: noticed with their calculation, paid, given back. Amounts are yuan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from gongkai.errors import NotAllowedError, UsageError
from gongkai.procedure import fees as law
from gongkai.procedure.events import Event
from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.models import Fee, Request
from gongkai.site.accessrequests.services.common import put_back, taken
from gongkai.site.accessrequests.services.steps import happen
from gongkai.site.audit.services import recorded
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope

ITEMS = "items"


def worked_out(request: Request, scale: str, count: int, day: dt.date) -> law.Fee:
    """The fee of a request by a scale as of ``day``, with its lines.

    By items, those of the same applicant's earlier requests of the month are counted along and not charged again.
    Raises UsageError as ``procedure.fees.fee`` does.
    """
    return law.fee(procedure(), scale, count, day, counted_before(request, scale))


def counted_before(request: Request, scale: str) -> int:
    """How many items of the same applicant's earlier requests of the month count along; pages never do."""
    return selectors_desk.earlier_in_month(request) if scale == ITEMS else 0


def notice(
    scope: Scope, *, request_id: int, event: Event, scale: str, count: int, revision: int | None = None
) -> Fee:  # fmt: skip
    """Ask for a fee: the event ``fee_notice``, and the amount of its day. Raises UsageError where it is free."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        found = worked_out(request, scale, count, event.day)
        if not found.amount:
            raise UsageError(found.note or "按照标准不收取信息处理费，不需要发出收费通知。")
        step = happen(scope, request, event, log)
        assert request.waiting_until is not None  # the event sets the last day of payment
        fee = Fee(
            request=request, scale=scale, count=count, earlier=counted_before(request, scale), amount=found.amount,
            noticed_on=event.day, until=request.waiting_until,
        )  # fmt: skip
        fee.save()
        facts = {"fee": fee.pk, "amount": str(fee.amount), "step": step.pk}
        log(scope, "request.fee", body=request.body_id, target=request, **facts)
    return fee


def pay(scope: Scope, *, request_id: int, event: Event, amount: Decimal, revision: int | None = None) -> Fee:
    """Record a payment. Once all is paid, the event ``paid`` happens and the reply term begins anew.

    Raises UsageError for an amount that is not owed, NotAllowedError after the term.
    """
    with recorded() as log:
        request = taken(scope, "request.edit", request_id, revision)
        fee = open_fee(request)
        owed = fee.amount - fee.paid
        if not 0 < amount <= owed:
            raise UsageError(f"还应当缴纳{owed}元，实收金额应当大于零并且不超过这个数。")
        fee.paid += amount
        fee.paid_on = event.day
        if fee.paid == fee.amount:
            happen(scope, request, event, log)
        else:
            put_back(request)
        fee.save()
        facts = {"fee": fee.pk, "paid": str(fee.paid), "day": event.day}
        log(scope, "request.fee", body=request.body_id, target=request, **facts)
    return fee


def refund(scope: Scope, *, request_id: int, fee_id: int, amount: Decimal, day: dt.date, reason: str) -> Fee:
    """Give money back, once, with a reason (200 characters, sealed)."""
    with recorded() as log:
        request = taken(scope, "request.edit", request_id)
        fee = selectors_desk.fees_of(request).filter(pk=fee_id).first()
        if fee is None or fee.paid_on is None:
            raise NotAllowedError("这一费用没有收到过缴款，不能退还。")
        if fee.refunded_on is not None:
            raise NotAllowedError("这一费用已经退还过。")
        if not 0 < amount <= fee.paid:
            raise UsageError(f"退还金额应当大于零，并且不超过实收金额{fee.paid}元。")
        if not reason.strip():
            raise UsageError("请写明退还的原因。")
        if not fee.paid_on <= day <= scope.today:
            raise UsageError("退还日期不能早于缴费日期，也不能晚于今天。")
        fee.refunded, fee.refunded_on, fee.reason = amount, day, reason.strip()[:200]
        fee.save()
        put_back(request)
        facts = {"fee": fee.pk, "refunded": str(amount), "day": day}
        log(scope, "request.refund", body=request.body_id, target=request, **facts)
    found: Fee = fee
    return found


def open_fee(request: Request) -> Fee:
    """The fee that is waited for. Raises NotAllowedError."""
    fee: Fee | None = selectors_desk.fees_of(request).order_by("-pk").first()
    if fee is None or request.state != "awaiting_payment":
        raise NotAllowedError("这件申请没有等待缴纳的费用。")
    return fee
