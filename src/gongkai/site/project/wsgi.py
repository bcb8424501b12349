"""What the web server loads."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from gongkai.site.project import lifeline
from gongkai.site.project.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
lifeline.hold()

application = Front(get_wsgi_application(), settings.GONGKAI_FRESH_SECONDS)
