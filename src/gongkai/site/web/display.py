"""How large the letters are and how strong the contrast, as chosen by the reader and kept in a cookie.

The server applies the choice as classes of the root element, so that it holds without JavaScript.
"""

from __future__ import annotations

from typing import Final

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

COOKIE: Final = "gongkai_display"
SWITCHES: Final = ("large", "contrast")
_YEAR: Final = 365 * 24 * 3600


class Display(msgspec.Struct, frozen=True):
    """What is switched on."""

    large: bool = False
    contrast: bool = False

    @property
    def classes(self) -> str:
        """For the root element."""
        return " ".join(f"gk-{name}" for name in SWITCHES if getattr(self, name))


def of(request: HttpRequest) -> Display:
    """The choice of this reader; what the cookie says beyond the switches is passed over."""
    chosen = request.COOKIES.get(COOKIE, "").split("-")
    return Display(**{name: name in chosen for name in SWITCHES})


# A stranger's page could at most enlarge somebody's letters; without a token, readers of the portal get no cookie
# before they choose something.
@csrf_exempt
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Turn a switch (``large`` or ``contrast``, with 1 or 0) and go back to where one was."""
    now = of(request)
    chosen = [name for name in SWITCHES if request.POST.get(name, "1" if getattr(now, name) else "0") == "1"]
    answer = HttpResponseRedirect(_back(request))
    if chosen:
        answer.set_cookie(COOKIE, "-".join(chosen), _YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    here = {request.get_host()}
    if url_has_allowed_host_and_scheme(target, here, require_https=request.is_secure()):
        return target
    return reverse("workbench:home" if settings.GONGKAI_ONLY == "staff" else "portal:home")
