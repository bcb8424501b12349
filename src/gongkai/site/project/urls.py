"""All addresses: the portal at the root, the workbench under /staff/, signing in under /accounts/.

``GONGKAI_ONLY`` leaves one face out altogether, so that the two can run on different machines.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from gongkai.site.project.health import healthz

PORTAL: list[URLPattern | URLResolver] = [
    path("", include("gongkai.site.annualreports.urls_public")),
    path("", include("gongkai.site.portal.urls")),
    # The same pages as part of another portal; links in them stay among them.
    path("embed/", include("gongkai.site.portal.urls", namespace="embed")),
    path("", include("gongkai.site.accessrequests.urls_public")),
]
# Under one address, so that whoever asks for a page of the portal is not compared with each of them.
_WORKBENCH: list[URLPattern | URLResolver] = [
    path("", include("gongkai.site.workbench.urls")),
    path("", include("gongkai.site.accounts.urls")),
    path("", include("gongkai.site.bodies.urls")),
    path("", include("gongkai.site.review.urls")),
    path("", include("gongkai.site.publishing.urls")),
    path("", include("gongkai.site.annualreports.urls")),
    path("", include("gongkai.site.remedies.urls")),
    path("", include("gongkai.site.accessrequests.urls_entry")),
    path("", include("gongkai.site.ledger.urls")),
    path("", include("gongkai.site.accessrequests.urls_archive")),
    path("", include("gongkai.site.accessrequests.urls")),
]
STAFF: list[URLPattern | URLResolver] = [
    path("accounts/", include("gongkai.site.accounts.urls_public")),
    path("staff/", include(_WORKBENCH)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gongkai.site.web.urls")),
    path("healthz", healthz, name="healthz"),
]
urlpatterns += [] if settings.GONGKAI_ONLY == "portal" else STAFF
urlpatterns += [] if settings.GONGKAI_ONLY == "staff" else PORTAL

handler400 = "gongkai.site.web.errors.bad_request"
handler403 = "gongkai.site.web.errors.forbidden"
handler404 = "gongkai.site.web.errors.not_found"
handler429 = "gongkai.site.accounts.lockout.too_many"
handler500 = "gongkai.site.web.errors.server_error"
