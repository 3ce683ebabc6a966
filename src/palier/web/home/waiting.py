"""What waits for this reader, most urgent first: only what its own rows and verbs open."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.grants import Verb, groups_where, holds
from palier.cycle.actions.models import Action
from palier.cycle.actions.questions import Question
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import coming_meetings, minutes_to_validate
from palier.cycle.minutes.models import Amendment
from palier.cycle.minutes.queries import amendments_waiting
from palier.cycle.problems.models import ClosureRequest, Problem
from palier.cycle.problems.queries import closures_to_decide, living_problems
from palier.cycle.relations.models import Handover
from palier.cycle.relations.queries import handovers_to_answer
from palier.cycle.reports.lifecycle import State as ReportState
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import answered_lately
from palier.cycle.triage.ages import age_of
from palier.cycle.triage.queries import late_among, waiting_reports
from palier.kernel.clock import day_of
from palier.notifications.lines import lines_for
from palier.notifications.queries import unread_for, unread_things
from palier.partners.queries.pages import information_pages
from palier.web.finding.choices import groups as groups_of
from palier.web.finding.criteria import without_action
from palier.web.home.promised import PromisedActions
from palier.web.shell.navigation import address_of

SHOWN = 4
# As many as a page of notices holds: their lines are made, and counted; beyond, what they are about is counted.
UNREAD = 30
MOST_UNREAD = 99


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
    unit: str = "en attente"
    # Beyond it, « plus de » is said rather than the number; None when all are counted.
    most: int | None = None

    @property
    def number(self) -> str:
        """The number, as it is read."""
        return f"{self.count}" if self.most is None or self.count <= self.most else f"plus de {self.most}"

    @property
    def count_label(self) -> str:
        """The number, as it is read under the title."""
        return f"{self.number} {self.unit}"

    @property
    def all_label(self) -> str:
        """What the link to the whole list says."""
        if not self.more:
            return "Ouvrir la liste"
        return f"Voir les {self.count}" if self.number == f"{self.count}" else "Tout voir"

    @property
    def more(self) -> int:
        """How many are not among the lines shown."""
        return self.count - len(self.lines)


def waiting_for(actor: Actor, today: date, promised: PromisedActions) -> list[Waiting]:
    """What waits for this reader; kinds of which nothing waits are left out."""
    first = [*_meetings(actor, today), *_promises(promised), *_triage(actor, today), *_answers(actor, today)]
    then = [*_handovers(actor), *_closures(actor), *_minutes(actor), *_notices(actor, today), *_pages(actor)]
    return [waiting for waiting in first + then if waiting.count]


def health_for(actor: Actor, promised: PromisedActions) -> list[Waiting]:
    """What those who lead look at early, before a group falls asleep: each count is the one of the list behind it."""
    led = groups_where(actor, Verb.ACTION_LEAD)
    if led == actor.group_ids:
        return _health(actor, promised) if led else []
    # Who leads one of its groups reads the health of that one alone.
    mine = [(UUID(str(key)), name) for key, name in groups_of(actor) if key]
    return [one for key, name in mine if key in led for one in _health(actor, promised, group=key, about=f", {name}")]


def _health(actor: Actor, promised: PromisedActions, *, group: UUID | None = None, about: str = "") -> list[Waiting]:
    def asked_of(title: str, question: Question, tone: str = "") -> Waiting:
        return _asked(promised, f"{title}{about}", question, tone=tone, group=group)

    problems = living_problems(actor).filter(group=group) if group else living_problems(actor)
    bare, query = without_action(problems, actor), f"bare=on{f'&group={group}' if group else ''}"
    shown = [
        asked_of("Actions proposées sans réponse", Question.TO_ANSWER, "warm"),
        asked_of("Engagements du groupe en retard", Question.LATE, "alert"),
        asked_of("Engagements du groupe sous sept jours", Question.THIS_WEEK),
        asked_of("Actions bloquées", Question.BLOCKED, "warm"),
        asked_of("Actions en attente", Question.ON_HOLD),
        _gather(f"Problématiques sans action{about}", bare, _problem_line, "problems:list", "warm", query=query),
    ]
    return [waiting for waiting in shown if waiting.count]


def _meetings(actor: Actor, today: date) -> list[Waiting]:
    """The séance under way, and the meetings of the fortnight: the agenda is one click away."""
    rows = coming_meetings(actor, today)
    unit = "sous quinze jours"
    return [_gather("Réunions à venir", rows, _coming_line, "meetings:list", "", unit=unit, query="a-voir=a-venir")]


def _promises(promised: PromisedActions) -> list[Waiting]:
    return [
        _asked(promised, "Vos engagements en retard", Question.LATE, mine=True, tone="alert"),
        _asked(promised, "Engagements à accepter ou à décliner", Question.TO_ANSWER, mine=True, tone="warm"),
        _asked(promised, "Vos engagements à tenir sous sept jours", Question.THIS_WEEK, mine=True),
    ]


def _asked(
    promised: PromisedActions,
    title: str,
    question: Question,
    *,
    mine: bool = False,
    tone: str = "",
    group: UUID | None = None,
) -> Waiting:
    """The actions that answer a question, as the list at this address shows and counts them."""
    panel = promised.panel(question, mine=mine, group=group)
    query = f"question={question.value}{'&whose=miennes' if mine else ''}{f'&group={group}' if group else ''}"
    address = address_of("actions:list")
    lines = [_action_line(action) for action in panel.first]
    return Waiting(title, panel.number, lines, f"{address}?{query}" if address else None, tone)


def _triage(actor: Actor, today: date) -> list[Waiting]:
    if not groups_where(actor, Verb.REPORT_TRIAGE):
        return []
    rows = waiting_reports(actor, today)
    tone = "alert" if late_among(rows, today).exists() else "warm"

    def line(report: Report) -> Line:
        detail = f"{report.category}, {age_of(report, today).words}"
        return Line(str(report.place), detail, address_of("triage:report", pk=report.pk))

    return [_gather("Signalements sans réponse", rows, line, "triage:box", tone)]


def _answers(actor: Actor, today: date) -> list[Waiting]:
    rows, unit = answered_lately(actor, today), "depuis deux semaines"
    title = "Réponses à vos signalements"
    return [_gather(title, rows, _answer_line, "reports:mine", "", unit=unit, query="reponses=1")]


def _closures(actor: Actor) -> list[Waiting]:
    """The requests to close that wait for this chief (decision 17)."""
    if not groups_where(actor, Verb.PROBLEM_CLOSE):
        return []
    return [
        _gather(
            "Clôtures demandées", closures_to_decide(actor), _closure_line, "problems:list", "warm", query="closing=on"
        )
    ]


def _handovers(actor: Actor) -> list[Waiting]:
    if not groups_where(actor, Verb.PROBLEM_LEAD):
        return []

    def line(handover: Handover) -> Line:
        detail = f"{handover.problem.place}, proposée par {handover.from_group}"
        return Line(handover.problem.title, detail, address_of("relations:handover", pk=handover.pk))

    rows = handovers_to_answer(actor)
    return [_gather("Problématiques proposées par un autre groupe", rows, line, "relations:handovers", "warm")]


def _minutes(actor: Actor) -> list[Waiting]:
    if not groups_where(actor, Verb.MINUTES_VALIDATE):
        return []
    title, query = "Relevés de décisions à valider", "a-voir=a-valider"
    remarks = amendments_waiting(actor, groups_where(actor, Verb.MINUTES_VALIDATE))
    return [
        _gather(title, minutes_to_validate(actor), _meeting_line, "meetings:list", "warm", query=query),
        _gather("Remarques sur un relevé, sans réponse", remarks, _remark_line, "meetings:list", "warm"),
    ]


def _remark_line(amendment: Amendment) -> Line:
    meeting = amendment.meeting
    return Line(f"{amendment.organisation}", f"{meeting}", address_of("documents:remarks", pk=meeting.pk))


def _notices(actor: Actor, today: date) -> list[Waiting]:
    """What one was told and has not marked as read."""
    newest = list(unread_for(actor)[: UNREAD + 1])
    told = lines_for(actor, newest[:UNREAD], today=today)
    count = len(told) if len(newest) <= UNREAD else unread_things(actor, at_most=MOST_UNREAD + 1)
    lines = [Line(one.what, one.said, one.address) for one in told[:SHOWN]]
    address, unit = f"{address_of('notices:list')}?non-lus=1", "non lus" if count > 1 else "non lu"
    return [Waiting("Avis non lus", count, lines, address, "", unit, MOST_UNREAD)]


def _pages(actor: Actor) -> list[Waiting]:
    if not holds(actor, Verb.PAGES_EDIT):
        return []
    left = [shown for shown in information_pages() if not shown.is_complete]
    lines = [
        Line(shown.title, "Des passages entre crochets restent à remplir.", address_of("pages:edit", key=shown.key))
        for shown in left
    ]
    return [Waiting("Pages publiques à compléter", len(lines), lines, address_of("pages:edit-list"), "warm")]


def _gather(
    title: str,
    rows: QuerySet[Any],
    line: Callable[[Any], Line],
    all_name: str,
    tone: str,
    *,
    unit: str = "en attente",
    query: str = "",
) -> Waiting:
    first: list[Model] = list(rows[: SHOWN + 1])
    count = len(first) if len(first) <= SHOWN else rows.count()
    address = address_of(all_name)
    whole = f"{address}?{query}" if address and query else address
    return Waiting(title, count, [line(row) for row in first[:SHOWN]], whole, tone, unit)


def _action_line(action: Action) -> Line:
    detail = f"{action.organisation}, échéance le {action.due:%d/%m/%Y}"
    return Line(action.title, detail, address_of("actions:action", pk=action.pk))


def _answer_line(report: Report) -> Line:
    passed = report.state == ReportState.RECEIVED
    answer = f"Transmis à {report.group}" if passed else report.get_state_display()
    detail = f"{answer}, le {day_of(report.state_since):%d/%m/%Y}"
    return Line(str(report.place), detail, address_of("reports:report", pk=report.pk))


def _coming_line(meeting: Meeting) -> Line:
    if meeting.state == MeetingState.OPEN:
        when = "Séance ouverte"
    else:
        when = f"{timezone.localtime(meeting.planned_at):%H:%M}, {meeting.place}"
    return Line(f"{meeting}", f"{meeting.group} · {when}", address_of("meetings:meeting", pk=meeting.pk))


def _closure_line(asked: ClosureRequest) -> Line:
    detail = (
        f"{asked.organisation or 'Un membre'}, le {day_of(asked.asked_at):%d/%m/%Y} : {asked.get_outcome_display()}"
    )
    return Line(asked.problem.title, detail, address_of("problems:problem", pk=asked.problem_id))


def _meeting_line(meeting: Meeting) -> Line:
    return Line(str(meeting), str(meeting.group), address_of("meetings:meeting", pk=meeting.pk))


def _problem_line(problem: Problem) -> Line:
    detail = f"{problem.get_state_display()} depuis le {day_of(problem.state_since):%d/%m/%Y}"
    return Line(problem.title, detail, address_of("problems:problem", pk=problem.pk))
