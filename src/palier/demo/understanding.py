"""What the group of the story understood of each problem: its admission, its diagnosis, its objective."""

from datetime import timedelta
from typing import Any

from palier.cycle.problems import services as problems
from palier.cycle.problems.circumstances import Band, Bothered, Priority
from palier.cycle.problems.criteria import Criterion
from palier.cycle.problems.models import Problem
from palier.cycle.reports.models import Frequency
from palier.demo.teller import CHIEF, Story
from palier.kernel.moments import Moments, said

# The line of evidence of each criterion, in its order.
EVIDENCE = {
    "hall": (
        "Des groupes occupent le hall et bloquent la porte, le soir.",
        "Hall B de la résidence, et lui seul.",
        "Sept soirées relevées en trois semaines par la gardienne.",
        "Une vingtaine de foyers, dont des personnes âgées qui ne sortent plus le soir.",
        "Demande du conseil citoyen et de la responsable d’agence.",
        "La porte et l’éclairage relèvent du bailleur, la médiation de la Ville.",
        "La porte peut être réparée en un mois.",
    ),
    "street": (
        "Des véhicules prennent la ligne droite à vive allure.",
        "Boulevard Gassendi, entre le marché et le rond-point.",
        "Chaque jour de marché depuis le printemps, dit la police municipale.",
        "Des piétons renoncent à traverser, deux commerçants se plaignent.",
        "Demande des commerçants en réunion publique.",
        "L’aménagement de la chaussée relève de la Ville.",
        "Un radar pédagogique se pose en quelques semaines.",
    ),
    "reserved": (
        "Des vitres sont brisées et des objets pris dans les véhicules.",
        "Un parking, et lui seul.",
        "Six plaintes en deux mois.",
        "Les usagers du parking.",
        "Plaintes déposées au commissariat.",
        "L’éclairage et la clôture relèvent de la Ville.",
        "L’éclairage peut être repris avant l’hiver.",
    ),
    "dumps": (
        "Des encombrants et des sacs sont posés au pied des conteneurs.",
        "Conteneurs de la résidence Les Tilleuls.",
        "Chaque fin de semaine, selon le bailleur.",
        "Les habitants des deux bâtiments voisins ; odeurs et rongeurs.",
        "Demande du bailleur et de l’amicale des locataires.",
        "L’enlèvement relève de l’agglomération, l’affichage du bailleur.",
        "Un enlèvement et un affichage suffisent à voir l’effet.",
    ),
}
DIAGNOSES = {
    "hall": {
        "where": "Hall traversant, porte arrière qui ne ferme plus, recoin sans lumière.",
        "when": "Entre 21 h et 1 h, du jeudi au dimanche.",
        "facts": "Regroupements, porte forcée, déchets, bruit.",
        "bothered": "Une vingtaine de foyers.",
        "holders": "Le bailleur tient la porte et la lumière.",
        "watchers": "La gardienne le jour, la police municipale le soir.",
        "influence": "La médiation de la Ville connaît les habitués.",
        "tried": "Passages de patrouille : retour dans l’heure.",
    },
    "street": {
        "where": "Longue ligne droite, passage piéton peu visible, sortie du marché.",
        "when": "Mercredi et samedi, de 8 h à 13 h.",
        "facts": "Vitesses excessives, freinages brusques devant le passage.",
        "bothered": "Une centaine de piétons par matinée de marché.",
        "holders": "La Ville pour la chaussée.",
        "watchers": "La police municipale et les commerçants du marché.",
        "influence": "L’association des commerçants.",
        "tried": "Deux contrôles de vitesse au printemps : effet d’une semaine.",
    },
    "dumps": {
        "where": "Conteneurs à l’écart des regards, accessibles en voiture.",
        "when": "Du vendredi soir au lundi matin.",
        "facts": "Encombrants, sacs éventrés, cartons de commerces.",
        "bothered": "Les habitants des deux bâtiments, une soixantaine de foyers.",
        "holders": "Le bailleur pour l’emplacement, l’agglomération pour les conteneurs.",
        "watchers": "Le gardien du lundi au vendredi.",
        "influence": "L’amicale des locataires.",
        "tried": "Un courrier aux locataires, sans effet durable.",
    },
}
# What the chief kept of the reports, and completed.
FACTS: dict[str, dict[str, Any]] = {
    "hall": {
        "moments": Moments.over((3, 4, 5, 6), (7, 0)).code,
        "frequency": Frequency.OFTEN,
        "bothered": Bothered.ELDERS,
        "bothered_number": Band.MANY,
        "gravity": Problem.Gravity.SETTLED,
    },
    "street": {
        "moments": Moments.over((2, 5), (2, 3)).code,
        "frequency": Frequency.WEEKLY,
        "bothered": Bothered.PASSERS,
        "bothered_number": Band.MANY,
    },
    "dumps": {
        "moments": said("weekends").code,
        "frequency": Frequency.WEEKLY,
        "bothered": Bothered.RESIDENTS,
        "bothered_number": Band.MANY,
    },
}
ATTEMPTS = {
    "hall": (("presence", "Passages de patrouille : retour dans l’heure."),),
    "street": (("control", "Deux contrôles de vitesse au printemps : effet d’une semaine."),),
    "dumps": (("communication", "Un courrier aux locataires, sans effet durable."),),
}
RANKS = {
    "hall": (Priority.HIGH, "Des personnes âgées ne sortent plus le soir."),
    "street": (Priority.NORMAL, "Gênant deux matinées par semaine, sans accident connu."),
    "dumps": (Priority.LOW, "Un enlèvement est déjà prévu."),
}
# Objective, indicator, starting value, who measured it.
OBJECTIVES = {
    "hall": ("Moins d’une soirée occupée par semaine", "Soirées occupées par semaine", 5, "Relevé de la gardienne"),
    "street": (
        "Moins de dix véhicules au-dessus de la limite par heure de marché",
        "Véhicules relevés au-dessus de la limite par heure",
        34,
        "Comptage de la police municipale",
    ),
    "dumps": ("Aucun dépôt trois semaines de suite", "Dépôts relevés par semaine", 4, "Relevé du gardien"),
}


def admit(story: Story, ago: int, problem: Problem, key: str) -> None:
    """The admission test passed that day, and the problem opened."""
    lines = dict(zip(Criterion, EVIDENCE[key], strict=True))
    answers = {criterion.value: problems.Answered(is_met=True, evidence=line) for criterion, line in lines.items()}
    problems.answer_admission(**_who(story, ago, problem), answers=answers)
    story.admit(ago, problem)


def understand(story: Story, ago: int, problem: Problem, key: str) -> None:
    """Admitted that day, then its diagnosis and its objective written."""
    admit(story, ago, problem, key)
    written: dict[str, Any] = {**_who(story, ago, problem), **DIAGNOSES[key]}
    problems.write_diagnosis(**written)
    days: dict[str, Any] = {"first_seen": story.day(ago + 20), "last_seen": story.day(ago + 1)}
    problems.change_problem(**_who(story, ago, problem), **FACTS[key], **days)
    for family, text in ATTEMPTS.get(key, ()):
        problems.add_attempt(**_who(story, ago, problem), family=family, text=text)
    priority, reason = RANKS[key]
    problems.rank_problem(**_who(story, ago, problem), priority=priority, reason=reason)
    objective, indicator, value, source = OBJECTIVES[key]
    problems.set_objective(
        **_who(story, ago, problem),
        objective=objective,
        indicator=indicator,
        starting_value=value,
        starting_value_on=story.day(ago) - timedelta(days=2),
        starting_value_source=source,
        today=story.day(ago),
    )


def _who(story: Story, ago: int, problem: Problem) -> dict[str, Any]:
    return {"actor": story.who(CHIEF, ago), "problem": problem, "now": story.moment(ago)}
