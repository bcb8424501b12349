"""The public's first pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.site.bodies.selectors import public as selectors
from gongkai.site.portal import items
from gongkai.site.publishing import columns, face
from gongkai.site.web import clock


def home(request: HttpRequest) -> HttpResponse:
    """The bodies that disclose here."""
    groups, more = selectors.by_level(clock.today())
    return render(request, "portal/home.html", {"groups": groups, "more": more})


def body_home(request: HttpRequest, code: str) -> HttpResponse:
    """A body: its columns, and how to reach it."""
    return render(request, "portal/body.html", face.of_body(selectors.get(code)))


def column(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A column of a body."""
    body, current = selectors.get(code), columns.get(key)
    asked = {name: request.GET.get(name, "") for name in ("after", "before")}
    listed = items.listed(body, key, request.GET.get("subject", ""), **asked)
    return render(request, "portal/column.html", face.of_body(body) | {"current": current} | listed)


def search(request: HttpRequest) -> HttpResponse:
    """What is found by a few words."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    after = request.GET.get("after", "")
    bodies = selectors.named(words, clock.today()) if words and not after else []
    hits, following = items.found(words, None, after) if words else ([], "")
    context = {"words": words, "bodies": bodies, "most": selectors.HITS, "hits": hits, "following": following}
    return render(request, "portal/search.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does for readers with disabilities, and what it does not."""
    return render(request, "portal/accessibility.html")
