"""Settings, all from the environment (prefix `PALIER_`), with defaults that run on a desk.

`palier doctor` says what must be changed before production; docs/operations/ lists every variable.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from palier.config.environment import Environment

env = Environment()
PACKAGE = Path(__file__).resolve().parent.parent

# -- Where and how the program runs -------------------------------------------------------------------------
DEVELOPMENT_SECRET = "palier-secret-de-developpement-a-remplacer"  # noqa: S105 - refused in production by `palier doctor`
SECRET_KEY = env.str("PALIER_SECRET_KEY", default=DEVELOPMENT_SECRET)
DEBUG = env.bool("PALIER_DEBUG", default=False)
DEMONSTRATION = env.bool("PALIER_DEMONSTRATION", default=False)
DATA_DIR = Path(env.str("PALIER_DATA_DIR", default=str(Path.cwd() / "var"))).resolve()
ALLOWED_HOSTS = env.list("PALIER_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
BASE_URL = env.web_address("PALIER_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []

ROOT_URLCONF = "palier.config.urls"
WSGI_APPLICATION = "palier.config.wsgi.application"

INSTALLED_APPS = [
    "palier.web.components",
    "palier.web.shell",
    "widget_tweaks",
    "dsfr",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "palier.journal",
    "palier.territory",
    "palier.partners",
    "palier.attachments",
    "palier.jobs",
    "palier.search",
    "palier.cycle.catalogue",
    "palier.cycle.reports",
    "palier.cycle.problems",
    "palier.cycle.triage",
    "palier.cycle.actions",
    "palier.cycle.slips",
    "palier.cycle.relations",
    "palier.cycle.discussion",
    "palier.cycle.meetings",
    "palier.cycle.minutes",
    "palier.cycle.convening",
    "palier.cycle.reviews",
    "palier.intake",
    "palier.documents",
    "palier.notifications",
    "palier.web.account",
    "palier.web.saved",
    "palier.web.exports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "palier.web.shell.privacy.PrivateAnswersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "palier.web.account.lifetimes.SessionLifetimeMiddleware",
    "palier.web.shell.privacy.RefusalTraceMiddleware",
    "palier.web.meetings.projector.ProjectorMiddleware",
    "palier.web.shell.middleware.SignInMiddleware",
    "palier.web.account.gates.SecondFactorMiddleware",
    "palier.web.shell.middleware.ActorMiddleware",
    "palier.web.viewing.middleware.ViewingMiddleware",
    "palier.web.shell.errors.ErrorPagesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "palier.web.components.badges",
                "palier.web.components.buttons",
                "palier.web.components.figures",
                "palier.web.components.contents",
                "palier.web.components.layout",
                "palier.web.components.lists",
                "palier.web.components.maps",
                "palier.web.components.notices",
                "palier.web.shell.tags",
                "palier.web.attachments.tags",
                "palier.web.triage.tags",
                "palier.web.relations.tags",
                "palier.web.drawers.tags",
                "palier.web.discussion.tags",
                "palier.web.actions.tags",
                "palier.web.account.tags",
                "palier.web.viewing.tags",
                "palier.web.saved.tags",
                "palier.web.documents.tags",
                "palier.web.exports.tags",
                "palier.web.slips.tags",
                "palier.web.convening.tags",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- Database: embedded SQLite by default, PostgreSQL by setting ---------------------------------------------
DATABASES = {
    "default": env.database("PALIER_DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'palier.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL + IMMEDIATE + 20 s: eight writers and no "database is locked" (measured; ADR 0005).
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # The last one: pages are read where the system keeps them, up to 1 GB of addresses (no memory of ours).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        " PRAGMA mmap_size=1073741824;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A database of this size lies in memory: an index costs what it costs there, and no plan is long enough to compile.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c random_page_cost=1.1 -c jit=off")
# Each thread keeps its connection for a while: opening one reads the whole schema on SQLite (10 ms).
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits and lock-outs live here: shared by every process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "palier_cache",
        # Beyond this many rows Django drops a third of them: nobody must be able to push a lock-out out of the table.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# -- Background work: kept in the same database, enqueued in the same transaction -------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# How long a worker may give no sign before what it was running is given to another.
WORKER_SILENCE = timedelta(seconds=env.count("PALIER_WORKER_SILENCE", default=90))

# -- « Nous savons déjà »: how near, and how recent, what is known is shown to who reports -----------------------
NEARBY_METRES = env.int("PALIER_NEARBY_METRES", default=250)
NEARBY_DAYS = env.int("PALIER_NEARBY_DAYS", default=90)

# -- Triage of the reports ---------------------------------------------------------------------------------------
# Days without an answer after which a report is shown as late.
TRIAGE_LATE_DAYS = env.int("PALIER_TRIAGE_LATE_DAYS", default=7)
# So many reports in so many months on a closed or declined matter ask for a re-examination.
REEXAMINE_REPORTS = env.int("PALIER_REEXAMINE_REPORTS", default=3)
REEXAMINE_MONTHS = env.int("PALIER_REEXAMINE_MONTHS", default=6)

# -- Language and time ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
TIME_ZONE = env.str("PALIER_TIME_ZONE", default="Europe/Paris")
USE_TZ = True
USE_I18N = True

# -- Files ----------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
# The head of the journal, fixed outside the database (decision 14).
ANCHOR_FILE = Path(env.str("PALIER_ANCHOR_FILE", default=str(DATA_DIR / "anchors.txt")))
# A hundred lines of the table entry, eight cells each, and the answers to the screening of their texts.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
MEDIA_ROOT = DATA_DIR / "files"  # never served as static files: the row's access rule serves them
WHITENOISE_USE_FINDERS = DEBUG or DEMONSTRATION
WHITENOISE_AUTOREFRESH = False
_STORAGE = "django.contrib.staticfiles.storage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # In production the name of a file follows its content, so that browsers may keep it (`palier static`).
    "staticfiles": {
        "BACKEND": f"{_STORAGE}.{'StaticFilesStorage' if WHITENOISE_USE_FINDERS else 'ManifestStaticFilesStorage'}"
    },
}

# -- Accounts -------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "partners.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "palier.web.account.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # read by the login form; nobody registers by themselves
# An account is born from a mailed invitation: the address is proven, nothing is left to verify.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ALLOW_UNVERIFIED_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change of password or of factor is always told by mail
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Palier] "
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Five failures lock an address for ten minutes; counts are shared by all processes (CACHES above).
# Nobody fills a colleague's mailbox: three mails in ten minutes to one address, for a code as for a new password.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/10m/key",
    "request_login_code": "20/m/ip,3/10m/key",
    "reset_password": "20/m/ip,3/10m/key",
}
_FORMS = "palier.web.account.allauth_forms."
ACCOUNT_FORMS = {
    "login": _FORMS + "LoginForm",
    "request_login_code": _FORMS + "RequestLoginCodeForm",
    "confirm_login_code": _FORMS + "ConfirmLoginCodeForm",
    "reset_password": _FORMS + "ResetPasswordForm",
    "reset_password_from_key": _FORMS + "ResetPasswordKeyForm",
    "change_password": _FORMS + "ChangePasswordForm",
    "set_password": _FORMS + "SetPasswordForm",
    "reauthenticate": _FORMS + "ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": _FORMS + "FactorForm",
    "reauthenticate": _FORMS + "FactorAgainForm",
    "activate_totp": _FORMS + "ActivateTOTPForm",
    "deactivate_totp": _FORMS + "DeactivateTOTPForm",
    "generate_recovery_codes": _FORMS + "GenerateRecoveryCodesForm",
    "add_webauthn": _FORMS + "AddPasskeyForm",
    "edit_webauthn": _FORMS + "EditPasskeyForm",
}
MFA_ADAPTER = "palier.web.account.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Palier"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_ADAPTER = "palier.web.account.adapters.SessionsAdapter"

# A session ends with the browser, after this long without a request, and in any case after this long.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
ACCOUNT_SESSION_REMEMBER = False
SESSION_IDLE = timedelta(minutes=env.count("PALIER_SESSION_IDLE_MINUTES", default=60))
SESSION_LIFE = timedelta(hours=env.count("PALIER_SESSION_HOURS", default=12))
SESSION_NOTED_EVERY = timedelta(minutes=1)  # the last activity is written once a minute, not at each request
SESSION_COOKIE_AGE = int(SESSION_LIFE.total_seconds())

# -- OpenID Connect (ProConnect): without an issuer, nothing of it is shown -------------------------------------
SOCIALACCOUNT_ADAPTER = "palier.web.account.adapters.OpenIDAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
OIDC = {
    "issuer": env.web_address("PALIER_OIDC_ISSUER", default="").rstrip("/"),
    "client_id": env.str("PALIER_OIDC_CLIENT_ID", default=""),
    "client_secret": env.str("PALIER_OIDC_CLIENT_SECRET", default=""),
    "name": env.str("PALIER_OIDC_NAME", default="ProConnect"),
    "scopes": env.list("PALIER_OIDC_SCOPES", default=["openid", "email"]),
    # The level of assurance asked for; the provider's answer must be one of these or of those below.
    "acr_values": env.list("PALIER_OIDC_ACR_VALUES", default=["eidas1"]),
    # The levels that stand for a second factor given at the provider; none by default.
    "second_factor_acr": env.list("PALIER_OIDC_SECOND_FACTOR_ACR", default=[]),
    # Take the address as proven although the provider does not send `email_verified`.
    "trust_email": env.bool("PALIER_OIDC_TRUST_EMAIL", default=False),
}

# -- Browser safety -------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
if OIDC["issuer"]:
    # Browsers apply form-action to the redirection that follows the login and logout forms.
    _provider = urlsplit(OIDC["issuer"])
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(f"{_provider.scheme}://{_provider.netloc}")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True  # no script of ours reads it
if HTTPS:
    # Browsers then refuse one that another site of the same domain would lay over ours.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = HTTPS and env.bool("PALIER_HTTPS_REDIRECT", default=False)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("PALIER_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # rate limits count the visitor's address, not the proxy's

# -- Mail: without a server, messages stay in the on-screen outbox ---------------------------------------------
EMAIL_BACKEND = "palier.notifications.backend.OutboxBackend"
EMAIL_HOST = env.str("PALIER_SMTP_HOST", default="")
EMAIL_PORT = env.count("PALIER_SMTP_PORT", default=25)
EMAIL_HOST_USER = env.str("PALIER_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("PALIER_SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("PALIER_SMTP_STARTTLS", default=False)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.str("PALIER_MAIL_FROM", default="Palier <palier@localhost>")

# -- Traces of the program: ids and codes, never the content of a report ------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "palier.config.traces.DiscreetFormatter",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("PALIER_LOG_LEVEL", default="WARNING")},
    "loggers": {
        # Their warnings are the steps of an ordinary stop.
        "django_tasks": {"level": "ERROR"},
        "django_tasks_db": {"level": "ERROR"},
        # Told in one line by `web.shell.errors.too_large`, without the traceback that these would add.
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "django.security.TooManyFilesSent": {"level": "CRITICAL"},
    },
}

# -- Interface ------------------------------------------------------------------------------------------------
# Hashed static files and integrity attributes do not go together (measured): see ADR 0006.
DSFR_USE_INTEGRITY_CHECKSUMS = False
# The State's visual identity, only for a service entitled to it.
STATE_BRAND = env.bool("PALIER_STATE_BRAND", default=False)
# Map tiles of the operator's choice (raster, {z}/{x}/{y} address); none by default: the local basemap.
PALIER_TILES_URL = env.web_address("PALIER_TILES_URL", default="")
PALIER_TILES_ATTRIBUTION = env.str("PALIER_TILES_ATTRIBUTION", default="")
if PALIER_TILES_URL:
    TILES_ORIGIN = "/".join(PALIER_TILES_URL.split("/")[:3])
    for directive in ("connect-src", "img-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][directive].append(TILES_ORIGIN)
# The catalogue of components (/composants/) is for builders and demonstrations.
SHOW_CATALOGUE = DEBUG or DEMONSTRATION
CSRF_FAILURE_VIEW = "palier.web.shell.errors.csrf_failure"
SILENCED_SYSTEM_CHECKS: list[str] = []
