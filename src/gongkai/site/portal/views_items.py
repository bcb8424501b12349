"""Items for the public: page, versions, files, feeds, and the word of a reader."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.bodies.selectors import public as bodies
from gongkai.site.portal import items
from gongkai.site.portal.addresses import app_of
from gongkai.site.portal.forms import CorrectionForm, OpinionForm
from gongkai.site.publishing import columns, consultations, selectors
from gongkai.site.publishing.models import Item, State, Version
from gongkai.site.publishing.services import consult, readers
from gongkai.site.web import clock
from gongkai.site.web.scope import public
from gongkai.site.web.storage_response import serve

_FEED = 50
_SITEMAP = 5_000


@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an item."""
    row = selectors.public_item(pk)
    return render(request, "portal/item.html", _context(row, row.current))


@require_GET
def item_json(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001
    """The same for machines."""
    row = selectors.public_item(pk)
    return JsonResponse(items.machine(row, row.current), json_dumps_params={"ensure_ascii": False})


@require_GET
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An item as it was."""
    row = selectors.public_item(pk)
    return render(request, "portal/item.html", _context(row, _version(row, number)))


@require_GET
def file(request: HttpRequest, pk: int, position: int) -> HttpResponseBase:
    """A file of what is public now."""
    row = selectors.public_item(pk)
    found = row.current.public_files.select_related("blob").filter(position=position).first()
    if row.state != State.PUBLISHED or found is None:
        raise NotFoundError(_("没有这个附件。"))
    return serve(request, found.blob, found.name)


def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """A reader says what is wrong."""
    row = selectors.public_item(pk)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            readers.report(public(clock.today()), item=row, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经收到，谢谢您的指正。机关核实后会更正。"))
            return redirect(reverse("portal:item", args=[pk], current_app=app_of(request)))
    return render(request, "portal/correction.html", _context(row, row.current) | {"form": form})


def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody says something in a consultation."""
    row = selectors.public_item(pk)
    scope = public(clock.today())
    if not consultations.is_open(row, scope.today):
        raise NotFoundError(_("这里没有正在进行的意见征集，或者征集已经结束。"))
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            consult.say(scope, item=row, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经收到您的意见。征集结束以后，采纳情况会在本页公开。"))
            return redirect(reverse("portal:item", args=[pk], current_app=app_of(request)))
    return render(request, "portal/opinion.html", _context(row, row.current) | {"form": form})


@require_GET
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest items of a body as an Atom feed."""
    body = bodies.get(code)
    rows = list(selectors.listed(selectors.public_items(body)).order_by("-published_at", "-id")[:_FEED])
    context = {"body": body, "items": rows, "root": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "portal/feed.xml", context, content_type="application/atom+xml")


@require_GET
def pull(request: HttpRequest, code: str) -> HttpResponse:
    """What changed, the oldest first, a page at a time: for a portal that keeps copies of a body's items."""
    body = bodies.get(code)
    found = items.changes(body, request.GET.get("after", ""))
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


@require_GET
def sitemap(request: HttpRequest, page: int = 1) -> HttpResponse:
    """Every public page, 5,000 to a file by their numbers; the first file without a number is the index."""
    newest = selectors.public_items().order_by("-pk").values_list("pk", flat=True).first() or 0
    root = request.build_absolute_uri("/").rstrip("/")
    if request.path.endswith("sitemap.xml"):
        pages = range(1, newest // _SITEMAP + 2)
        return render(request, "portal/sitemaps.xml", {"pages": pages, "root": root}, content_type="application/xml")
    rows = (
        selectors.listed(selectors.public_items())
        .filter(pk__gte=(page - 1) * _SITEMAP, pk__lt=page * _SITEMAP)
        .order_by("pk")
    )
    return render(request, "portal/sitemap.xml", {"items": rows, "root": root}, content_type="application/xml")


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Where the pages are, and that the workbench is none of them."""
    root = request.build_absolute_uri("/").rstrip("/")
    lines = ["User-agent: *", "Disallow: /staff/", "Disallow: /accounts/", f"Sitemap: {root}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _version(row: Item, number: int) -> Version:
    found = selectors.versions(row).filter(number=number).first()
    if found is None or row.state != State.PUBLISHED:
        raise NotFoundError(_("没有这个版本。"))
    return found


def _context(row: Item, shown: Version) -> dict[str, object]:
    about = {"columns": columns.every(), "current": columns.get("proactive"), "demo": settings.GONGKAI_DEMO}
    return items.page_of(row, shown) | about
