"""Pages about oneself: the account, standing in, messages."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.site.accounts import entry, selectors, services
from gongkai.site.accounts.access import StaffRequest, own
from gongkai.site.accounts.forms import DelegateForm, MailForm
from gongkai.site.accounts.views.common import carried_out, form_page, paged


@own
def profile(request: StaffRequest) -> HttpResponse:
    """One's own account: roles, password, second factor, who stands in, mail, language."""
    context = {
        "posts": selectors.own_posts(request.scope),
        "delegations": selectors.delegations(request.scope),
        "second_factor": entry.has_second_factor(request.user),
        "must_have_factor": entry.needs_second_factor(request.scope),
        "mail_form": MailForm(initial={"wants_mail": request.user.wants_mail}),
        "today": request.scope.today,
    }
    return render(request, "accounts/profile.html", context)


@own
@require_POST
def mail(request: StaffRequest) -> HttpResponse:
    """Whether one wants mail."""
    form = MailForm(request.POST)
    if carried_out(form, lambda: services.set_mail(request.scope, wants_mail=form.cleaned_data["wants_mail"])):
        messages.success(request, _("已经保存。"))
    return redirect("accounts:profile")


@own
def delegate(request: StaffRequest) -> HttpResponse:
    """Let somebody stand in."""
    form = DelegateForm(
        request.POST or None, colleagues=selectors.colleagues(request.scope), initial={"since": request.scope.today}
    )
    if carried_out(form, lambda: services.delegate(request.scope, **form.cleaned_data)):
        messages.success(request, _("已经委托代理。"))
        return redirect("accounts:profile")
    note = _(
        "代理期间，代理人在你们共同任职的机关有您的角色的权限；其办理的事项记在代理人名下，并注明代您办理。可以随时收回。"
    )
    back = reverse("accounts:profile")
    return form_page(request, form, heading=_("委托代理"), note=note, submit=_("委托"), cancel=back)


@own
@require_POST
def recall(request: StaffRequest, pk: int) -> HttpResponse:
    """End a delegation."""
    services.recall(request.scope, delegation=selectors.delegation(request.scope, pk))
    messages.success(request, _("委托已经收回。"))
    return redirect("accounts:profile")


@own
def notices(request: StaffRequest) -> HttpResponse:
    """What one was told, newest first."""
    rows = paged(request, selectors.notices(request.scope), "-id")
    return render(request, "accounts/notices.html", {"page": rows})


@own
def notice(request: StaffRequest, pk: int) -> HttpResponse:
    """To where a message leads; it is read then."""
    return redirect(services.read_notice(request.scope, notice=pk).url or "accounts:notices")


@own
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    """All messages are read."""
    services.read_all_notices(request.scope)
    return redirect("accounts:notices")
