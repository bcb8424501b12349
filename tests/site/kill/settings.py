"""The site's own settings, with pages that write."""

from gongkai.site.project.settings import *  # noqa: F403

ROOT_URLCONF = "tests.site.kill.urls"
