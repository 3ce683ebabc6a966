"""How much a problem weighs, part by part and in words: nuisance × recurrence × number, vulnerability, trend.

The score is an aid: a human ranks, never the program. It is drawn from the problem's facts and from sources at its own
level, so that every reader of the problem reads the same figure (decision 6).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from palier.cycle.problems.circumstances import Band, Bothered
from palier.cycle.problems.models import Problem, Source
from palier.cycle.reports.models import Frequency

MONTH = timedelta(days=30)
NUISANCE = {gravity.value: gravity.value - 1 for gravity in Problem.Gravity}
RECURRENCE = {
    Frequency.ONCE: 0,
    Frequency.SOMETIMES: 1,
    Frequency.WEEKLY: 2,
    Frequency.OFTEN: 3,
    Frequency.DAILY: 3,
}
NUMBER = {Band.FEW: 1, Band.SOME: 2, Band.MANY: 3, Band.CROWD: 3}
FRAGILE = frozenset({Bothered.ELDERS, Bothered.PUPILS, Bothered.PATIENTS})
VULNERABILITY, TREND = 3, 2
HIGHEST = 3 * 3 * 3 + VULNERABILITY + TREND


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: what it is about, what is known, and how much it weighs."""

    name: str
    known: str
    weight: int
    # A factor multiplies the others; the rest is added.
    is_factor: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """The whole, with its parts: shown in words, never alone."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        """The product of the factors, plus the rest; never below zero."""
        product = 1
        for part in self.parts:
            product *= part.weight if part.is_factor else 1
        return max(product + sum(part.weight for part in self.parts if not part.is_factor), 0)

    @property
    def unknown(self) -> list[str]:
        """The parts that nobody has said yet: the score is then worth little."""
        return [part.name.lower() for part in self.parts if not part.known]

    @property
    def sentence(self) -> str:
        """« Gêne 2 × récurrence 3 × nombre 2 = 12 ; personnes fragiles + 3 ; tendance + 2. Total : 17 sur 32. »"""
        factors = [part for part in self.parts if part.is_factor]
        product = 1
        for part in factors:
            product *= part.weight
        told = " × ".join(f"{part.name.lower()} {part.weight}" for part in factors)
        added = [f"{part.name.lower()} {part.weight:+d}" for part in self.parts if part.weight and not part.is_factor]
        whole = " ; ".join([f"{told} = {product}", *added])
        return f"{whole[0].upper()}{whole[1:]}. Total : {self.total} sur {HIGHEST}."


def score_of(problem: Problem, now: datetime) -> Score:
    """The score of a problem as it stands."""
    return Score(
        (
            Part("Gêne", problem.get_gravity_display(), NUISANCE[problem.gravity]),
            Part("Récurrence", problem.get_frequency_display(), RECURRENCE.get(problem.frequency, 0)),  # type: ignore[call-overload]  # a code of the list, or nothing
            Part("Nombre", problem.get_bothered_number_display(), NUMBER.get(problem.bothered_number, 0)),  # type: ignore[call-overload]  # the same
            _vulnerability(problem),
            _trend(problem, now),
        )
    )


def _vulnerability(problem: Problem) -> Part:
    weight = VULNERABILITY if problem.bothered in FRAGILE else 0
    return Part("Personnes fragiles", problem.get_bothered_display(), weight, is_factor=False)


def _trend(problem: Problem, now: datetime) -> Part:
    rows = Source.objects.unsealed("score").filter(problem=problem, level__lte=problem.level)
    rows = rows.filter(report__created_at__gt=now - 2 * MONTH, report__created_at__lte=now)
    days = list(rows.values_list("report__created_at", flat=True))
    recent = sum(at > now - MONTH for at in days)
    before = len(days) - recent
    told = f"{recent} signalement{'s' if recent > 1 else ''} en 30 jours, {before} les 30 jours d’avant"
    weight = TREND if recent > before else -TREND if recent < before else 0
    return Part("Tendance", told, weight, is_factor=False)
