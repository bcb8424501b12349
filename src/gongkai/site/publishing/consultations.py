"""Reading consultations: whether they are open, what was said, and what stands before and after them."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec
from django.db import connection
from django.db.models import Count, Q, QuerySet

from gongkai.errors import NotFoundError
from gongkai.site.publishing import catalogue, selectors
from gongkai.site.publishing.models import Adoption, Item, Opinion, State
from gongkai.site.web.scope import Scope


class Totals(msgspec.Struct, frozen=True):
    """How many opinions came in, and what became of them; ``waiting`` are those that nobody has weighed."""

    received: int
    adopted: int
    partly: int
    declined: int

    @property
    def waiting(self) -> int:
        """Those without a word about them."""
        return self.received - self.adopted - self.partly - self.declined


def is_consultation(item: Item, today: dt.date) -> bool:
    """Whether an item asks the public for opinions."""
    return item.subject in catalogue.of_role("consultation", today)


def is_open(item: Item, today: dt.date) -> bool:
    """Whether opinions are taken today; on the last day of the period they are. What the public was told counts."""
    if item.state != State.PUBLISHED or not is_consultation(item, today):
        return False
    until = item.current.facts.get("objection_until")
    return until is None or dt.date.fromisoformat(until) >= today


def of_item(item: Item) -> QuerySet[Opinion]:
    """The opinions on an item that the caller may see."""
    return Opinion.objects.unscoped("of an item that the caller may see").filter(item=item)


def get(scope: Scope, item: Item, opinion_id: int) -> Opinion:
    """An opinion on an item that ``scope`` may see. Raises NotFoundError."""
    rows = Opinion.objects.within(scope, "item.view").select_related("handled_by")
    found = rows.filter(item=item, pk=opinion_id).first()
    if found is None:
        raise NotFoundError("没有这条意见。")
    return found


def totals(item: Item) -> Totals:
    """How many opinions, and what became of them. One query."""
    counts = {name: Count("pk", filter=Q(adoption=value)) for name, value in _ADOPTIONS.items()}
    found = of_item(item).aggregate(received=Count("pk"), **counts)
    return Totals(**found)


_ADOPTIONS = {"adopted": Adoption.ADOPTED, "partly": Adoption.PARTLY, "declined": Adoption.DECLINED}


def around(item: Item) -> dict[str, list[Item]]:
    """What the public may read before and after an item: each kind of link, followed from its other end.

    One query where there is nothing, two where there is. Each link is followed by its own index: asked for in one
    condition, the database would go through all that is public. The words of the query are made once: put together by
    the models each time, they took a fifth of the page.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ends(), [State.PUBLISHED, item.pk] * len(_LINKS))
        kinds = cursor.fetchall()
    rows = selectors.public_items().in_bulk([pk for pk, _name in kinds]) if kinds else {}
    found: dict[str, list[Item]] = {name: [] for name in _LINKS.values()}
    for pk, name in sorted(kinds, reverse=True):
        if pk in rows:
            found[name].append(rows[pk])
    return found


@cache
def _ends() -> str:
    """Of each link the public items at its other end, by number, with the name of the kind."""
    one = "SELECT id, '{name}' FROM {table} WHERE state = %s AND {column}_id = %s"
    table = Item._meta.db_table
    parts = [one.format(name=name, table=table, column=column) for column, name in _LINKS.items()]
    return f"{' UNION ALL '.join(parts)} LIMIT {_MOST}"


_LINKS = {"interprets": "interpretations", "consulted": "documents", "feedback_on": "feedbacks"}
_MOST = 100


def without_feedback(scope: Scope, by: dt.date) -> QuerySet[Item]:
    """Public consultations that end by a day and on which no feedback is public yet."""
    rows = Item.objects.within(scope, "item.edit").filter(
        subject__in=catalogue.of_role("consultation", scope.today), state=State.PUBLISHED, objection_until__lte=by
    )
    answered = Item.objects.unscoped("public").filter(state=State.PUBLISHED, feedback_on__isnull=False)
    return rows.exclude(pk__in=answered.values("feedback_on")).select_related("body").order_by("objection_until")


def without_interpretation(scope: Scope, since: dt.date) -> QuerySet[Item]:
    """Documents published since a day that must be interpreted and are not yet."""
    rows = Item.objects.within(scope, "item.edit").filter(
        subject__in=catalogue.needing("interpretation", scope.today),
        state=State.PUBLISHED,
        repealed_on__isnull=True,
        published_at__date__gte=since,
    )
    interpreted = Item.objects.unscoped("public").filter(state=State.PUBLISHED, interprets__isnull=False)
    return rows.exclude(pk__in=interpreted.values("interprets")).select_related("body").order_by("published_at")
