"""The site's own settings, with one page that writes."""

from gongkai.site.project.settings import *  # noqa: F403

ROOT_URLCONF = "tests.site.kill.urls"
