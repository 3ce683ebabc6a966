"""The empty SQLite database of the tests is made once for a set of migrations, then copied: each run starts at once.

The copy is kept in the folder for temporary files under a name that changes with the migrations, with what they
import, and with the locked dependencies. PostgreSQL and CI make theirs anew: what they prove starts from nothing.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from django.db import connection

TREE = Path(__file__).resolve().parents[1]
SOURCE = TREE / "src/palier"


def model() -> Path:
    """Where the copy for this state of the project is, or will be."""
    parts = sorted(SOURCE.rglob("migrations/*.py"))
    parts += [SOURCE / "journal/guards.py", SOURCE / "config/settings.py", TREE / "requirements/dev.txt"]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()
    return Path(tempfile.gettempdir()) / f"palier-empty-{os.getuid()}-{digest[:16]}.sqlite3"


def is_wanted() -> bool:
    """On SQLite, outside CI."""
    return connection.vendor == "sqlite" and os.environ.get("CI", "").lower() not in {"1", "true", "yes"}


def lay() -> bool:
    """Copy the kept database where the tests expect theirs; False when there is none yet."""
    if not (is_wanted() and model().exists()):
        return False
    shutil.copy(model(), connection.creation._get_test_db_name())
    return True


def keep() -> None:
    """Keep a copy of the database just made, unless there is one."""
    if is_wanted() and not model().exists():
        draft = model().with_suffix(f".{os.getpid()}")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(draft)])
        draft.replace(model())
