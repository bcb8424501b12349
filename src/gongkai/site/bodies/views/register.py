"""The register of bodies: the list, one body, and what changes its life."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.site.bodies import forms, selectors, services
from gongkai.site.bodies.models import Body
from gongkai.site.bodies.views import facts
from gongkai.site.bodies.views.handle import Words, handle, posted
from gongkai.site.web import paging
from gongkai.site.web.guard import ScopedRequest, page

_SUGGESTIONS = 500


@page("body.view")
def index(request: ScopedRequest) -> HttpResponse:
    """All bodies that one sees, as a tree."""
    form = forms.Filter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    marks = {name: request.GET.get(name, "") for name in ("after", "before")}
    found = paging.page(selectors.tree(request.scope, **chosen), ["path"], size=50, **marks)
    context = {"form": form, "page": found, "rows": selectors.rows(request.scope, found.rows)}
    return render(request, "bodies/list.html", context | {"rights": _rights(request, "")})


@page("body.view", body=True)
def show(request: ScopedRequest, body: Body) -> HttpResponse:
    """A body with all that it has."""
    scope = request.scope
    former = "former" in request.GET
    superior, may_open = selectors.superior(scope, body)
    contact = selectors.contact(scope, body)
    context = {
        "body": body,
        "state": selectors.state_of(body, scope.today),
        "facts_rows": facts.of_body(body, superior, open_superior=may_open),
        "children": selectors.children(scope, body),
        "contact": contact,
        "contact_rows": facts.of_contact(contact) if contact else [],
        "offices": selectors.offices(scope, body, former=former),
        "posts": selectors.posts(scope, body, former=former),
        "history": selectors.history(scope, body),
        "former": former,
        "rights": _rights(request, body.path),
    }
    return render(request, "bodies/show.html", context)


@page("body.create")
def create_root(request: ScopedRequest) -> HttpResponse:
    """A new body under nobody."""
    request.scope.demand("body.create", "")
    return _create(request, None)


@page("body.create", body=True)
def create(request: ScopedRequest, body: Body) -> HttpResponse:
    """A new body under this one."""
    return _create(request, body)


@page("body.create", body=True)
def rename(request: ScopedRequest, body: Body) -> HttpResponse:
    """A new name."""
    form = forms.Rename(posted(request), initial={"name": body.name, "short_name": body.short_name})
    words = Words(
        _("机关更名"), _("更名"), _("已经登记更名。"), _("以前的名称保留在沿革中，以前年度的报告仍然使用当时的名称。")
    )
    return handle(request, form, lambda data: services.rename(request.scope, body=body, **data), words, body)


@page("body.create", body=True)
def relate(request: ScopedRequest, body: Body) -> HttpResponse:
    """Another superior."""
    scope = request.scope
    others = selectors.visible(scope, "body.create").filter(selectors.in_being(scope.today))
    choices = [f"{each.name}（{each.code}）" for each in others.exclude(pk=body.pk)[:_SUGGESTIONS]]
    form = forms.Relate(posted(request), suggestions=choices)
    above, _may_open = selectors.superior(scope, body)
    now = _("现在的上级机关是%(name)s。") % {"name": above.name} if above else _("现在没有上级机关。")
    note = _("下级机关随之调整。自生效之日起，原上级机关不再能查看它们，新的上级机关可以查看。")
    words = Words(_("调整隶属关系"), _("调整"), _("已经登记隶属关系的调整。"), now + note)

    def do(data: dict[str, Any]) -> Body:
        above = selectors.pick(scope, data["superior"]) if data["superior"] else None
        return services.relate(scope, body=body, superior=above, since=data["since"])

    return handle(request, form, do, words, body)


@page("body.create", body=True)
def describe(request: ScopedRequest, body: Body) -> HttpResponse:
    """What it is, corrected."""
    initial = {name: getattr(body, name) for name in forms.Facts.base_fields}
    form = forms.Facts(posted(request), initial=initial)
    words = Words(_("更正基本信息"), _("保存"), _("已经保存。"))
    return handle(request, form, lambda data: services.describe(request.scope, body=body, **data), words, body)


@page("body.create", body=True)
def close(request: ScopedRequest, body: Body) -> HttpResponse:
    """The end of a body."""
    note = _("撤销以后，这个机关不再出现在列表中，它的记录和沿革保留。还有下级机关的，须先撤销或者调整下级机关。")
    words = Words(_("撤销机关"), _("撤销"), _("已经登记撤销。"), note, danger=True)
    form = forms.Close(posted(request))
    return handle(request, form, lambda data: services.close(request.scope, body=body, **data), words, body)


@page("body.create", body=True)
def reopen(request: ScopedRequest, body: Body) -> HttpResponse:
    """A closing taken back."""
    note = _("恢复以后，名称和隶属关系如同没有撤销过。")
    words = Words(_("恢复机关"), _("恢复"), _("已经恢复。"), note)
    return handle(
        request, forms.Confirm(posted(request)), lambda _data: services.reopen(request.scope, body=body), words, body
    )


@page("body.create", body=True)
def withdraw(request: ScopedRequest, body: Body) -> HttpResponse:
    """What is planned taken back."""
    note = _("已经登记、尚未生效的更名、隶属关系调整和撤销，全部取消。已经生效的不变。")
    words = Words(_("取消尚未生效的调整"), _("全部取消"), _("已经取消。"), note, danger=True)
    return handle(
        request, forms.Confirm(posted(request)), lambda _data: services.withdraw(request.scope, body=body), words, body
    )


def _create(request: ScopedRequest, superior: Body | None) -> HttpResponse:
    form = forms.Create(posted(request))
    title = _("在%(name)s下新建机关") % {"name": superior.called} if superior else _("新建顶级机关")
    words = Words(title, _("新建"), _("已经新建。"))
    return handle(
        request, form, lambda data: services.create(request.scope, superior=superior, **data), words, superior
    )


def _confirm(request: ScopedRequest) -> forms.Confirm:
    return forms.Confirm(request.POST if request.method == "POST" else None)


def _rights(request: ScopedRequest, path: str) -> dict[str, bool]:
    """Which buttons a page shows."""
    scope = request.scope
    return {
        "create": scope.may("body.create", path),
        "edit": scope.may("body.edit", path),
        "import": scope.anywhere("body.create"),
    }
