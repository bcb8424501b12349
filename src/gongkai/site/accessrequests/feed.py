"""Days that are due as an iCalendar file (RFC 5545): numbers and days, nothing that names anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from gongkai.procedure.clock import RUNNING
from gongkai.site.accessrequests import selectors_desk
from gongkai.site.accessrequests.services.desk import url_of
from gongkai.site.web.scope import Scope

_MOST: Final = 500
_LINE: Final = 75
_ONE_DAY: Final = dt.timedelta(days=1)


def text(scope: Scope, address: str, now: dt.datetime) -> str:
    """The calendar of the open requests that ``scope`` may edit; ``address`` is the site's, without a slash."""
    return "".join(f"{folded}\r\n" for line in _lines(scope, address, now) for folded in _folded(line))


def _lines(scope: Scope, address: str, now: dt.datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongkai//requests//ZH", "X-WR-CALNAME:依申请公开")
    if scope.anywhere("request.edit"):
        rows = selectors_desk.worklist(scope).filter(scope.within("request.edit"), state__in=RUNNING)
        for request in rows.filter(due_on__isnull=False).order_by("act_on", "pk")[:_MOST]:
            yield from (
                "BEGIN:VEVENT",
                f"UID:request-{request.pk}@gongkai",
                f"DTSTAMP:{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
                f"DTSTART;VALUE=DATE:{request.due_on:%Y%m%d}",
                f"DTEND;VALUE=DATE:{request.due_on + _ONE_DAY:%Y%m%d}",
                f"SUMMARY:{_escaped(f'申请{request.number}答复期限届满（{request.body.called}）')}",
                f"URL:{address}{url_of(request)}",
                "END:VEVENT",
            )
    yield "END:VCALENDAR"


def _escaped(words: str) -> str:
    for char in ("\\", ";", ","):
        words = words.replace(char, f"\\{char}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, none ending within a character; those after the first are indented."""
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + width
    yield piece
