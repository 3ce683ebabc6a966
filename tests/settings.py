"""Settings of the suite: the product's own, made quick and quiet. `PALIER_DATABASE_URL` chooses the engine."""

import os
import tempfile
from datetime import timedelta

# Playwright keeps a loop running in the thread of the tests; nothing of ours is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("PALIER_DATA_DIR", tempfile.mkdtemp(prefix="palier-test-"))

from palier.config.settings import *  # noqa: F403
from palier.config.settings import MIDDLEWARE, TEMPLATES
from tests.strict_templates import Strict

# WhiteNoise rescans the static folder for each test client: 30 times slower (measured).
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEMPLATES[0]["OPTIONS"]["debug"] = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Strict("%s")
SESSION_NOTED_EVERY = timedelta(days=1)  # counts of queries do not depend on the clock
SHOW_CATALOGUE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
