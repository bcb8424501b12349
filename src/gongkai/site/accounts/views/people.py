"""Lists of people, one person's page, new accounts and roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gongkai.site.accounts import entry, selectors, services
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.accounts.forms import AppointForm, NewPersonForm, PeopleFilter, RoleForm
from gongkai.site.accounts.services import rules
from gongkai.site.accounts.views.common import carried_out, form_page, paged
from gongkai.site.audit import selectors as events
from gongkai.site.bodies.models import Body

_EVENTS = 20


@page("account.view")
def people(request: StaffRequest) -> HttpResponse:
    """Everybody within reach."""
    return _list(request, None)


@page("account.view", body=True)
def of_body(request: StaffRequest, body: Body) -> HttpResponse:
    """The people of a body with their roles and terms."""
    return _list(request, body)


@page("account.view")
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """One person: facts, roles, what happened to the account."""
    user = selectors.person(request.scope, pk)
    context = {
        "person": user,
        "manages": rules.manages(request.scope, user),
        "second_factor": entry.has_second_factor(user),
        "events": events.of_target(user)[:_EVENTS],
        "posts": [(post, _may_edit(request, post.body)) for post in user.seen],  # type: ignore[attr-defined]
        "site": request.scope.may("account.site", ""),
    }
    return render(request, "accounts/person.html", context)


@never_cache
@page("account.edit", body=True)
def new_at_body(request: StaffRequest, body: Body) -> HttpResponse:
    """A new account that begins with a role at this body."""
    return _new(request, body)


@never_cache
@page("account.site")
def new_at_site(request: StaffRequest) -> HttpResponse:
    """A new account that begins with a role of the whole site."""
    return _new(request, None)


@page("account.edit", body=True)
def appoint(request: StaffRequest, body: Body) -> HttpResponse:
    """A role at this body for an account that exists."""
    initial = {"since": request.scope.today, "username": request.GET.get("username", "")}
    form = AppointForm(request.POST or None, initial=initial)
    back = reverse("accounts:of_body", args=[body.code])
    user = selectors.by_username(form.cleaned_data["username"]) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid() and user is None:
        form.add_error("username", _("没有这个登录名，或者账号已经停用。"))
    if user is not None and carried_out(form, lambda: _appoint(request, user, body, form)):
        messages.success(request, _("已经授予角色。"))
        return redirect(back)
    return form_page(request, form, heading=_("授予角色"), place=body.name, submit=_("授予"), cancel=back)


@page("account.site")
def appoint_at_site(request: StaffRequest, pk: int) -> HttpResponse:
    """A role of the whole site for an account that exists."""
    user = selectors.person(request.scope, pk)
    form = RoleForm(request.POST or None, initial={"since": request.scope.today}, site=True)
    back = reverse("accounts:person", args=[pk])
    if carried_out(form, lambda: _appoint(request, user, None, form)):
        messages.success(request, _("已经授予角色。"))
        return redirect(back)
    return form_page(request, form, heading=_("授予全站角色"), place=user.name, submit=_("授予"), cancel=back)


def _list(request: StaffRequest, body: Body | None) -> HttpResponse:
    form = PeopleFilter(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    rows = selectors.people(request.scope, body=body, words=asked.get("q", ""), state=asked.get("state", ""))
    context = {
        "body": body,
        "filter": form,
        "page": paged(request, rows, "username"),
        "edits": body is not None and request.scope.may("account.edit", body.path),
        "site": body is None and request.scope.may("account.site", ""),
    }
    return render(request, "accounts/people.html", context)


def _new(request: StaffRequest, body: Body | None) -> HttpResponse:
    form = NewPersonForm(request.POST or None, initial={"since": request.scope.today}, site=body is None)
    back = reverse("accounts:of_body", args=[body.code]) if body else reverse("accounts:people")
    made: list[services.Created] = []

    def create() -> None:
        first = services.First(body=body, **{key: form.cleaned_data[key] for key in ("role", "since", "until")})
        made.append(services.create(request.scope, first=first, **form.said()))

    if carried_out(form, create):
        return render(request, "accounts/password.html", {"person": made[0].user, "password": made[0].password})
    place = body.name if body else _("全站")
    return form_page(request, form, heading=_("新建账号"), place=place, submit=_("新建"), cancel=back)


def _appoint(request: StaffRequest, user: Any, body: Body | None, form: RoleForm) -> None:
    asked = {key: form.cleaned_data[key] for key in ("role", "since", "until")}
    services.appoint(request.scope, user=user, body=body, **asked)


def _may_edit(request: StaffRequest, body: Body | None) -> bool:
    return request.scope.may("account.site", "") if body is None else request.scope.may("account.edit", body.path)
