"""The bare pages of ``bench.site``: a list from the database, and a page for somebody signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from gongkai.site.bodies.models import Body


def shell(request: HttpRequest) -> HttpResponse:
    """A page without anything of its own."""
    return render(request, "portal.html", {"title": "无障碍说明"})


def portal(request: HttpRequest) -> HttpResponse:
    """The same rows as the portal's first page."""
    rows = Body.objects.filter(until__isnull=True).order_by("path")
    return render(request, "portal.html", {"title": "政府信息公开", "bodies": rows})


@login_required
def staff(request: HttpRequest) -> HttpResponse:
    """A page that knows who is signed in."""
    return render(request, "staff.html", {"title": "待办"})


urlpatterns = [
    path("", portal),
    path("accessibility/", shell),
    path("staff/", staff),
    path("staff/search/", staff),
]
