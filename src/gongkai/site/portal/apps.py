"""The app ``portal``."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """See the package."""

    name = "gongkai.site.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
