"""What is done by the clock: those who keep a ledger are told, once a month, of what is missing."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.urls import reverse

from gongkai.site.accounts.selectors import holders
from gongkai.site.accounts.services import notify
from gongkai.site.audit.services import recorded
from gongkai.site.bodies.models import Body
from gongkai.site.bodies.selectors import in_being
from gongkai.site.ledger import reminders
from gongkai.site.ledger.models import Reminder
from gongkai.site.web.scope import Scope
from gongkai.site.web.templatetags.gongkai import day

# So many days before last month's ledger should be complete.
_AHEAD: Final = dt.timedelta(days=3)


def remind(scope: Scope) -> int:
    """Tell the handlers of each body what last month's ledger lacks; how many bodies. Runs daily."""
    today = scope.today
    last = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    bodies = list(Body.objects.filter(in_being(today)).order_by("path"))
    due = [gap for gap in reminders.gaps(bodies, [last], today) if gap.due - _AHEAD <= today]
    return sum(_remind(scope, gap) for gap in due)


def _remind(scope: Scope, gap: reminders.Gap) -> int:
    people = holders(role="handler", body=gap.body, today=scope.today)
    if not people:
        return 0
    with recorded():
        rows = Reminder.objects.unscoped("run by the clock")
        _row, new = rows.get_or_create(body=gap.body, month=gap.month)
        if new:
            text = f"{gap.body.called}{gap.month.year}年{gap.month.month}月的台账还缺{len(gap.metrics)}项，"
            text += f"请在{day(gap.due)}以前登记，没有发生的确认为零。"
            url = reverse("ledger:nil", args=[gap.body.code]) + f"?month={gap.month:%Y-%m}"
            notify(scope, users=people, kind="ledger", text=text, url=url)
    return int(new)
