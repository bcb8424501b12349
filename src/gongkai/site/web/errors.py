"""From exceptions to answers: a page for people, and one JSON shape for machines.

{"error": {"code": "NOT-FOUND", "message": "没有这一页。", "status": 404}}
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.errors import (
    ConflictError,
    ForbiddenError,
    GongkaiError,
    NotFoundError,
    StorageError,
    TooLargeError,
    TooManyError,
)

logger = logging.getLogger("gongkai.site")

_STATUS: Final[tuple[tuple[type[Exception], int], ...]] = (
    (NotFoundError, 404),
    (ForbiddenError, 403),
    (ConflictError, 409),
    (TooLargeError, 413),
    (TooManyError, 429),
    (StorageError, 500),
    (GongkaiError, 400),
)


class ErrorsMiddleware:
    """Turns exceptions raised on purpose into answers; what was not on purpose is logged and told as 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle one request."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to an exception of a view; None leaves it to Django."""
        if isinstance(error, GongkaiError):
            if status_of(error) >= 500:
                logger.error("%s %s: %s", request.method, request.path, error)
            return answer(request, status_of(error), error.code, error.message)
        if isinstance(error, (Http404, PermissionDenied, BadRequest, SuspiciousOperation)) or settings.DEBUG:
            return None
        logger.exception("%s %s", request.method, request.path)
        return server_error(request)


def status_of(error: GongkaiError) -> int:
    """The HTTP status of an exception."""
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def answer(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    """The error as JSON where the caller asks for it, else as a page."""
    if wants_json(request):
        return JsonResponse({"error": {"code": code, "message": message, "status": status}}, status=status)
    context = {"status": status, "code": code, "message": message, "title": _title(status)}
    return render(request, "web/error.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether the caller is a program: an address under /api/ or ending in .json, or a header that says so."""
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """For addresses that lead nowhere."""
    return answer(request, 404, NotFoundError.code, _("没有这一页。请检查网址，或者从首页查找。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """For what Django itself refuses."""
    return answer(request, 403, ForbiddenError.code, _("您没有查看这一页的权限。"))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """For a form that was open for too long, or that came from elsewhere."""
    return answer(
        request, 403, "EXPIRED-FORM", _("页面停留时间过长，请返回上一页，刷新后重新提交。填写的内容没有保存。")
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For what cannot be read as a request."""
    if isinstance(exception, RequestDataTooBig):
        return answer(request, 413, TooLargeError.code, _("提交的内容过大。"))
    return answer(request, 400, "BAD-REQUEST", _("请求有误，请返回上一页重试。"))


def server_error(request: HttpRequest) -> HttpResponse:
    """For our own mistakes; the details are in the log."""
    return answer(request, 500, "SERVER-ERROR", _("系统出错，已经记录。请稍后再试；仍然不行的，请联系管理员。"))


def _title(status: int) -> str:
    titles = {
        403: _("没有权限"),
        404: _("找不到这一页"),
        409: _("内容已经变化"),
        413: _("文件过大"),
        429: _("请稍后再试"),
        500: _("系统出错"),
    }
    return titles.get(status, _("无法办理"))
