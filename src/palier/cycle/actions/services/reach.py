"""Nobody is asked for what it could not read: the promise of a partner is open to that partner."""

from palier.access.levels import Level
from palier.cycle.problems.models import Problem
from palier.kernel.errors import Refused
from palier.partners.models import Organisation


def check_reach(problem: Problem, organisation: Organisation, level: Level) -> None:
    """Raise `Refused` when this organisation would never learn what is asked of it on this problem, at this level."""
    if organisation.type.is_police or level < Level.NAMED:
        return
    if level >= Level.POLICE:
        blind = f"{organisation} n’en saurait rien et ne pourrait pas y répondre."
        if problem.level >= Level.POLICE:
            raise Refused(
                f"Cette problématique est réservée à la police : {blind} Choisissez une organisation de police.",
                field="organisation",
            )
        raise Refused(
            f"Au niveau « Police », {blind} Choisissez « Membres du groupe », ou une organisation de police.",
            field="level",
        )
    if not problem.readers.filter(pk=organisation.pk).exists():
        raise Refused(
            f"{organisation} ne lit pas cette problématique, ouverte aux seules organisations désignées : "
            "choisissez l’une d’elles, ou une organisation de police.",
            field="organisation",
        )
