"""The stages of a body, for its administrator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.errors import UsageError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.review import holders, services
from gongkai.site.review.defaults import deciding_roles, defaults
from gongkai.site.review.forms import ChainForm
from gongkai.site.review.selectors import chains as selectors
from gongkai.site.review.services.chains import MOST
from gongkai.site.web.scope import Scope


class StageRow(msgspec.Struct, frozen=True):
    """A stage in words, and the names of those who could decide there today."""

    words: str
    role: str
    place: str
    on_paper: bool
    people: str


class KindRow(msgspec.Struct, frozen=True):
    """A kind with its stages; ``since`` None: the default of the program."""

    kind: str
    label: str
    since: dt.date | None
    stages: Sequence[StageRow]


@page("chain.edit", body=True)
def chains(request: StaffRequest, body: Body) -> HttpResponse:
    """Every kind, with the stages in force."""
    labels = holders.labels()
    forces = selectors.all_in_force(body, list(labels), request.scope.today)
    rows = _rows(request.scope, body, forces)
    kinds = [KindRow(kind, label, forces[kind].since, rows[kind]) for kind, label in labels.items()]
    return render(request, "review/chains.html", {"body": body, "kinds": kinds})


@page("chain.edit", body=True)
def chain(request: StaffRequest, body: Body, kind: str) -> HttpResponse:
    """The stages of one kind, to be set up."""
    holder = holders.get(kind)
    force = selectors.in_force(body, kind, request.scope.today)
    form = ChainForm(selectors.places(body), force.stages, MOST, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_chain(request.scope, body=body, kind=kind, stages=form.stages())
        except UsageError as error:
            form.problem = error.message
        else:
            messages.success(request, _("审核环节已经保存，自下一次提交起执行。"))
            return redirect("review:chains", body.code)
    context = {"body": body, "kind": kind, "label": holder.label, "form": form, "own": force.since is not None}
    return render(request, "review/chain.html", context)


@page("chain.edit", body=True)
@require_POST
def default(request: StaffRequest, body: Body, kind: str) -> HttpResponse:
    """Back to the stages of the program."""
    services.set_chain(request.scope, body=body, kind=kind, stages=())
    messages.success(request, _("已经恢复默认的审核环节，自下一次提交起执行。"))
    return redirect("review:chains", body.code)


def _rows(scope: Scope, body: Body, forces: dict[str, selectors.InForce]) -> dict[str, list[StageRow]]:
    """The stages of all kinds in words; people and places are looked up at once."""
    stages = [(kind, stage) for kind, force in forces.items() for stage in force.stages]
    people = selectors.people(scope, body, [stage for _kind, stage in stages])
    elsewhere = Body.objects.in_bulk({stage.body for _kind, stage in stages if stage.body})
    found: dict[str, list[StageRow]] = {kind: [] for kind in forces}
    for (kind, stage), users in zip(stages, people, strict=True):
        place = elsewhere[stage.body].name if stage.body else _("本机关")
        role = deciding_roles().get(stage.role, stage.role)
        names = "、".join(str(user) for user in users)
        found[kind].append(StageRow(defaults().words(stage.labels), role, place, stage.on_paper, names))
    return found
