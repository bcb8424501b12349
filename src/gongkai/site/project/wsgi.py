"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from gongkai.site.project import lifeline

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.project.settings")
lifeline.hold()

application = get_wsgi_application()
