"""The app ``workbench``."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbenchConfig(AppConfig):
    """See the package."""

    name = "gongkai.site.workbench"
    label = "workbench"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the pages into the rail and the search into the head, and tell the frame where help is."""
        from gongkai.site.web import help as place
        from gongkai.site.web.shell import Entry, add_entry, set_search
        from gongkai.site.workbench import help

        add_entry(Entry(_("待办"), "workbench:home", "staff.enter", 10, icon="card-checklist"))
        add_entry(Entry(_("审计"), "workbench:audit", "audit.view", 90, icon="shield-check", group="house"))
        set_search("workbench:search")
        place.set_provider(help.topic)
