"""What a column may hold, in the words of whoever keeps a tracker."""

LEFT_OUT = "Ne pas reprendre cette colonne"
LABELS = {
    "number": "N° de la ligne",
    "reference": "Référence",
    "date": "Date du signalement",
    "met_on": "Date de la réunion",
    "origin": "Origine (qui l’a signalé)",
    "district": "Secteur ou quartier",
    "commune": "Commune",
    "place": "Lieu ou adresse",
    "title": "Nature du problème",
    "facts": "Détail, constat",
    "moment": "Jours et heures",
    "partners": "Partenaires concernés",
    "what": "Actions décidées",
    "action_number": "N° de l’action",
    "who": "Qui fait l’action",
    "lead": "Pilote",
    "due": "Échéance",
    "done": "Réalisé (oui ou non)",
    "done_on": "Fait le",
    "state": "État",
    "closed_on": "Date de clôture",
    "outcome": "Suites, observations",
    "private": "Procédure (contrôlée, jamais reprise)",
    "person": "Personnes (contrôlée, jamais reprise)",
}


def field_label(name: str) -> str:
    """What a column holds, as a person reads it."""
    return LABELS.get(name, name)
