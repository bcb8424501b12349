"""Selectors that pages ask again and again for the same person: the SQL is remembered, never what it gives.

``@remembered`` stands before a function from a scope to a query that depends on nothing but the scope. The SQL is kept
by who asks, on which day and with which rights, so that whoever gains or loses one is asked for anew; the rows are
read from the database each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Model, QuerySet

from gongkai.site.web.scope import Scope

M = TypeVar("M", bound=Model)
# People whose SQL is kept, for each selector of each worker.
_MOST: Final = 64


class _Kept:
    """A query with its SQL, bound to a connection; not to be narrowed any further, since the SQL would stay."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._rows: Any = rows
        query: Any = rows.query
        compiler = query.get_compiler(using=rows.db)
        try:
            made = compiler.as_sql()
        except EmptyResultSet:
            # Nothing is granted, so nothing is asked.
            self._rows = None
            return
        compiler.as_sql = lambda *_args, **_kwargs: made
        query.get_compiler = lambda *_args, **_kwargs: compiler

    def read(self) -> list[Any]:
        """The rows of this moment."""
        if self._rows is None:
            return []
        self._rows._result_cache, self._rows._prefetch_done = None, False
        found = list(self._rows)
        self._rows._result_cache = None
        return found


def remembered(build: Callable[[Scope], QuerySet[M, M]]) -> Callable[[Scope], list[M]]:
    """A selector that gives the rows of ``build`` as a list. One query."""
    kept: WeakKeyDictionary[Any, OrderedDict[Any, _Kept]] = WeakKeyDictionary()

    @wraps(build)
    def read(scope: Scope) -> list[M]:
        mine = kept.setdefault(connections[connection.alias], OrderedDict())
        key = (scope.actor, scope.today, tuple(scope.grants.items()))
        found = mine.pop(key, None) or _Kept(build(scope))
        mine[key] = found
        if len(mine) > _MOST:
            mine.popitem(last=False)
        return found.read()

    return read
