"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies import selectors as bodies
from gongkai.site.web import registry


@page("staff.enter")
def home(request: StaffRequest) -> HttpResponse:
    """待办: what waits for this person, most urgent first."""
    context = {"todos": registry.todos(request.scope), "bodies": bodies.visible(request.scope)}
    return render(request, "workbench/home.html", context)
