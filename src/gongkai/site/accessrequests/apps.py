"""The app ``accessrequests``."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AccessRequestsConfig(AppConfig):
    """Disclosure on application."""

    name = "gongkai.site.accessrequests"
    label = "accessrequests"
    verbose_name = "依申请公开"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """As Django's; what stands before a request, and what the desk keeps, have modules of their own."""
        super().import_models()
        for name in ("models_intake", "models_desk", "models_archive"):
            import_module(f"{self.name}.{name}")

    def ready(self) -> None:
        """Make the app's events, its kind of review, its todos and jobs known, and let nobody change what happened."""
        from gongkai.site.accessrequests import holder, offers, offers_archive, offers_intake
        from gongkai.site.accessrequests.events import EVENTS
        from gongkai.site.audit import triggers, vocabulary

        vocabulary.add(EVENTS)
        holder.register()
        offers.register()
        triggers.protect("accessrequests_step", "办理记录不得修改或者删除", wipes={"words": "= ''"})
        triggers.protect("accessrequests_ownwords", "文书文本的版本不得修改或者删除")
        offers_intake.register()
        offers_archive.register()
