"""What waits for this reader, most urgent first: only what its own rows and verbs open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds
from palier.cycle.actions.lifecycle import PROMISED
from palier.cycle.actions.models import Action
from palier.cycle.actions.queries import actions_of_my_organisations, waiting_for_my_answer
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import meetings_for
from palier.cycle.problems.queries import reports_to_triage
from palier.cycle.reports.models import Report
from palier.partners.queries.pages import information_pages
from palier.web.shell.navigation import address_of

SHOWN = 4
SOON = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: where it leads, what it is, when or where."""

    label: str
    detail: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Things of the same kind that wait: how many, the first ones, where to see them all."""

    title: str
    count: int
    lines: list[Line]
    all_address: str | None
    tone: str

    @property
    def count_label(self) -> str:
        """The number, as it is read under the title."""
        return f"{self.count} en attente"

    @property
    def more(self) -> int:
        """How many are not among the lines shown."""
        return self.count - len(self.lines)


def waiting_for(actor: Actor, today: date) -> list[Waiting]:
    """What waits for this reader; kinds of which nothing waits are left out."""
    found = [*_promises(actor, today), *_triage(actor), *_minutes(actor), *_pages(actor)]
    return [waiting for waiting in found if waiting.count]


def _promises(actor: Actor, today: date) -> list[Waiting]:
    promised = actions_of_my_organisations(actor).filter(state__in=PROMISED)
    on_hold = Q(on_hold_until__gte=today)
    late = promised.filter(due__lt=today).exclude(on_hold)
    soon = promised.filter(due__range=(today, today + SOON))
    return [
        _gather("Engagements en retard", late, _action_line, "actions:list", "alert"),
        _gather(
            "Engagements à accepter ou à décliner", waiting_for_my_answer(actor), _action_line, "actions:list", "warm"
        ),
        _gather("Engagements à tenir sous 15 jours", soon, _action_line, "actions:list", ""),
    ]


def _triage(actor: Actor) -> list[Waiting]:
    groups = groups_where(actor, Verb.REPORT_TRIAGE)
    if not groups:
        return []
    rows = reports_to_triage(actor).filter(group__in=groups)
    return [_gather("Signalements à qualifier", rows, _report_line, "reports:list", "warm")]


def _minutes(actor: Actor) -> list[Waiting]:
    groups = groups_where(actor, Verb.MINUTES_VALIDATE)
    if not groups:
        return []
    rows = meetings_for(actor).filter(group__in=groups, state=MeetingState.CLOSED)
    return [_gather("Relevés de décisions à valider", rows, _meeting_line, "meetings:list", "warm")]


def _pages(actor: Actor) -> list[Waiting]:
    if not holds(actor, Verb.PAGES_EDIT):
        return []
    left = [shown for shown in information_pages() if not shown.is_complete]
    lines = [
        Line(shown.title, "Des passages entre crochets restent à remplir.", address_of("pages:edit", key=shown.key))
        for shown in left
    ]
    return [Waiting("Pages publiques à compléter", len(lines), lines, address_of("pages:edit-list"), "warm")]


def _gather(title: str, rows: QuerySet[Any], line: Callable[[Any], Line], all_name: str, tone: str) -> Waiting:
    first: list[Model] = list(rows[: SHOWN + 1])
    count = len(first) if len(first) <= SHOWN else rows.count()
    return Waiting(title, count, [line(row) for row in first[:SHOWN]], address_of(all_name), tone)


def _action_line(action: Action) -> Line:
    detail = f"{action.organisation}, échéance le {action.due:%d/%m/%Y}"
    return Line(action.title, detail, address_of("actions:action", pk=action.pk))


def _report_line(report: Report) -> Line:
    detail = f"{report.category}, reçu le {report.created_at:%d/%m/%Y}"
    return Line(str(report.place), detail, address_of("reports:report", pk=report.pk))


def _meeting_line(meeting: Meeting) -> Line:
    return Line(str(meeting), str(meeting.group), address_of("meetings:meeting", pk=meeting.pk))
