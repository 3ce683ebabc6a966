"""Turns of events: a measure outside the group, a split, a hand-over, a group that reads along, words exchanged."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from palier.access.levels import Level
from palier.cycle.actions.services import ask_partner, mark_outside
from palier.cycle.catalogue.models import Answer
from palier.cycle.discussion.services import write_remark
from palier.cycle.problems.lifecycle import LIVING, State
from palier.cycle.problems.models import JudicialStatus, Source
from palier.cycle.problems.services import associate_group, set_judicial_status
from palier.cycle.relations.models import Tie
from palier.cycle.relations.services import accept_handover, propose_handover, split_problem, tie_problems
from palier.demo.year.course import Course

Steps = Iterator[datetime]
# What may be said of any problem under way, by whom.
WORDS = (
    ("town", "Les services passent mardi matin ; nous dirons ici ce qu’ils trouvent."),
    ("pm", "Relevé de la semaine transmis au chef de secteur, rien de nouveau le mercredi."),
    ("residents", "Merci pour le passage de jeudi, les habitants l’ont remarqué."),
    ("town", "Le plan du lieu est joint au dossier de la Ville, nous l’apporterons à la réunion."),
    ("pm", "Deux agents de plus à partir de lundi, nous adapterons les heures."),
    ("residents", "Peut-on prévenir avant les travaux ? Une affiche suffirait."),
    ("prevention", "L’équipe est disponible le mercredi après-midi si cela aide."),
    ("landlord", "L’entreprise confirme son passage la semaine prochaine."),
    ("school", "Les familles ont reçu l’information par le cahier de liaison."),
    ("town", "Il reste à choisir l’emplacement avec les habitants : samedi à 10 h sur place."),
    ("residents", "C’est plus calme depuis quinze jours, sauf le samedi."),
    ("pm", "Les mêmes heures reviennent : plutôt la fin de semaine."),
)
POLICE_WORDS = (
    "Prévoir un passage à une heure différente la semaine prochaine.",
    "Le relevé de la police municipale recoupe le nôtre.",
    "En parler à la brigade de nuit avant vendredi.",
)


def _leads(course: Course) -> dict[str, Any]:
    return {"actor": course.play.chief(course.table), "now": course.play.now}


def talk(course: Course) -> Steps:
    """A message or two, each with its readers."""
    for _ in range(course.rng.choice((0, 1, 1, 2))):
        yield course.play.later(course.rng.randint(2, 9), course.rng)
        spoken = course.play.used["words"]
        known = [(role, text) for role, text in WORDS if _voice(course, role)]
        if course.state not in LIVING or not known:
            return
        role, text = min(known, key=lambda one: (spoken[one[1]], course.rng.random()))
        spoken[text] += 1
        actor = course.play.who(_voice(course, role) or "")
        write_remark(actor=actor, subject=course.fresh(), text=text, level=Level.GROUP, now=course.play.now)
    if course.rng.random() < 0.3 and course.state in LIVING:  # noqa: PLR2004 - now and then among the police
        text = course.rng.choice(POLICE_WORDS)
        write_remark(subject=course.fresh(), text=text, level=Level.POLICE, **_leads(course))


def _voice(course: Course, role: str) -> str | None:
    body = course.table.body(role, course.case.spot)
    return course.play.voice(course.table, body) if body else None


def _outside(course: Course) -> Steps:
    """An answer that concerns a person: engaged or not, and nothing else."""
    yield course.play.later(9, course.rng)
    code = "BA7" if course.fact.code.startswith("A") or course.case.spot.owner else "MA5"
    if course.state in LIVING:
        mark_outside(
            actor=course.play.chief(course.table),
            problem=course.fresh(),
            answer=Answer.objects.get(code=code),
            is_engaged=course.rng.random() < 0.7,  # noqa: PLR2004 - mostly engaged
            seen=None,
            **course.play.done_at(),
        )


def _split(course: Course) -> Steps:
    """It turned out to be two: what is told of one part leaves with its own title."""
    yield course.play.later(50, course.rng)
    problem = course.fresh()
    sources = Source.objects.unsealed("demonstration").filter(problem=problem).select_related("report")
    if course.state not in LIVING:
        return
    second = split_problem(
        actor=course.play.chief(course.table),
        problem=problem,
        title=f"Seringues laissées au sol, {course.case.spot.short}",
        category=course.play.category("D8"),
        place=problem.place,
        sources=list(sources.order_by("-attached_at")[:1]),
        **course.play.done_at(),
    )
    course.play.problems[f"{course.case.key}-split"] = second


def _hand(course: Course) -> Steps:
    """The place is in the other sector: proposed by one chief, taken over by the other."""
    yield course.play.later(4, course.rng)
    play, other = course.play, course.play.tables[course.case.turn]
    reason = "Le tronçon est dans le secteur de Digne 2, qui tient déjà les rues voisines."
    handover = propose_handover(
        problem=course.fresh(), group=other.group, reason=reason, keeps_reading=True, **_leads(course)
    )
    yield play.later(2, course.rng)
    handover.problem = course.fresh()
    accept_handover(actor=play.chief(other), handover=handover, now=play.now)


def _offer(course: Course) -> Steps:
    """Proposed to the other group, whose chief has not answered yet."""
    yield course.play.later(3, course.rng)
    other = course.play.tables[course.case.turn]
    reason = "Les véhicules viennent du boulevard Gambetta : autant traiter les deux ensemble."
    propose_handover(problem=course.fresh(), group=other.group, reason=reason, keeps_reading=True, **_leads(course))


def _share(course: Course) -> Steps:
    """Another group reads it along."""
    yield course.play.later(6, course.rng)
    other = course.play.tables[course.case.turn]
    associate_group(problem=course.fresh(), group=other.group, **_leads(course))


def _moved(course: Course) -> Steps:
    """What was calmed elsewhere came here: the two are tied."""
    yield course.play.later(5, course.rng)
    former = course.play.problems.get(course.case.turn)
    if former is not None and course.state in LIVING:
        other = course.play.fresh(former)
        tie_problems(problem=course.fresh(), other=other, kind=Tie.Kind.MOVED, **_leads(course))


def _judicial(course: Course) -> Steps:
    """Known to the police alone (decision 3)."""
    yield course.play.later(6, course.rng)
    set_judicial_status(problem=course.fresh(), status=JudicialStatus.Status.ONGOING, **_leads(course))


def _call(course: Course) -> Steps:
    """A partner is asked to take part, before anything in particular is asked of it."""
    yield course.play.later(4, course.rng)
    body = course.table.body("prevention")
    if body and course.state in (State.OPEN, State.PLANNED, State.IN_PROGRESS):
        organisation = course.play.body(body)
        ask_partner(
            actor=course.play.chief(course.table),
            problem=course.fresh(),
            organisation=organisation,
            **course.play.done_at(),
        )


TURNS: dict[str, Callable[[Course], Steps]] = {
    "talk": talk,
    "outside": _outside,
    "split": _split,
    "hand": _hand,
    "offer": _offer,
    "shared": _share,
    "moved": _moved,
    "judicial": _judicial,
    "call": _call,
}
