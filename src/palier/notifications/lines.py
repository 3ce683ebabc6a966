"""What notices say: made when they are read or mailed, from the rows as their reader may read them at that moment.

Several notices about one thing are one line. A mail carries nothing above the level of the group (decision 10): what is
more reserved is told without its words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.actions.lifecycle import PROMISED, PartState, State
from palier.cycle.actions.models import Action, Involvement
from palier.cycle.actions.queries import actions_for, parts_for
from palier.cycle.convening.warning import silences
from palier.cycle.meetings.lifecycle import State as MeetingState
from palier.cycle.meetings.lifecycle import TopicState
from palier.cycle.meetings.models import Meeting, Topic
from palier.cycle.meetings.queries import meetings_for, topics_for
from palier.cycle.problems.lifecycle import LIVING as LIVING_PROBLEM
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_for
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import reports_for
from palier.notifications.kinds import AWAITED, Kind
from palier.notifications.models import Notice
from palier.notifications.report_answers import answer_to, is_discreet, named, passed_on

WHY = ", le motif se lit sur sa fiche"
EXPLAINED = frozenset({State.DECLINED, State.BLOCKED, State.ABANDONED})

STANDS = {
    PartState.ASKED: "sollicitée, sans réponse",
    PartState.IN: "en est",
    PartState.DECLINED: f"a décliné{WHY}",
    PartState.DONE: "a fait sa part",
}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One thing that somebody is told of: what it is called, what is new, where to read it."""

    kind: str
    what: str
    said: str
    address: str
    at: datetime
    is_urgent: bool
    is_unread: bool
    # True when its reader is expected to answer or to act.
    is_awaited: bool
    # The newest of the notices that it gathers.
    last: UUID


def lines_for(actor: Actor, notices: Iterable[Notice], *, today: date, mailed: bool = False) -> list[NoticeLine]:
    """One line for each thing these notices are about, in their order; what `actor` may not read today is left out.

    `mailed` is the discreet form; it leaves out what is no longer true (a reminder of what was done meanwhile).
    """
    gathered: dict[UUID, list[Notice]] = {}
    for notice in notices:
        gathered.setdefault(notice.about_id, []).append(notice)
    told = _Telling(actor, gathered, today, mailed=mailed)
    lines = (told.line(pk, group) for pk, group in gathered.items())
    return [line for line in lines if line is not None]


class _Telling:
    """The rows that a batch of notices is about, as far as their reader sees them, and how each is told."""

    def __init__(self, actor: Actor, gathered: dict[UUID, list[Notice]], today: date, *, mailed: bool) -> None:
        self.actor, self.today, self.mailed = actor, today, mailed
        self.actions = actions_for(actor).select_related("problem__group", "organisation").in_bulk(list(gathered))
        self.reports = reports_for(actor).filter(reporter=actor.user_id).in_bulk(list(gathered))
        self.problems = problems_for(actor).in_bulk(list(gathered))
        self.meetings = meetings_for(actor).in_bulk(_about(gathered, "meeting_id"))
        self.topics = topics_for(actor).in_bulk(_about(gathered, "topic_id"))
        self.silences = self._silences(gathered)
        self.parts = parts_for(actor).select_related("problem__group").in_bulk(_about(gathered, "part_id"))
        self.passed = passed_on(list(self.reports))

    def line(self, pk: UUID, notices: list[Notice]) -> NoticeLine | None:
        """The line of one thing; None when it is unseen, or when nothing is left to say."""
        if action := self.actions.get(pk):
            what, said, address = self._action(action, notices)
        elif report := self.reports.get(pk):
            what, said, address = self._report(report, notices)
        elif problem := self.problems.get(pk):
            what, said, address = self._problem(problem, notices)
        elif meeting := self.meetings.get(pk):
            what, said, address = self._meeting(meeting, notices)
        elif topic := self.topics.get(pk):
            what, said, address = self._topic(topic)
        elif part := self.parts.get(pk):
            what, said, address = self._part(part, notices)
        else:
            return None
        if not said:
            return None
        last = max(notices, key=lambda notice: notice.entry)
        return NoticeLine(
            kind=last.get_kind_display(),
            what=what,
            said=said,
            address=address,
            at=last.created_at,
            is_urgent=any(notice.is_urgent for notice in notices),
            is_unread=any(notice.read_at is None for notice in notices),
            is_awaited=last.kind in AWAITED,
            last=last.pk,
        )

    def _action(self, action: Action, notices: list[Notice]) -> tuple[str, str, str]:
        address = reverse("actions:action", kwargs={"pk": action.pk})
        level = max(action.level, action.problem.level)
        if self.mailed and level > Level.GROUP:
            return f"Une action du groupe {action.problem.group}", "elle vous attend sur sa fiche", address
        return (
            f"{action.title} ({action.organisation})",
            self._noted(action, notices) or self._said_of(action, notices),
            address,
        )

    def _said_of(self, action: Action, notices: list[Notice]) -> str:
        kinds = {notice.kind for notice in notices}
        if action.state == State.PROPOSED and kinds & {Kind.ASKED, Kind.SILENT}:
            return f"à accepter ou à décliner, échéance le {action.due:%d/%m/%Y}"
        if action.is_late(self.today):
            return f"en retard, échéance le {action.due:%d/%m/%Y}"
        comes = Kind.COMING in kinds and action.state in PROMISED
        if self.mailed and kinds <= AWAITED and not comes:
            return ""  # answered since
        if Kind.DATED in kinds and action.on_hold_until and action.on_hold_until >= self.today:
            return f"en attente jusqu’au {action.on_hold_until:%d/%m/%Y}"
        state = action.get_state_display().lower()
        if action.state in PROMISED and kinds & {Kind.DATED, Kind.COMING, Kind.DECIDED, Kind.ASSIGNED}:
            return f"{state}, échéance le {action.due:%d/%m/%Y}"
        return f"{state}{WHY if action.state in EXPLAINED else ''}"

    def _noted(self, action: Action, notices: list[Notice]) -> str:
        """What to say of a word that was given in the name of its organisation, or that this one took back."""
        last = max(notices, key=lambda notice: notice.entry)
        if last.kind != Kind.ANSWERED:
            return ""
        if action.state == last.state == State.PROPOSED:
            return "l’organisation revient sur sa réponse, qui est à redonner"
        if action.is_noted and self.actor.speaks_for(action.organisation_id, action.problem.group_id):
            return f"{action.get_state_display().lower()}, noté au nom de votre organisation, qui peut le rectifier"
        return ""

    def _silences(self, gathered: dict[UUID, list[Notice]]) -> dict[UUID, date]:
        """The last day of the interval of each group that has no meeting in time, by its last meeting."""
        told = {pk for pk in self.meetings if any(notice.kind == Kind.CADENCE for notice in gathered[pk])}
        groups = {self.meetings[pk].group_id for pk in told}
        return {meeting.pk: latest for meeting, latest in silences(groups, self.today).items()} if groups else {}

    def _cadence(self, meeting: Meeting) -> tuple[str, str, str]:
        address = f"{reverse('meetings:new')}?groupe={meeting.group_id}"
        latest = self.silences.get(meeting.pk)
        what = f"Prochaine réunion du groupe {meeting.group}"
        if latest is None:  # fixed or held since
            return what, "" if self.mailed else "une date est fixée", address
        days = f"{meeting.group.maximum_interval_days} jours"
        if latest < self.today:
            return what, f"l’intervalle maximal de {days} est dépassé depuis le {latest:%d/%m/%Y}", address
        return what, f"à tenir d’ici le {latest:%d/%m/%Y} : l’intervalle maximal est de {days}", address

    def _topic(self, topic: Topic) -> tuple[str, str, str]:
        address = reverse("meetings:topics")
        said = topic.get_state_display().lower()
        if topic.state == TopicState.LISTED and topic.meeting:
            said = f"{said} de la réunion du {localtime(topic.meeting.planned_at):%d/%m/%Y}"
        if self.mailed and topic.level > Level.GROUP:
            return f"Un sujet apporté au groupe {topic.group}", said, address
        return f"Votre sujet : {topic.text}", f"{said} : {topic.answer}" if topic.answer else said, address

    def _meeting(self, meeting: Meeting, notices: list[Notice]) -> tuple[str, str, str]:
        if max(notices, key=lambda notice: notice.entry).kind == Kind.CADENCE:
            return self._cadence(meeting)
        address = reverse("meetings:meeting", kwargs={"pk": meeting.pk})
        if meeting.state == MeetingState.CANCELLED:
            return f"Réunion du groupe {meeting.group}", f"annulée ({localtime(meeting.planned_at):%d/%m/%Y})", address
        if meeting.state != MeetingState.PLANNED:
            return "", "", address  # held since: the date is no news
        at = f"{localtime(meeting.planned_at):%d/%m/%Y à %H:%M}"
        return f"Réunion du groupe {meeting.group}", f"déplacée au {at}, {meeting.place}", address

    def _report(self, report: Report, notices: list[Notice]) -> tuple[str, str, str]:
        address = reverse("reports:report", kwargs={"pk": report.pk})
        discreet = self.mailed and is_discreet(report)
        said = answer_to(report, notices, self.passed.get(report.pk), discreet=discreet)
        return named(report, discreet=discreet), said, address

    def _problem(self, problem: Problem, notices: list[Notice]) -> tuple[str, str, str]:
        address = reverse("problems:problem", kwargs={"pk": problem.pk})
        if self.mailed and problem.level > Level.GROUP:
            return f"Une problématique du groupe {problem.group}", "elle vous attend sur sa fiche", address
        last = max(notices, key=lambda notice: notice.entry)
        if last.kind == Kind.CLOSURE_ASKED:
            waits = problem.state in LIVING_PROBLEM
            return problem.title, "une clôture est demandée" if waits else problem.get_state_display().lower(), address
        return problem.title, f"la clôture demandée attendra{WHY}", address

    def _part(self, part: Involvement, notices: list[Notice]) -> tuple[str, str, str]:
        problem = part.problem
        address = f"{reverse('problems:problem', kwargs={'pk': problem.pk})}#partie-partenaires"
        said = self._said_of_part(part, max(notices, key=lambda notice: notice.entry))
        if said and self.mailed and max(part.level, problem.level) > Level.GROUP:
            return f"Une problématique du groupe {problem.group}", "elle vous attend sur sa fiche", address
        return f"{problem.title} ({part.organisation})", said, address

    def _said_of_part(self, part: Involvement, last: Notice) -> str:
        if last.kind == Kind.PART_ANSWERED:
            return STANDS[PartState(part.state)]
        if part.state == PartState.ASKED and part.problem.state in LIVING_PROBLEM:
            return "votre organisation est sollicitée : dites si elle en est"
        return "" if self.mailed else STANDS[PartState(part.state)]  # answered since, or asked no more


def _about(gathered: dict[UUID, list[Notice]], column: str) -> list[UUID]:
    return [pk for pk, notices in gathered.items() if getattr(notices[0], column)]
