"""What an officer is told before a request is registered: which day counts and why, what it lacks, who asked before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.procedure.events import Event
from gongkai.procedure.explain import say_date, say_day
from gongkai.procedure.lifecycle import replay
from gongkai.site.accessrequests import kinds
from gongkai.site.accessrequests.services import duplicates
from gongkai.site.accessrequests.services.register import Entry, faults
from gongkai.site.accessrequests.standing import first_event
from gongkai.site.accessrequests.tools import explained
from gongkai.site.bodies.models import Body
from gongkai.site.web.procedures import procedure
from gongkai.site.web.scope import Scope
from gongkai.site.web.templatetags.components import Fact
from gongkai.site.web.templatetags.gongkai import day as say

BY: Final = {"id": gettext_lazy("证件号码"), "phone": gettext_lazy("电话"), "email": gettext_lazy("电子邮箱"),
             "name": gettext_lazy("姓名")}  # fmt: skip
_RECEIPT: Final = {
    "arrival": gettext_lazy("送到之日即为收到申请之日"),
    "signature": gettext_lazy("签收之日为收到申请之日"),
    "confirmation": gettext_lazy("须经双方确认，确认之日为收到申请之日，确认之前不计算答复期限"),
}


def context(scope: Scope, body: Body, entry: Entry) -> dict[str, Any]:
    """All that the page of checking shows."""
    events = [first_event(entry.channel, entry.day, False)]
    if entry.confirmed and events[0].kind == "submitted":
        events.append(Event("confirmed", entry.day))
    history = replay(procedure().provisional, events)
    position = history.position
    assert position is not None
    found = duplicates.found(scope, body=body, particulars=entry.particulars, day=entry.day)
    return {
        "facts": _facts(entry),
        "calendar": list(_calendar(entry, position.start, scope.today)),
        "found": explained(history, scope.today),
        "running": position.received is not None,
        "faults": list(dict.fromkeys(faults(entry))),
        "alike": [(one, "、".join(str(BY[kind]) for kind in one.by), round(one.share * 100)) for one in found.alike],
        "counts": found,
        "nth": found.in_month + 1,
    }


def _facts(entry: Entry) -> list[Fact]:
    said = entry.particulars
    rows = [
        (_("渠道"), procedure().rules(entry.day).law.channels[entry.channel].label),
        (_("收到日期"), say(entry.day)),
        (_("申请人类别"), kinds.applicants(entry.day).get(entry.applicant, "")),
        (_("申请人"), "、".join(person.name for person in said.applicants)),
        (_("代理人"), said.agent.name if said.agent else ""),
        (_("申请的政府信息"), said.content),
    ]
    return [Fact(label, value) for label, value in rows if value]


def _calendar(entry: Entry, start: dt.date | None, today: dt.date) -> Iterator[str]:
    """Which day counts, and why; what has passed of the terms since."""
    rules, calendar = procedure().rules(entry.day), procedure().provisional.calendar
    rule = rules.law.receipt_rules[entry.channel]
    yield f"{_RECEIPT[rules.receipt(entry.channel)]}（{rules.law.cite_short(rule.basis[0])}）。"
    mark = calendar.mark(entry.day)
    if not mark.works:
        why = f"（{mark.name}）" if mark.name else ""
        yield _("%(day)s是休息日%(why)s：收到之日不因此顺延，自此后的第一个工作日起计。") % {
            "day": say_day(entry.day), "why": why,
        }  # fmt: skip
    passed = calendar.between(entry.day, today)
    if passed:
        yield _("收到至今已经过去%(days)d个工作日；登记日期是%(today)s，期限仍从收到之日计算。") % {
            "days": passed, "today": say_date(today),
        }  # fmt: skip
    limit = rules.days("supplement_notice")
    if start is not None and limit is not None:
        last = calendar.add(start, limit)
        words = _("需要补正的，最迟%(day)s一次性告知。") if last >= today else _("告知补正的期限已于%(day)s届满。")
        yield words % {"day": say_date(last)}
