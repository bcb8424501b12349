"""A manager that refuses to forget whose rows they are.

A model that belongs to a body has ``objects = Scoped.manager()``. Its rows are reached by ``objects.within(scope,
action)`` or, by the program for its own ends, ``objects.unscoped("why")``; anything else raises Unscoped.
"""

from __future__ import annotations

from typing import Any, Generic, Self, TypeVar

from django.db import models

from gongkai.site.web.scope import Scope

M = TypeVar("M", bound=models.Model)


class Unscoped(RuntimeError):
    """A query on rows of bodies that nobody has limited: a mistake in the program, never of the user."""


class ScopedQuerySet(models.QuerySet[M], Generic[M]):
    """Rows that belong to bodies; ``path_field`` leads to the body's path."""

    path_field = "body__path"
    _limited = False

    def within(self, scope: Scope, action: str) -> Self:
        """The rows of bodies for which ``scope`` holds ``action``."""
        rows = self.filter(scope.within(action, self.path_field))
        rows._limited = True
        return rows

    def unscoped(self, why: str) -> Self:
        """All rows; ``why`` is for the reader of the code."""
        assert why
        rows = self.all()
        rows._limited = True
        return rows

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._limited = self._limited
        return clone

    def check(self) -> None:
        """Raise Unscoped where nobody has limited the rows."""
        if not self._limited:
            raise Unscoped(f"{self.model.__name__}: within(scope, action) or unscoped(why) comes first")

    def _fetch_all(self) -> None:
        self.check()
        super()._fetch_all()  # type: ignore[misc]

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        """As Django's."""
        self.check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        """As Django's."""
        self.check()
        return super().count()

    def exists(self) -> bool:
        """As Django's."""
        self.check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's."""
        self.check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """As Django's."""
        self.check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's."""
        self.check()
        return super().delete()
