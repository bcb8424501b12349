"""The app ``accessrequests``."""

from __future__ import annotations

from django.apps import AppConfig


class AccessRequestsConfig(AppConfig):
    """Disclosure on application."""

    name = "gongkai.site.accessrequests"
    label = "accessrequests"
    verbose_name = "依申请公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the app's events known, and let nobody change what happened."""
        from gongkai.site.accessrequests.events import EVENTS
        from gongkai.site.audit import triggers, vocabulary

        vocabulary.add(EVENTS)
        triggers.protect("accessrequests_step", "办理记录不得修改或者删除")
