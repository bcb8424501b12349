"""The app ``audit``."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Puts the triggers back after each migration, since a migration on SQLite may drop them with the table."""

    name = "gongkai.site.audit"
    label = "audit"
    verbose_name = "审计"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the app's events known, and listen to the end of migrations: an affair of the database alone."""
        from gongkai.site.audit import vocabulary
        from gongkai.site.audit.events import EVENTS

        vocabulary.add(EVENTS)
        post_migrate.connect(_install, sender=self)


def _install(using: str, **_: Any) -> None:
    from gongkai.site.audit import triggers

    triggers.install(connections[using])
