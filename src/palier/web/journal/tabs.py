"""The tabs shared by the registers, each shown to those it is open to."""

from django.urls import reverse

from palier.access.actor import Actor
from palier.access.grants import Verb, holds_anywhere

TABS = (
    ("Journal", "journal:audit", Verb.JOURNAL_AUDIT),
    ("Consultations", "journal:consultations", Verb.CONSULTATIONS_READ),
    ("Conservation", "journal:retention", Verb.RETENTION_READ),
    ("Intégrité", "journal:integrity", Verb.JOURNAL_AUDIT),
)


def tabs_for(actor: Actor) -> list[tuple[str, str]]:
    """(label, address) of the registers this reader may open."""
    return [(label, reverse(name)) for label, name, verb in TABS if holds_anywhere(actor, verb)]
