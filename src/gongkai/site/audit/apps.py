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
        """Listen to the end of migrations: the one signal of the site, and an affair of the database alone."""
        post_migrate.connect(_install, sender=self)


def _install(using: str, **_: Any) -> None:
    from gongkai.site.audit import triggers

    triggers.install(connections[using])
