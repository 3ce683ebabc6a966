"""The meetings of a group: planned, held with who came, decided, closed, validated, frozen a week later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from palier.access.levels import Level
from palier.cycle.catalogue.models import Answer
from palier.cycle.convening.models import Convocation
from palier.cycle.convening.services import answer_on_screen
from palier.cycle.meetings import services as meetings
from palier.cycle.meetings.ending import close_at_item
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.cycle.minutes.services import say_publicly
from palier.cycle.problems.lifecycle import LIVING, State
from palier.cycle.problems.lifecycle import Outcome as Ending
from palier.demo.year.calendar import is_school, working
from palier.demo.year.cast import HABITS, USUAL
from palier.demo.year.course import Course
from palier.demo.year.facts import Promised
from palier.demo.year.play import Play, Table
from palier.demo.year.promises import keep
from palier.documents.releases import freeze_minutes

Outcome, ANNOUNCED = AgendaItem.Outcome, Convocation.Answer
# What the population is told: places and facts, nobody named.
GENERAL = "Le groupe s’est réuni et suit les situations signalées dans le secteur. Vos signalements l’aident à agir."
TOLD = (
    "Des travaux sont prévus et des passages se poursuivent en soirée. Le point sera fait à la prochaine réunion.",
    "La situation s’améliore ; la vigilance continue.",
    "Plusieurs réponses sont engagées. Signalez ce que vous constatez : chaque fait aide à choisir la bonne réponse.",
)
BEFORE, FROZEN_AFTER = 10, 11
REVIEWED = 3
# How an item ends when nothing is decided: its outcome, and a line of the minutes.
REVIEWS = (
    (Outcome.NOTHING_NEW, "Actions en cours, rien à changer avant la prochaine réunion."),
    (Outcome.NOTHING_NEW, "Moins de faits depuis quinze jours ; on continue."),
    (Outcome.NOTHING_NEW, "Point fait avec les partenaires présents, calendrier tenu."),
    (Outcome.NOTHING_NEW, "Situation stable, les engagements courent."),
    (Outcome.NOTHING_NEW, "Les habitants notent un mieux, à confirmer."),
    (Outcome.NOTHING_NEW, "Toujours gênant le week-end, les travaux commencent."),
    (Outcome.POSTPONED, "Le partenaire concerné est absent : reporté."),
    (Outcome.POSTPONED, "Faute de temps, vu à la prochaine réunion."),
)


@dataclass(frozen=True, slots=True)
class Point:
    """What a problem brings to a meeting: promises to ask for, or how its item ends."""

    course: Course
    answers: tuple[Promised, ...] = ()
    outcome: str = ""
    note: str = ""


def meet(play: Play, table: Table, day: date) -> Iterator[datetime]:
    """One meeting, from its planning to its frozen minutes."""
    rng = Random(f"{table.code} meeting {table.days.index(day)}")  # noqa: S311 - a story, not a secret
    starts = play.at(day, table.part.hour, rng.choice((0, 0, 30)))
    yield max(play.at(day - timedelta(days=BEFORE), 9, 20), play.at(table.opened_on + timedelta(days=1), 9, 20))
    group, place = table.group, table.part.place
    meeting = meetings.plan_meeting(
        actor=play.chief(table), group=group, planned_at=starts, place=place, now=play.now, planned_minutes=90
    )
    _put_on_agenda(play, table, meeting, rng)
    yield play.at(day - timedelta(days=BEFORE - 2), 14, 40)
    _announce(play, table, meeting)
    yield play.at(day - timedelta(days=1), 17, 10)
    for point in table.docket.get(day, []):
        _add(play, table, meeting, point.course)
    yield starts
    session = Session(play, table, meeting, rng)
    session.open()
    for point in table.docket.get(day, []):
        session.take(point)
    session.review()
    meetings.close_meeting(actor=play.chief(table), meeting=meeting, now=play.now)
    yield play.at(working(day + timedelta(days=1)), 9, rng.randint(0, 50))
    _tell_all(play, table, meeting, rng)
    meetings.validate_meeting(actor=play.chief(table), meeting=meeting, now=play.now)
    yield play.at(working(day + timedelta(days=FROZEN_AFTER + 1)), 11, rng.randint(0, 50))
    freeze_minutes(actor=play.chief(table), meeting=meeting, now=play.now)


def _tell_all(play: Play, table: Table, meeting: Meeting, rng: Random) -> None:
    """What the population may be told: a general word, and one on a point."""
    rows = AgendaItem.objects.unsealed("demonstration").filter(meeting=meeting, level__lte=Level.GROUP)
    words: dict[UUID | None, str] = {None: GENERAL}
    if told := rows.order_by("rank").first():
        words[told.pk] = rng.choice(TOLD)
    say_publicly(actor=play.chief(table), meeting=meeting, words=words, now=play.now)


def _announce(play: Play, table: Table, meeting: Meeting) -> None:
    """Of those who have an account, most say whether they come."""
    rng = Random(f"{table.code} answers {meeting.planned_at:%Y%m%d}")  # noqa: S311 - a story, not a secret
    expected = (one.user for one in meetings.expected_contacts(table.group, play.day) if one.user)
    for user in sorted(expected, key=lambda one: one.email):
        answer = rng.choices((ANNOUNCED.PRESENT, ANNOUNCED.EXCUSED, ""), (7, 1, 3))[0]
        if answer:
            actor = play.who(user.email.partition("@")[0])
            answer_on_screen(actor=actor, meeting=meeting, answer=answer, **play.done_at())


def _put_on_agenda(play: Play, table: Table, meeting: Meeting, rng: Random) -> None:
    running = [course for course in table.followed if course.state == State.IN_PROGRESS]
    for course in rng.sample(running, min(REVIEWED, len(running))):
        _add(play, table, meeting, course)


def _add(play: Play, table: Table, meeting: Meeting, course: Course) -> None:
    problem = course.fresh()
    if problem.state in LIVING and problem.group_id == table.group.pk:
        meetings.add_item(actor=play.chief(table), meeting=meeting, problem=problem, now=play.now)


@dataclass
class Session:
    """The séance: who came, what was decided on each item."""

    play: Play
    table: Table
    meeting: Meeting
    rng: Random

    def open(self) -> None:
        """Open it, and say who came."""
        play, chief = self.play, self.play.chief(self.table)
        meetings.open_meeting(actor=chief, meeting=self.meeting, **play.done_at())
        rows = Attendance.objects.unsealed("demonstration").filter(meeting=self.meeting).select_related("contact")
        for row in sorted(rows, key=lambda one: one.contact.email if one.contact else ""):
            if row.contact is not None:
                meetings.record_attendance(
                    actor=chief,
                    meeting=self.meeting,
                    contact=row.contact,
                    state=self._comes(play.key_of(row.organisation_id), row.contact.email),
                    now=play.now,
                )
        self._pass(10)

    def _comes(self, body: str, email: str) -> str:
        habit = HABITS.get(body, USUAL)
        if email.startswith(self.table.part.chief):
            return Attendance.State.PRESENT
        if habit.school and not is_school(self.play.day):
            return Attendance.State.EXCUSED
        misses = 0.7 if email.startswith("helene.marchetti") else max(habit.misses, 0.05)
        if self.rng.random() >= misses:
            return Attendance.State.PRESENT
        away = (Attendance.State.EXCUSED, Attendance.State.ABSENT, Attendance.State.REPRESENTED)
        return self.rng.choices(away, (6, 3, 2))[0]

    def take(self, point: Point) -> None:
        """One point: its decisions, or its outcome."""
        problem = point.course.fresh()
        if problem.state not in LIVING:
            return
        for promised in point.answers:
            self._decide(point, promised)
        if point.outcome:
            item = meetings.add_item(
                actor=self.play.chief(self.table), meeting=self.meeting, problem=problem, now=self.play.now
            )
            if point.outcome == AgendaItem.Outcome.CLOSURE:
                self._close(item, point)
            else:
                self._settle(item, point.outcome, point.note)

    def _close(self, item: AgendaItem, point: Point) -> None:
        ending = point.course.case.ending or Ending.REDUCED
        chief = self.play.chief(self.table)
        close_at_item(actor=chief, item=item, outcome=ending, note=point.note, **self.play.done_at())

    def _decide(self, point: Point, promised: Promised) -> None:
        play, table, course = self.play, self.table, point.course
        body = table.body(promised.role, course.case.spot)
        if body is None:
            return
        self._pass(8)
        level = Level.GROUP if promised.role == "pn" and self.rng.random() < ORDINARY else None
        decision = meetings.take_decision(
            actor=play.chief(table),
            meeting=self.meeting,
            problem=course.fresh(),
            title=promised.title,
            organisation=play.body(body),
            due=working(play.day + timedelta(days=self.rng.randint(12, 38))),
            answer=Answer.objects.get(code=promised.code),
            level=level,
            **play.done_at(),
        )
        if decision.action is not None:
            course.actions.append(decision.action.pk)
            play.enter(keep(play, table, course, decision.action.pk, promised))

    def review(self) -> None:
        """What is left has nothing new, or waits."""
        left = AgendaItem.objects.unsealed("demonstration").filter(meeting=self.meeting, outcome="")
        for item, (outcome, note) in zip(left, self.rng.sample(REVIEWS, len(REVIEWS)), strict=False):
            self._pass(7)
            self._settle(item, outcome, note)
        for item in AgendaItem.objects.unsealed("demonstration").filter(meeting=self.meeting, outcome=""):
            self._settle(item, Outcome.NOTHING_NEW, "")

    def _settle(self, item: AgendaItem, outcome: str, note: str) -> None:
        actor = self.play.chief(self.table)
        meetings.set_item_outcome(actor=actor, item=item, outcome=outcome, note=note, now=self.play.now)

    def _pass(self, minutes: int) -> None:
        self.play.now += timedelta(minutes=minutes)


# Of the police's own actions, how many the chief files as ordinary ones, read by all (decision 3).
ORDINARY = 0.6
