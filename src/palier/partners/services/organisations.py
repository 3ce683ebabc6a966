"""Writes about organisations: create, change, close."""

from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, holds_anywhere
from palier.journal.events import Event
from palier.journal.services import record_event
from palier.kernel.errors import Refused
from palier.kernel.wording import counted
from palier.partners.models import Contact, Organisation, OrganisationType
from palier.partners.services.authority import ASK_KEEPER, keeps_directory, require_that
from palier.partners.services.editing import unique_or_refused, write
from palier.partners.services.subjects import about_organisation

_TAKEN = "Une organisation porte déjà ce nom. Ouvrez sa fiche, ou précisez le nom (service, commune)."


def create_organisation(
    *, actor: Actor, kind: OrganisationType, name: str, short_name: str = "", now: datetime
) -> Organisation:
    """Enter a new partner in the directory."""
    require_that(holds_anywhere(actor, Verb.DIRECTORY_EDIT), ASK_KEEPER)
    _check(kind, name, None)
    with transaction.atomic():
        with unique_or_refused(_TAKEN, field="name"):
            organisation = Organisation.objects.create(
                type=kind, name=name.strip(), short_name=short_name.strip(), created_at=now
            )
        payload = {"type": kind.code}
        record_event(
            Event.ORGANISATION_CREATE, actor=actor, at=now, subject=about_organisation(organisation), payload=payload
        )
    return organisation


def change_organisation(
    *,
    actor: Actor,
    organisation: Organisation,
    seen: int,
    kind: OrganisationType,
    name: str,
    short_name: str,
    now: datetime,
) -> Organisation:
    """Correct a partner's name or type; `seen` is the revision the form was filled from."""
    require_that(keeps_directory(actor, organisation), ASK_KEEPER)
    _check(kind, name, organisation)
    values = {"type": kind, "name": name.strip(), "short_name": short_name.strip()}
    with transaction.atomic():
        with unique_or_refused(_TAKEN, field="name"):
            changed = write(organisation, seen, values)
        if changed:
            subject = about_organisation(organisation)
            record_event(Event.ORGANISATION_CHANGE, actor=actor, at=now, subject=subject, payload={"fields": changed})
    return organisation


def close_organisation(*, actor: Actor, organisation: Organisation, seen: int, on: date, now: datetime) -> Organisation:
    """Mark a partner as gone from that day; its history stays. Its contacts must have left before."""
    require_that(keeps_directory(actor, organisation), ASK_KEEPER)
    if organisation.closed_on:
        raise Refused(f"Cette organisation est déjà fermée depuis le {organisation.closed_on:%d/%m/%Y}.")
    present = Contact.objects.unsealed("closing an organisation").filter(
        organisation=organisation, departed_on__isnull=True
    )
    if count := present.count():
        raise Refused(
            f"Encore {counted(count, 'contact présent', 'contacts présents')} dans cette organisation. "
            "Enregistrez d’abord leur départ.",
            field="on",
        )
    with transaction.atomic():
        write(organisation, seen, {"closed_on": on})
        subject = about_organisation(organisation)
        payload = {"closed_on": on.isoformat()}
        record_event(Event.ORGANISATION_CLOSE, actor=actor, at=now, subject=subject, payload=payload)
    return organisation


def _check(kind: OrganisationType, name: str, organisation: Organisation | None) -> None:
    if not name.strip():
        raise Refused("Indiquez le nom de l’organisation.", field="name")
    kept = organisation is not None and organisation.type_id == kind.pk
    if kind.deprecated_on and not kept:
        raise Refused(f"Le type « {kind} » n’est plus employé. Choisissez-en un autre.", field="kind")
    if organisation and organisation.type.is_police != kind.is_police and _has_seats(organisation):
        raise Refused(
            "Cette organisation siège dans un groupe : elle ne peut ni devenir ni cesser d’être un service de police. "
            "Créez une autre organisation.",
            field="kind",
        )


def _has_seats(organisation: Organisation) -> bool:
    contacts = Contact.objects.unsealed("changing an organisation").filter(organisation=organisation)
    return contacts.filter(seats__until__isnull=True, seats__isnull=False).exists()
