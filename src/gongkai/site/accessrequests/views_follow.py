"""The public's pages: following a request with its query code, and the calculators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gongkai.errors import GongkaiError, NotFoundError
from gongkai.site.accessrequests import follow_page, forms_public, forms_tools, tools
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.services import attempts, following
from gongkai.site.accessrequests.values import unseal
from gongkai.site.accounts.lockout import address_digest
from gongkai.site.audit.services import recorded
from gongkai.site.publishing import columns, face
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope, public
from gongkai.site.web.storage_response import serve

_FOLLOWED: Final = "request_followed"
_MINUTES: Final = 30


@never_cache
def follow(request: HttpRequest) -> HttpResponse:
    """The query code. TooManyError, for whoever guesses, becomes an answer of 429."""
    form = forms_public.CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            found = attempts.follow(_scope(), code=form.cleaned_data["code"], address=address_digest(request))
        except NotFoundError as error:
            form.add_error("code", error.message)
        else:
            # A session that was planted by somebody else must not see what this reader may.
            request.session.cycle_key()
            until = clock.now() + dt.timedelta(minutes=_MINUTES)
            request.session[_FOLLOWED] = [found.pk, until.isoformat(), found.code_digest]
            return redirect("requests_public:mine")
    return render(request, "accessrequests/public/follow.html", {"form": form})


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Where the request stands."""
    row = _followed(request)
    if row is None:
        return _again(request)
    context = _context(row) | {"rating": _rating(row)}
    return render(request, "accessrequests/public/mine.html", context)


def done(request: HttpRequest) -> HttpResponse:
    """Stop following: the next reader of this screen sees nothing."""
    if request.method == "POST":
        request.session.pop(_FOLLOWED, None)
        messages.success(request, _("已经退出查询。"))
    return redirect("requests_public:follow")


@never_cache
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdrawing the request, after a question."""
    row = _followed(request)
    if row is None:
        return _again(request)
    if request.method == "POST":
        words = _("已经撤回申请。")
        return _acted(request, words, lambda: following.withdraw(_scope(), request_id=row.pk))
    return render(request, "accessrequests/public/withdraw.html", _context(row))


@never_cache
def answer(request: HttpRequest, kind: str) -> HttpResponse:
    """A supplement, or reasons."""
    row = _followed(request)
    if kind not in following.WORDS:
        raise NotFoundError(_("没有这一页。请检查网址，或者从首页查找。"))
    if row is None:
        return _again(request)
    context = _context(row)
    if not context["may"][kind]:
        return redirect("requests_public:mine")
    form = forms_public.WordsForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = [(file.name, file) for file in form.cleaned_data["attached"]]
        try:
            following.answer(_scope(), request_id=row.pk, kind=kind, text=form.cleaned_data["text"], files=files)
        except GongkaiError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("已经提交给受理机关。"))
            return redirect("requests_public:mine")
    return render(request, "accessrequests/public/answer.html", context | {"form": form, "kind": kind})


@never_cache
def rate(request: HttpRequest) -> HttpResponse:
    """How one was served."""
    row = _followed(request)
    if row is None:
        return _again(request)
    form = forms_public.RatingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        stars, words = form.cleaned_data["satisfaction"], _("谢谢您的评价。")
        return _acted(request, words, lambda: following.rate(_scope(), request_id=row.pk, satisfaction=stars))
    return render(request, "accessrequests/public/mine.html", _context(row) | {"rating": form})


@never_cache
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that was served on the applicant; giving it out is on record."""
    row = _followed(request)
    if row is None:
        return _again(request)
    found = follow_page.papers_of(row).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(_("没有这个文件。"))
    with recorded() as log:
        log(_scope(), "request.download", body=row.body_id, target=row, paper=found.pk)
    return serve(request, found.blob, unseal(found.sealed, str))


def term(request: HttpRequest) -> HttpResponse:
    """The term of an answer, for everybody."""
    today = clock.today()
    form = forms_tools.TermForm(request.GET or None, today=today)
    found = None
    if request.GET and form.is_valid():
        try:
            found = tools.term_from(form.events(), today)
        except GongkaiError as error:
            form.add_error(None, error.message)
    return render(request, "accessrequests/public/term.html", {"form": form, "found": found})


def fee(request: HttpRequest) -> HttpResponse:
    """The processing fee, for everybody."""
    form = forms_tools.FeeForm(request.GET or None)
    found = None
    if request.GET and form.is_valid():
        said = form.cleaned_data
        try:
            day = said["day"] or clock.today()
            found = tools.fee_from(said["scale"], said["count"], day, said["earlier"] or 0)
        except GongkaiError as error:
            form.add_error(None, error.message)
    return render(request, "accessrequests/public/fee.html", {"form": form, "found": found})


def _scope() -> Scope:
    return public(clock.today())


def _followed(request: HttpRequest) -> Request | None:
    """The request whose code this reader has shown within the last half hour."""
    pk, until, digest = request.session.get(_FOLLOWED) or (0, "", "")
    if not pk or dt.datetime.fromisoformat(until) < clock.now():
        return None
    rows: Any = Request.objects.unscoped("the reader has shown its query code")
    found: Request | None = rows.select_related("body").filter(pk=pk, destroyed_on__isnull=True).first()
    # Whoever came in with a code that has been replaced since is out.
    return found if found is not None and found.code_digest == digest else None


def _again(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("请输入查询码。为了您的信息安全，查询半小时后须重新输入。"))
    return redirect("requests_public:follow")


def _acted(request: HttpRequest, words: str, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except GongkaiError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, words)
    return redirect("requests_public:mine")


def _context(row: Request) -> dict[str, Any]:
    about = face.of_body(row.body) | {"current": columns.get("requests")}
    return about | follow_page.context(row, clock.today())


def _rating(row: Request) -> forms_public.RatingForm | None:
    return forms_public.RatingForm() if row.closed_on and row.satisfaction is None else None
