"""Django's settings, all of them from :mod:`gongkai.site.project.options`."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from gongkai.errors import UsageError, system_reason
from gongkai.site.accounts.rights import matrix
from gongkai.site.demo import mark
from gongkai.site.project import marks
from gongkai.site.project.options import Options
from gongkai.site.web import keys

_options = Options()
_SITE = Path(__file__).resolve().parent.parent


def mfa_roles(options: Options) -> frozenset[str]:
    """The roles that must use a second factor. Raises UsageError for one that does not exist."""
    wanted, known = frozenset(options.items("GONGKAI_MFA_ROLES")), matrix().roles
    if unknown := sorted(wanted - set(known)):
        raise UsageError(f"环境变量 GONGKAI_MFA_ROLES：没有角色 {'、'.join(unknown)}。可用的是 {'、'.join(known)}。")
    return wanted


def identity_server(options: Options) -> str:
    """The address of the identity service, or nothing. Raises UsageError for one that anybody between could imitate."""
    address = options.text("GONGKAI_OIDC_SERVER")
    parts = urlsplit(address)
    if address and parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise UsageError("环境变量 GONGKAI_OIDC_SERVER 应当是 https 的地址。")
    return address


GONGKAI_DATA = _options.data
GONGKAI_KEYS = _options.keys
GONGKAI_ONLY = _options.only
# What is in the folder tells, too, so that a demonstration is never shown as the real thing.
GONGKAI_DEMO = _options.flag("GONGKAI_DEMO") or mark.read(GONGKAI_DATA) is not None
GONGKAI_MFA_ROLES = mfa_roles(_options)
GONGKAI_MAX_UPLOAD = _options.number("GONGKAI_MAX_UPLOAD_MB") * 1024 * 1024
GONGKAI_SUBMISSIONS_A_DAY = _options.number("GONGKAI_SUBMISSIONS_A_DAY")
GONGKAI_DRAFTS_A_DAY = _options.number("GONGKAI_DRAFTS_A_DAY")
GONGKAI_LEDGER_DAY = _options.number("GONGKAI_LEDGER_DAY")
GONGKAI_MAIL = bool(_options.text("GONGKAI_EMAIL_URL"))
GONGKAI_OIDC_SERVER = identity_server(_options)
GONGKAI_OIDC = bool(GONGKAI_OIDC_SERVER)
GONGKAI_SITE_MARKS = marks.read(_options)
GONGKAI_FRAMES = marks.frames(_options)
GONGKAI_ACCENT = marks.accent(_options)
GONGKAI_FRESH_SECONDS = _options.number("GONGKAI_FRESH_SECONDS")

try:
    # Before anything is put into it, so that nobody else ever reads it.
    GONGKAI_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    raise UsageError(f"数据文件夹 {GONGKAI_DATA} 不能建立：{system_reason(error)}。请检查 GONGKAI_DATA。") from error

DEBUG = _options.flag("GONGKAI_DEBUG")
SECRET_KEY = (
    _options.text("GONGKAI_SECRET_KEY") or base64.urlsafe_b64encode(keys.read(GONGKAI_KEYS, "session")[0]).decode()
)
ALLOWED_HOSTS = _options.items("GONGKAI_HOSTS")
ROOT_URLCONF = "gongkai.site.project.urls"
WSGI_APPLICATION = "gongkai.site.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "gongkai.site.web",
    "gongkai.site.audit",
    "gongkai.site.bodies",
    "gongkai.site.accounts",
    "gongkai.site.review",
    "gongkai.site.publishing",
    "gongkai.site.accessrequests",
    "gongkai.site.remedies",
    "gongkai.site.ledger",
    "gongkai.site.annualreports",
    "gongkai.site.workbench",
    "gongkai.site.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "treebeard",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongkai.site.web.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gongkai.site.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.site.web.frames.FramesMiddleware",
    "gongkai.site.web.freshness.FreshnessMiddleware",
    "gongkai.site.accounts.middleware.ScopeMiddleware",
    "gongkai.site.web.errors.ErrorsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # inside the former: it has exceptions of its own
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.site.web.context.site",
            ],
            "builtins": [
                "gongkai.site.web.templatetags.gongkai",
                "gongkai.site.web.templatetags.components",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gongkai.site.web.templatetags.fixed",  # after Django's: it does some of theirs once
            ],
        },
    }
]
FORM_RENDERER = "gongkai.site.web.forms.Renderer"


def _database() -> dict[str, Any]:
    url = _options.text("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": GONGKAI_DATA / "gongkai.sqlite3",
            "OPTIONS": {
                # A receipt is a legal fact: what was confirmed must survive the loss of power.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            },
            "CONN_MAX_AGE": 600,
        }
    parts = urlsplit(url)
    # As libpq reads it: host=/folder is a socket, sslmode and the like are options of the connection.
    more = dict(parse_qsl(parts.query))
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise UsageError("环境变量 DATABASE_URL 应当是 postgresql://用户:口令@主机:端口/库名，或者为空。")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": more.pop("host", unquote(parts.hostname or "")),
        "PORT": more.pop("port", str(parts.port or "")),
        "OPTIONS": more,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
CACHES = {"default": {"BACKEND": "gongkai.site.web.shared_cache.SharedCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "gongkai.site.accounts.lockout.Gate",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "name", "email")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workbench:home"
LOGOUT_REDIRECT_URL = "account_login" if GONGKAI_ONLY == "staff" else "portal:home"

ACCOUNT_ADAPTER = "gongkai.site.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "gongkai.site.accounts.adapters.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# Passwords are counted by axes (see the adapter); this limits the codes of the second factor, by account, in CACHES.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/300s/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Gongkai"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": _options.text("GONGKAI_OIDC_NAME"),
                "client_id": _options.text("GONGKAI_OIDC_CLIENT"),
                "secret": _options.text("GONGKAI_OIDC_SECRET"),
                "settings": {"server_url": GONGKAI_OIDC_SERVER, "oauth_pkce_enabled": True},
            }
        ]
        if GONGKAI_OIDC
        else []
    }
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "gongkai.site.accounts.lockout.locked_out"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # sign-ins stand in the chain of events
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = 1 if _options.flag("GONGKAI_PROXY") else 0

SESSION_ENGINE = "gongkai.site.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _options.flag("GONGKAI_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if _options.flag("GONGKAI_HTTPS") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _options.flag("GONGKAI_PROXY") else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if "[" not in host and host != "*"]
CSRF_FAILURE_VIEW = "gongkai.site.web.errors.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_SITE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = GONGKAI_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600


def _email() -> dict[str, Any]:
    url = _options.text("GONGKAI_EMAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise UsageError("环境变量 GONGKAI_EMAIL_URL 应当是 smtp://用户:口令@主机:端口，或者 smtps://……")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


globals().update(_email())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _options.text("GONGKAI_EMAIL_FROM")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"one_line": {"()": "gongkai.site.project.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Whoever asks by a wrong name is told 400; a traceback for each would fill the log.
    "loggers": {"django.security.DisallowedHost": {"filters": ["one_line"]}},
}
