"""The measure of ``bench.site``: the middleware of ``startproject`` and nothing else, on the same database."""

from gongkai.site.project.settings import *  # noqa: F403
from gongkai.site.project.settings import INSTALLED_APPS as _APPS

# The apps cost nothing per request; their middleware would.
INSTALLED_APPS = ["bench.bare_apps.Account" if name == "allauth.account" else name for name in _APPS]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
ROOT_URLCONF = "bench.bare"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "portal.html": "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>"
                        "<ul>{% for body in bodies %}<li>{{ body.name }}</li>{% endfor %}</ul>",
                        "staff.html": "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>"
                        "<p>{{ user.name }}</p>",
                    },
                )
            ],
        },
    }
]
