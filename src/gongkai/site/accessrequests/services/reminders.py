"""What is done by the clock: terms that move with the days are brought up to date, and handlers are reminded."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from gongkai.procedure.clock import RUNNING
from gongkai.site.accessrequests import days, selectors
from gongkai.site.accessrequests.models import Request
from gongkai.site.accessrequests.models_desk import Reminder
from gongkai.site.accessrequests.services.desk import due_words, handlers, url_of
from gongkai.site.accessrequests.standing import derive
from gongkai.site.accounts.services import notify
from gongkai.site.audit.services import recorded
from gongkai.site.web.scope import Scope

_CONSULTING = "consulting"


def refresh(scope: Scope) -> int:
    """Bring up to date the days of open requests that have moved; how many. Runs daily.

    They move while an opinion without a limit is awaited, and when a year's rest days come to be known.
    """
    moving = Q(state=_CONSULTING) | Q(act_on__gte=scope.today, act_on__lt=dt.date.max)
    rows = Request.objects.unscoped("run by the clock").filter(moving)
    changed = 0
    for request_id in list(rows.values_list("pk", flat=True)):
        with recorded():
            held = rows.select_for_update(of=("self",)).filter(pk=request_id).first()
            if held is None:
                continue
            before = held.due_on, held.waiting_until
            derive(held, selectors.history(held), scope.today)
            if (held.due_on, held.waiting_until) != before:
                held.save(update_fields=["due_on", "waiting_until", "act_on"])
                changed += 1
    return changed


def remind(scope: Scope) -> int:
    """Tell handlers what is due soon, due today or late, once for each day and stage; how many requests. Runs daily."""
    last = days.soon(scope.today)
    rows = Request.objects.unscoped("run by the clock").filter(state__in=RUNNING, due_on__lte=last)
    told = 0
    for request in rows.select_related("body", "handler").order_by("due_on", "pk"):
        assert request.due_on is not None  # the rows were chosen by it
        stage = "late" if request.due_on < scope.today else "last" if request.due_on == scope.today else "soon"
        with recorded():
            reminders = Reminder.objects.unscoped("run by the clock")
            _row, new = reminders.get_or_create(request=request, day=request.due_on, stage=stage)
            if new:
                users = [request.handler] if request.handler else handlers(request.body, scope.today)
                prefix = {"late": "已经逾期：", "last": "今天到期：", "soon": "即将到期："}[stage]
                text, url = prefix + due_words(request), url_of(request)
                notify(scope, users=users, kind="request", text=text, url=url)
                told += 1
    return told
