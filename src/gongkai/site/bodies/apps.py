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
        """Make the app's events known; offer its search, its place in the rail, and its work by the clock."""
        from django.utils.translation import gettext_lazy as _

        from gongkai.site.audit import vocabulary
        from gongkai.site.bodies import selectors, tasks
        from gongkai.site.bodies.events import EVENTS
        from gongkai.site.web import registry, schedule
        from gongkai.site.web.shell import Entry, add_entry

        vocabulary.add(EVENTS)
        registry.add_search(selectors.hits)
        add_entry(Entry(_("机关"), "bodies:list", "body.view", 60, icon="building", group="house"))
        schedule.add("bodies.refresh_tree", schedule.DAILY, tasks.refresh_tree)
        schedule.add("bodies.forget_drafts", schedule.DAILY, tasks.forget_drafts)
