"""Every write of the reports: filing, and the answers of triage. Attaching belongs to the problems, next step."""

from datetime import date, datetime

from django.db import transaction

from palier.access.actor import Actor
from palier.cycle.reports.filing import file_report
from palier.cycle.reports.lifecycle import REPORT_LIFECYCLE, State
from palier.cycle.reports.models import PoliceReferral, Report
from palier.kernel.errors import Refused
from palier.workflow.engine import advance

__all__ = [
    "decline_report",
    "file_report",
    "merge_report",
    "reconsider_report",
    "redirect_report",
    "watch_report",
]


def watch_report(*, actor: Actor, report: Report, review_on: date, now: datetime, today: date) -> Report:
    """Keep an eye on it, and look again on a day."""
    if review_on <= today:
        raise Refused("La date de revue doit être dans l’avenir.", field="review_on")
    return advance(report, REPORT_LIFECYCLE, "watch", actor=actor, now=now, changes={"review_on": review_on})


def redirect_report(
    *, actor: Actor, report: Report, destination: str, now: datetime, police_destination: str = ""
) -> Report:
    """Hand it to another body. Where the police really sent it stays in a police-level row (decision 3)."""
    if police_destination and destination != Report.Destination.OTHER:
        raise Refused("Une destination réservée à la police s’affiche « Autre cadre ».", field="destination")
    with transaction.atomic():
        # Before the entry: what follows the journal reads the row as it stands then.
        if police_destination:
            values = {"destination": police_destination, "referred_at": now}
            PoliceReferral.objects.unsealed("redirect").update_or_create(report=report, defaults=values)
        advance(report, REPORT_LIFECYCLE, "redirect", actor=actor, now=now, changes={"destination": destination})
    return report


def decline_report(*, actor: Actor, report: Report, reason: str, now: datetime) -> Report:
    """Not retained, with a reason that the reporter reads."""
    changes = {"decline_reason": reason.strip()}
    return advance(report, REPORT_LIFECYCLE, "decline", actor=actor, now=now, changes=changes)


def merge_report(*, actor: Actor, report: Report, into: Report, now: datetime) -> Report:
    """The same fact, told twice: this one leads to the other from now on."""
    if into.pk == report.pk or into.group_id != report.group_id or into.state == State.MERGED:
        raise Refused("Choisissez un autre signalement du même groupe, non fusionné.", field="merged_into")
    if into.level > report.level:
        raise Refused("L’autre signalement est plus réservé : fusionnez dans l’autre sens.", field="merged_into")
    return advance(report, REPORT_LIFECYCLE, "merge", actor=actor, now=now, changes={"merged_into": into})


def reconsider_report(*, actor: Actor, report: Report, now: datetime) -> Report:
    """Back to triage: the first answer was not the right one."""
    changes = {"destination": "", "decline_reason": "", "review_on": None}
    with transaction.atomic():
        PoliceReferral.objects.unsealed("reconsider").filter(report=report).delete()
        advance(report, REPORT_LIFECYCLE, "reconsider", actor=actor, now=now, changes=changes)
    return report
