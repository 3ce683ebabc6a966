"""Asking for promises: in the next meeting, or between two of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from palier.access.levels import Level
from palier.cycle.actions import services as actions
from palier.cycle.actions.lifecycle import Agreement, Rhythm
from palier.cycle.catalogue.models import Answer
from palier.cycle.problems.lifecycle import State
from palier.demo.year.calendar import working
from palier.demo.year.course import Course
from palier.demo.year.facts import Promised
from palier.demo.year.meetings import Point
from palier.demo.year.promises import keep
from palier.demo.year.small_asks import FURTHER


def decide(course: Course, number: int) -> Iterator[datetime]:
    """Bring so many promises to the next meeting; between meetings, the chief asks for them."""
    wanted, course.left = tuple(course.left[:number]), course.left[number:]
    day = course.table.next_day(course.play.day + timedelta(days=1))
    if day is None:
        for promised in wanted:
            ask(course, promised)
        yield course.play.later(1, course.rng)
        return
    course.table.docket.setdefault(day, []).append(Point(course, wanted))
    yield course.play.office(day + timedelta(days=1), course.rng)


def ask(
    course: Course, promised: Promised, *, every_days: int = Rhythm.ONCE, agreement: Agreement = Agreement.ASKED
) -> None:
    """Ask for one promise between two meetings."""
    body = course.table.body(promised.role, course.case.spot)
    if body is None:
        return
    action = actions.propose_action(
        actor=course.chief(),
        problem=course.fresh(),
        title=promised.title,
        organisation=course.play.body(body),
        due=working(course.play.day + timedelta(days=course.rng.randint(14, 40) if not every_days else 56)),
        answer=Answer.objects.get(code=promised.code),
        level=Level.GROUP if promised.role == "pn" and not course.case.spot.is_reserved else None,
        every_days=every_days,
        agreement=agreement,
        **course.play.done_at(),
    )
    course.actions.append(action.pk)
    course.play.enter(keep(course.play, course.table, course, action.pk, promised))


def go_on(course: Course) -> Iterator[datetime]:
    """It is not enough yet: something more is asked every month or so."""
    known = [one for one in FURTHER if _may_ask(course, one)]
    course.left = course.rng.sample(known, len(known))
    while course.left:
        yield course.play.later(course.rng.randint(18, 30), course.rng)
        if course.state != State.IN_PROGRESS or not course.table.next_day(course.play.day + timedelta(days=1)):
            return
        if course.rng.random() < 0.5 and not course.case.spot.is_reserved:  # noqa: PLR2004 - half by telephone
            ask(course, course.left.pop())
        yield from decide(course, 1)


def _may_ask(course: Course, promised: Promised) -> bool:
    if course.case.spot.is_reserved:
        return promised.role == "pn"
    return promised.role != "landlord" or bool(course.case.spot.owner)
