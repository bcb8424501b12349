"""The pages of the portal for machines: what a page tells, as JSON under the same address with ``.json``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.errors import UsageError
from gongkai.site.bodies.models import Body
from gongkai.site.bodies.selectors import public as bodies
from gongkai.site.portal import addresses, finding, items
from gongkai.site.portal.views import column_listed, shown
from gongkai.site.portal.views_lists import documents_asked, standard_asked
from gongkai.site.publishing import columns, face
from gongkai.site.web import clock


@require_GET
def home(request: HttpRequest) -> JsonResponse:
    """The bodies, the highest level first."""
    groups, more = bodies.by_level(clock.today())
    listed = [_body(request, body) for group in groups for body in group.bodies]
    return _json("bodies", bodies=listed, more=more)


@require_GET
def body_home(request: HttpRequest, code: str) -> JsonResponse:
    """A body: how to reach it, its columns, what it published last."""
    body = bodies.get(code)
    shown_body = face.of_body(body)
    there = [
        {"key": one.key, "label": one.label, "url": _url(request, "portal:column_json", code, one.key)}
        for one in columns.every()
    ]
    address = addresses.of_items(request)
    newest = [
        {"title": item.current.title, "published_at": item.published_at, "url": address(item.pk)}
        for item in items.newest(body)
    ]
    contact = {str(fact.label): str(fact.value) for fact in shown_body["contact"]}
    said = _body(request, body) | {"closed": shown_body["closed"], "contact": contact}
    return _json("body", body=said, columns=there, newest=newest)


@require_GET
def column(request: HttpRequest, code: str, key: str) -> JsonResponse:
    """A column of a body, narrowed as its page is: ``subject``, ``year``, ``after``."""
    body, current = bodies.get(code), columns.get(key)
    found = column_listed(request, body, key)
    asked = {"subject": found["chosen"].subject, "year": found["chosen"].year}
    said = {"key": current.key, "label": current.label} | asked
    return _json("list", body=_body(request, body), column=said, items=found["rows"], after=found["page"].after)


@require_GET
def search(request: HttpRequest) -> JsonResponse:
    """What is found by ``q``, narrowed as the page is: ``subject``, ``year``, ``body``, ``sort``, ``after``."""
    asked = finding.asked(request.GET.dict())
    if not asked.words:
        raise UsageError("请用参数 q 给出要找的词。")
    found = finding.find(asked)
    listed = shown(found, addresses.of_items(request))
    facets = {
        name: [{"value": one["value"], "label": one["label"], "count": one["count"]} for one in values]
        for name, values in listed["facets"].items()
    }
    rows = [{"title": row["title"], "body": row["body"], "at": row["at"], "url": row["url"]} for row in listed["rows"]]
    return _json("search", words=asked.words, items=rows, facets=facets, more=found.more, after=found.following)


@require_GET
def documents(request: HttpRequest, code: str) -> JsonResponse:
    """The documents of a body and what each was on a ``day``; ``held``: only those that held."""
    body = bodies.get(code)
    found = documents_asked(request, body)
    address = addresses.of_items(request)
    rows = [
        {
            "title": item.current.title,
            "document_number": item.current.facts.get("document_number", ""),
            "formed_on": item.formed_on,
            "valid_until": item.valid_until,
            "repealed_on": item.repealed_on,
            "standing": name,
            "url": address(item.pk),
        }
        for item, name, _words in found["rows"]
    ]
    return _json("documents", body=_body(request, body), day=found["day"], items=rows, after=found["page"].after)


@require_GET
def standard(request: HttpRequest, code: str) -> JsonResponse:
    """The rows of a body's standard catalogue with the items that fulfil them; ``field`` and ``q`` narrow it."""
    body = bodies.get(code)
    found = standard_asked(request, body)
    address = addresses.of_items(request)
    rows = [
        {"field": label}
        | {name: getattr(row.entry, name) for name in _ENTRY}
        | {"items": [{"title": item.current.title, "url": address(item.pk)} for item in row.items]}
        for label, row in found["rows"]
    ]
    return _json("standard", body=_body(request, body), entries=rows, after=found["page"].after)


_ENTRY = ("matter", "content", "basis", "timing", "holder", "outlets", "audience", "mode", "level")


def _body(request: HttpRequest, body: Body) -> dict[str, Any]:
    return {"code": body.code, "name": body.name, "url": _url(request, "portal:body_json", body.code)}


def _url(request: HttpRequest, name: str, *args: str) -> str:
    return reverse(name, args=args, current_app=addresses.app_of(request))


def _json(kind: str, **said: Any) -> JsonResponse:
    return JsonResponse({"schema": f"gongkai.{kind}/1"} | said, json_dumps_params={"ensure_ascii": False})
