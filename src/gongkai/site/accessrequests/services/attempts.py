"""Query codes that were guessed wrong: each one makes the address wait longer, and in the end for a day."""

from __future__ import annotations

import datetime as dt
from typing import Final

from gongkai.errors import NotFoundError, TooManyError
from gongkai.site.accessrequests import selectors
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.models_intake import Attempt
from gongkai.site.audit.services import Recorder, recorded
from gongkai.site.web import clock
from gongkai.site.web.scope import Scope

# Seconds to wait after each wrong code in a row. Slips of the finger cost nothing; whoever goes on guessing gets some
# ten tries a day.
_WAITS: Final = (0, 0, 0, 5, 15, 60, 300, 900, 3600)
_LONGEST: Final = 24 * 3600
# From this many on it is no slip any more, and is told in the chain of events.
_TOLD: Final = 6
_FORGOTTEN: Final = dt.timedelta(hours=24)


def follow(scope: Scope, *, code: str, address: str) -> Request:
    """The request of a query code, asked for from ``address`` (a keyed digest).

    Raises NotFoundError for a wrong code, and TooManyError while the address waits: then nothing is looked up, so that
    a right code is not told from a wrong one either. A code is found by its keyed digest, so how long the answer takes
    tells nothing of the code.
    """
    with recorded() as log:
        attempt = _attempt(address)
        now = clock.now()
        if attempt.until > now:
            raise TooManyError(f"查询码多次输错，请{_span(attempt.until - now)}后再试。忘记查询码的，请联系受理机关。")
        request = selectors.by_code(code)
        if request is not None:
            log(scope, "request.follow", body=request.body_id, target=request)
            return request
        _failed(scope, attempt, now, log)
    raise NotFoundError("查询码不对。请核对回执上的十二位查询码，字母不分大小写。")


def sweep(scope: Scope) -> None:  # noqa: ARG001
    """Forget what is a day old."""
    now = clock.now()
    Attempt.objects.filter(last__lte=now - _FORGOTTEN, until__lte=now).delete()


def _attempt(address: str) -> Attempt:
    Attempt.objects.get_or_create(address=address, defaults={"last": clock.now(), "until": clock.now()})
    return Attempt.objects.select_for_update().get(address=address)


def _failed(scope: Scope, attempt: Attempt, now: dt.datetime, log: Recorder) -> None:
    # A right code does not wipe the slate: whoever has one of their own could go on guessing others'.
    fresh = attempt.last > now - _FORGOTTEN
    attempt.failures = attempt.failures + 1 if fresh else 1
    wait = _WAITS[attempt.failures - 1] if attempt.failures <= len(_WAITS) else _LONGEST
    attempt.last, attempt.until = now, now + dt.timedelta(seconds=wait)
    attempt.save()
    if attempt.failures >= _TOLD:
        log(scope, "request.guess", body=None, address=attempt.address[:16], failures=attempt.failures)


def _span(wait: dt.timedelta) -> str:
    seconds = int(wait.total_seconds()) + 1
    if seconds < 60:
        return f"{seconds}秒"
    return f"{-(-seconds // 60)}分钟" if seconds <= 5400 else f"{-(-seconds // 3600)}小时"
