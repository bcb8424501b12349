"""The app of accounts without its insistence on a middleware that ``startproject`` does not have."""

from allauth.account.apps import AccountConfig


class Account(AccountConfig):  # type: ignore[misc]
    """Installed, so that its models are there; it costs nothing per request."""

    def ready(self) -> None:
        """Nothing to check. Users are read as Django reads them."""
        from gongkai.site.accounts.models import UserManager

        del UserManager.get
