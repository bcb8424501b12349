"""By when a report is due: by article 49, and by the notice of the office above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec
from django.db.models import QuerySet

from gongkai.law import LawView
from gongkai.law.book import current_book
from gongkai.law.report_model import ReportDate
from gongkai.site.annualreports.models import LocalDate
from gongkai.site.bodies.models import Body
from gongkai.site.web import clock


class Deadline(msgspec.Struct, frozen=True):
    """A day by which a report is due, and why that day; ``handing_in``: to the office above, else before the public."""

    label: str
    day: dt.date
    why: str
    handing_in: bool = False


def deadlines(body: Body, year: int, dates: Iterable[LocalDate] | None = None) -> list[Deadline]:
    """When the report of ``body`` for ``year`` is due, the earliest first.

    Whoever asks for many bodies gives the ``local_dates`` of the year, so that no query is asked for each of them.
    """
    law = current_book().at(clock.today())
    found = [
        Deadline("公布期限", dt.date.fromisoformat(f"{year + 1}-{rule.day}"), f"{_cited(law, rule)}。{rule.reading}")
        for rule in law.reporting
        if body.kind in rule.kinds and body.level in rule.levels
    ]
    local = _nearest(body, local_dates(year).filter(body__path__in=_above(body)) if dates is None else dates)
    if local is not None:
        why = f"{local.body.called}的通知{f'（{local.notice}）' if local.notice else ''}。"
        found.append(Deadline("报送期限", local.day, why, handing_in=True))
    return sorted(found, key=lambda deadline: deadline.day)


def local_dates(year: int) -> QuerySet[LocalDate]:
    """The days that bodies have set for those below them."""
    return LocalDate.objects.unscoped("set for the bodies below").filter(year=year).select_related("body")


def _nearest(body: Body, dates: Iterable[LocalDate]) -> LocalDate | None:
    """The day that the nearest body above has set."""
    above = _above(body)
    return max((row for row in dates if row.body.path in above), key=lambda row: len(row.body.path), default=None)


def _above(body: Body) -> list[str]:
    """The paths of all bodies above."""
    return [body.path[:end] for end in range(Body.steplen, len(body.path), Body.steplen)]


def _cited(law: LawView, rule: ReportDate) -> str:
    return "、".join(law.cite_short(basis) for basis in rule.basis)
