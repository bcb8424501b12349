"""All addresses of the site, with those that are there only where mail and an identity service are set up."""

from django.urls import include, path

from gongkai.site.accounts.urls_public import addresses
from gongkai.site.project import urls
from gongkai.site.project.urls import handler400, handler403, handler404, handler429, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [path("accounts/", include(addresses(mail=True, identities=True))), *urls.urlpatterns]
