"""The app ``portal``."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """See the package."""

    name = "gongkai.site.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the portal's own lists beside those of other apps."""
        from gongkai.site.portal import offers

        offers.register()
