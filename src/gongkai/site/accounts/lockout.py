"""What somebody sees who has tried too many passwords."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gongkai.site.web.errors import answer


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """The page for it; it does not say whether the name exists."""
    return answer(request, 429, "LOCKED-OUT", _("登录失败次数过多，请十五分钟后再试，或者请管理员重设口令。"))
