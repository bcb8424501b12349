"""What an administrator does to an account: each on a page of its own that names the consequence."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gongkai.site.accounts import selectors, services
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.accounts.forms import EndForm, PersonForm
from gongkai.site.accounts.models import User
from gongkai.site.accounts.rights import matrix
from gongkai.site.accounts.services import rules
from gongkai.site.accounts.views.common import carried_out, form_page


@page("account.edit")
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Name and address."""
    user = _managed(request, pk)
    initial = {"name": user.name, "email": user.email, "may_bind": user.may_bind}
    form = PersonForm(request.POST or None, initial=initial)
    if carried_out(form, lambda: services.edit(request.scope, user=user, **form.said())):
        messages.success(request, _("已经保存。"))
        return redirect(_back(user))
    return form_page(request, form, heading=_("修改账号"), place=user.name, submit=_("保存"), cancel=_back(user))


@page("account.edit")
def disable(request: StaffRequest, pk: int) -> HttpResponse:
    """Close the account."""
    note = _("停用以后此人立即不能登录，正在进行的登录也会结束。角色和办理过的事项都保留，可以重新启用。")
    return _deed(
        request, pk, services.disable, heading=_("停用账号"), note=note, done=_("账号已经停用。"), kind="danger"
    )


@page("account.edit")
def enable(request: StaffRequest, pk: int) -> HttpResponse:
    """Open it again."""
    note = _("启用以后此人可以用原来的口令登录，仍在期限内的角色随即恢复。")
    return _deed(request, pk, services.enable, heading=_("启用账号"), note=note, done=_("账号已经启用。"))


@page("account.edit")
def second_factor(request: StaffRequest, pk: int) -> HttpResponse:
    """Forget the second factor."""
    note = _(
        "用于手机丢失等情形，办理前应当当面或者电话核实身份。此人担任的角色必须使用两步验证的，下次登录时重新设置。"
    )
    done = _("两步验证已经重设。")
    return _deed(
        request, pk, services.reset_second_factor, heading=_("重设两步验证"), note=note, done=done, kind="warn"
    )


@never_cache
@page("account.edit")
def password(request: StaffRequest, pk: int) -> HttpResponse:
    """A new password, shown once."""
    user = _managed(request, pk)
    if request.method == "POST":
        secret = services.reset_password(request.scope, user=user)
        return render(request, "accounts/password.html", {"person": user, "password": secret})
    note = _("办理前应当当面或者电话核实身份。原来的口令立即作废，正在进行的登录也会结束；新的一次性口令只显示一次。")
    return _confirm(request, Form(), user, heading=_("重设口令"), note=note, kind="warn")


@page("account.edit")
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """The last day of a role."""
    post = selectors.appointment(request.scope, pk)
    rules.demand_for(request.scope, post.body)
    form = EndForm(request.POST or None, initial={"last_day": request.scope.today})
    act = lambda: services.dismiss(request.scope, appointment=post, last_day=form.cleaned_data["last_day"])  # noqa: E731
    if carried_out(form, act):
        messages.success(request, _("已经免去角色。"))
        return redirect(_back(post.user))
    place = f"{post.user.name}　{post.body or _('全站')}　{matrix().label(post.role)}"
    note = _("从最后任职日的第二天起，此人不再有这一角色的权限。需要移交未办结事项的，请使用“离任交接”。")
    return form_page(
        request, form, heading=_("免去角色"), place=place, note=note, submit=_("免去"), cancel=_back(post.user)
    )


def _deed(
    request: StaffRequest,
    pk: int,
    service: Callable[..., None],
    *,
    heading: str,
    note: str,
    done: str,
    kind: str = "info",
) -> HttpResponse:
    user = _managed(request, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: service(request.scope, user=user)):
        messages.success(request, done)
        return redirect(_back(user))
    return _confirm(request, form, user, heading=heading, note=note, kind=kind)


def _confirm(request: StaffRequest, form: Form, user: User, *, heading: str, note: str, kind: str) -> HttpResponse:
    return form_page(
        request, form, heading=heading, place=user.name, note=note, kind=kind, submit=heading, cancel=_back(user)
    )


def _managed(request: StaffRequest, pk: int) -> User:
    """The account; 404 for one that may not be seen, 403 for one that may not be changed, before any form is shown."""
    user = selectors.person(request.scope, pk)
    rules.demand_managed(request.scope, user)
    return user


def _back(user: User) -> str:
    return reverse("accounts:person", args=[user.pk])
