"""Why a report is not retained: a closed list, and the words that its author reads."""

from django.db.models import TextChoices


class DeclineReason(TextChoices):
    """The reasons that a group may give."""

    ISOLATED = "isolated", "Fait isolé, à signaler de nouveau s’il se répète"
    HANDLED = "handled", "Déjà traité"
    ELSEWHERE = "elsewhere", "Hors du secteur du groupe"
    IMPRECISE = "imprecise", "Trop imprécis pour agir"
    PRIVATE = "private", "Différend privé, sans gêne dans l’espace commun"
    OUT_OF_REACH = "out_of_reach", "Aucun partenaire du groupe ne peut agir"
    OTHER = "other", "Autre motif"


def told(reason: str, words: str) -> str:
    """What is written on the report: the reason, then the words; « Autre motif » is said by its words alone."""
    label, words = DeclineReason(reason).label, " ".join(words.split())
    if not words:
        return label
    return words if reason == DeclineReason.OTHER else f"{label} : {words}"
