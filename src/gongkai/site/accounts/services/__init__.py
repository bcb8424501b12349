"""Writing accounts: every change of who may do what goes through here."""

from gongkai.site.accounts.services.notices import notify

__all__ = ["notify"]
