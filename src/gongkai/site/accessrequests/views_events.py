"""Writing down what happened: a form made from the law data, what it would do, and only then the deed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Final

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, GongkaiError, NotFoundError
from gongkai.law.procedure_model import EventText
from gongkai.procedure.fees import say_line
from gongkai.site.accessrequests import foresee, selectors, selectors_desk
from gongkai.site.accessrequests.forms import EventForm
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.page import ELSEWHERE
from gongkai.site.accessrequests.services import delivery, desk, fees, parties
from gongkai.site.accessrequests.services.steps import record
from gongkai.site.accessrequests.standing import standing
from gongkai.site.accessrequests.views import of_body
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.web.errors import status_of
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope


@page("request.edit", body=True)
def event(request: StaffRequest, body: Body, pk: int, kind: str) -> HttpResponse:
    """The form of an event; posted once it shows what the event would do, posted again unchanged it happens."""
    row = of_body(request, body, pk)
    found = standing(selectors.history(row), request.scope.today)
    text = next((text for text in found.next if text.id == kind), None)
    if text is None or kind in ELSEWHERE:
        raise NotFoundError(_("申请目前的状态下没有这一事项。"))
    form = EventForm(
        request.POST or None, text=text, rules=procedure().rules(found.position.law_day), position=found.position,
        parties=list(selectors_desk.parties(row)), today=request.scope.today, initial={"day": request.scope.today},
    )  # fmt: skip
    context: dict[str, Any] = {"body": body, "item": row, "form": form, "text": text}
    context["basis"] = foresee.because(text, found.position.law_day)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            told = _partial(row, form) or [
                *foresee.foresee(found.history, _named(form), request.scope.today).sentences,
                *_more(row, text, form),
            ]
            mark = _mark(row, form)
            if request.POST.get("confirm") == mark:
                _DEEDS.get(text.id, _DEEDS.get(text.effect, _record))(request.scope, row, form)
                messages.success(request, _done(text))
                return redirect("accessrequests:request", body.code, pk)
            context |= {"told": told, "mark": mark}
        except GongkaiError as error:
            form.add_error(None, error.message)
            status = status_of(error) if isinstance(error, ConflictError) else 200
    return render(request, "accessrequests/desk/event.html", context, status=status)


def _named(form: EventForm) -> Any:
    """The event with a name for a party that is only about to be asked, so that its effect can be foreseen."""
    found = form.event()
    return msgspec.structs.replace(found, party="新") if "name" in form.fields else found


def _more(row: Request, text: EventText, form: EventForm) -> list[str]:
    """What an event does beside the term: the fee that it asks for, the approval that it needs."""
    if text.effect == "extend":
        return [_("须经政府信息公开工作机构负责人批准才生效；以批准之日为准，并须告知申请人。")]
    if text.effect != "await_payment":
        return []
    data = form.cleaned_data
    found = fees.worked_out(row, data["scale"], data["count"], data["day"])
    if not found.amount:
        return [found.note or _("按照标准不收取信息处理费，不需要发出收费通知。")]
    return [*(say_line(line, found.unit) for line in found.lines), _("合计 %(amount)s 元。") % {"amount": found.amount}]


def _partial(row: Request, form: EventForm) -> list[str]:
    """What a payment of less than is owed does: nothing to the term."""
    amount = form.cleaned_data.get("amount")
    if amount is None:
        return []
    fee = fees.open_fee(row)
    left = fee.amount - fee.paid - amount
    if left <= 0:
        return []
    return [_("收到后尚欠 %(left)s 元；缴清以后，答复期限才重新计算。") % {"left": left}]


def _mark(row: Request, form: EventForm) -> str:
    """The fingerprint of what was filled in and of the request as it was looked at."""
    values = {name: str(value) for name, value in form.cleaned_data.items()}
    plain = msgspec.json.encode([row.pk, row.revision, sorted(values.items())])
    return hashlib.sha256(plain).hexdigest()[:32]


def _done(text: EventText) -> str:
    if text.effect == "extend":
        return _("已经提请批准。")
    return _("已经登记“%(label)s”。") % {"label": text.label}


def _record(scope: Scope, row: Request, form: EventForm) -> object:
    return record(scope, request_id=row.pk, event=form.event(), revision=row.revision)


def _propose(scope: Scope, row: Request, form: EventForm) -> object:
    return desk.propose(scope, request_id=row.pk, event=form.event(), revision=row.revision)


def _consult(scope: Scope, row: Request, form: EventForm) -> object:
    return parties.consult(
        scope, request_id=row.pk, event=form.event(), contact=form.contact(), revision=row.revision
    )  # fmt: skip


def _end(scope: Scope, row: Request, form: EventForm) -> object:
    data, given = form.cleaned_data, form.event()
    if "opinion" not in data:
        return parties.silent(scope, request_id=row.pk, event=given, revision=row.revision)
    more = {"opinion": data["opinion"], "reason": data["said"], "revision": row.revision}
    return parties.answered(scope, request_id=row.pk, event=given, **more)


def _fee(scope: Scope, row: Request, form: EventForm) -> object:
    data = form.cleaned_data
    more = {"scale": data["scale"], "count": data["count"], "revision": row.revision}
    return fees.notice(scope, request_id=row.pk, event=form.event(), **more)


def _pay(scope: Scope, row: Request, form: EventForm) -> object:
    amount = form.cleaned_data["amount"]
    return fees.pay(scope, request_id=row.pk, event=form.event(), amount=amount, revision=row.revision)


def _deliver(scope: Scope, row: Request, form: EventForm) -> object:
    return delivery.deliver(scope, request_id=row.pk, event=form.event(), revision=row.revision)


# By event, else by its effect; all others are simply written down.
_DEEDS: Final[dict[str, Callable[[Scope, Request, EventForm], object]]] = {
    "paid": _pay,
    "extend": _propose,
    "exclude": _consult,
    "consult": _consult,
    "end_consultation": _end,
    "await_payment": _fee,
    "deliver": _deliver,
}
