"""The app ``remedies``."""

from __future__ import annotations

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    """Reconsideration, suits and complaints."""

    name = "gongkai.site.remedies"
    label = "remedies"
    verbose_name = "行政复议、行政诉讼"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the app's events and todos known, and let nobody change what happened."""
        from gongkai.site.accessrequests import companions
        from gongkai.site.audit import triggers, vocabulary
        from gongkai.site.remedies import offers, selectors, services
        from gongkai.site.remedies.events import EVENTS
        from gongkai.site.remedies.services import papers

        vocabulary.add(EVENTS)
        offers.register()
        companion = companions.Companion(holds=selectors.open_reason, wipe=services.wipe, papers=papers.held)
        companions.add("remedies", companion)
        triggers.protect("remedies_step", "案件进展记录不得修改或者删除")
