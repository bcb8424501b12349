"""Documents that can be in force: which held on a day, and what a year added and took away."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gongkai.site.bodies.models import Body
from gongkai.site.publishing import catalogue
from gongkai.site.publishing.models import Item
from gongkai.site.web import sheets
from gongkai.site.web.templatetags.gongkai import iso

Standing = Literal["in_force", "repealed", "expired"]


class DocumentCounts(msgspec.Struct, frozen=True):
    """制发, 废止 and 现行有效."""

    issued: int
    repealed: int
    in_force: int


class Reconciled(msgspec.Struct, frozen=True):
    """A year's documents: those that held at its beginning, what it added and took away, those that hold at its end."""

    year: int
    before: int
    issued: int
    repealed: int
    expired: int
    after: int

    @property
    def adds_up(self) -> bool:
        """Whether the end is what follows from the beginning; not so where a document was issued and ended twice."""
        return self.before + self.issued - self.repealed - self.expired == self.after


def of_body(body: Body, today: dt.date) -> QuerySet[Item]:
    """The documents of a body that are or were public, newest first."""
    rows = Item.objects.unscoped("public").filter(body=body, subject__in=catalogue.of_role("document", today))
    return rows.filter(current__isnull=False, formed_on__isnull=False)


def in_force(rows: QuerySet[Item], day: dt.date) -> QuerySet[Item]:
    """Those that hold on a day: issued by then, not repealed, their term not over."""
    rows = rows.filter(formed_on__lte=day).filter(Q(repealed_on__isnull=True) | Q(repealed_on__gt=day))
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def standing(item: Item, day: dt.date) -> Standing:
    """What a document is on a day: repealed comes before expired, since it is an act of the body."""
    if item.repealed_on is not None and item.repealed_on <= day:
        return "repealed"
    return "expired" if item.valid_until is not None and item.valid_until < day else "in_force"


def standing_words(name: Standing) -> str:
    """The official word."""
    return {"in_force": _("现行有效"), "repealed": _("已废止"), "expired": _("已失效")}[name]


def of_year(body: Body, subject: str, year: int) -> DocumentCounts:
    """What chapter two counts of documents of a subject: issued and repealed in the year, in force at its end."""
    counts = {column: behind(body, subject, year, column).count() for column in DocumentCounts.__struct_fields__}
    return DocumentCounts(**counts)


def behind(body: Body, subject: str, year: int, column: str) -> QuerySet[Item]:
    """The documents that make one of the numbers of ``of_year``, by its name."""
    end = dt.date(year, 12, 31)
    public = Item.objects.unscoped("counted for the report of the body").filter(body=body, subject=subject)
    public = public.filter(current__isnull=False, formed_on__lte=end)
    if column == "issued":
        return public.filter(formed_on__year=year)
    return public.filter(repealed_on__year=year) if column == "repealed" else in_force(public, end)


def reconcile(body: Body, year: int, today: dt.date) -> Reconciled:
    """The documents of a year, for the yearly list that goes to the justice office. Five queries."""
    rows = of_body(body, today)
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    # Repealed after its term was over: it had ended already.
    repealed = rows.filter(repealed_on__year=year).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=first))
    ended = Q(valid_until__gte=first - dt.timedelta(days=1), valid_until__lt=last)
    expired = rows.filter(ended).filter(Q(repealed_on__isnull=True) | Q(repealed_on__gt=last))
    return Reconciled(
        year,
        in_force(rows, first - dt.timedelta(days=1)).count(),
        rows.filter(formed_on__year=year).count(),
        repealed.count(),
        expired.count(),
        in_force(rows, last).count(),
    )


def workbook(body: Body, year: int, today: dt.date) -> bytes:
    """The list of a year as a workbook: every document issued by its end, with what it is then."""
    end = dt.date(year, 12, 31)
    headings = {"number": "文号", "title": "标题", "formed": "成文日期", "until": "有效期至", "repealed": "废止日期"}
    headings |= {"legality": "合法性审核", "filing": "备案", "standing": f"{year}年末"}
    rows = [
        {
            "number": item.document_number,
            "title": item.title,
            "formed": iso(item.formed_on),
            "until": iso(item.valid_until),
            "repealed": iso(item.repealed_on),
            "legality": item.legality_review,
            "filing": item.filing,
            "standing": standing_words(standing(item, end)),
        }
        for item in of_body(body, today).filter(formed_on__lte=end).order_by("formed_on", "pk")
    ]
    return sheets.write([(f"{year}年规范性文件", headings, rows)], {"title": 50, "number": 24})
