"""How long a report has waited for its answer: in days, in words, and from when it is late."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report
from palier.kernel import clock


@dataclass(frozen=True, slots=True)
class Age:
    """Days of waiting; negative while the review date of a watched report is still to come."""

    days: int
    is_review: bool = False

    @property
    def is_late(self) -> bool:
        """True past the number of days that the service gives itself (`PALIER_TRIAGE_LATE_DAYS`)."""
        return bool(self.days > settings.TRIAGE_LATE_DAYS)

    @property
    def words(self) -> str:
        """The age in French: « depuis 3 jours »."""
        if self.days < 0:
            return f"à revoir dans {_days(-self.days)}"
        if self.is_review:
            return f"à revoir depuis {_days(self.days)}" if self.days else "à revoir aujourd’hui"
        return f"depuis {_days(self.days)}" if self.days else "reçu aujourd’hui"


def age_of(report: Report, today: date) -> Age:
    """Since when it waits: since it came in, or since the review date that it was given."""
    if report.state == State.WATCHED and report.review_on:
        return Age((today - report.review_on).days, is_review=True)
    return Age((today - clock.day_of(report.created_at)).days)


def _days(count: int) -> str:
    return f"{count} jour" if count == 1 else f"{count} jours"
