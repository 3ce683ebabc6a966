"""The static files of a production server: gathered once per version, named by their content."""

import json

from django.conf import settings
from django.core.management import call_command
from whitenoise.compress import Compressor

from palier.config.release import version_of

MANIFEST = "staticfiles.json"
STAMP = "palier-version"
COMPRESSED = {".css", ".js", ".mjs"}
WORTH_IT = 2048


def static_files_are_ready() -> bool:
    """Whether the files that pages ask for can be served: always on the desk, once gathered in production."""
    return bool(settings.WHITENOISE_USE_FINDERS) or (settings.STATIC_ROOT / MANIFEST).exists()


def static_files_are_current() -> bool:
    """Whether they were gathered by this version of the program."""
    stamp = settings.STATIC_ROOT / STAMP
    return stamp.exists() and json.loads(stamp.read_text(encoding="utf-8")) == _versions()


def gather_static_files() -> int:
    """Gather them anew; return how many there are."""
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    _compress()
    (settings.STATIC_ROOT / STAMP).write_text(json.dumps(_versions()), encoding="utf-8")
    manifest = json.loads((settings.STATIC_ROOT / MANIFEST).read_text(encoding="utf-8"))
    return len(manifest["paths"])


def _compress() -> None:
    """A gzip twin for styles and scripts only: compressing the thousands of icons too takes minutes for nothing."""
    compressor = Compressor(use_brotli=False, quiet=True, extensions=())
    for path in settings.STATIC_ROOT.rglob("*"):
        if path.suffix in COMPRESSED and path.stat().st_size >= WORTH_IT:
            compressor.compress(str(path))


def _versions() -> dict[str, str]:
    return {name: version_of(name) for name in ("palier", "django-dsfr", "django-htmx")}
