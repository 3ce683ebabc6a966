"""The life of an account once opened: notice read, closed, reopened. Access is cut at the next request."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from palier.access.actor import Actor
from palier.access.grants import Verb, require
from palier.access.roles import Role
from palier.journal.events import Event
from palier.journal.services import record_event
from palier.kernel.errors import Refused
from palier.partners.account_subjects import account_subject, themselves
from palier.partners.mandates import keep_one_administrator
from palier.partners.models import User


def read_notice(*, user: User, now: datetime) -> User:
    """The person has read the information notice on personal data (decision 13); the first time counts."""
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, notice_read_at__isnull=True).update(notice_read_at=now):
            user.notice_read_at = now
            record_event(Event.ACCOUNT_NOTICE_READ, actor=themselves(user), at=now, subject=account_subject(user))
    return user


def close_account(*, actor: Actor, user: User, now: datetime) -> User:
    """Close an account: its sessions end, its mandates too; what it wrote stays."""
    require(actor, Verb.ACCOUNT_EDIT)
    if actor.user_id == user.pk:
        raise Refused("Vous ne pouvez pas fermer votre propre compte. Demandez-le à un autre administrateur.")
    with transaction.atomic():
        if user.mandates.filter(role=Role.ADMINISTRATOR).exists():
            keep_one_administrator(without=user.pk, role=Role.ADMINISTRATOR, today=now.date())
        if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, closed_at=now):
            raise Refused("Ce compte est déjà fermé.")
        user.is_active, user.closed_at = False, now
        end_sessions(user)
        record_event(Event.ACCOUNT_CLOSE, actor=actor, at=now, subject=account_subject(user))
    return user


def reopen_account(*, actor: Actor, user: User, now: datetime) -> User:
    """Reopen a closed account, with the password and the factors it had."""
    require(actor, Verb.ACCOUNT_EDIT)
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk, is_active=False, erased_at__isnull=True).update(
            is_active=True, closed_at=None
        ):
            raise Refused("Ce compte n’est pas fermé, ou ses données ont été effacées.")
        user.is_active, user.closed_at = True, None
        record_event(Event.ACCOUNT_REOPEN, actor=actor, at=now, subject=account_subject(user))
    return user


def end_sessions(user: User, *, but: str = "") -> int:
    """End the sessions of an account, save the one whose key is `but`; returns how many were ended."""
    known = UserSession.objects.filter(user=user).exclude(session_key=but)
    keys = list(known.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    known.delete()
    return len(keys)


def forget_expired_sessions(*, now: datetime) -> int:
    """Delete the sessions that are over, with the address and browser noted beside them; returns how many."""
    over, _ = Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return over
