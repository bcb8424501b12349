"""What all processes of the site must know for a short while: how often a code was tried, and which was used already.

Django's own cache of this kind keeps pickles, by which whoever can write to the database could run programs; this one
keeps JSON.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction

from gongkai.site.web import clock
from gongkai.site.web.models import Remembered

_NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class SharedCache(BaseCache):
    """Kept in the database. Values must be such as JSON can say; TypeError else."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it unless there is one; of several at once, one alone is told True."""
        name, text, until = self._name(key, version), json.dumps(value), self._until(timeout)
        try:
            with transaction.atomic():
                Remembered.objects.filter(name=name, until__lte=clock.now()).delete()
                Remembered.objects.create(name=name, value=text, until=until)
        except IntegrityError:
            return False
        return True

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value while it lasts."""
        rows = Remembered.objects.filter(name=self._name(key, version), until__gt=clock.now())
        found = rows.values_list("value", flat=True).first()
        return default if found is None else json.loads(found)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep it."""
        values = {"value": json.dumps(value), "until": self._until(timeout)}
        Remembered.objects.update_or_create(name=self._name(key, version), defaults=values)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let it last anew; False where there is none."""
        rows = Remembered.objects.filter(name=self._name(key, version), until__gt=clock.now())
        return bool(rows.update(until=self._until(timeout)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget it; False where there was none."""
        return bool(Remembered.objects.filter(name=self._name(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        Remembered.objects.all().delete()

    def _name(self, key: Any, version: int | None) -> str:
        return self.make_and_validate_key(key, version=version)

    def _until(self, timeout: Any) -> dt.datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return _NEVER if seconds is None else clock.now() + dt.timedelta(seconds=seconds)


def forget() -> None:
    """Take away what has had its time."""
    Remembered.objects.filter(until__lte=clock.now()).delete()
