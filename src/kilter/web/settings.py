"""All settings of the web app. What may differ from place to place comes from the environment, with a good default.

``KILTER_ACCOUNTS`` off (the default) is one's own machine: no account, and nobody but this machine is let in. On, it is
a server for many: accounts, HTTPS, and names it may be called by (``KILTER_HOSTS``).
"""

import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kilter.adapters import demonstrations
from kilter.adapters.backup.places import data_folder
from kilter.web.env import list_of, switch_of, text_of
from kilter.web.site.files import add_headers, is_for_good

HERE = Path(__file__).parent

ACCOUNTS = switch_of("KILTER_ACCOUNTS", default=False)
HTTPS = switch_of("KILTER_HTTPS", default=ACCOUNTS)
"""Whether a server before this one speaks HTTPS; off, cookies are not kept to it."""
BEHIND_PROXY = switch_of("KILTER_BEHIND_PROXY", default=False)
"""Whether a server before this one says in X-Forwarded-Proto how it was called."""
DATA_FOLDER = data_folder()

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ALLOWED_HOSTS = list_of("KILTER_HOSTS", LOOPBACK) if ACCOUNTS else list(LOOPBACK)
DEBUG = False

SECRET_KEY = text_of("KILTER_SECRET_KEY")
if not SECRET_KEY:
    if ACCOUNTS:
        raise ImproperlyConfigured("KILTER_SECRET_KEY is missing: give 50 random letters or more, and keep them safe.")
    # On one's own machine nothing that it signs has to outlive the process.
    SECRET_KEY = secrets.token_urlsafe(64)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "kilter.web.site",
    "kilter.web.people",
    "kilter.web.sharing",
    "kilter.web.records",
    "kilter.web.screening",
    "kilter.web.training",
    "kilter.web.coaching",
    "kilter.web.learning",
    "kilter.web.keeping",
    "kilter.web.clinic",
    "kilter.web.calls",
    "ninja",
]

MIDDLEWARE = [
    "kilter.web.site.logs.LogRequests",
    "kilter.web.site.loopback.keep_to_loopback",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "kilter.web.site.languages.speak",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kilter.web.people.alone.enter_alone",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kilter.web.site.caching.keep_private",
]

ROOT_URLCONF = "kilter.web.urls"
ASGI_APPLICATION = "kilter.web.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kilter.web.people.context.frame",
                "kilter.web.sharing.context.frame",
            ],
        },
    }
]

# Database: one file at home, a server in a clinic.

_DATABASE_URL = text_of("DATABASE_URL")
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(_DATABASE_URL, conn_max_age=60, conn_health_checks=True)
    if _DATABASE_URL
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_FOLDER / "web.sqlite3"}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue at their beginning instead of failing at their end; what is acknowledged survives a power cut.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"] if ACCOUNTS else []
LOGIN_URL = "account_login" if ACCOUNTS else "start"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kilter: "
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {
    # Passwords that are wrong, by address they come from and by account; what else there is keeps allauth's limits.
    "login_failed": "20/10m/ip,5/10m/key",
    # Codes of invitations.
    "take_up": "10/10m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Kilter"
USERSESSIONS_TRACK_ACTIVITY = True
EMAIL_BACKEND = text_of("KILTER_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = text_of("KILTER_EMAIL_FROM", "kilter@localhost")

# Cookies and headers

SESSION_COOKIE_NAME = "kilter_session"
CSRF_COOKIE_NAME = "kilter_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what is decided does not go into a cookie
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the picture of a TOTP key
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
LARGEST_IMPORT_BYTES = 80_000_000

# The live coach

COACH_LOOK_EVERY_S = 10.0
"""How often an open socket is looked at: whether its session lives, and whether anybody is there."""
COACH_IDLE_S = 60.0
COACH_START_WITHIN_S = 10.0
COACH_MOST_SOCKETS = 5
"""Of one person."""
COACH_FRAMES_PER_S = 70.0
"""Frames that a page may send on average."""

# Language, time, files

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LANGUAGE_COOKIE_NAME = "kilter_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["kilter.web.formats"]
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATICFILES_DIRS = [
    HERE / "static",
    ("demonstrations", demonstrations.FOLDER),
    ("fonts", HERE.parent / "adapters" / "report" / "fonts"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
WHITENOISE_IMMUTABLE_FILE_TEST = is_for_good
WHITENOISE_ADD_HEADERS_FUNCTION = add_headers

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger", "message": "event"},
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": text_of("KILTER_LOG_LEVEL", "INFO")},
    "loggers": {
        # Their lines hold paths as they were asked for; ours hold the name of the page.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "ERROR"},
        "uvicorn": {"level": "WARNING"},
    },
}
