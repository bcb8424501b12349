"""The public's pages: applying, from choosing a body to the receipt."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.errors import GongkaiError, NotAllowedError, NotFoundError, TooManyError
from gongkai.site.accessrequests import answers_page, application, guide_page, published
from gongkai.site.accessrequests import forms_public as forms
from gongkai.site.accessrequests.answers import Answers, missing
from gongkai.site.accessrequests.models_intake import Draft
from gongkai.site.accessrequests.services import drafts, intake, limits
from gongkai.site.accessrequests.values import unseal
from gongkai.site.accounts.lockout import address_digest
from gongkai.site.bodies.models import Body
from gongkai.site.bodies.selectors import public as bodies
from gongkai.site.publishing import columns, face
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope, public

_TOKEN: Final = "request_draft"


def choose(request: HttpRequest) -> HttpResponse:
    """To which body one applies."""
    today, words = clock.today(), request.GET.get("q", "").replace("\0", "").strip()[:100]
    groups, more = bodies.by_level(today)
    hits = bodies.named(words, today) if words else []
    context = {"groups": groups, "more": more, "words": words, "hits": hits}
    return render(request, "accessrequests/public/choose.html", context)


def guide(request: HttpRequest, code: str) -> HttpResponse:
    """How one applies to a body; here one begins."""
    body = bodies.get(code)
    if request.method == "POST":
        _must_be_open(body)
        limits.count(_scope(), address=address_digest(request), kind="draft")
        request.session[_TOKEN] = drafts.begin(_scope(), body=body, value=Answers())
        return redirect("requests_public:page", code, application.PAGES[0].name)
    draft = _draft(request, body)
    context = {"started": draft is not None and draft.request_id is None} | guide_page.context(clock.today())
    return render(request, "accessrequests/public/guide.html", _context(body) | context)


@never_cache
def page(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One page of questions."""
    body, current = bodies.get(code), application.BY_NAME.get(name)
    if current is None:
        raise NotFoundError(_("没有这一页。请检查网址，或者从首页查找。"))
    draft = _draft(request, body)
    if draft is None or draft.request_id is not None:
        return _elsewhere(request, body, draft)
    answers = drafts.answers(draft, Answers)
    if first := application.missing_before(name, answers):
        return redirect("requests_public:page", code, first)
    form, onward = application.form_of(request, current, answers, draft), None
    if request.method == "POST":
        try:
            onward = application.act(_scope(), request.session[_TOKEN], request, current, form, answers)
        except GongkaiError as error:
            messages.error(request, error.message)
    if onward is not None:
        return _to(code, onward)
    context = application.shown(current, form, answers, draft)
    return render(request, "accessrequests/public/page.html", _context(body) | context)


@require_POST
def suggest(request: HttpRequest, code: str) -> HttpResponse:
    """What is published already, while one writes. Posted, so that what one asks for stands in no log."""
    words = f"{request.POST.get('title', '')} {request.POST.get('content', '')}"[:1_000].replace("\0", "")
    hits = published.like(bodies.get(code), words)
    return render(request, "accessrequests/public/suggested.html", {"hits": hits})


@never_cache
def check(request: HttpRequest, code: str) -> HttpResponse:
    """All answers once more, the declaration, and handing in."""
    body = bodies.get(code)
    form = forms.DeclareForm(request.POST if request.method == "POST" else None)
    # The service looks at the draft itself, under its lock; only what it refuses is looked at here again.
    if request.method == "POST" and form.is_valid() and _handed_in(request, form, body):
        return redirect("requests_public:receipt", code)
    draft = _draft(request, body)
    if draft is None or draft.request_id is not None:
        return _elsewhere(request, body, draft)
    answers, token = drafts.answers(draft, Answers), request.session[_TOKEN]
    if first := missing(answers):
        return redirect("requests_public:page", code, first)
    if not answers.of("checked"):
        drafts.keep(_scope(), token=token, value=answers.having("checked", {"once": "1"}))
    files = [(file.kind, unseal(file.sealed, str)) for file in drafts.files(draft)]
    context = {"form": form, "parts": answers_page.parts(answers, code, files)}
    return render(request, "accessrequests/public/check.html", _context(body) | context)


@never_cache
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The number, and the query code until one says that it is noted down, for half an hour at the most."""
    body = bodies.get(code)
    draft = _draft(request, body)
    if draft is None or draft.request is None:
        raise NotFoundError(_("没有刚刚提交的申请。请用回执上的查询码查询进度。"))
    if request.method == "POST":
        drafts.forget_code(_scope(), token=request.session.pop(_TOKEN))
        messages.success(request, _("查询码不再显示。以后请凭查询码查询进度。"))
        return redirect("requests_public:follow")
    context = {"made": draft.request, "secret": drafts.code_of(draft)}
    return render(request, "accessrequests/public/receipt.html", _context(body) | context)


def _handed_in(request: HttpRequest, form: forms.DeclareForm, body: Body) -> bool:
    token = request.session.get(_TOKEN, "")
    try:
        _must_be_open(body)
        intake.hand_in(_scope(), body=body, token=token, address=address_digest(request))
    except TooManyError:
        raise
    except GongkaiError as error:
        form.add_error(None, error.message)
        return False
    return True


def _scope() -> Scope:
    return public(clock.today())


def _context(body: Body) -> dict[str, Any]:
    return face.of_body(body) | {"current": columns.get("requests")}


def _must_be_open(body: Body) -> None:
    if body.until is not None and body.until < clock.today():
        raise NotAllowedError(_("这个机关已经撤销，不再接收申请。请向继续行使其职权的机关申请。"))


def _draft(request: HttpRequest, body: Body) -> Draft | None:
    """The draft of this reader for this body."""
    token = request.session.get(_TOKEN)
    if not token:
        return None
    try:
        draft = drafts.find(_scope(), token)
    except NotFoundError:
        return None
    return draft if draft.body_id == body.pk else None


def _elsewhere(request: HttpRequest, body: Body, draft: Draft | None) -> HttpResponse:
    """The way to the beginning where there is no draft, to the receipt of one that was handed in."""
    if draft is not None:
        return redirect("requests_public:receipt", body.code)
    messages.info(request, _("填写的内容只保存二十四小时，也不跨浏览器保存。请从这里开始。"))
    return redirect("requests_public:guide", body.code)


def _to(code: str, name: str) -> HttpResponse:
    if name:
        return redirect("requests_public:page", code, name)
    return redirect("requests_public:check", code)
