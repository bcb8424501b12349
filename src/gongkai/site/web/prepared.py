"""Queries whose words are put together once; later only their values are exchanged.

To make the SQL of a query costs Django several times what SQLite needs to answer it. For the pages that everybody
reads it is made once for each thread and kept.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Generic, NoReturn, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, models
from django.db.models import QuerySet

from gongkai.site.web.scoped import ScopedQuerySet

M = TypeVar("M", bound=models.Model)
Change = Callable[..., QuerySet[M, Any]]
_MOST: Final = 64
# What stands in a query for a value of that type until there is one; the number tells several of them apart.
_STAND_INS: Final[dict[type, Callable[[int], Any]]] = {
    int: lambda number: 2_000_000_000 + number,
    str: lambda number: f"\ue000{number}",
    dt.date: lambda number: dt.date(1901, 1, number),
    dt.datetime: lambda number: dt.datetime(1901, 1, 1, number, tzinfo=dt.UTC),
}


class Prepared(Generic[M]):
    """The query that ``make`` gives for some values: whole numbers, texts, days and moments, never None.

    ``make`` is called with stand-ins, so it may only hand the values on, as they are, to conditions of the query.
    """

    def __init__(self, model: type[M], make: Callable[..., QuerySet[M, Any]]) -> None:
        self.model, self._make = model, make
        self._kept = threading.local()

    def of(self, *values: Any) -> Asked[M]:
        """The query for these values."""
        return Asked(self, values)

    def words(self, name: Hashable, change: Change[M], values: Sequence[Any], more: Sequence[Any]) -> Words:
        """The changed query as this thread keeps it."""
        kept: dict[Hashable, Words] = self._kept.__dict__.setdefault("words", {})
        key = (name, *map(type, values), *map(type, more))
        found = kept.get(key)
        if found is None:
            stand_ins = [_STAND_INS[type(value)](number) for number, value in enumerate((*values, *more), 1)]
            first, last = stand_ins[: len(values)], stand_ins[len(values) :]
            found = Words(lambda: change(self._make(*first), *last), stand_ins)
            if len(kept) < _MOST:
                kept[key] = found
        return found


class Asked(Generic[M]):
    """A prepared query with its values; each call reads anew."""

    def __init__(self, prepared: Prepared[M], values: Sequence[Any]) -> None:
        self._prepared, self._values = prepared, values
        self.model = prepared.model

    def rows(self) -> list[Any]:
        """All rows: objects, or tuples where the query asks for values."""
        return self.changed("", lambda rows: rows)

    def first(self) -> Any:
        """The first row; None where there is none. The query should ask for no more."""
        return next(iter(self.rows()), None)

    def changed(self, name: Hashable, change: Change[M], *more: Any) -> list[Any]:
        """The rows of ``change(query, *more)``. The name tells apart all changes that are ever asked for."""
        return self._prepared.words(name, change, self._values, more).rows((*self._values, *more))


class Words:
    """A query with its SQL and the places of its values. Belongs to one thread, since it holds its connection.

    ``make`` may only put the query together: what it asked of the database now would stand in the SQL for ever, so
    that raises RuntimeError. TypeError where a value of ``stand_ins`` does not come through as it is.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]], stand_ins: Sequence[Any] = ()) -> None:
        with connection.execute_wrapper(_refuse):
            rows = make()
        if isinstance(rows, ScopedQuerySet):
            rows.check()
        compiler = rows.query.get_compiler(rows.db)
        self._ops = connections[rows.db].ops
        try:
            self._sql, params = compiler.as_sql()
        except EmptyResultSet:
            self._sql, params = "", ()
        self._params = list(params)
        wanted = [self._adapted(value) for value in stand_ins]
        self._places = [(at, wanted.index(param)) for at, param in enumerate(params) if param in wanted]
        if self._sql and {number for _at, number in self._places} != set(range(len(stand_ins))):
            raise TypeError(f"a value was lost on its way into {self._sql}")
        converters = compiler.get_converters([column[0] for column in compiler.select or ()])
        # From now on the query asks for its words in vain, and how to read its columns: both stand.
        compiler.as_sql = lambda *_args, **_options: (self._sql, tuple(self._params))  # type: ignore[method-assign]
        compiler.get_converters = lambda _columns: converters  # type: ignore[method-assign]
        rows.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        self._rows: Any = rows

    def rows(self, values: Sequence[Any] = ()) -> list[Any]:
        """The rows for these values, as they are now."""
        if not self._sql:
            return []
        for at, number in self._places:
            self._params[at] = self._adapted(values[number])
        self._rows._result_cache, self._rows._prefetch_done = None, False
        found = list(self._rows)
        self._rows._result_cache = None
        return found

    def _adapted(self, value: Any) -> Any:
        """As the database takes it."""
        if isinstance(value, dt.datetime):
            return self._ops.adapt_datetimefield_value(value)
        return self._ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value


def _refuse(*_args: Any) -> NoReturn:
    raise RuntimeError("a query that is kept must not depend on what another one gave")
