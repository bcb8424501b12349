"""The app ``accounts``."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and rights."""

    name = "gongkai.site.accounts"
    label = "accounts"
    verbose_name = "账号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the app's events known, its guard to the pages, and the person to their frame."""
        from gongkai.site.accounts import access, frame
        from gongkai.site.accounts.events import EVENTS
        from gongkai.site.audit import vocabulary
        from gongkai.site.web import guard, shell

        vocabulary.add(EVENTS)
        guard.install(access.page)
        shell.set_person(frame.person)
