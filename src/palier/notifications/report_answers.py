"""What a mail or a notice says of a report to the one who brought it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from palier.access.levels import Level
from palier.cycle.reports.lifecycle import State
from palier.cycle.reports.models import Report, Transfer
from palier.kernel import clock
from palier.notifications.models import Notice

ANSWERS = {
    State.RECEIVED: "bien reçu, le groupe y répondra",
    State.WATCHED: "mis à surveiller",
    State.ATTACHED: "rattaché à une problématique suivie par le groupe",
    State.REDIRECTED: "orienté vers un autre cadre",
    State.DECLINED: "non retenu, le motif se lit sur sa fiche",
    State.MERGED: "fusionné avec un autre signalement du même fait",
}
PASSED = {
    State.RECEIVED: "transmis au groupe {group}, qui y répondra",
    State.ATTACHED: "suivi, avec sa problématique, par le groupe {group}",
}
AGAIN = "de nouveau à l’examen"


def passed_on(reports: Sequence[UUID]) -> dict[UUID, datetime]:
    """When each of these reports last changed groups; those that never did are left out."""
    rows = Transfer.objects.unsealed("answers to a report").filter(report__in=reports).order_by()
    return dict(rows.values("report").annotate(last=Max("sent_at")).values_list("report", "last"))


def named(report: Report, *, discreet: bool) -> str:
    """What the report is called; where and what are left out when it is more reserved than a mail."""
    filed = f"Signalement du {clock.day_of(report.created_at):%d/%m/%Y}"
    return filed if discreet else f"{filed} ({report.category.label}, {report.place.name})"


def answer_to(report: Report, notices: Sequence[Notice], sent_at: datetime | None, *, discreet: bool) -> str:
    """What became of it since the oldest of these notices; nothing when it is back where it was."""
    first = min(notices, key=lambda notice: notice.entry)
    is_new = not first.state
    is_passed = sent_at is not None and sent_at >= first.created_at
    if report.state == State.RECEIVED and first.state not in ("", State.RECEIVED) and not is_passed:
        return ""  # answered, then taken back
    if discreet:
        return "bien reçu" if report.state == State.RECEIVED else "une réponse vous attend"
    answer = ANSWERS[State(report.state)] if is_new or report.state != State.RECEIVED else AGAIN
    if is_passed and report.state in PASSED:
        answer = PASSED[State(report.state)].format(group=report.group)
    if report.state == State.WATCHED:
        answer += f" jusqu’au {report.review_on:%d/%m/%Y}"
    return answer


def is_discreet(report: Report) -> bool:
    """True when a mail may not say where and what."""
    return report.level > Level.GROUP
