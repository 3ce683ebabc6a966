"""What the group understands of a problem of the year: its admission, its diagnosis, its objective, its rank."""

from datetime import timedelta
from typing import Any

from palier.cycle.problems import services as problems
from palier.cycle.problems.circumstances import Priority
from palier.cycle.problems.criteria import Criterion
from palier.demo.year.course import Course
from palier.kernel.wording import counted

ASKED_BY = {
    "residents": "Demande des habitants, relayée par leur instance.",
    "landlord": "Demande du bailleur et de ses locataires.",
    "town": "Demande reçue en mairie.",
    "pm": "Appels répétés à la police municipale.",
    "school": "Demande du chef d’établissement.",
    "shops": "Demande des commerçants.",
    "prevention": "Inquiétude remontée par les éducateurs.",
    "transport": "Demande du transporteur.",
    "agglo": "Demande du service de collecte.",
    "pn": "Plaintes et appels reçus au commissariat.",
}
RANKS = {
    1: (Priority.LOW, "Gênant, sans dommage grave à ce jour."),
    2: (Priority.NORMAL, "Revient souvent et gêne un quartier entier."),
    3: (Priority.HIGH, "Installé : des habitants changent leurs habitudes."),
    4: (Priority.HIGH, "Le lieu échappe à ceux qui y vivent."),
}


def admit(course: Course) -> None:
    """The admission test answered from what was told, and the problem opened."""
    fact, play = course.fact, course.play
    sources = max(2, len(course.reports))
    lines = (
        fact.seen[0],
        f"{course.case.spot.name} : le lieu est précis, et c’est le seul.",
        f"{counted(sources, 'signalement')} en quinze jours, de sources différentes.",
        fact.felt[0],
        ASKED_BY[fact.by[0]],
        fact.holders,
        fact.solvable,
    )
    answers = {
        criterion.value: problems.Answered(is_met=True, evidence=line)
        for criterion, line in zip(Criterion, lines, strict=True)
    }
    who: dict[str, Any] = {"actor": play.chief(course.table), "now": play.now}
    problems.answer_admission(problem=course.fresh(), answers=answers, **who)
    problems.admit_problem(problem=course.fresh(), **who)


def understand(course: Course) -> None:
    """The diagnosis, what was tried, the facts, the rank and the objective."""
    fact, play = course.fact, course.play
    who: dict[str, Any] = {"actor": play.chief(course.table), "now": play.now}
    problems.write_diagnosis(
        problem=course.fresh(),
        where=fact.where,
        when=f"{fact.moments.label}, d’après les signalements.",
        facts=" ".join(fact.seen[1:3]),
        bothered=" ".join(fact.felt[1:3]),
        holders=fact.holders,
        watchers=fact.watchers,
        influence=fact.influence,
        tried=fact.tried[1],
        **who,
    )
    family, text = fact.tried
    problems.add_attempt(problem=course.fresh(), family=family, text=text, **who)
    problems.change_problem(
        problem=course.fresh(),
        moments=fact.moments.code,
        frequency=fact.frequency,
        bothered=fact.bothered,
        bothered_number=fact.number,
        first_seen=play.day - timedelta(days=course.rng.randint(20, 60)),
        last_seen=play.day - timedelta(days=course.rng.randint(1, 5)),
        **who,
    )
    priority, reason = RANKS[fact.gravity]
    problems.rank_problem(problem=course.fresh(), priority=priority, reason=reason, **who)
    objective, indicator, value, source = fact.aim
    problems.set_objective(
        problem=course.fresh(),
        objective=objective,
        indicator=indicator,
        starting_value=int(value),
        starting_value_on=play.day - timedelta(days=course.rng.randint(1, 4)),
        starting_value_source=source,
        today=play.day,
        **who,
    )
