"""Every setting, in one file. What differs between places is read from the environment, at the top.

Three ways to run, told apart by two switches that are off unless named:
a real installation (neither), a demonstration (BLENDPLAN_DEMO) and development (DEBUG).
A real installation says its own secret and host names, or does not start.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# ---- the environment ------------------------------------------------------------------------

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
DEMONSTRATION = env.bool("BLENDPLAN_DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
DATABASE_URL = env.str("DATABASE_URL", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
# Part of every calendar event's name for good; a changed one doubles the events in calendars.
BLENDPLAN_CALENDAR_HOST = env.str("CALENDAR_HOST", default="blendplan")
HTTPS = env.bool("HTTPS", default=not (DEBUG or DEMONSTRATION))
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600)
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
EMAIL_URL = env.str("EMAIL_URL", default="consolemail://")
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="blendplan@localhost")
LOG_FORMAT = env.str("LOG_FORMAT", default="text" if DEBUG or DEMONSTRATION else "json")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))

if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. A real installation needs one of its own (see docs/deploy.md); "
        "to look around on this machine, use `make run`, which makes one."
    )
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY is too short: give it at least 32 random characters.")
if not ALLOWED_HOSTS:
    if not (DEBUG or DEMONSTRATION):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is not set. Name the host names that people type, separated by commas."
        )
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
if LOG_FORMAT not in {"text", "json"}:
    raise ImproperlyConfigured('LOG_FORMAT is "text" or "json".')

# ---- what runs ------------------------------------------------------------------------------

INSTALLED_APPS = [
    "blendplan",
    "planner",
    "sessions_live",
    "async_tasks",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Before staticfiles, so that `runserver` too serves static files the way production does.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
]

# What takes longer than a page may is done by workers (`manage.py db_worker`); the database is the
# queue. An environment that was not brought up to the lock file yet does without: pages say so.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MIDDLEWARE = [
    "blendplan.logs.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "blendplan.bodies.WholeBodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "blendplan.accounts.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "blendplan.errors.ErrorPagesMiddleware",
]

ROOT_URLCONF = "blendplan.urls"
WSGI_APPLICATION = "blendplan.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["planner.templatetags.drawing"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# ---- storage --------------------------------------------------------------------------------

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "blendplan.sqlite3",
    "CONN_MAX_AGE": 600,
    "OPTIONS": {
        # With Django's default (DEFERRED) nine of ten concurrent writers are refused.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
        ),
    },
}


def read_database() -> dict[str, Any]:
    """SQLite in `var/` unless DATABASE_URL names another; the connections are kept open."""
    if not DATABASE_URL:
        VAR_DIR.mkdir(exist_ok=True)
        return SQLITE
    named: dict[str, Any] = env.db_url("DATABASE_URL")
    if named["ENGINE"] == SQLITE["ENGINE"]:
        return SQLITE | {"NAME": named["NAME"]}
    # Kept for good rather than pooled: one connection for each of granian's blocking threads.
    return named | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": read_database()}
# In the database, because the sign-in limits must be the same in every process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "blendplan_cache",
    },
    # Families' pages as made, by stamp: each process keeps its own, and asks nobody.
    "pages": {
        "BACKEND": "blendplan.memory.ProcessMemory",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "blendplan.static_files.KeptStaticFiles"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# ---- language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "en"
# Only languages that the pages are written in: Django would answer others half in English.
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True

# ---- signing in -----------------------------------------------------------------------------

AUTH_USER_MODEL = "planner.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "blendplan.accounts.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody signs up here, so a stranger's address is not written to.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = None
# A school's teachers all come from one address at eight o'clock: the library's own limits by
# address (30 sign-ins, 10 wrong passwords a minute) would lock the whole school out.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
# Without it everyone behind a proxy shares the proxy's address, and so its limits.
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT

SESSION_ENGINE = "blendplan.sessions"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_NAME = "blendplan_session"

# ---- safety in the browser ------------------------------------------------------------------

SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        # Single sign-on will add its origins: the browser checks the redirect of the login too.
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "blendplan.errors.forgery_refused"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# Probes come from the machine itself, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.bool("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = HTTPS and env.bool("HSTS_PRELOAD", default=True)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ---- mail and logs --------------------------------------------------------------------------

vars().update(env.email_url_config(EMAIL_URL))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "blendplan.logs.JsonFormatter"},
        "text": {"()": "blendplan.logs.TextFormatter"},
    },
    "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    # Django's own handlers would write addresses, and so secret links, as they are.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.server": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
    },
}
