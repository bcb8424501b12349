"""How long the text of a report may be: by the body's own rule, and by those of the bodies above."""

from __future__ import annotations

from django.db.models import Q

from gongkai.report.checks import Limits
from gongkai.site.annualreports.models_beside import Limit
from gongkai.site.bodies.models import Body


def rules(body: Body, year: int) -> list[Limit]:
    """The rules that hold for the report of ``body`` for ``year``: of each body the newest, the nearest body first."""
    above = [body.path[:end] for end in range(Body.steplen, len(body.path), Body.steplen)]
    rows = Limit.objects.unscoped("they hold for the body").filter(
        Q(body=body) | Q(body__path__in=above, below=True), year__lte=year
    )
    found: dict[int, Limit] = {}
    for row in rows.select_related("body").order_by("-body__path", "-year"):
        found.setdefault(row.body_id, row)
    return list(found.values())


def limits(body: Body, year: int) -> Limits | None:
    """The smallest of what the rules allow; None where none is set."""
    known = rules(body, year)
    whole = min((row.whole for row in known if row.whole is not None), default=None)
    section = min((row.section for row in known if row.section is not None), default=None)
    if whole is None and section is None:
        return None
    tightest = [
        row
        for row in known
        if (whole is not None and row.whole == whole) or (section is not None and row.section == section)
    ]
    return Limits(whole, section, "、".join(_source(row, body) for row in tightest))


def _source(row: Limit, body: Body) -> str:
    who = "本机关的规定" if row.body_id == body.pk else f"{row.body.called}的规定"
    return f"{who}（{row.notice}）" if row.notice else who
