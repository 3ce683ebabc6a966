"""The head of the journal, mailed to the data protection officers: outside the database, out of a forger's reach."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from palier.access.roles import Role
from palier.journal.anchoring import TOPIC, Anchor
from palier.kernel import events as news
from palier.notifications.outbox import Mail, enqueue
from palier.partners.models import User

KIND = "journal_anchor"


def mail_anchor(anchor: Anchor) -> None:
    """Enqueue the anchored hash to every officer in office that day: one message per anchor and person."""
    day = timezone.localtime(anchor.at).date()
    mail = Mail(KIND, f"Palier : empreinte du journal du {day:%d/%m/%Y}", anchor.message, holds_secret=False)
    for officer in _officers(day):
        enqueue(recipient=officer.email, mail=mail, key=f"anchor:{anchor.hash}:{officer.pk.hex}")


def listen() -> None:
    """Have every anchoring mailed."""
    news.subscribe(TOPIC, mail_anchor)


def _officers(day: date) -> QuerySet[User]:
    in_office = Q(mandates__role=Role.DPO, mandates__since__lte=day)
    still = Q(mandates__until__isnull=True) | Q(mandates__until__gte=day)
    return User.objects.filter(in_office & still, is_active=True, closed_at__isnull=True).distinct()
