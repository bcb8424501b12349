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

from django.db import connection, connections
from django.db.models import Model, QuerySet

from gongkai.site.web.prepared import Words
from gongkai.site.web.scope import Scope

M = TypeVar("M", bound=Model)
# People whose SQL is kept, for each selector of each worker.
_MOST: Final = 64


def remembered(build: Callable[[Scope], QuerySet[M, M]]) -> Callable[[Scope], list[M]]:
    """A selector that gives the rows of ``build`` as a list. One query."""
    kept: WeakKeyDictionary[Any, OrderedDict[Any, Words]] = WeakKeyDictionary()

    @wraps(build)
    def read(scope: Scope) -> list[M]:
        mine = kept.setdefault(connections[connection.alias], OrderedDict())
        key = (scope.actor, scope.today, tuple(scope.grants.items()))
        found = mine.pop(key, None) or Words(lambda: build(scope))
        mine[key] = found
        if len(mine) > _MOST:
            mine.popitem(last=False)
        return found.rows()

    return read
