"""New-media accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.errors import NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.ledger import metrics
from gongkai.site.ledger.forms import AccountForm, DayForm
from gongkai.site.ledger.selectors import accounts as accounts_of
from gongkai.site.ledger.services import accounts as services
from gongkai.site.ledger.views.common import done, posted, shown


@page("ledger.view", body=True)
def accounts(request: StaffRequest, body: Body) -> HttpResponse:
    """The accounts of a body, with how long they have been silent; posting to it adds one."""
    scope = request.scope
    data, _files = posted(request)
    form = AccountForm(data, today=scope.today)
    if done(request, form, lambda: services.add(scope, body=body, **form.cleaned_data)):
        messages.success(request, _("已经登记。"))
        return redirect("ledger:accounts", body.code)
    media = metrics.media(scope.today)
    rows = []
    for row in accounts_of.of_body(scope, body)[:200]:
        due = accounts_of.due_on(row, scope.today)
        label = media[row.medium].label if row.medium in media else row.medium
        rows.append((row, label, due, due is not None and due < scope.today))
    may_edit = scope.may("ledger.edit", body.path)
    return shown(request, "accounts", form, body=body, rows=rows, may_edit=may_edit)


@page("ledger.edit", body=True)
def change(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Something new was published, or the account is closed."""
    scope, row = request.scope, accounts_of.get(request.scope, pk)
    if row.body_id != body.pk:
        raise NotFoundError(_("没有这个账号，或者您没有查看它的权限。"))
    data, _files = posted(request)
    form = DayForm(data, initial={"on": scope.today})

    def do() -> Any:
        act = services.close if form.cleaned_data["what"] == "close" else services.update
        return act(scope, account_id=pk, on=form.cleaned_data["on"])

    if done(request, form, do):
        messages.success(request, _("已经登记。"))
        return redirect("ledger:accounts", body.code)
    note = _("账号注销以后不能恢复，重新开设的另行登记。")
    back = reverse("ledger:accounts", args=[body.code])
    return shown(request, "form", form, body=body, title=row.name, note=note, back=back)
