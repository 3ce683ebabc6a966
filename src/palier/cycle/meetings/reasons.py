"""Why a problem comes before a meeting: a closed list, in its usual order, with the minutes each usually takes."""

from collections.abc import Iterable, Sequence

from django.db.models import TextChoices


class Reason(TextChoices):
    """One reason, in its usual order on an agenda."""

    POSTPONED = "postponed", "Reportée à la dernière réunion"
    PARKED = "parked", "Sujet apporté"
    LATE = "late", "Engagements en retard"
    WORSE = "worse", "S’aggrave"
    CLOSURE = "closure", "Clôture demandée"
    OBSERVED = "observed", "Fin d’observation"
    REEXAMINE = "reexamine", "À réexaminer"
    NEW = "new", "Jamais examinée"
    DUE = "due", "Engagements à échéance"
    STILL = "still", "Sans mouvement depuis deux réunions"


# What it usually takes to treat a problem brought by this reason.
MINUTES: dict[Reason, int] = {
    Reason.POSTPONED: 8,
    Reason.PARKED: 5,
    Reason.LATE: 5,
    Reason.WORSE: 10,
    Reason.CLOSURE: 5,
    Reason.OBSERVED: 5,
    Reason.REEXAMINE: 8,
    Reason.NEW: 10,
    Reason.DUE: 3,
    Reason.STILL: 5,
}
# A problem that the chief adds without a reason.
USUAL_MINUTES = 5


def written(reasons: Iterable[Reason]) -> str:
    """The codes to store."""
    return " ".join(reason.value for reason in reasons)


def read(codes: str) -> list[Reason]:
    """The reasons behind stored codes, those no longer known left out."""
    return [Reason(code) for code in codes.split() if code in Reason.values]


def in_order(stored: Sequence[Sequence[object]]) -> list[tuple[Reason, int]]:
    """The reasons of a template with their minutes, as stored; those it does not know yet come last, as usual."""
    kept = [(Reason(code), int(str(minutes))) for code, minutes in stored if code in Reason.values]
    known = {reason for reason, _ in kept}
    return [*kept, *((reason, MINUTES[reason]) for reason in Reason if reason not in known)]
