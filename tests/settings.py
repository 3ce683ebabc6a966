"""Settings of the suite: the product's own, made quick and quiet. `PALIER_DATABASE_URL` chooses the engine."""

import atexit
import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

# Playwright keeps a loop running in the thread of the tests; nothing of ours is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# A data folder for each worker: what one test lays there must not appear under another.
if "PALIER_DATA_DIR" not in os.environ:
    os.environ["PALIER_DATA_DIR"] = tempfile.mkdtemp(prefix="palier-test-")
    atexit.register(shutil.rmtree, os.environ["PALIER_DATA_DIR"], ignore_errors=True)
FOLDER = Path(os.environ["PALIER_DATA_DIR"])
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and FOLDER.name != WORKER:
    (FOLDER / WORKER).mkdir(exist_ok=True)
    os.environ["PALIER_DATA_DIR"] = str(FOLDER / WORKER)

from palier.config.settings import *  # noqa: F403
from palier.config.settings import DATA_DIR, DATABASES, MIDDLEWARE, TEMPLATES
from tests.strict_templates import Strict

# WhiteNoise rescans the static folder for each test client: 30 times slower (measured).
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
# A file, as in production: the in-memory database of tests locks whole tables between threads.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
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
