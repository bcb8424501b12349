"""Pages by key: page 5,000 costs what page 1 costs, and nothing is counted.

The place after which a page begins is the sort key of the last row before it, signed by nobody and trusted by nobody:
it is read as values of the columns, or refused.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import msgspec
from django.db import models
from django.db.models import Q, QuerySet

from gongkai.errors import UsageError
from gongkai.site.web.prepared import Asked

M = TypeVar("M", bound=models.Model)
SIZE = 20


class Page(msgspec.Struct, Generic[M], frozen=True):
    """The rows of a page, and the marks of its neighbours (empty where there is none)."""

    rows: list[M]
    after: str
    before: str


def page(
    rows: QuerySet[M] | Asked[M], order: Sequence[str], *, after: str = "", before: str = "", size: int = SIZE
) -> Page[M]:
    """One page of ``rows`` in ``order``, columns that are never null and end with a unique one; ``-`` for descending.

    ``after`` and ``before`` are marks of an earlier page. Raises UsageError for a mark that is none.
    """
    back = bool(before)
    directed = [_turned(column) for column in order] if back else list(order)
    mark = before or after
    values = _values(rows.model, directed, mark) if mark else []

    def cut(whole: QuerySet[M], *values: Any) -> QuerySet[M]:
        placed = whole.filter(_beyond(directed, values)) if values else whole
        return placed.order_by(*directed)[: size + 1]

    if isinstance(rows, Asked):
        found = rows.changed((*directed, size), cut, *values)
    else:
        found = list(cut(rows, *values))
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    follows, precedes = (bool(mark), more) if back else (more, bool(mark))
    return Page(
        found,
        mark_of(found[-1], order) if found and follows else "",
        mark_of(found[0], order) if found and precedes else "",
    )


def _turned(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def mark_of(row: Any, order: Sequence[str]) -> str:
    """The mark of the page that begins after a row."""
    values = [getattr(row, column.lstrip("-")) for column in order]
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    condition, equal = Q(pk__in=()), Q()
    for column, value in zip(order, values, strict=True):
        name = column.lstrip("-")
        condition |= equal & Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    # Implied by the rest, and said again so that the database begins there and does not read what comes before.
    first = order[0].lstrip("-")
    return condition & Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": values[0]})


def _values(model: type[models.Model], order: Sequence[str], mark: str) -> list[Any]:
    try:
        raw = msgspec.json.decode(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)), type=list[str | int])
        if len(raw) != len(order):
            raise ValueError(mark)
        return [_value(model, column.lstrip("-"), value) for column, value in zip(order, raw, strict=True)]
    except (ValueError, binascii.Error, msgspec.MsgspecError) as error:
        raise UsageError("页码有误，请从第一页重新查看。") from error


def _value(model: type[models.Model], name: str, value: str | int) -> Any:
    field = model._meta.get_field(name)
    if isinstance(field, models.DateTimeField):
        return dt.datetime.fromisoformat(str(value))
    if isinstance(field, models.DateField):
        return dt.date.fromisoformat(str(value))
    if isinstance(value, int) and abs(value) >= 1 << 63:
        raise ValueError(value)
    return value
