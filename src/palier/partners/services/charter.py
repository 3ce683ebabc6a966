"""Writes about the charter: drafted, corrected, published, signed. Publishing asks everybody to sign again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.journal.events import Event
from palier.journal.services import record_event
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.actors import current_charter
from palier.partners.models import Charter, CharterSignature
from palier.partners.services.editing import unique_or_refused, write
from palier.partners.services.subjects import about_charter


def draft_charter(*, actor: Actor, title: str, text: str, now: datetime) -> Charter:
    """Begin the next version. There is one draft at a time."""
    require(actor, Verb.CHARTER_EDIT)
    values = _checked(title, text)
    with transaction.atomic():
        if Charter.objects.filter(published_at__isnull=True).exists():
            raise Refused("Un projet de charte est déjà ouvert : modifiez-le.")
        last = Charter.objects.aggregate(last=Max("version"))["last"] or 0
        with unique_or_refused("Quelqu’un vient d’ouvrir un projet de charte. Rechargez la page."):
            charter = Charter.objects.create(version=last + 1, **values)
        record_event(Event.CHARTER_DRAFT, actor=actor, at=now, subject=about_charter(charter))
    return charter


def change_charter(*, actor: Actor, charter: Charter, seen: int, title: str, text: str, now: datetime) -> Charter:
    """Correct the draft. A published version never changes: signatures refer to its very text."""
    require(actor, Verb.CHARTER_EDIT)
    _check_draft(charter)
    values = _checked(title, text)
    with transaction.atomic():
        if changed := write(charter, seen, values):
            subject = about_charter(charter)
            record_event(Event.CHARTER_DRAFT, actor=actor, at=now, subject=subject, payload={"fields": changed})
    return charter


def publish_charter(*, actor: Actor, charter: Charter, seen: int, now: datetime) -> Charter:
    """Put the draft in force: from now on nobody reads a problem before signing this version."""
    require(actor, Verb.CHARTER_EDIT)
    _check_draft(charter)
    with transaction.atomic():
        write(charter, seen, {"published_at": now})
        payload = {"version": charter.version}
        record_event(Event.CHARTER_PUBLISH, actor=actor, at=now, subject=about_charter(charter), payload=payload)
    return charter


def sign_charter(*, actor: Actor, charter: Charter, now: datetime) -> CharterSignature:
    """Sign the version in force, for oneself only. Signing twice is signing once."""
    if actor.user_id is None:
        raise NotGranted("La charte se signe avec son propre compte. Connectez-vous.")
    current = current_charter()
    if current is None or current.pk != charter.pk:
        raise Stale("Une nouvelle version de la charte vient de paraître. Relisez-la avant de signer.")
    with transaction.atomic():
        signature, is_new = CharterSignature.objects.get_or_create(
            charter=charter, user_id=actor.user_id, defaults={"signed_at": now}
        )
        if is_new:
            payload = {"version": charter.version}
            record_event(Event.CHARTER_SIGN, actor=actor, at=now, subject=about_charter(charter), payload=payload)
    return signature


def _checked(title: str, text: str) -> dict[str, str]:
    if not title.strip():
        raise Refused("Donnez un titre à la charte.", field="title")
    if len(text.strip()) < 50:  # noqa: PLR2004 - a sentence: what is shorter is a slip of the hand
        raise Refused("Le texte de la charte est trop court pour être signé.", field="text")
    return {"title": title.strip(), "text": text.strip()}


def _check_draft(charter: Charter) -> None:
    if charter.published_at:
        raise Refused("Cette version est publiée : elle ne change plus. Ouvrez un nouveau projet.")
