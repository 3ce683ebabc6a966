"""What the invitations keep about a person: told to it, erased with it."""

from typing import Any

from palier.cycle.convening.models import CalendarFeed, Convocation
from palier.partners.models import User
from palier.partners.personal_data import register_source


def declare() -> None:
    """Have them told and erased with the rest of a person's data."""
    register_source("Réponses aux réunions", answers_of, erase_answers_of)
    register_source("Agenda privé", feed_told, erase_feed)


def answers_of(user: User) -> list[dict[str, Any]]:
    """The meetings this person was asked to, and what it answered."""
    rows = Convocation.objects.unsealed("own data").filter(contact__user=user).order_by("meeting__planned_at")
    return [
        {"réunion": row.meeting.planned_at.isoformat(), "réponse": row.words or "aucune"}
        for row in rows.select_related("meeting", "represented_by")
    ]


def erase_answers_of(user: User) -> None:
    """Delete the invitations of a person whose data is erased."""
    Convocation.objects.unsealed("erasure").filter(contact__user=user).delete()


def feed_told(user: User) -> list[dict[str, Any]]:
    """Since when its private calendar is open."""
    rows = CalendarFeed.objects.unsealed("own data").filter(user=user)
    return [{"ouvert le": row.made_at.isoformat()} for row in rows]


def erase_feed(user: User) -> None:
    """Close the private calendar of a person whose data is erased."""
    CalendarFeed.objects.unsealed("erasure").filter(user=user).delete()
