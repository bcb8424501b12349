"""Sessions in the database, as Django keeps them; reading one, which every page does, is a prepared query."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from gongkai.site.web.prepared import Prepared

_DATA: Final = Prepared(
    Session,
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list(
        "session_data", flat=True
    ),
)


class SessionStore(DatabaseStore):
    """What ``SESSION_ENGINE`` names."""

    def load(self) -> dict[str, Any]:
        """What was kept; nothing, and no key, where it has expired or was taken away."""
        found = _DATA.of(self.session_key, timezone.now()).first()
        if found is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(found)
        return kept
