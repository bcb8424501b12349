"""The app ``workbench``."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """See the package."""

    name = "gongkai.site.workbench"
    label = "workbench"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put 待办 into the rail."""
        from django.utils.translation import gettext_lazy as _

        from gongkai.site.web.shell import Entry, add_entry

        add_entry(Entry(_("待办"), "workbench:home", "staff.enter", 10, icon="card-checklist"))
