"""The app ``web``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from gongkai.site.web.scope import Scope


class WebConfig(AppConfig):
    """Templates, assets and the ground of all apps."""

    name = "gongkai.site.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have swept every day what nothing holds any more."""
        from gongkai.site.web import schedule

        schedule.add("web.sweep_files", schedule.DAILY, _sweep_files)
        schedule.add("web.forget", schedule.DAILY, _forget)


def _sweep_files(scope: Scope) -> None:  # noqa: ARG001
    from gongkai.site.web import clock
    from gongkai.site.web.storage_sweep import sweep

    sweep(clock.now())


def _forget(scope: Scope) -> None:  # noqa: ARG001
    from gongkai.site.web import shared_cache

    shared_cache.forget()
