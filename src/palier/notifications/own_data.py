"""What the outbox and the notices keep about a person: told to it, erased with it."""

from typing import Any

from palier.notifications.models import Message, Notice, Preference
from palier.partners.models import User
from palier.partners.personal_data import register_source


def declare() -> None:
    """Have them told and erased with the rest of a person's data."""
    register_source("Courriels envoyés", messages_to, erase_messages_to)
    register_source("Avis", notices_of, erase_notices_of)


def messages_to(user: User) -> list[dict[str, Any]]:
    """What the outbox keeps about a person: dates, subjects and states of its mails."""
    rows = Message.objects.unsealed("own data").filter(recipient__iexact=user.email).order_by("created_at")
    return [
        {"écrit le": row.created_at.isoformat(), "objet": row.subject, "état": row.get_state_display()} for row in rows
    ]


def erase_messages_to(user: User) -> None:
    """Delete the mails written to a person whose data is erased."""
    Message.objects.unsealed("erasure").filter(recipient__iexact=user.email).delete()


def notices_of(user: User) -> list[dict[str, Any]]:
    """The notices written to a person: dates and kinds, and the rhythm it chose for its mails."""
    rows = Notice.objects.unsealed("own data").filter(recipient=user).order_by("created_at")
    told: list[dict[str, Any]] = [
        {"le": row.created_at.isoformat(), "nature": row.get_kind_display(), "lu": "oui" if row.read_at else "non"}
        for row in rows
    ]
    chosen = Preference.objects.filter(user=user).first()
    return [*told, {"courriels": str(chosen)}] if chosen else told


def erase_notices_of(user: User) -> None:
    """Delete the notices written to a person whose data is erased, and its choice of rhythm."""
    Notice.objects.unsealed("erasure").filter(recipient=user).delete()
    Preference.objects.filter(user=user).delete()
