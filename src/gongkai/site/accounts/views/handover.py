"""Leaving a post, step by step: what is held and open, to whom it goes, a last look, and the list for both."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.site.accounts import selectors, services
from gongkai.site.accounts.access import StaffRequest, own, page
from gongkai.site.accounts.forms import HandoverForm
from gongkai.site.accounts.models import Handover, User
from gongkai.site.accounts.rights import matrix
from gongkai.site.accounts.views.common import carried_out, paged
from gongkai.site.bodies.models import Body
from gongkai.site.web.templatetags.components import Step


@page("account.edit", body=True)
def start(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Look at what is open, choose the successor, look again, and do it."""
    leaver = selectors.person(request.scope, pk)
    staff = selectors.people(request.scope, body=body).filter(is_active=True)
    others = staff.exclude(pk__in=[leaver.pk, request.user.pk])
    form = HandoverForm(request.POST or None, people=others, initial={"last_day": request.scope.today})
    made: list[Handover] = []
    last_look = form.is_bound and form.is_valid()
    if last_look and "confirmed" in request.POST:
        act: dict[str, Any] = {"body": body, "leaver": leaver} | form.cleaned_data
        if carried_out(form, lambda: made.append(services.hand_over(request.scope, **act))):
            messages.success(request, _("交接已经办理。请双方核对、签字。"))
            return redirect("accounts:handover", made[0].pk)
        last_look = False
    return render(request, "accounts/handover_start.html", _shown(request, body, leaver, form, last_look))


@page("account.view", body=True)
def of_body(request: StaffRequest, body: Body) -> HttpResponse:
    """The hand-overs at a body."""
    rows = paged(request, selectors.handovers(request.scope, body), "-id")
    return render(request, "accounts/handovers.html", {"body": body, "page": rows})


@own
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """The list of a hand-over, for both to print and sign."""
    handover = selectors.handover(request.scope, pk)
    context = {
        "handover": handover,
        "roles": [matrix().label(role) for role in handover.roles],
        "waits": handover.confirmed_at is None and handover.successor_id == request.user.pk,
    }
    return render(request, "accounts/handover.html", context)


@own
@require_POST
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    """The successor has read it."""
    services.confirm_handover(request.scope, handover=selectors.handover(request.scope, pk))
    messages.success(request, _("已经确认接收。"))
    return redirect("accounts:handover", pk)


def _shown(request: StaffRequest, body: Body, leaver: User, form: HandoverForm, last_look: bool) -> dict[str, Any]:
    day = form.cleaned_data["last_day"] if last_look else request.scope.today
    titles = (_("查看未办结事项"), _("选择接收人"), _("核对"), _("双方确认"))
    now = 2 if last_look else 1
    states = ["done" if at < now else "current" if at == now else "ahead" for at in range(len(titles))]
    return {
        "body": body,
        "leaver": leaver,
        "form": form,
        "last_look": last_look,
        "chosen": form.cleaned_data if last_look else {},
        "roles": [matrix().label(post.role) for post in selectors.roles_to_hand_over(leaver, body, day)],
        "items": services.open_items(leaver, request.scope.today),
        "steps": [Step(title, state) for title, state in zip(titles, states, strict=True)],
        "back": reverse("accounts:person", args=[leaver.pk]),
    }
