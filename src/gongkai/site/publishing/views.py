"""Pages of the staff for items."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongkai.errors import ConflictError, GongkaiError, NotFoundError
from gongkai.site.accounts.access import StaffRequest, page
from gongkai.site.bodies.models import Body
from gongkai.site.publishing import beginnings, catalogue, selectors, services
from gongkai.site.publishing.forms import ItemForm, ItemsFilter, Links, initial
from gongkai.site.publishing.forms_house import FileForm, ReasonForm, ReassessForm, RepealForm
from gongkai.site.publishing.models import Item
from gongkai.site.publishing.page import item_context
from gongkai.site.web import paging
from gongkai.site.web.errors import status_of

_ORDER = ("-changed_at", "-id")
_LINKED = 200


@page("item.view")
def all_items(request: StaffRequest) -> HttpResponse:
    """The items of all bodies that one may see."""
    return _list(request, None)


@page("item.view", body=True)
def items(request: StaffRequest, body: Body) -> HttpResponse:
    """The items of a body."""
    return _list(request, body)


@page("item.edit", body=True)
def new(request: StaffRequest, body: Body) -> HttpResponse:
    """A new draft: first of which kind, then the form of that kind."""
    today = request.scope.today
    subject = catalogue.subjects_of(body, today).get(request.GET.get("subject", ""))
    if subject is None and request.method == "GET":
        return render(request, "publishing/choose.html", {"body": body, "kinds": beginnings.kinds(body, today)})
    start = {"subject": request.GET.get("subject", ""), "attribute": "proactive"}
    start["html"] = beginnings.text_of(body, subject, today) if subject is not None else ""
    form = _form(request, body, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            item = services.create(request.scope, body=body, draft=form.draft())
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("publishing:item", body.code, item.pk)
    return render(request, "publishing/edit.html", {"body": body, "form": form, "item": None})


@page("item.view", body=True)
def item(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """An item: its state, its term, the next step, what it holds, what happened."""
    return render(request, "publishing/item.html", item_context(request.scope, _of(request, body, pk)))


@page("item.edit", body=True)
def edit(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Changing the working copy."""
    row = _of(request, body, pk)
    form = _form(request, body, initial=initial(row))
    status = 200
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            services.edit(request.scope, item_id=pk, revision=revision, draft=form.draft())
        except GongkaiError as error:
            form.add_error(None, error.message)
            status = status_of(error) if isinstance(error, ConflictError) else 200
        else:
            messages.success(request, _("已经保存。"))
            return redirect("publishing:item", body.code, pk)
    return render(request, "publishing/edit.html", {"body": body, "form": form, "item": row}, status=status)


@page("item.edit", body=True)
def step(request: StaffRequest, body: Body, pk: int, name: str) -> HttpResponse:
    """A step without a form: scan, submit, mask the text, keep back what is scheduled. Posted only."""
    row = _of(request, body, pk)
    if name not in _STEPS:
        raise NotFoundError(_("没有这一步。"))
    if request.method == "POST":
        try:
            messages.success(request, _STEPS[name](request, row))
        except GongkaiError as error:
            messages.error(request, error.message)
    return redirect("publishing:item", body.code, pk)


@page("item.edit", body=True)
def correct(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Beginning a correction."""
    words = (_("发起更正"), _("更正原因会和新的版本一起公开。更正审核通过之前，公众看到的仍是原来的内容。"))
    return _reasoned(request, body, pk, words, lambda scope, reason: services.correct(scope, item_id=pk, reason=reason))


@page("item.withdraw", body=True)
def withdraw(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Taking a public item down."""
    words = (_("撤下"), _("内容和附件不再公开；原来的网址保留，显示这里填写的撤稿说明。"))
    return _reasoned(
        request, body, pk, words, lambda scope, reason: services.withdraw(scope, item_id=pk, explanation=reason)
    )


@page("item.view", body=True)
def accept(request: StaffRequest, body: Body, pk: int, examination: int) -> HttpResponse:
    """Keeping what a scan found, with a reason."""
    words = (_("说明后保留"), _("写明为什么可以公开。理由会留在审核记录中。"))
    return _reasoned(
        request, body, pk, words,
        lambda scope, reason: services.accept(scope, item_id=pk, examination_id=examination, reason=reason),
    )  # fmt: skip


@page("item.withdraw", body=True)
def repeal(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Saying that a document no longer holds."""
    row = _of(request, body, pk)
    form = RepealForm(request.POST or None, documents=_documents(body), initial={"day": request.scope.today})
    if request.method == "POST" and form.is_valid():
        try:
            services.repeal(request.scope, item_id=pk, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("publishing:item", body.code, pk)
    words = {"title": _("废止"), "note": _("文件继续公开，标明废止日期；现行有效数随之减少。")}
    return render(request, "publishing/reason.html", {"body": body, "item": row, "form": form} | words)


@page("item.edit", body=True)
def reassess(request: StaffRequest, body: Body, pk: int) -> HttpResponse:
    """Looking again at what is withheld."""
    row = _of(request, body, pk)
    form = ReassessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reassess(request.scope, item_id=pk, **form.cleaned_data)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("publishing:item", body.code, pk)
    words = {"title": _("定期评估"), "note": _("情况变化、可以公开的，转为主动公开，检查、审核以后公开。")}
    return render(request, "publishing/reason.html", {"body": body, "item": row, "form": form} | words)


@page("item.edit", body=True)
def attach(request: StaffRequest, body: Body, pk: int) -> HttpResponseBase:
    """Adding a file."""
    row = _of(request, body, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.attach(request.scope, item_id=pk, name=file.name, stream=file)
        except GongkaiError as error:
            form.add_error("file", error.message)
        else:
            return redirect("publishing:item", body.code, pk)
    words = {"title": _("添加附件"), "note": _("系统中不得存储、处理涉密信息。")}
    return render(request, "publishing/reason.html", {"body": body, "item": row, "form": form, "upload": True} | words)


def _list(request: StaffRequest, body: Body | None) -> HttpResponse:
    form = ItemsFilter(request.GET, today=request.scope.today)
    rows = selectors.items(request.scope)
    if body is not None:
        rows = rows.filter(body=body)
    rows = selectors.narrowed(rows, **form.narrowing())
    found = paging.page(rows, _ORDER, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    own = selectors.own_bodies(request.scope, "item.edit")
    context = {"form": form, "page": found, "body": body, "own": own, "asked": request.GET.urlencode()}
    return render(request, "publishing/items.html", context)


def _of(request: StaffRequest, body: Body, pk: int) -> Item:
    row = selectors.get(request.scope, pk)
    if row.body_id != body.pk:
        raise NotFoundError(_("没有这条信息，或者您没有查看它的权限。"))
    return row


def _documents(body: Body) -> list[Item]:
    """What may be interpreted or stand in another's place: the newest public documents of the body."""
    return list(selectors.public_items(body).exclude(document_number="").order_by("-published_at")[:_LINKED])


def _form(request: StaffRequest, body: Body, **options: Any) -> ItemForm:
    today = request.scope.today
    asked = selectors.public_items(body).filter(subject__in=catalogue.of_role("consultation", today))
    links = Links(
        [(row.pk, row.title) for row in _documents(body)],
        [(row.pk, row.title) for row in asked.order_by("-published_at")[:_LINKED]],
    )
    return ItemForm(request.POST or None, body=body, today=today, links=links, **options)


def _reasoned(request: StaffRequest, body: Body, pk: int, words: tuple[str, str], act: Any) -> HttpResponse:
    row = _of(request, body, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(request.scope, form.cleaned_data["reason"])
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            return redirect("publishing:item", body.code, pk)
    context = {"body": body, "item": row, "form": form, "title": words[0], "note": words[1]}
    return render(request, "publishing/reason.html", context)


def _scan(request: StaffRequest, row: Item) -> str:
    found = services.examine(request.scope, item_id=row.pk)
    bad = sum(examination.verdict != "clean" for examination in found)
    return _("检查完成，%(count)d 处需要处理。") % {"count": bad} if bad else _("检查完成，没有发现问题。")


def _submit(request: StaffRequest, row: Item) -> str:
    revision = int(request.POST.get("revision") or 0)
    services.submit(request.scope, item_id=row.pk, revision=revision)
    return _("已经提交审核。")


def _mask(request: StaffRequest, row: Item) -> str:
    return _("已经遮盖 %(count)d 处。") % {"count": services.mask_text(request.scope, item_id=row.pk)}


def _hold(request: StaffRequest, row: Item) -> str:
    services.hold(request.scope, item_id=row.pk)
    return _("已经取消定时发布，回到起草。修改以后重新提交审核。")


_STEPS = {"scan": _scan, "submit": _submit, "mask": _mask, "hold": _hold}
