"""The app ``bodies``."""

from __future__ import annotations

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Public bodies."""

    name = "gongkai.site.bodies"
    label = "bodies"
    verbose_name = "机关"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the app's events known, and offer its search."""
        from gongkai.site.audit import vocabulary
        from gongkai.site.bodies import selectors
        from gongkai.site.bodies.events import EVENTS
        from gongkai.site.web import registry

        vocabulary.add(EVENTS)
        registry.add_search(selectors.hits)
