"""The app ``publishing``."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class PublishingConfig(AppConfig):
    """Proactive disclosure."""

    name = "gongkai.site.publishing"
    label = "publishing"
    verbose_name = "主动公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the app's events, its kind of review, its todos and its jobs known."""
        from gongkai.site.audit import triggers, vocabulary
        from gongkai.site.publishing import holder, offers
        from gongkai.site.publishing.events import EVENTS

        vocabulary.add(EVENTS)
        triggers.protect("publishing_version", "已公开的版本不得修改或者删除")
        holder.register()
        offers.register()
        post_migrate.connect(_install, sender=self)


def _install(using: str, **_: Any) -> None:
    from gongkai.site.publishing import sql

    sql.install(connections[using])
