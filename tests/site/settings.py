"""The site's settings under test: a data folder of its own, cheap passwords, mail kept in memory.

SQLite in memory unless DATABASE_URL names a PostgreSQL server.
"""

import atexit
import os
import shutil
import tempfile
from unittest import mock

_folder = tempfile.mkdtemp(prefix="gongkai-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
# Only while the settings are read: the commands under test must not see this folder as theirs.
with mock.patch.dict(os.environ, {"GONGKAI_DATA": _folder}):
    from gongkai.site.project.settings import *  # noqa: F403
    from gongkai.site.project.settings import MIDDLEWARE, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
GONGKAI_MFA_ROLES = frozenset[str]()  # the tests of the second factor ask for it
