"""How a problem of the year ends: watched, solved, closed with its outcome, out another way, or back again."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from palier.cycle.actions.lifecycle import LIVING as LIVING_ACTION
from palier.cycle.actions.models import Action
from palier.cycle.meetings.models import AgendaItem
from palier.cycle.problems import services as problems
from palier.cycle.problems.criteria import Effect, Witness
from palier.cycle.problems.lifecycle import SOLVED, Outcome, State
from palier.cycle.relations.services import merge_problems
from palier.demo.year.asking import decide, go_on
from palier.demo.year.course import Course
from palier.demo.year.meetings import Point
from palier.demo.year.reporting import file_fact, happens, written_at

Steps = Iterator[datetime]
# The role that says it, by kind of witness.
SAID_BY = {
    Witness.CARETAKER: "landlord", Witness.SCHOOL: "school", Witness.TRADE: "shops", Witness.RESIDENTS: "residents",
    Witness.TOWN: "town", Witness.TRANSPORT: "transport", Witness.OUTREACH: "prevention",
    Witness.MUNICIPAL: "pm", Witness.POLICE: "pn",
}  # fmt: skip
WITHOUT_EFFECT = {
    Outcome.MANAGED: (Effect.BETTER, "Toujours présent, mais mieux tenu : chacun sait qui appeler."),
    Outcome.MOVED: (Effect.SAME, "Le lieu est calme, la gêne est passée à côté."),
    Outcome.NO_EFFECT: (Effect.SAME, "Aucun changement malgré les actions faites."),
}
CLOSED_AS = {
    Outcome.MANAGED: "La gêne demeure mais chacun tient sa part ; suivi ordinaire.",
    Outcome.MOVED: "Le lieu est rendu calme, la gêne s’est déplacée : elle est suivie à part.",
    Outcome.NO_EFFECT: "Les actions prévues ont été faites, sans effet mesuré. À reprendre autrement.",
}
DECLINED = "À surveiller : les faits ne sont pas encore récurrents."
REDIRECTED = {
    "clspd": "La réponse demande des moyens et du temps que le groupe n’a pas.",
    "ordinary": "La police y répond seule, par une consigne de service.",
}
ABANDONED = "Plus aucun fait depuis deux mois et plus de demande : le groupe arrête le suivi."


def finish(course: Course, until: str) -> Steps:
    """The rest of the life, as the table says."""
    yield from ENDINGS[until](course)


def _leads(course: Course) -> dict[str, Any]:
    return {"actor": course.play.chief(course.table), "now": course.play.now}


def _decline(course: Course) -> Steps:
    yield course.play.later(6, course.rng)
    problems.decline_problem(problem=course.fresh(), reason=DECLINED, **_leads(course))


def _redirect(course: Course) -> Steps:
    yield course.play.later(5, course.rng)
    to = course.case.ending
    problems.redirect_problem(problem=course.fresh(), destination=to, reason=REDIRECTED[to], **_leads(course))


def _merge(course: Course) -> Steps:
    yield course.play.later(7, course.rng)
    into = course.play.fresh(course.play.problems[course.case.ending])
    merge_problems(problem=course.fresh(), into=into, **_leads(course))


def _abandon(course: Course) -> Steps:
    yield course.play.later(40, course.rng)
    problems.abandon_problem(problem=course.fresh(), reason=ABANDONED, **_leads(course))
    course.drop_what_is_left()


def _observe(course: Course) -> Steps:
    """Once its promises are kept, or after a while, the meeting decides to watch what they changed."""
    for _ in range(6):
        yield course.play.later(5, course.rng)
        rows = Action.objects.unsealed("demonstration").filter(pk__in=course.actions, state__in=LIVING_ACTION)
        if not rows.exists():
            break
    course.drop_what_is_left()
    problems.observe_problem(problem=course.fresh(), **_leads(course))
    if course.case.until == "observed":
        yield from _say(course, 0)


def _say(course: Course, number: int, effect: str = Effect.BETTER, words: str = "") -> Steps:
    """What one source says, some days into the observation."""
    witness, text = course.fact.proofs[number]
    yield course.play.later(8, course.rng)
    body = course.table.body(SAID_BY[Witness(witness)], course.case.spot)
    voice = course.play.voice(course.table, body) if body else None
    actor = course.play.who(voice) if voice and witness != Witness.POLICE else course.play.chief(course.table)
    problems.write_evidence(
        actor=actor,
        problem=course.fresh(),
        witness=witness,
        effect=effect,
        text=words or text,
        observed_on=course.play.day,
        **course.play.done_at(),
    )


def _resolve(course: Course) -> Steps:
    yield from _observe(course)
    yield from _say(course, 0)
    yield from _say(course, 1)
    yield course.play.later(8, course.rng)
    outcome = course.case.ending or Outcome.REDUCED
    problems.resolve_problem(problem=course.fresh(), outcome=outcome, **_leads(course))


def _close(course: Course) -> Steps:
    """Closed at a meeting; solved is first called so, with its two sources."""
    outcome = Outcome(course.case.ending or Outcome.REDUCED)
    if outcome in SOLVED:
        yield from _resolve(course)
        yield from _ask(course, outcome)
        note = course.fact.closing
    else:
        yield from _observe(course)
        effect, words = WITHOUT_EFFECT[outcome]
        yield from _say(course, 0, effect, words)
        note = CLOSED_AS[outcome]
    day = course.table.next_day(course.play.day + timedelta(days=1))
    if day is not None and day < course.play.today:
        point = Point(course, (), AgendaItem.Outcome.CLOSURE, note)
        course.table.docket.setdefault(day, []).append(point)
        yield course.play.at(day, 18, 5)
    else:
        yield course.play.later(3, course.rng)
    if (left := course.fresh()).state != State.CLOSED:
        problems.close_problem(
            problem=left, outcome=outcome, closing_note=note, today=course.play.day, **_leads(course)
        )


def _ask(course: Course, outcome: Outcome) -> Steps:
    """Now and then a partner asks to close before the chief thinks of it."""
    body = course.table.body("residents")
    voice = course.play.voice(course.table, body) if body else None
    if voice is None or course.rng.random() < 0.6:  # noqa: PLR2004 - most wait for the meeting
        return
    yield course.play.later(1, course.rng)
    reason = "Plus rien depuis plusieurs semaines, les habitants sont satisfaits."
    problems.ask_closure(
        actor=course.play.who(voice), problem=course.fresh(), outcome=outcome, reason=reason, now=course.play.now
    )


def _come_back(course: Course) -> Steps:
    """Closed, then told again at the same place: reopened, the first ending kept."""
    yield from _close(course)
    play, spot = course.play, course.case.spot
    until = course.case.until == "reopened"
    back = play.ago(course.rng.randint(12, 18)) if until else play.day + timedelta(days=30)
    seen_on = happens(course.fact, max(back, play.day + timedelta(days=2)))
    yield written_at(play, course.fact, seen_on, course.rng)
    role = next(role for role in course.fact.by if role == "pn" or course.table.body(role, spot))
    report = file_fact(play, course.table, spot, course.fact, role=role, seen_on=seen_on, rng=course.rng)
    yield play.later(2, course.rng)
    problems.reopen_problem(problem=course.fresh(), **_leads(course))
    problems.attach_report(report=report, problem=course.fresh(), **_leads(course))


def _start_again(course: Course) -> Steps:
    yield from _come_back(course)
    course.left = list(course.fact.answers[:2])
    yield from decide(course, 2)
    problems.start_problem(problem=course.fresh(), **_leads(course))
    yield from go_on(course)


ENDINGS: dict[str, Callable[[Course], Steps]] = {
    "declined": _decline,
    "redirected": _redirect,
    "merged": _merge,
    "abandoned": _abandon,
    "observed": _observe,
    "resolved": _resolve,
    "closed": _close,
    "reopened": _come_back,
    "back": _start_again,
}
