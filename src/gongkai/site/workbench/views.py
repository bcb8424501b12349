"""The first page after signing in, and finding things."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.site.accounts import selectors as accounts
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.web import registry
from gongkai.site.workbench import agenda
from gongkai.site.workbench.days import today_words
from gongkai.site.workbench.forms import TodoFilter

_NOTICES = 5
_HITS = 10
_LONGEST = 100


@page("staff.enter")
def home(request: StaffRequest) -> HttpResponse:
    """待办: what waits for this person, the most urgent first; what is new; what day it is."""
    scope = request.scope
    todos = registry.todos(scope)
    form = TodoFilter(request.GET, kinds=agenda.kinds(todos))
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    context = {
        "groups": agenda.groups((todo for todo in todos if kind in ("", todo.kind)), scope.today),
        "count": len(todos),
        "form": form,
        "notices": accounts.notices(scope).filter(read_at__isnull=True).order_by("-pk")[:_NOTICES],
        "today": today_words(scope.today),
    }
    return render(request, "workbench/home.html", context)


@page("staff.enter")
def search(request: StaffRequest) -> HttpResponse:
    """What all apps find for a few words, by kind."""
    words = request.GET.get("q", "").strip()[:_LONGEST]
    hits = registry.search(request.scope, words, _HITS) if words else []
    kinds: dict[str, list[registry.Hit]] = {}
    for hit in hits:
        kinds.setdefault(str(hit.kind), []).append(hit)
    return render(request, "workbench/search.html", {"sought": words, "kinds": kinds.items(), "most": _HITS})
