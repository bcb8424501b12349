"""Proposing a reply: its items by outcome, parts that are withheld, which result counts; handing it in for review."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec.structs import replace

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.law.model import Outcome
from gongkai.procedure.remedies import ways
from gongkai.site.accessrequests import selectors, selectors_desk
from gongkai.site.accessrequests.forms_reply import (
    ANSWERS,
    PARTS,
    ItemForm,
    OutcomeForm,
    PartForm,
    WholeForm,
    initial_of,
)
from gongkai.site.accessrequests.models import Reply, Request
from gongkai.site.accessrequests.page import masked
from gongkai.site.accessrequests.services import replies
from gongkai.site.accessrequests.values import ItemReply, Proposal
from gongkai.site.accessrequests.views import of_body
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import selectors as publishing
from gongkai.site.publishing.models import Item as PublicItem
from gongkai.site.web.procedures import procedure

_MOST_FOUND = 20


@page("request.view", body=True)
def reply(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """The proposal with its items, what it lacks, and what one can do against it; posting keeps the whole."""
    row = of_body(request, body, pk)
    found = selectors_desk.reply(row)
    proposal, outcomes = selectors_desk.proposal(found), _outcomes(row)
    chosen = [outcomes[name] for name in dict.fromkeys(item.answer.outcome for item in proposal.items)]
    start = {"principal": proposal.principal, "reason": proposal.reason, "note": proposal.note}
    form = WholeForm(request.POST or None, outcomes=chosen, initial=start)
    editable = _editable(request, row, found)
    if request.method == "POST":
        request.scope.demand("request.edit", body.path)
        if form.is_valid() and _kept(request, row, replace(proposal, **form.cleaned_data)):
            return redirect("accessrequests:reply", body.code, pk)
    context = {
        "body": body, "item": row, "form": form, "reply": found, "proposal": proposal, "editable": editable,
        "rows": [_shown(row, number, item, outcomes) for number, item in enumerate(proposal.items, 1)],
        "missing": list(replies.missing(row, proposal)) if editable else [],
    }  # fmt: skip
    return render(request, "accessrequests/desk/reply.html", context)


@page("request.edit", body=True)
def item(request: StaffRequest, body: Body, pk: int, number: int = 0) -> HttpResponse:
    """An item, new or changed: first its outcome, then what that outcome asks for."""
    row = of_body(request, body, pk)
    proposal, outcomes = selectors_desk.proposal(selectors_desk.reply(row)), _outcomes(row)
    before = _numbered(proposal, number) if number else None
    chosen = outcomes.get(request.GET.get("outcome", before.answer.outcome if before else ""))
    if chosen is None or chosen.group not in ANSWERS:
        return _choose(request, body, row, outcomes, ANSWERS)
    same = before is not None and before.answer.outcome == chosen.id
    start = initial_of(before, chosen) if before is not None and same else _first(row, before)
    form = ItemForm(request.POST or None, outcome=chosen, published=_published(request, body, before), initial=start)
    if request.method == "POST" and form.is_valid():
        answer = _linked(request, form.answer(before.answer.withheld if before is not None else ()))
        if _kept(request, row, replies.put_item(proposal, number or None, answer)):
            return redirect("accessrequests:reply", body.code, pk)
    words = request.GET.get("words", "")
    context = {"body": body, "item": row, "form": form, "words": words, "searches": chosen.id == "already_public"}
    return render(request, "accessrequests/desk/answer.html", context | _law(row, chosen))


@page("request.edit", body=True)
def part(request: StaffRequest, body: Body, pk: int, number: int) -> HttpResponse:
    """A part of an item that is not disclosed."""
    row = of_body(request, body, pk)
    proposal, outcomes = selectors_desk.proposal(selectors_desk.reply(row)), _outcomes(row)
    before = _numbered(proposal, number)
    chosen = outcomes.get(request.GET.get("outcome", ""))
    if chosen is None or chosen.group not in PARTS:
        return _choose(request, body, row, outcomes, PARTS)
    form = PartForm(request.POST or None, outcome=chosen)
    if request.method == "POST" and form.is_valid():
        withheld = (*before.answer.withheld, form.withheld())
        changed = replace(before, answer=replace(before.answer, withheld=withheld))
        if _kept(request, row, replies.put_item(proposal, number, changed)):
            return redirect("accessrequests:reply", body.code, pk)
    context = {"body": body, "item": row, "form": form}
    return render(request, "accessrequests/desk/answer.html", context | _law(row, chosen))


@page("request.edit", body=True)
def drop(request: StaffRequest, body: Body, pk: int, number: int, place: int = 0) -> HttpResponse:
    """Taking an item out, or (``place``, from 1) a part of it. Posted only."""
    row = of_body(request, body, pk)
    proposal = selectors_desk.proposal(selectors_desk.reply(row))
    before = _numbered(proposal, number)
    if request.method == "POST":
        if place:
            parts = before.answer.withheld[: place - 1] + before.answer.withheld[place:]
            changed = replies.put_item(proposal, number, replace(before, answer=replace(before.answer, withheld=parts)))
        else:
            changed = replies.drop_item(proposal, number)
        _kept(request, row, changed)
    return redirect("accessrequests:reply", body.code, pk)


@page("request.edit", body=True)
def submit(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Handing the proposal in. Posted only."""
    row = of_body(request, body, pk)
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        try:
            replies.submit(request.scope, request_id=pk, revision=int(revision) if revision.isdigit() else row.revision)
        except GongkaiError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("已经提交审核。"))
            return redirect("accessrequests:request", body.code, pk)
    return redirect("accessrequests:reply", body.code, pk)


def _linked(request: StaffRequest, item: ItemReply) -> ItemReply:
    """The item with the addresses of what is public already among the ways to get it, each once."""
    provision = item.answer.provision
    for row in publishing.public_items().filter(pk__in=item.published).order_by("pk"):
        where = _address(request, row)
        if where not in provision:
            provision = "；".join(filter(None, (provision.rstrip("。；"), f"《{row.title}》：{where}")))
    return replace(item, answer=replace(item.answer, provision=provision))


def _address(request: StaffRequest, row: PublicItem) -> str:
    """Where the public finds an item. Where the portal runs elsewhere its address is not known here."""
    if row.official_url or settings.GONGKAI_ONLY == "staff":
        return row.official_url or f"索引号{row.index_number}"
    return request.build_absolute_uri(reverse("portal:item", args=[row.pk]))


def _kept(request: StaffRequest, row: Request, proposal: Proposal) -> bool:
    try:
        replies.save(request.scope, request_id=row.pk, proposal=proposal, revision=row.revision)
    except GongkaiError as error:
        messages.error(request, error.message)
        return False
    return True


def _outcomes(row: Request) -> dict[str, Outcome]:
    return procedure().rules(selectors_desk.law_day(row)).outcomes


def _editable(request: StaffRequest, row: Request, found: Reply | None) -> bool:
    open_ = found is None or found.state == Reply.State.DRAFT
    return open_ and row.state in ("processing", "consulting") and request.scope.may("request.edit", row.body.path)


def _numbered(proposal: Proposal, number: int) -> ItemReply:
    if not 0 < number <= len(proposal.items):
        raise NotFoundError(_("没有这一项。"))
    return proposal.items[number - 1]


def _first(row: Request, before: ItemReply | None) -> dict[str, Any]:
    """What a new form has: what was asked, with the persons masked; the officer puts it into the body's words."""
    if before is not None:
        return {"content": before.answer.content}
    return {"content": masked(selectors.particulars(row))}


def _choose(
    request: StaffRequest, body: Body, row: Request, outcomes: dict[str, Outcome], groups: tuple[str, ...]
) -> HttpResponse:
    """Which outcome: each with its article and what it must state."""
    law = procedure().rules(selectors_desk.law_day(row)).law
    choices = [
        (outcome, "、".join(law.cite(basis) for basis in outcome.basis), _review_first(row, outcome))
        for outcome in outcomes.values()
        if outcome.group in groups
    ]
    form = OutcomeForm(outcomes=[outcome for outcome, _cited, _first in choices])
    context = {"body": body, "item": row, "choices": choices, "form": form}
    return render(request, "accessrequests/desk/choose.html", context)


def _review_first(row: Request, outcome: Outcome) -> bool:
    return any(way.must_wait for way in ways(procedure(), outcome.id, selectors_desk.law_day(row)))


def _law(row: Request, outcome: Outcome) -> dict[str, Any]:
    """What the form of an outcome tells beside its fields."""
    law = procedure().rules(selectors_desk.law_day(row)).law
    return {
        "outcome": outcome,
        "articles": [(law.cite(basis), law.article(basis).summary) for basis in outcome.basis],
        "review_first": _review_first(row, outcome),
    }


def _published(request: StaffRequest, body: Body, before: ItemReply | None) -> list[tuple[int, str]]:
    """Public items that hold the words one looks for, and those that were chosen before."""
    words, chosen = request.GET.get("words", "").strip(), list(before.published) if before is not None else []
    rows = publishing.public_items(body)
    found = list(rows.filter(pk__in=chosen))
    if words:
        found += list(rows.filter(title__contains=words).exclude(pk__in=chosen).order_by("-published_at")[:_MOST_FOUND])
    return [(row.pk, row.title) for row in found]


def _shown(row: Request, number: int, item: ItemReply, outcomes: dict[str, Outcome]) -> dict[str, Any]:
    outcome, answer = outcomes[item.answer.outcome], item.answer
    labels = {ground.id: ground.label for ground in outcome.grounds}
    return _law(row, outcome) | {
        "number": number,
        "answer": answer,
        "grounds": [labels[ground] for ground in answer.grounds],
        "stated": [(label, answer.stated.get(label, "")) for label in outcome.must_state],
        "withheld": [(place, part, outcomes[part.outcome]) for place, part in enumerate(answer.withheld, 1)],
        "published": list(publishing.public_items(row.body).filter(pk__in=item.published)),
    }
