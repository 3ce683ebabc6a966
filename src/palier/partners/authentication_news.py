"""What the authentication library tells, as journal entries: logins, failures, locks, factors, sessions, passwords."""

from datetime import datetime

from palier.access.actor import NOBODY
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.partners.account_subjects import account_subject, themselves
from palier.partners.models import User

_UNKNOWN = Subject("user", None, "Compte inconnu")


def login_opened(*, user: User, methods: list[str], now: datetime) -> None:
    """A session was opened, by these methods in order."""
    _record(Event.ACCOUNT_LOGIN, user, {"methods": methods}, now)


def login_refused(*, user: User | None, method: str, now: datetime) -> None:
    """A login failed. What was typed is never kept: it may be a password in the wrong field."""
    subject = account_subject(user) if user else _UNKNOWN
    record_event(Event.ACCOUNT_LOGIN_FAILED, actor=NOBODY, at=now, subject=subject, payload={"method": method})


def login_locked(*, user: User | None, now: datetime) -> None:
    """Too many failures: the address is locked for a while."""
    subject = account_subject(user) if user else _UNKNOWN
    record_event(Event.ACCOUNT_LOCK, actor=NOBODY, at=now, subject=subject)


def factor_added(*, user: User, kind: str, now: datetime) -> None:
    """A second factor (or a fresh set of recovery codes) was added."""
    _record(Event.ACCOUNT_FACTOR_ADD, user, {"kind": kind}, now)


def factor_removed(*, user: User, kind: str, now: datetime) -> None:
    """A second factor was removed."""
    _record(Event.ACCOUNT_FACTOR_REMOVE, user, {"kind": kind}, now)


def identity_added(*, user: User, count: int, now: datetime) -> None:
    """The account was joined by an identity of the provider, by its verified address; it has `count` of them now."""
    _record(Event.ACCOUNT_IDENTITY_ADD, user, {"count": count}, now)


def sessions_closed(*, user: User, count: int, now: datetime) -> None:
    """The person logged its other devices out."""
    _record(Event.ACCOUNT_LOGOUT_ELSEWHERE, user, {"count": count}, now)


def password_changed(*, user: User, how: str, now: datetime) -> None:
    """The password was set, changed, or reset by mail."""
    _record(Event.ACCOUNT_PASSWORD_CHANGE, user, {"how": how}, now)


def _record(event: Event, user: User, payload: dict[str, object], now: datetime) -> None:
    record_event(event, actor=themselves(user), at=now, subject=account_subject(user), payload=payload)
