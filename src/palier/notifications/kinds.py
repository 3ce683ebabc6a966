"""What notices are about, as one table: how a kind is called, and at what rhythm a person wants its mails."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """Why somebody is told."""

    REPORT = "report", "Suite d’un signalement"
    ASKED = "asked", "Engagement proposé"
    DECIDED = "decided", "Engagement pris en réunion"
    ASSIGNED = "assigned", "Engagement qui vous est confié"
    ANSWERED = "answered", "Réponse à un engagement"
    DATED = "dated", "Échéance ou attente"
    COMING = "coming", "Échéance proche"
    LATE = "late", "Engagement en retard"
    SILENT = "silent", "Engagement sans réponse"
    PART_ASKED = "part_asked", "Partenaire sollicité"
    PART_ANSWERED = "part_answered", "Réponse d’un partenaire sollicité"
    CLOSURE_ASKED = "closure_asked", "Clôture demandée"
    CLOSURE_DECLINED = "closure_declined", "Clôture refusée"
    MEETING = "meeting", "Réunion déplacée ou annulée"
    CADENCE = "cadence", "Réunion à fixer"
    TOPIC = "topic", "Suite d’un sujet apporté"


# Reminders: told only as long as they are true.
REMINDERS = frozenset({Kind.COMING, Kind.LATE, Kind.SILENT})
# Its recipient is expected to answer or to act.
AWAITED = REMINDERS | {Kind.ASKED, Kind.PART_ASKED, Kind.CLOSURE_ASKED, Kind.CADENCE}


class Rhythm(TextChoices):
    """How often a person wants mails; what is urgent always leaves at once."""

    AT_ONCE = "at_once", "À mesure, regroupés toutes les vingt minutes"
    DAILY = "daily", "Un résumé par jour, le matin"
    URGENT = "urgent", "Seulement ce qui est urgent"
