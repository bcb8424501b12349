"""What the app offers to the workbench: what is missing, neglected or due; its search; its entry of the rail."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.site.ledger import reminders
from gongkai.site.ledger.models import Matter
from gongkai.site.ledger.services import reminding
from gongkai.site.web import registry, schedule, shell
from gongkai.site.web.scope import Scope


def register() -> None:
    """Called once, when the app is loaded."""
    words = {
        "ledger": gettext_lazy("台账"),
        "media": gettext_lazy("政务新媒体"),
        "matter": gettext_lazy("工作要点和问题"),
    }
    registry.add_todos(todos, words)
    registry.add_search(search)
    schedule.add("ledger.remind", schedule.DAILY, reminding.remind)
    shell.add_entry(shell.Entry(gettext_lazy("台账"), "ledger:all", "ledger.view", 40, icon="journal-text"))


def todos(scope: Scope) -> Iterator[registry.Todo]:
    """Months without records, neglected accounts, matters that are due."""
    if not scope.anywhere("ledger.edit"):
        return
    for gap in reminders.recent_gaps(scope):
        title = _("登记%(year)d年%(month)d月的台账（还缺 %(count)d 项）")
        title %= {"year": gap.month.year, "month": gap.month.month, "count": len(gap.metrics)}
        url = reverse("ledger:nil", args=[gap.body.code]) + f"?month={gap.month:%Y-%m}"
        yield registry.Todo("ledger", title, url, gap.body.called, gap.due)
    for account, due in reminders.neglected(scope):
        url = reverse("ledger:accounts", args=[account.body.code])
        title = _("更新政务新媒体账号“%(name)s”") % {"name": account.name}
        yield registry.Todo("media", title, url, account.body.called, due, since=account.updated_on)
    for matter in reminders.due_matters(scope):
        url = reverse("ledger:matter", args=[matter.body.code, matter.pk])
        yield registry.Todo("matter", matter.title, url, matter.body.called, matter.due_on)


def search(scope: Scope, words: str, most: int) -> Iterator[registry.Hit]:
    """Work points and problems whose words hold these."""
    rows = Matter.objects.within(scope, "ledger.view").filter(title__contains=words).select_related("body")
    for matter in rows.order_by("-pk")[:most]:
        url = reverse("ledger:matter", args=[matter.body.code, matter.pk])
        note = f"{matter.body.called} {matter.year} {matter.get_state_display()}"
        yield registry.Hit(str(matter.get_kind_display()), matter.title, url, note)
