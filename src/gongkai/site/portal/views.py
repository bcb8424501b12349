"""The public's first pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.site.bodies.models import Body


def home(request: HttpRequest) -> HttpResponse:
    """The bodies that disclose here."""
    return render(request, "portal/home.html", {"bodies": Body.objects.filter(until__isnull=True).order_by("path")})
