"""The app ``accounts``."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users and rights."""

    name = "gongkai.site.accounts"
    label = "accounts"
    verbose_name = "账号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what the app offers to the frame and to the workbench, and listen to who signs in."""
        from gongkai.site.accounts import access, frame, receivers, selectors, todos
        from gongkai.site.accounts.events import EVENTS
        from gongkai.site.audit import vocabulary
        from gongkai.site.web import guard, registry, shell

        vocabulary.add(EVENTS)
        guard.install(access.page)
        registry.add_todos(todos.handovers, {"handover": _("工作交接")})
        registry.add_search(todos.search)
        shell.set_person(frame.person)
        shell.set_bell("accounts:notices", selectors.unread)
        shell.add_entry(shell.Entry(_("账号"), "accounts:people", "account.view", 70, icon="people", group="house"))
        receivers.connect()
