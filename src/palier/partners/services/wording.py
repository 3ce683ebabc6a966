"""Writes about the words of the house: types of organisation and terms. Deprecated or superseded, never deleted."""

from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.levels import Level
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.partners.models import OrganisationType, Term
from palier.partners.services.editing import unique_or_refused, write


def change_type(
    *, actor: Actor, kind: OrganisationType, seen: int, label: str, usual_contact: str, rank: int, now: datetime
) -> OrganisationType:
    """Rename a type of partner or reorder it. Its code stays; whether it is the police is not a matter of words."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    if not label.strip():
        raise Refused("Indiquez le libellé.", field="label")
    values = {"label": label.strip(), "usual_contact": usual_contact.strip(), "rank": rank}
    with transaction.atomic():
        _note_type(actor, kind, write(kind, seen, values), now)
    return kind


def deprecate_type(
    *, actor: Actor, kind: OrganisationType, seen: int, on: date | None, now: datetime
) -> OrganisationType:
    """Stop offering a type from that day (or offer it again, with no day). What bears it keeps it."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    if on and kind.is_police:
        raise Refused("Sans le type « police », aucun groupe ne pourrait avoir de chef : il reste en usage.")
    with transaction.atomic():
        _note_type(actor, kind, write(kind, seen, {"deprecated_on": on}), now)
    return kind


def date_term(*, actor: Actor, key: str, label: str, valid_from: date, now: datetime) -> Term:
    """Give a known term its new word from that day. Documents of before keep the word of their day."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    _check_label(label)
    if not Term.objects.filter(key=key).exists():
        raise Refused("Ce terme n’existe pas : choisissez-en un dans la liste.", field="key")
    with transaction.atomic():
        with unique_or_refused("Ce terme change déjà ce jour-là : corrigez ce libellé.", field="valid_from"):
            term = Term.objects.create(key=key, label=label.strip(), valid_from=valid_from)
        _note_term(actor, term, ["label", "valid_from"], now)
    return term


def correct_term(*, actor: Actor, term: Term, seen: int, label: str, valid_from: date, now: datetime) -> Term:
    """Mend a slip in a word or in its date."""
    require(actor, Verb.NOMENCLATURE_EDIT)
    _check_label(label)
    with transaction.atomic():
        with unique_or_refused("Ce terme change déjà ce jour-là : corrigez ce libellé.", field="valid_from"):
            changed = write(term, seen, {"label": label.strip(), "valid_from": valid_from})
        _note_term(actor, term, changed, now)
    return term


def _check_label(label: str) -> None:
    if not label.strip():
        raise Refused("Indiquez le libellé.", field="label")


def _note_type(actor: Actor, kind: OrganisationType, changed: list[str], now: datetime) -> None:
    if changed:
        subject = Subject("organisationtype", None, f"{kind.code} : {kind}", None, Level.GROUP)
        payload = {"code": kind.code, "fields": changed}
        record_event(Event.ORGANISATION_TYPE_CHANGE, actor=actor, at=now, subject=subject, payload=payload)


def _note_term(actor: Actor, term: Term, changed: list[str], now: datetime) -> None:
    if changed:
        subject = Subject("term", term.pk, f"{term.key} : {term}", None, Level.GROUP)
        payload = {"key": term.key, "valid_from": term.valid_from.isoformat(), "fields": changed}
        record_event(Event.TERM_CHANGE, actor=actor, at=now, subject=subject, payload=payload)
