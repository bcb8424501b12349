"""The app ``web``."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, assets and the ground of all apps."""

    name = "gongkai.site.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
