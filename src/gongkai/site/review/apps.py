"""The app ``review``."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Cases and their stages."""

    name = "gongkai.site.review"
    label = "review"
    verbose_name = "审核"
    default_auto_field = "django.db.models.BigAutoField"
