"""Records turned into pairs of (label, value) for the account screens."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone

from palier.partners.models import Invitation, RightsRequest, User
from palier.partners.personal_data import Facts

Pairs = list[tuple[str, str]]
SHOWN = 20
LEAST_TABLE = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One part of what the service knows about a person; the export holds the `hidden` older rows too."""

    title: str
    rows: list[Pairs]
    hidden: int

    @property
    def columns(self) -> list[str]:
        """The heads of a table, when there are enough rows of the same shape to make one."""
        heads = [[label for label, _ in row] for row in self.rows]
        return heads[0] if len(heads) >= LEAST_TABLE and all(one == heads[0] for one in heads) else []


def facts_to_show(facts: dict[str, Facts]) -> list[Fact]:
    """A person's data as it is read on screen: dates in French, the last rows of each part, newest first."""
    return [
        Fact(title, [_pairs(row) for row in rows[: -SHOWN - 1 : -1]], max(0, len(rows) - SHOWN))
        for title, rows in facts.items()
    ]


def identity_rows(user: User) -> Pairs:
    """Who one is here."""
    return [("Nom", user.name), ("Adresse électronique", user.email), ("Compte ouvert le", _day(user.created_at))]


def invitation_rows(invitation: Invitation) -> Pairs:
    """What the invited person must recognise before opening the account."""
    contact = invitation.contact
    capacity = contact.organisation.name if contact else invitation.get_role_display()
    return [("Nom", invitation.name), ("Adresse électronique", invitation.email), ("Au titre de", capacity or "Compte")]


def request_rows(asked: RightsRequest) -> Pairs:
    """A request about one's data and where it stands."""
    rows = [
        ("Demande", asked.get_kind_display()),
        ("Précisions", asked.text or "Aucune"),
        ("Faite le", _day(asked.asked_at)),
    ]
    if asked.answered_at is None:
        return [*rows, ("Réponse attendue avant le", _day(asked.due_on))]
    outcome = asked.get_outcome_display()
    return [*rows, ("Répondu le", _day(asked.answered_at)), ("Suite", outcome), ("Réponse", asked.answer or "Aucune")]


def _pairs(row: dict[str, Any]) -> Pairs:
    return [(label[:1].upper() + label[1:], _plain(value)) for label, value in row.items()]


def _plain(value: Any) -> str:
    """A value of the export in words: an ISO date or moment reads JJ/MM/AAAA (the export keeps the hour)."""
    text = str(value)
    try:
        if "T" in text:
            return formats.date_format(timezone.localtime(datetime.fromisoformat(text)), "d/m/Y")
        return formats.date_format(date.fromisoformat(text), "d/m/Y")
    except ValueError:
        return text or "–"


def _day(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return formats.date_format(moment, "d/m/Y")
