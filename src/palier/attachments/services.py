"""Keeping and removing files. The bytes are written before the row: a crash leaves an orphan, never a lost file."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.access.rows import seal_of
from palier.attachments.cleaning import Cleaned, clean
from palier.attachments.models import Attachment, subject_models
from palier.journal.events import Event
from palier.journal.services import record_event, subject_of
from palier.kernel.errors import NotGranted, Refused
from palier.kernel.ids import new_id

MAX_FILES = 5
FOLDER = "attachments"
WEEK = timedelta(days=7)
REMINDER = (
    "Avant d’envoyer une photo : pas de visage, pas de plaque, pas de nom sur une boîte aux lettres. "
    "Photographiez le lieu, pas les personnes."
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was received."""

    name: str
    content: bytes


def add_attachments(
    *, actor: Actor, subject: models.Model, uploads: Sequence[Upload], now: datetime, level: Level | None = None
) -> list[Attachment]:
    """Join up to five files to a subject the actor reads: all of them, or none and the reason (`Refused`).

    `level` may be stricter than the subject's, never more open.
    """
    if len(uploads) > MAX_FILES:
        raise Refused(f"Cinq fichiers au plus par envoi ; vous en avez choisi {len(uploads)}.", field="files")
    seal = seal_of(subject)
    require(actor, Verb.FILE_ADD, seal.group_id)
    _check_subject(actor, subject)
    cleaned = [clean(upload.content, upload.name) for upload in uploads]
    with transaction.atomic():
        return [_keep(actor, subject, file, max(level or seal.level, seal.level), now) for file in cleaned]


def remove_attachment(*, actor: Actor, attachment: Attachment, now: datetime) -> None:
    """Remove a file for good: the one who sent it may, and the chief of the group."""
    if attachment.uploaded_by is None or attachment.uploaded_by != actor.user_id:
        require(actor, Verb.FILE_REMOVE, attachment.group_id)
    with transaction.atomic():
        record_event(
            Event.FILE_REMOVE, actor=actor, at=now, subject=subject_of(attachment), payload=_payload(attachment)
        )
        Attachment.objects.unsealed("removal").filter(pk=attachment.pk).delete()
        _drop_once_committed(attachment)


def remove_attachments_of(*, actor: Actor, subject_ids: Sequence[UUID], now: datetime) -> list[UUID]:
    """Remove every file of purged subjects (retention), and say which: their words are still to be erased."""
    found = list(Attachment.objects.unsealed("retention").filter(subject_id__in=subject_ids))
    ids = [attachment.pk for attachment in found]
    with transaction.atomic():
        for attachment in found:
            subject = subject_of(attachment)
            record_event(Event.FILE_REMOVE, actor=actor, at=now, subject=subject, payload=_payload(attachment))
            _drop_once_committed(attachment)
        Attachment.objects.unsealed("retention").filter(pk__in=ids).delete()
    return ids


def remove_orphans(*, now: datetime) -> int:
    """Delete the files that no row speaks of, once a week old: what a crash left between a row and its bytes.

    A database that speaks of no file at all is not believed: it may be new, beside the files of another.
    """
    kept = {path for path, _ in all_files()}
    orphans = [path for path in _stored_files() if path not in kept and _age(path, now) > WEEK] if kept else []
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)


def content_of(attachment: Attachment) -> bytes:
    """The bytes kept, or `Refused` when the file is gone or is not the one that was received."""
    try:
        with default_storage.open(attachment.path, "rb") as kept:
            content: bytes = kept.read()
    except FileNotFoundError as error:
        raise Refused("Ce fichier manque sur le serveur. Prévenez l’administrateur.") from error
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise Refused("Ce fichier a été altéré sur le serveur. Prévenez l’administrateur.")
    return content


def all_files() -> Iterator[tuple[str, str]]:
    """Every kept file, for the backup: path relative to MEDIA_ROOT and SHA-256 of its content."""
    rows = Attachment.objects.unsealed("backup").order_by("path").values_list("path", "sha256")
    yield from rows.iterator()


def _drop_once_committed(attachment: Attachment) -> None:
    """A file that cannot be deleted is told in the log and keeps no other from going; `remove_orphans` tries again."""

    def drop() -> None:
        default_storage.delete(attachment.path)

    transaction.on_commit(drop, robust=True)


def _stored_files() -> Iterator[str]:
    if default_storage.exists(FOLDER):
        for folder in default_storage.listdir(FOLDER)[0]:
            for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
                yield f"{FOLDER}/{folder}/{name}"


def _age(path: str, now: datetime) -> timedelta:
    return now - default_storage.get_modified_time(path)


def _check_subject(actor: Actor, subject: models.Model) -> None:
    kind = subject._meta.model_name or ""
    if kind not in subject_models():
        raise Refused("Cette fiche ne reçoit pas de pièce jointe.")
    rows = type(subject)._default_manager.visible_to(actor)  # type: ignore[attr-defined]  # sealed manager
    if not rows.filter(pk=subject.pk).exists():
        raise NotGranted("Cette fiche ne vous est pas ouverte.")


def _keep(actor: Actor, subject: models.Model, file: Cleaned, level: Level, now: datetime) -> Attachment:
    seal = seal_of(subject)
    identifier = new_id()
    wanted = f"{FOLDER}/{identifier.hex[:2]}/{new_id().hex}"
    attachment = Attachment(
        id=identifier,
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        group_id=seal.group_id,
        level=level,
        is_raised=level > seal.level,
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        path=default_storage.save(wanted, ContentFile(file.content)),
        uploaded_by=actor.user_id,
        uploaded_at=now,
    )
    attachment.save(force_insert=True)
    record_event(Event.FILE_ADD, actor=actor, at=now, subject=subject_of(attachment), payload=_payload(attachment))
    return attachment


def _payload(attachment: Attachment) -> dict[str, Any]:
    return {
        "subject_type": attachment.subject_type,
        "subject_id": str(attachment.subject_id),
        "type": attachment.content_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
    }
