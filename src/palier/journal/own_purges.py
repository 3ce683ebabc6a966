"""What the journal itself lets go: the words of its old entries, and the expired months of consultations.

The history of a record (who moved a problem, when) serves as long as the record, and leaves with it at the latest;
the rest (connections, accounts, settings) is a log of twelve months.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.journal import consultations
from palier.journal.erasure import erase_words
from palier.journal.models import Entry
from palier.journal.retention import Purge, register

HISTORY_SCOPES = ("report", "problem", "action", "meeting", "attachment", "intake", "catalogue", "territory")
HISTORY = reduce(or_, (Q(event__startswith=f"{scope}:") for scope in HISTORY_SCOPES))


@dataclass(frozen=True, slots=True)
class OldWords:
    """The words of the chosen entries, once old enough."""

    reason: str
    which: Q

    def count(self, before: datetime) -> int:
        """How many entries would lose their words; sealed ones are not counted."""
        return self._old(before).filter(level__lt=Level.SEALED).count()

    def erase(self, *, actor: Actor, before: datetime, now: datetime) -> int:
        """Erase them. Sealed words wait for ordinary ones: leaving alone, they would show that a drawer exists."""
        count = self.count(before)
        if count:
            erase_words(actor=actor, which=self.which & Q(at__lt=before), reason=self.reason, now=now)
        return count

    def _old(self, before: datetime) -> "QuerySet[Entry]":
        return Entry.objects.unsealed("retention").filter(self.which, at__lt=before, detail__isnull=False)


LOGS = OldWords("journal", ~HISTORY)
RECORDS = OldWords("history", HISTORY)


def register_all() -> None:
    """Add the journal's own subjects to the retention table."""
    logs = "Journal : connexions, comptes et réglages"
    records = "Journal : historique des fiches (au plus tard)"
    months = "Consultations de contenus restreints (par mois entiers)"
    register(Purge("journal", logs, 12, LOGS.count, LOGS.erase, shortest=6, longest=36))
    register(Purge("history", records, 36, RECORDS.count, RECORDS.erase, shortest=12))
    register(
        Purge(
            "consultations",
            months,
            12,
            consultations.count_expired,
            consultations.purge_expired,
            shortest=6,
            longest=36,
        )
    )
