"""Settings, one module, read from the environment.

Without `DATABASE_URL` this is the demo profile: everything in `var/demo/`, on this machine only.
With `DATABASE_URL` it is an installation: what must be set is demanded, the rest has a default.
"""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DEMO_DIR = BASE_DIR / "var" / "demo"
IS_DEMO = not env.str("DATABASE_URL", default="")


def demo_secret() -> str:
    """Return the secret of this machine's demo, made at its first use."""
    path = DEMO_DIR / "secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


def demanded(name: str, example: str) -> str:
    """Return a variable that an installation cannot do without."""
    value = str(env.str(name, default=""))
    if not value:
        raise ImproperlyConfigured(
            f"DATABASE_URL is set, so this is an installation, and {name} must be set too, "
            f"for example {name}={example}. Without DATABASE_URL the demo profile is used."
        )
    return value


# --- Who we are ---------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
if IS_DEMO:
    SECRET_KEY = demo_secret() or "the secret file is being written by another process"
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
else:
    SECRET_KEY = demanded("SECRET_KEY", "'fifty or more random characters'")
    ALLOWED_HOSTS = [
        host.strip() for host in demanded("ALLOWED_HOSTS", "quiz.example.org").split(",")
    ]
    CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]

ROOT_URLCONF = "quizsite.urls"
WSGI_APPLICATION = "quizsite.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "quizzes",
    "quizsite.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "bootstrap",
    "crispy_bootstrap5",
    "crispy_forms",
    "csp",
    "django_htmx",
]
if find_spec("django_linear_migrations"):
    INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "quizzes.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page of questions is five times as long without. Django masks the token of its forms and
    # pads each answer at random, against guessing secrets from lengths.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "quizzes.middleware.SafetyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "quizsite.acting.SeeAsMiddleware",
    "quizsite.login.ComeBackMiddleware",
    "quizzes.middleware.ReaderMiddleware",
    "quizsite.login.StayLoggedInMiddleware",
    "quizzes.middleware.ChoosePasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quizsite.site.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    # A writer waits for its turn at BEGIN, instead of failing half way through.
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    # FULL: an answer that was acknowledged survives the loss of power, not only of the process.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;"
    ),
}
if IS_DEMO:
    DATABASES = {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DEMO_DIR / "db.sqlite3"}
    }
else:
    DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # Parallel requests of a test need a file: an in-memory database locks whole tables. Each
    # process has its own, so that two test runs at a time do not meet.
    DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "var" / "test" / f"{os.getpid()}.sqlite3"}
    (BASE_DIR / "var" / "test").mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Rate limits live in the cache, so every process must see the same one.
CACHES = {
    "default": env.cache("CACHE_URL", default="dbcache://cache_entries"),
}
if CACHES["default"]["BACKEND"].endswith(".DatabaseCache"):
    CACHES["default"]["BACKEND"] = "quizsite.cache.SharedCache"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Counted anew while a session is used (quizsite/login.py): none ends in the middle of an exam.
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=60 * 60 * 24 * 14)
MEDIA_ROOT = env.path(
    "MEDIA_ROOT", default=str((DEMO_DIR if IS_DEMO else BASE_DIR / "var") / "media")
)
MEDIA_URL = "/media/"
BACKUP_DIR = env.path("BACKUP_DIR", default=str(BASE_DIR / "var" / "backups"))
# Where pg_dump and pg_restore are, if they are not on the path or are too old for the server.
PG_BIN = env.str("PG_BIN", default="")

# --- Static files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
STATICFILES_FINDERS = ["quizsite.staticfiles.ServedFilesFinder"]
STORAGES = {
    # Images are given out by us, to whom may see them: nobody else on the machine reads them.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "quizsite.staticfiles.ServedFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Accounts -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "quizzes.User"
# allauth's, which loads the reader with what the header says of them.
AUTHENTICATION_BACKENDS = ["quizsite.login.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# A password that was stored by an older hash is stored anew by the first at the next log-in.
PASSWORD_HASHERS = [
    "quizsite.hashers.LeanArgon2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    # Last, for it is never what a password is stored by: one-time passwords of a class's slips.
    "quizsite.hashers.SlipPasswordHasher",
]
# A class sits behind one address: what is counted there are wrong passwords, and what a class can
# do in a minute is let through. Each account is guarded by itself.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "60/m/ip,5/300s/key",
    "signup": "100/m/ip",
    # Wrong codes of classes: enough for a class that mistypes, nothing for guessing.
    "join_failed": "60/300s/ip",
    # Wrong codes of one student at one assignment.
    "code_failed": "8/300s/key",
}
ACCOUNT_ADAPTER = "quizsite.adapter.AccountAdapter"
USERSESSIONS_ADAPTER = "quizsite.adapter.SessionsAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_SESSION_REMEMBER = True
# A change of password, address or second step is told by mail: who did not make it learns of it.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A mail says in its own words who sends it.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USERNAME_BLACKLIST = ["admin", "root", "staff", "support"]
ACCOUNT_FORMS = {
    "login": "quizzes.forms.accounts.LoginForm",
    "signup": "quizzes.forms.accounts.SignupForm",
    "reset_password": "quizzes.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "quizzes.forms.accounts.ResetPasswordKeyForm",
    "change_password": "quizzes.forms.accounts.ChangePasswordForm",
    "add_email": "quizzes.forms.accounts.AddEmailForm",
    "reauthenticate": "quizzes.forms.accounts.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Quizsite"
# The teachers of a school sit behind one address as well; each log-in asks twice.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# A school may give no addresses; who has none must not be shut out of the second step.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "quizzes.forms.second_step.CodeForm",
    "reauthenticate": "quizzes.forms.second_step.CodeAgainForm",
    "activate_totp": "quizzes.forms.second_step.ActivateAppForm",
    "add_webauthn": "quizzes.forms.second_step.AddPasskeyForm",
    "edit_webauthn": "quizzes.forms.second_step.RenamePasskeyForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "quizzes:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "quizzes:home"
# How many proxies stand in front: without any, an address that a client claims is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# --- Mail ---------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
# What sends. A mail server may be slow or away: then the worker hands it the mails, and no request
# waits for it. It may not be silent for longer than a worker that is taken for dead.
MAIL_CARRIER = vars()["EMAIL_BACKEND"]
EMAIL_TIMEOUT = 10
if MAIL_CARRIER == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_BACKEND = "quizzes.tasks.mail.QueuedMail"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Quizsite <quizsite@localhost>")

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "quizzes" / "locale"]
FORMAT_MODULE_PATH = "quizsite.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Safety -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Bootstrap draws its arrows and ticks as data: images.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# The token against forged forms is read by our own scripts, which send it along.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "quizzes.views.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Django counts no files into that: a whole request with two of the largest images.
MOST_UPLOADED_BYTES = 12_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# The largest gap text: 30 gaps with 20 options, four fields each, and the article's sentences.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
if not IS_DEMO:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
    if env.int("TRUSTED_PROXY_COUNT", default=0):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Said by `quizzes.deployment` in the words of our variables: HSTS, HTTPS, secret, cookies, DEBUG.
# And two that are no fault: a school's other hosts, and lists built into browsers, are not ours.
SILENCED_SYSTEM_CHECKS = [
    f"security.{name}" for name in ("W004 W008 W009 W012 W016 W018 W005 W021").split()
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Logs ---------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "quizzes.middleware.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(request_id)s %(name)s: %(message)s"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Django's own handlers mail administrators and print twice: one line on the console is enough.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
