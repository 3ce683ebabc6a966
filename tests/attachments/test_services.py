"""Joining files to a subject, reading them as the subject is read, removing them."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage

from palier.access.levels import Level
from palier.attachments.models import Attachment
from palier.attachments.services import (
    Upload,
    add_attachments,
    all_files,
    content_of,
    remove_attachment,
    remove_attachments_of,
    remove_orphans,
)
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused
from palier.territory.models import Place, PlaceKind
from tests.attachments import samples
from tests.cast import NOW

PHOTO = Upload("hall.jpg", samples.photo())


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def place(cast, files, monkeypatch):
    """Any sealed model may take files; a place of the group stands for the steps of the cycle."""
    monkeypatch.setattr(Place, "takes_files", True, raising=False)
    kind = PlaceKind.objects.create(code="hall", label="Hall")
    return Place.objects.create(kind=kind, name="Hall 3", level=Level.GROUP, group_id=cast.group.pk, created_at=NOW)


def add(cast, place, *uploads, by="bruno", **options):
    return add_attachments(actor=cast.actor(by), subject=place, uploads=uploads or (PHOTO,), now=NOW, **options)


def seen_by(cast, *names):
    return {name: Attachment.objects.visible_to(cast.actor(name)).count() for name in names}


def test_a_file_is_kept_under_a_random_name_away_from_static_files(cast, place, files):
    (kept,) = add(cast, place)
    assert kept.path.startswith("attachments/")
    assert "hall" not in kept.path
    assert (files / kept.path).read_bytes() == content_of(kept)
    assert kept.sha256 == hashlib.sha256(content_of(kept)).hexdigest()
    assert kept.uploaded_by == cast.users["bruno"].pk
    assert (kept.name, kept.size) == ("hall.jpg", len(content_of(kept)))


def test_a_file_is_read_by_those_who_read_its_subject(cast, place):
    add(cast, place)
    names = ("alice", "bruno", "claire", "dora", "marc", "eric", "agathe", "denis", "gaelle", "fatou")
    assert seen_by(cast, *names) == dict.fromkeys(names, 0) | {"alice": 1, "bruno": 1, "claire": 1}


def test_a_file_follows_its_subject_when_the_subject_is_raised(cast, place):
    add(cast, place)
    Place.objects.unsealed("test").update(level=Level.POLICE)
    assert seen_by(cast, "alice", "bruno") == {"alice": 1, "bruno": 0}


def test_a_file_may_be_stricter_than_its_subject_never_more_open(cast, place):
    (police,) = add(cast, place, by="alice", level=Level.POLICE)
    assert seen_by(cast, "alice", "olivier", "bruno") == {"alice": 1, "olivier": 1, "bruno": 0}
    assert police.is_raised
    (open_one,) = add(cast, place, by="alice", level=Level.POPULATION)
    assert open_one.level == Level.GROUP


def test_nobody_joins_a_file_to_what_it_does_not_see(cast, place):
    with pytest.raises(NotGranted):
        add(cast, place, by="dora")
    Place.objects.unsealed("test").update(level=Level.POLICE)
    place.refresh_from_db(from_queryset=Place.objects.unsealed("test"))
    with pytest.raises(NotGranted):
        add(cast, place, by="bruno")
    assert not Attachment.objects.unsealed("test").exists()


def test_one_bad_file_and_none_is_kept(cast, place, files):
    with pytest.raises(Refused, match=r"piege\.jpg"):
        add(cast, place, PHOTO, Upload("piege.jpg", b"<script>"))
    assert not Attachment.objects.unsealed("test").exists()
    assert not list(files.rglob("*"))


def test_five_files_at_once_and_no_more(cast, place):
    assert len(add(cast, place, *[PHOTO] * 5)) == 5
    with pytest.raises(Refused, match="Cinq fichiers"):
        add(cast, place, *[PHOTO] * 6)


def test_a_record_that_takes_no_file_says_so(cast, files):
    kind = PlaceKind.objects.create(code="hall", label="Hall")
    place = Place.objects.create(kind=kind, name="x", level=20, group_id=cast.group.pk, created_at=NOW)
    with pytest.raises(Refused, match="pas de pièce jointe"):
        add(cast, place)


def test_adding_and_removing_are_journalled_at_the_level_of_the_file(
    cast, place, files, django_capture_on_commit_callbacks
):
    (kept,) = add(cast, place, by="alice", level=Level.POLICE)
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(actor=cast.actor("alice"), attachment=kept, now=NOW)
    entries = list(Entry.objects.unsealed("test").filter(subject_id=kept.pk).order_by("seq"))
    assert [entry.event for entry in entries] == [Event.FILE_ADD, Event.FILE_REMOVE]
    assert {entry.level for entry in entries} == {Level.POLICE}
    assert not default_storage.exists(kept.path)
    assert not Attachment.objects.unsealed("test").exists()


def test_a_partner_removes_its_own_file_only(cast, place):
    (by_bruno,), (by_claire,) = add(cast, place), add(cast, place, by="claire")
    with pytest.raises(NotGranted):
        remove_attachment(actor=cast.actor("bruno"), attachment=by_claire, now=NOW)
    remove_attachment(actor=cast.actor("bruno"), attachment=by_bruno, now=NOW)
    remove_attachment(actor=cast.actor("alice"), attachment=by_claire, now=NOW)


def test_a_missing_or_altered_file_is_told_not_served(cast, place, files):
    (kept,) = add(cast, place)
    (files / kept.path).write_bytes(b"autre chose")
    with pytest.raises(Refused, match="altéré"):
        content_of(kept)
    (files / kept.path).unlink()
    with pytest.raises(Refused, match="manque"):
        content_of(kept)


def test_the_backup_knows_every_file_by_relative_path_and_digest(cast, place, files):
    rows = [*add(cast, place), *add(cast, place, by="alice", level=Level.POLICE)]
    assert dict(all_files()) == {row.path: row.sha256 for row in rows}
    assert all((files / path).is_file() for path, _ in all_files())


def test_a_file_without_a_row_is_deleted_once_a_week_old(cast, place, files):
    """What a crash left between a row and its bytes: a purge's promise holds all the same."""
    (kept,) = add(cast, place)
    orphan = files / "attachments/ab/reste"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"reste")
    written = datetime.fromtimestamp(orphan.stat().st_mtime, tz=UTC)
    assert remove_orphans(now=written + timedelta(days=6)) == 0
    assert remove_orphans(now=written + timedelta(days=8)) == 1
    assert not orphan.exists()
    assert content_of(kept)
    # Rows gone all at once: another database, not a purge.
    Attachment.objects.unsealed("test").delete()
    assert remove_orphans(now=written + timedelta(days=8)) == 0


def test_a_file_that_cannot_be_deleted_keeps_no_other_from_going(
    cast, place, files, django_capture_on_commit_callbacks
):
    first, second = add(cast, place, PHOTO, PHOTO)
    (files / first.path).unlink()
    (files / first.path).mkdir()
    (files / first.path / "plein").write_bytes(b"x")
    with django_capture_on_commit_callbacks(execute=True):
        gone = remove_attachments_of(actor=cast.actor("alice"), subject_ids=[place.pk], now=NOW)
    assert set(gone) == {first.pk, second.pk}
    assert not (files / second.path).exists()
