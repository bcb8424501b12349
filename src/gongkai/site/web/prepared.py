"""Queries that every page asks: their SQL is put together once, for it costs more than the asking.

``Prepared(lambda user: Notice.objects.filter(user=user).values_list("pk"), user=int)`` is asked with
``.rows(user=3)``. The query must be of one shape whatever its values, which are numbers, texts, days and moments.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import QuerySet

# Values that stand for those to come, and that nothing else in a query is equal to; by their place among the names.
_SAMPLES: Final[dict[type, Callable[[int], Any]]] = {
    int: lambda at: -(10**15) - at,
    str: lambda at: f"\x00{at}",
    dt.date: lambda at: dt.date(1, 2, 1 + at),
    dt.datetime: lambda at: dt.datetime(1, 3, 1 + at, tzinfo=dt.UTC),
}


class _Slot(NamedTuple):
    """Where in the SQL the value of a name goes."""

    name: str


class _Compiled(NamedTuple):
    """The SQL of one engine, its parameters with slots among them, and how columns become values."""

    sql: str
    params: tuple[Any, ...]
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]


class Prepared:
    """A query by the types of its values. Raises RuntimeError when first asked if it does not use one of them."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **types: type) -> None:
        self._build, self._types = build, types
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """What the query gives for ``values``: a tuple of columns for each row. One query."""
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            compiled = self._compiled[connection.vendor] = self._compile()
        params = [_adapted(values[one.name]) if isinstance(one, _Slot) else one for one in compiled.params]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, params)
            found = cursor.fetchall()
        return [_converted(row, compiled) for row in found] if compiled.converters else found

    def _compile(self) -> _Compiled:
        samples = {name: _SAMPLES[kind](at) for at, (name, kind) in enumerate(self._types.items())}
        compiler = self._build(**samples).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        slots = {_adapted(sample): _Slot(name) for name, sample in samples.items()}
        filled = tuple(slots.get(one, one) for one in params)
        if unused := set(slots.values()) - set(filled):
            raise RuntimeError(f"the query does not use {', '.join(slot.name for slot in unused)}")
        return _Compiled(sql, filled, compiler.get_converters([column[0] for column in compiler.select]))


def _adapted(value: Any) -> Any:
    """The value as the engine takes it."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value


def _converted(row: tuple[Any, ...], compiled: _Compiled) -> tuple[Any, ...]:
    values = list(row)
    for at, (converters, expression) in compiled.converters.items():
        for convert in converters:
            values[at] = convert(values[at], expression, connection)
    return tuple(values)
