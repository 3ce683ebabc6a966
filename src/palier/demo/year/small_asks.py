"""What is asked of partners whatever the problem: a weekly round, something small apart, one thing more each month."""

from palier.demo.year.facts import Promised

ROUND = Promised(
    "Passage hebdomadaire sur place, avec retour en réunion",
    "pm",
    "MA9",
    "Passages tenus, quelques échanges avec les habitants.",
)
ASKED_APART = (
    Promised("Photographier les lieux une fois par semaine", "pm", "MA9", "Quatre relevés faits, remis en réunion."),
    Promised("Dire aux habitants ce qui est prévu, et quand", "residents", "HA3", "Mot distribué et affiché."),
    Promised("Vérifier à qui revient l’entretien du lieu", "town", "MA7", "Entretien partagé par écrit."),
    Promised("Relever les heures gênantes pendant deux semaines", "pm", "MA9", "Surtout la fin de semaine."),
    Promised("Chiffrer les travaux les plus simples", "town", "MA2", "Trois devis reçus, le moins cher retenu."),
)
FURTHER = (
    Promised("Chiffrer un aménagement durable du lieu", "town", "MA2", "Chiffrage remis, deux variantes."),
    Promised(
        "Réunion de bas d’immeuble sur ce qui a changé", "residents", "HA3", "Vingt habitants, surtout satisfaits."
    ),
    Promised("Passages à heures variables, une semaine sur deux", "pn", "PN1", "Six passages, lieu calme à quatre."),
    Promised("Présence éducative le mercredi après-midi", "prevention", "AS1", "Cinq après-midi tenus."),
    Promised("Verbaliser après deux rappels", "pm", "MA9", "Cinq rappels, deux verbalisations."),
    Promised("Revoir l’éclairage avec le service", "town", "MA1", "Deux points ajoutés, horaires revus."),
    Promised("Rafraîchir les abords et ce qui a été abîmé", "landlord", "BA2", "Peinture et serrures reprises."),
    Promised("Enlever ce qui s’accumule à côté", "agglo", "EP2", "Tournée supplémentaire faite."),
)
