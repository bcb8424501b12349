"""The app ``workbench``."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """See the package."""

    name = "gongkai.site.workbench"
    label = "workbench"
    default_auto_field = "django.db.models.BigAutoField"
