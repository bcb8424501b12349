"""The app ``ledger``."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The year's records, work points, problems and new-media accounts."""

    name = "gongkai.site.ledger"
    label = "ledger"
    verbose_name = "台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the app's events, its guarded tables and what it offers to the workbench known."""
        from gongkai.site.audit import triggers, vocabulary
        from gongkai.site.ledger import offers
        from gongkai.site.ledger.events import EVENTS

        vocabulary.add(EVENTS)
        triggers.protect("ledger_record", "台账记录不得修改或者删除，请更正或者撤销")
        triggers.protect("ledger_step", "进展记录不得修改或者删除")
        offers.register()
