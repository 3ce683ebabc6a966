"""Who tells the story: the people of Digne 1 on a given day, doing one thing each, through the services."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.actions import services as actions
from palier.cycle.actions.models import Action
from palier.cycle.catalogue.models import Category
from palier.cycle.convening.services import answer_on_screen
from palier.cycle.meetings import services as meetings
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.cycle.problems import services as problems
from palier.cycle.problems.criteria import Effect
from palier.cycle.problems.models import Problem
from palier.cycle.reports import services as reports
from palier.cycle.reports.models import Report
from palier.demo.members import Members
from palier.documents.releases import freeze_minutes
from palier.partners.models import Group
from palier.territory.models import Place

CHIEF, LANDLORD, TOWN = "sophie.alvarez", "nadia.ferrand", "olivier.tessier"
ADMINISTRATOR = "ines.colin"
# What is announced for the meeting to come; the others have not answered yet.
ANNOUNCED = ((LANDLORD, "present"), (TOWN, "present"), ("julie.maurel", "excused"))
FRIDAY = 4


@dataclass
class Story:
    """The group, its people and its places; `today` is the day the demonstration is made."""

    members: Members
    group: Group
    today: date
    places: dict[str, Place] = field(default_factory=dict)

    def day(self, ago: int) -> date:
        """That many days before today, on a day of the week when offices are open; after it when negative."""
        day = self.today - timedelta(days=ago)
        over = day.weekday() - FRIDAY
        if ago and over > 0:
            day += timedelta(days=3 - over if ago < 0 else -over)
        return day

    def moment(self, ago: int, hour: int = 9) -> datetime:
        """That day, at that hour, in the service's time zone."""
        return timezone.make_aware(datetime.combine(self.day(ago), time(hour)))

    def who(self, mail: str, ago: int) -> Actor:
        """A person as seen by the access rules on that day."""
        return self.members.actor(mail, self.day(ago))

    def report(self, by: str, ago: int, place: str, code: str, text: str, **values: Any) -> Report:
        """A report filed that day."""
        return reports.file_report(
            actor=self.who(by, ago),
            group=self.group,
            place=self.places[place],
            category=Category.objects.get(code=code),
            text=text,
            seen_on=self.day(ago),
            now=self.moment(ago, 18),
            today=self.day(ago),
            **values,
        )

    def seen_too(self, by: str, ago: int, known: Problem | Report, text: str = "", **values: Any) -> Report:
        """« Constaté aussi », that day, for a problem or for a report without one."""
        arguments: dict[str, Any] = {
            "actor": self.who(by, ago),
            "sighting": problems.Sighting(seen_on=self.day(ago), text=text, **values),
            "now": self.moment(ago, 19),
            "today": self.day(ago),
        }
        if isinstance(known, Problem):
            return problems.join_problem(problem=known, **arguments)
        return problems.join_report(report=known, **arguments)

    def problem(self, ago: int, place: str, code: str, title: str, **values: Any) -> Problem:
        """A problem opened by the chief that day."""
        return problems.open_problem(
            actor=self.who(CHIEF, ago),
            group=self.group,
            place=self.places[place],
            category=Category.objects.get(code=code),
            title=title,
            now=self.moment(ago, 10),
            today=self.day(ago),
            **values,
        )

    def promise(self, ago: int, problem: Problem, title: str, body: str, due: int, **values: Any) -> Action:
        """An action proposed by the chief that day to one organisation, due `due` days before today."""
        return actions.propose_action(
            actor=self.who(CHIEF, ago),
            problem=problem,
            title=title,
            organisation=self.members.bodies[body],
            due=self.day(due),
            now=self.moment(ago, 11),
            today=self.day(ago),
            **values,
        )

    def accept(self, by: str, ago: int, action: Action) -> None:
        """The owner gives its word."""
        actions.accept_action(actor=self.who(by, ago), action=action, now=self.moment(ago, 14), today=self.day(ago))

    def done(self, by: str, ago: int, action: Action, observation: str) -> None:
        """The owner reports it done."""
        actions.complete_action(
            actor=self.who(by, ago),
            action=action,
            observation=observation,
            now=self.moment(ago, 16),
            today=self.day(ago),
        )

    def decide(
        self,
        ago: int,
        meeting: Meeting,
        problem: Problem,
        title: str,
        *,
        body: str,
        due: int,
        level: Level = Level.GROUP,
    ) -> None:
        """A decision of that day's meeting: an action of one organisation, due `due` days before today."""
        meetings.take_decision(
            actor=self.who(CHIEF, ago),
            meeting=meeting,
            problem=problem,
            title=title,
            organisation=self.members.bodies[body],
            due=self.day(due),
            level=level,
            now=self.moment(ago, 15),
            today=self.day(ago),
        )

    def saw(self, by: str, ago: int, problem: Problem, witness: str, text: str) -> None:
        """What a source says became of it, that day."""
        problems.write_evidence(
            actor=self.who(by, ago),
            problem=problem,
            witness=witness,
            effect=Effect.BETTER,
            text=text,
            observed_on=self.day(ago),
            now=self.moment(ago, 17),
            today=self.day(ago),
        )

    def admit(self, ago: int, problem: Problem) -> None:
        """The chief opens it that day."""
        problems.admit_problem(actor=self.who(CHIEF, ago), problem=problem, now=self.moment(ago))

    def plan(self, ago: int, problem: Problem) -> None:
        """The chief passes to the plan that day."""
        problems.plan_problem(actor=self.who(CHIEF, ago), problem=problem, now=self.moment(ago))

    def open_meeting(self, ago: int, items: tuple[Problem, ...]) -> Meeting:
        """A meeting of that day, planned a week before, everybody present but the shopkeepers, who are excused."""
        chief = self.who(CHIEF, ago)
        meeting = self.plan_meeting(ago, planned_ago=ago + 7, items=items)
        meetings.open_meeting(actor=chief, meeting=meeting, now=self.moment(ago, 14), today=self.day(ago))
        for row in Attendance.objects.unsealed("demonstration").filter(meeting=meeting).select_related("contact"):
            if row.contact is not None:
                away = row.contact == self.members.contacts["gerard.roux"]
                state = Attendance.State.EXCUSED if away else Attendance.State.PRESENT
                meetings.record_attendance(
                    actor=chief, meeting=meeting, contact=row.contact, state=state, now=self.moment(ago, 14)
                )
        return meeting

    def plan_meeting(self, ago: int, *, planned_ago: int, items: tuple[Problem, ...]) -> Meeting:
        """A meeting for that day, with its agenda."""
        chief = self.who(CHIEF, max(planned_ago, 0))
        meeting = meetings.plan_meeting(
            actor=chief,
            group=self.group,
            planned_at=self.moment(ago, 14),
            place="Commissariat de Digne-les-Bains, salle de réunion",
            now=self.moment(planned_ago),
        )
        for problem in items:
            meetings.add_item(actor=chief, meeting=meeting, problem=problem, now=self.moment(planned_ago))
        if ago < 0:
            now, today = self.moment(planned_ago, 16), self.day(planned_ago)
            for mail, answer in ANNOUNCED:
                actor = self.who(mail, planned_ago)
                answer_on_screen(actor=actor, meeting=meeting, answer=answer, now=now, today=today)
        return meeting

    def end_meeting(self, ago: int, meeting: Meeting) -> None:
        """Every item has its outcome, the meeting is closed and its minutes validated."""
        chief = self.who(CHIEF, ago)
        for item in AgendaItem.objects.unsealed("demonstration").filter(meeting=meeting, outcome=""):
            meetings.set_item_outcome(
                actor=chief, item=item, outcome=AgendaItem.Outcome.NOTHING_NEW, now=self.moment(ago, 15)
            )
        meetings.close_meeting(actor=chief, meeting=meeting, now=self.moment(ago, 15))
        meetings.validate_meeting(actor=chief, meeting=meeting, now=self.moment(ago, 16))

    def freeze_meeting(self, ago: int, meeting: Meeting) -> None:
        """Its minutes are remarked on no more."""
        freeze_minutes(actor=self.who(CHIEF, ago), meeting=meeting, now=self.moment(ago, 11))
