"""Mandates: roles held over a territory or over the service, given and ended by the administrator."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.roles import Role
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.errors import Refused
from palier.partners.models import Mandate, User
from palier.partners.separation import refuse_member_as_keeper
from palier.territory.models import Department, District


def give_mandate(
    *,
    actor: Actor,
    user: User,
    role: Role,
    district: District | None = None,
    department: Department | None = None,
    now: datetime,
) -> Mandate:
    """Give another account a mandate from today on."""
    require(actor, Verb.ACCOUNT_EDIT)
    if actor.user_id == user.pk:
        raise Refused("Vous ne pouvez pas vous donner un mandat : demandez-le à un autre administrateur.")
    if open_mandates(now.date()).filter(user=user, role=role, district=district, department=department).exists():
        raise Refused("Ce compte a déjà ce mandat.", field="role")
    return write_mandate(actor=actor, user=user, role=role, district=district, department=department, now=now)


def end_mandate(*, actor: Actor, mandate: Mandate, now: datetime) -> Mandate:
    """End a mandate today; the last administrator keeps its own."""
    require(actor, Verb.ACCOUNT_EDIT)
    with transaction.atomic():
        keep_one_administrator(without=mandate.user_id, role=Role(mandate.role), today=now.date())
        if not open_mandates(now.date()).filter(pk=mandate.pk).update(until=now.date()):
            raise Refused("Ce mandat est déjà terminé.")
        mandate.until = now.date()
        record_event(Event.MANDATE_END, actor=actor, at=now, subject=_subject(mandate))
    return mandate


def write_mandate(
    *,
    actor: Actor,
    user: User,
    role: Role,
    district: District | None,
    department: Department | None,
    now: datetime,
) -> Mandate:
    """Write a mandate already allowed: by the administrator's invitation, or at the first start."""
    if role is Role.DISTRICT_CHIEF and district is None:
        raise Refused("Indiquez la circonscription de ce chef.", field="district")
    if role is Role.DIRECTORATE and department is None:
        raise Refused("Indiquez le département de cette direction.", field="department")
    refuse_member_as_keeper(user.pk, role, now.date())
    with transaction.atomic():
        mandate = Mandate.objects.create(
            user=user,
            role=role,
            district=district if role is Role.DISTRICT_CHIEF else None,
            department=department if role is Role.DIRECTORATE else None,
            since=now.date(),
        )
        payload = {"role": role, "account": str(user.pk)}
        record_event(Event.MANDATE_GIVE, actor=actor, at=now, subject=_subject(mandate), payload=payload)
    return mandate


def open_mandates(today: date) -> QuerySet[Mandate]:
    """The mandates in force today."""
    return Mandate.objects.filter(since__lte=today).filter(Q(until__isnull=True) | Q(until__gt=today))


def keep_one_administrator(*, without: UUID, role: Role, today: date) -> None:
    """Refuse what would leave the service without an administrator."""
    if role is not Role.ADMINISTRATOR:
        return
    others = open_mandates(today).filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(user_id=without)
    if not others.exists():
        raise Refused("C’est le dernier administrateur : nommez-en un autre d’abord.")


def _subject(mandate: Mandate) -> Subject:
    return Subject("mandate", mandate.pk, str(mandate))
