"""The app ``review``."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """Cases and their stages."""

    name = "gongkai.site.review"
    label = "review"
    verbose_name = "审核"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the app's events known, protect what is written once, and offer to the workbench what waits."""
        from gongkai.site.audit import triggers, vocabulary
        from gongkai.site.review import offers
        from gongkai.site.review.events import EVENTS
        from gongkai.site.web import registry, shell

        vocabulary.add(EVENTS)
        triggers.protect("review_submission", "送审内容不得修改或者删除")
        wipes: dict[str, triggers.Empty] = {"comment": "= ''", "scan_id": "IS NULL"}
        triggers.protect("review_decision", "审核结果不得修改或者删除", wipes)
        registry.add_todos(offers.todos, {"review": _("审核"), "returned": _("退回修改")})
        registry.add_search(offers.search)
        shell.add_entry(shell.Entry(_("审核"), "review:cases", "case.view", 20, icon="clipboard-check"))
