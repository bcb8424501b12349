"""Addresses of what every face has: the language, the switches of the display, and, in the demo, the component page."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from gongkai.site.web import components_page, display, theme

urlpatterns: list[URLPattern | URLResolver] = [
    # It only sets a cookie; see display.switch.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("display/", display.switch, name="display"),
    path("theme.css", theme.css, name="theme"),
]
if settings.GONGKAI_DEMO:
    urlpatterns.append(path("staff/components/", components_page.show, name="components"))
