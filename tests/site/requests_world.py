"""Requests for the tests: invented applicants, and a request handed in or entered in one call."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gongkai.site.accessrequests import services
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.services import Entry, Registered
from gongkai.site.accessrequests.values import Particulars, Person
from gongkai.site.bodies.models import Body
from gongkai.site.web.scope import Scope, public
from gongkai.text.identifiers import id_check_digit

RECEIVED = dt.date(2026, 3, 2)


def citizen(serial: int = 1, **more: Any) -> Person:
    """A person who does not exist: no province begins with 99."""
    first = f"990100199001{serial % 28 + 1:02d}{serial % 1000:03d}"
    values = {
        "name": f"林{'一二三四五六七八九'[serial % 9]}秋",
        "id_kind": "resident",
        "id_number": first + id_check_digit(first),
        "phone": f"199{serial:08d}",
        "address": f"云岭县石桥镇东街{serial}号",
    }
    return Person(**values | more)


def asking(content: str = "2025年石桥镇道路硬化项目的验收报告", serial: int = 1, **more: Any) -> Particulars:
    """What one person asks for."""
    return Particulars(applicants=(citizen(serial),), content=content, form="electronic", way="email", **more)


def entered(scope: Scope, body: Body, *, channel: str = "in_person", day: dt.date = RECEIVED, **more: Any) -> Request:
    """A request that an officer has entered and that has been received."""
    particulars = more.pop("particulars", None) or asking()
    entry = Entry(channel=channel, day=day, applicant="natural", particulars=particulars, confirmed=True)
    return services.enter(scope, body=body, entry=entry).request


def handed_in(body: Body, day: dt.date, particulars: Particulars | None = None) -> Registered:
    """A request that somebody handed in on the portal and that nobody has confirmed."""
    entry = Entry(channel="online", day=day, applicant="natural", particulars=particulars or asking())
    return services.submit(public(day), body=body, entry=entry)
