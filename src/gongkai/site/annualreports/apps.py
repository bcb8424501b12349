"""The app ``annualreports``."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AnnualReportsConfig(AppConfig):
    """The statutory annual report."""

    name = "gongkai.site.annualreports"
    label = "annualreports"
    verbose_name = "年度报告"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """As Django's; what stands beside reports has a module of its own."""
        super().import_models()
        import_module(f"{self.name}.models_beside")

    def ready(self) -> None:
        """Make the app's events and its kind of review known, and let nobody change what was finished."""
        from gongkai.site.annualreports import holder, offers
        from gongkai.site.annualreports.events import EVENTS
        from gongkai.site.audit import triggers, vocabulary

        vocabulary.add(EVENTS)
        triggers.protect("annualreports_version", "定稿的年度报告不得修改或者删除")
        triggers.protect("annualreports_move", "年度报告的经过不得修改或者删除")
        holder.register()
        offers.register()
