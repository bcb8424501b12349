"""The public's first pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.site.bodies.models import Body
from gongkai.site.bodies.selectors import public as selectors
from gongkai.site.portal import addresses, finding, items
from gongkai.site.publishing import columns, face
from gongkai.site.web import clock
from gongkai.site.web.public import links


def home(request: HttpRequest) -> HttpResponse:
    """The bodies that disclose here."""
    groups, more = selectors.by_level(clock.today())
    return render(request, "portal/home.html", {"groups": groups, "more": more})


def body_home(request: HttpRequest, code: str) -> HttpResponse:
    """A body: its columns, and how to reach it."""
    body = selectors.get(code)
    entries = links(body.pk, body.code, "", current_app=addresses.app_of(request))
    newest = items.newest(body)
    return render(request, "portal/body.html", face.of_body(body) | {"entries": entries, "newest": newest})


def column(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A column of a body."""
    body, current = selectors.get(code), columns.get(key)
    listed = column_listed(request, body, key)
    entries = tuple(links(body.pk, body.code, key, current_app=addresses.app_of(request)))
    return render(request, "portal/column.html", face.of_body(body) | {"current": current, "entries": entries} | listed)


def column_listed(request: HttpRequest, body: Body, key: str) -> dict[str, Any]:
    """What a page of a column lists, as the address asks for it."""
    narrowed = items.Narrowed(request.GET.get("subject", ""), request.GET.get("year", ""))
    asked = {name: request.GET.get(name, "") for name in ("after", "before")}
    return items.listed(body, key, narrowed, addresses.of_items(request), **asked)


def search(request: HttpRequest) -> HttpResponse:
    """What is found by a few words."""
    asked = finding.asked(request.GET.dict())
    narrowed = bool(asked.body or asked.subject or asked.year)
    plain = asked.words and not narrowed and not asked.mark
    found = finding.find(asked) if asked.words else None
    context = {
        "asked": asked,
        "words": asked.words,
        "year": str(asked.year or ""),
        "narrowed": narrowed and bool(asked.words),
        "bodies": selectors.named(asked.words, clock.today()) if plain else [],
        "most": selectors.HITS,
        "judged": finding.JUDGED,
        "found": found,
        **(shown(found, addresses.of_items(request)) if found else {}),
        "bases": {name: _without(request, name) for name in ("subject", "year", "body", "sort")},
    }
    return render(request, "portal/search.html", context)


def shown(found: finding.Result, address: addresses.Address) -> dict[str, Any]:
    """Hits and facets as plain dicts: templates look into nothing else as fast, and there are many of them."""
    rows = [
        {
            "url": address(hit.item.pk),
            "title": hit.item.current.title,
            "body": hit.item.body.name,
            "at": hit.item.published_at,
            "around": hit.around,
        }
        for hit in found.hits
    ]
    named = {"subject": found.subjects, "year": found.years, "body": found.bodies}
    facets = {
        name: [
            {"value": one.value, "query": quote(one.value), "label": one.label, "count": one.count} for one in listed
        ]
        for name, listed in named.items()
    }
    return {"rows": rows, "facets": facets}


def _without(request: HttpRequest, name: str) -> str:
    """The parameters without one of them, for an address that sets it anew; paging starts over."""
    values = request.GET.copy()
    for gone in (name, "after"):
        values.pop(gone, None)
    text = values.urlencode()
    return f"{text}&" if text else ""


def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does for readers with disabilities, and what it does not."""
    return render(request, "portal/accessibility.html")
