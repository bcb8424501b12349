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
        """As Django's; the models of the desk have a module of their own."""
        super().import_models()
        import_module(f"{self.name}.models_desk")

    def ready(self) -> None:
        """Make the app's events, its kind of review, its todos and jobs known, and let nobody change what happened."""
        from gongkai.site.accessrequests import holder, offers
        from gongkai.site.accessrequests.events import EVENTS
        from gongkai.site.audit import triggers, vocabulary

        vocabulary.add(EVENTS)
        holder.register()
        offers.register()
        triggers.protect("accessrequests_step", "办理记录不得修改或者删除")
