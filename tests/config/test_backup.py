"""Backup, then an empty machine, then restore: every row and every file is back and the journal verifies."""

import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest

from tests.conftest import BOTH_ENGINES

FILL = """
from tests.cast import NOW, make_cast
from palier.attachments.models import Attachment
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from palier.kernel.ids import new_id
import hashlib
cast = make_cast()
path = default_storage.save("attachments/ab/photo", ContentFile("hall côté cour".encode()))
Attachment.objects.create(subject_type="report", subject_id=new_id(), group_id=cast.group.pk, level=20, name="hall.jpg",
    content_type="image/jpeg", size=14, sha256=hashlib.sha256("hall côté cour".encode()).hexdigest(), path=path,
    uploaded_at=NOW)
for number in range(3):
    record_event(Event.REPORT_FILE, actor=cast.actor("alice"), at=NOW,
        subject=Subject("group", cast.group.pk, "Digne 1", cast.group.pk),
        payload={"numéro": number})
"""
CONTENT = """
from palier.config.backup import tables
import hashlib, json
seen = {}
for model in tables.tables():
    fields = tables.columns(model)
    rows = sorted(tables.line_of(fields, v) for v in model._base_manager.values_list(*[f.attname for f in fields]))
    if rows:
        seen[model._meta.label] = [len(rows), hashlib.sha256("".join(rows).encode()).hexdigest()]
print(json.dumps(seen))
"""


def content_of(product) -> dict[str, list]:
    return json.loads(product.python(CONTENT))


def rewritten(archive: Path, target: Path, change) -> Path:
    """The same archive, each member passed through `change(name, data)` (None leaves it out)."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            data = change(member.name, old.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    return target


@pytest.mark.parametrize("target", BOTH_ENGINES)
def test_everything_comes_back_on_an_empty_machine(product, target, new_product, tmp_path):
    product.python(FILL)
    path = tmp_path / "archive.tar.gz"
    assert "Sauvegarde écrite" in product.do("backup", str(path))
    assert "Archive intacte" in product.do("backup", "--check", str(path))
    before = content_of(product)
    assert {"journal.Entry", "journal.Detail", "partners.User", "attachments.Attachment"} <= set(before)
    # From SQLite nothing at all is there; from PostgreSQL, the tables are there and empty.
    empty = new_product(target, tables=product.url.startswith("postgres"))
    said = empty.do("restore", str(path))
    assert "Pièces jointes : intactes." in said
    assert f"Journal intact : {before['journal.Entry'][0]} entrées" in said
    assert content_of(empty) == before
    assert (empty.data / "files/attachments/ab/photo").read_text() == "hall côté cour"
    empty.do("verify")
    # The guards are back, and a new row takes a number of its own.
    empty.python(
        "from django.db import connection as c, DatabaseError\n"
        "try: c.cursor().execute('DELETE FROM journal_entry'); print('deleted')\n"
        "except DatabaseError: pass\n"
        "from palier.jobs.models import PlannedRun\n"
        "from django.utils import timezone\n"
        "PlannedRun.objects.create(job='x', slot='y', planned_at=timezone.now())"
    )
    assert content_of(empty)["journal.Entry"] == before["journal.Entry"]


@pytest.fixture
def saved(new_product, tmp_path):
    """A SQLite installation with its cast, and an archive of it."""
    product = new_product("sqlite", ready=True)
    product.python(FILL)
    path = tmp_path / "archive.tar.gz"
    product.do("backup", str(path))
    return product, path


def test_a_restore_never_writes_over_anything(saved):
    product, path = saved
    before = content_of(product)
    answer = product.run("restore", str(path))
    assert answer.returncode == 1
    assert "n’est pas vide" in answer.stderr
    assert content_of(product) == before


def test_an_archive_that_cannot_be_restored_changes_nothing(saved, new_product, tmp_path):
    _, path = saved
    empty = new_product("sqlite")

    def refused(other: Path, because: str) -> None:
        answer = empty.run("restore", str(other))
        assert answer.returncode == 1
        assert because in answer.stderr
        assert "Traceback" not in answer.stderr
        assert not (empty.data / "files").exists()

    def forge(name: str, data: bytes) -> bytes:
        return data.replace(b"alice@example.org", b"alise@example.org") if name.endswith("User.jsonl") else data

    def leave_out(name: str, data: bytes) -> bytes | None:
        return None if name.startswith("fichiers/") else data

    def other_version(name: str, data: bytes) -> bytes:
        return data.replace(b"jobs.0001_tables", b"jobs.0001_other") if name == "manifeste.json" else data

    refused(rewritten(path, tmp_path / "forged.tar.gz", forge), "partners.User.jsonl")
    refused(rewritten(path, tmp_path / "short.tar.gz", leave_out), "fichiers/attachments/ab/photo")
    refused(rewritten(path, tmp_path / "other.tar.gz", other_version), "Installez cette version")
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(path.read_bytes()[:-200])
    refused(cut, "abîmée")
    (tmp_path / "text.tar.gz").write_text("bonjour")
    refused(tmp_path / "text.tar.gz", "ne se lit pas comme une sauvegarde")
    refused(tmp_path / "absent.tar.gz", "absent.tar.gz")


def test_a_backup_writes_over_nothing_and_is_its_owners_only(saved):
    product, path = saved
    assert path.stat().st_mode & 0o077 == 0
    answer = product.run("backup", str(path))
    assert answer.returncode == 1
    assert "existe déjà" in answer.stderr


def test_a_backup_does_not_wait_for_a_writer(saved, tmp_path):
    """A transaction left open by someone neither blocks the backup nor appears in it."""
    product, _ = saved
    with sqlite3.connect(product.data / "palier.sqlite3", isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO jobs_plannedrun (job, slot, planned_at) VALUES ('x', 'y', '2026-01-01')")
        product.do("backup", str(tmp_path / "during.tar.gz"))
        writer.execute("ROLLBACK")
    writer.close()
    with tarfile.open(tmp_path / "during.tar.gz") as tar:
        assert tar.extractfile("lignes/jobs.PlannedRun.jsonl").read() == b""
