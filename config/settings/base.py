"""What every way of running shares. Values that differ come from the environment, never from edits."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()


def database(url: str) -> dict[str, object]:
    """The connection settings of a database address, with the options that keep writes safe."""
    config = environ.Env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            # IMMEDIATE takes the write lock at the start: a read-then-write transaction cannot die half way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON"
            ),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        # The questions of a page are long and always the same: each connection plans them once.
        # Compiling such a plan to machine code takes longer than to run it.
        prepared = {"server_side_binding": True, "prepare_threshold": 3, "options": "-c jit=off"}
        config["OPTIONS"] = prepared | config.get("OPTIONS", {})
    # A fresh connection reads the whole schema and forgets every statement it has prepared.
    config["CONN_MAX_AGE"] = 60
    # With IMMEDIATE each GET would wait for the write lock; actions open their own short transactions.
    config["ATOMIC_REQUESTS"] = False
    return config


DEBUG = False
CASEWORK_DEMO = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "accounts",
    "casework",
    "accounts.admin_config.CaseworkAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "simple_history",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    # Above whitenoise, or static answers would lack the policy.
    "casework.core.security.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Above all that knows people: the public site has no session.
    "casework.publication.shield.PublicSiteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "casework.core.middleware.AuditMiddleware",
    "accounts.middleware.SessionPolicyMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "accounts.middleware.SignInMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "casework.core.access.AccessMiddleware",
    "accounts.middleware.ProofMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "casework.core.scripted.ScriptedRedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.core.context_processors.shell",
            ],
            # The same tags, remembering what cannot change between two requests.
            "libraries": {
                "i18n": "casework.templatetags.fixed_words",
                "static": "casework.templatetags.fixed_files",
            },
        },
    },
]
# Our "i18n" and "static" stand in the place of Django's on purpose.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
FORM_RENDERER = "casework.core.renderer.CaseworkRenderer"
# A filter that is not set takes all; the library would write a row of dashes.
FILTERS_EMPTY_CHOICE_LABEL = _("Any")

# --- people who sign in -------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.AccountsBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.DisguisedPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "10/15m/key,30/15m/ip"}
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
# An address without an account gets no mail: the answer on the page is the same for both.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Casework: "
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.factor_forms.OnceActivateTOTPForm",
    "authenticate": "accounts.factor_forms.ThrottledAuthenticateForm",
    "reauthenticate": "accounts.factor_forms.ThrottledReauthenticateForm",
    "add_webauthn": "accounts.factor_forms.NamedKeyAddForm",
    "edit_webauthn": "accounts.factor_forms.NamedKeyEditForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("CASEWORK_TRUSTED_PROXIES", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Casework"
MFA_RECOVERY_CODE_COUNT = 10
# Writing at every request would make each page wait for whoever holds SQLite's write lock.
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_SAVE_EVERY_REQUEST = False

# A signed-in person without a second factor reaches its set-up page only.
CASEWORK_SECOND_FACTOR_REQUIRED = True
# Fernet keys for second-factor secrets, the newest first. Older ones stay listed until all is rotated.
CASEWORK_ENCRYPTION_KEYS: list[str] = env.list("CASEWORK_ENCRYPTION_KEYS", default=[])
# How long the link of an invitation, or of a new password, works. At most a week.
CASEWORK_INVITATION_HOURS = env.int("CASEWORK_INVITATION_HOURS", default=72)
CASEWORK_IDLE_MINUTES = 30
CASEWORK_IDLE_MINUTES_ADMIN = 15
CASEWORK_SESSION_HOURS = 12
SESSION_COOKIE_AGE = CASEWORK_SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"

# --- data ---------------------------------------------------------------------------------------

DATABASES = {
    "default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'dev' / 'db.sqlite3'}"))
}
CACHES = {
    "default": {
        # Shared by all processes: the sign-in throttle counts in it.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "casework_cache",
        # Django's 300 would let a flood of tries push the count of another account out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
CASEWORK_EVIDENCE_ROOT = Path(env.str("CASEWORK_EVIDENCE_ROOT", default=str(VAR_DIR / "dev" / "evidence")))
# Uploaded evidence above this size is refused (bytes).
CASEWORK_EVIDENCE_MAX_BYTES = env.int("CASEWORK_EVIDENCE_MAX_BYTES", default=4 * 1024**3)
# A check of a stored file counts for this many days; after them nothing is approved on it.
CASEWORK_INTEGRITY_DAYS = env.int("CASEWORK_INTEGRITY_DAYS", default=30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# Every uploaded file is evidence: it goes straight into the store's waiting room, hashed on the way in.
FILE_UPLOAD_HANDLERS = ["casework.evidence.uploads.StoreUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# The library's own pages would let an old version be put back past the audited save; ours do not.
SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True

# --- language, time, static files -----------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
LANGUAGE_COOKIE_SAMESITE = "Strict"
USE_I18N = True
USE_TZ = True
# The zone of those who have not chosen one; records are stored in UTC.
TIME_ZONE = env.str("CASEWORK_TIME_ZONE", default="Asia/Baghdad")

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- the browser's rules --------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Other sites learn nothing; with "no-referrer" a browser's own forms would arrive without their origin.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- mail and logs --------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("CASEWORK_MAIL_FROM", default="casework@localhost")
# No mail server: invitations and new passwords are shown as a link and a QR code instead.
CASEWORK_HAS_MAIL = bool(env.str("EMAIL_URL", default=""))
ACCOUNT_EMAIL_NOTIFICATIONS = CASEWORK_HAS_MAIL
# Tracebacks hold what people typed: they stay in the log of the server and are never mailed.
ADMINS: list[tuple[str, str]] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
