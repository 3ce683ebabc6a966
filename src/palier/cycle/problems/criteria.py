"""The closed lists of the gates: the criteria of admission and where a « non » leads, who tells what became of it."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Criterion(TextChoices):
    """The seven questions of the admission test: without one of them, it is not yet a problem for the group."""

    PRECISE = "precise", "Précis : une phrase dit-elle ce qui se passe ?"
    LOCATED = "located", "Localisé : une adresse, un hall, un tronçon, un arrêt ?"
    RECURRENT = "recurrent", "Récurrent : trois faits distincts, ou deux sources ?"
    HARM = "harm", "Dommage : qui est gêné, et comment ?"
    EXPECTATION = "expectation", "Attente : qui demande, par quelle voie ?"
    PARTNERSHIP = "partnership", "Partenarial : faut-il un autre que la police ?"
    SOLVABLE = "solvable", "Faisable : un effet visible est-il possible en trois mois ?"

    @property
    def word(self) -> str:
        """The criterion in one word: « Récurrent »."""
        return self.label.split(" :", 1)[0]


@dataclass(frozen=True, slots=True)
class Exit:
    """Where a criterion that is not met leads: in words, and the move with what its form begins with.

    `before` is the same in a few words while it is only a report, and `answer` what triage then answers.
    """

    words: str
    before: str
    answer: str
    move: str
    initial: tuple[tuple[str, str], ...] = ()


EXITS: dict[str, Exit] = {
    Criterion.RECURRENT: Exit(
        "À surveiller : ne pas retenir pour l’instant ; un nouveau signalement la fera revenir.",
        "surveiller",
        "watch",
        "decline",
        (("reason", "À surveiller : les faits ne sont pas encore récurrents."),),
    ),
    Criterion.PARTNERSHIP: Exit(
        "Service ordinaire : la police y répond seule, par une consigne.",
        "orienter vers le service ordinaire",
        "redirect",
        "redirect",
        (("destination", "ordinary"),),
    ),
    Criterion.SOLVABLE: Exit(
        "Un autre cadre a le temps et les moyens : CLSPD, contrat de ville ou GLTD.",
        "orienter vers le CLSPD, le contrat de ville ou un autre cadre",
        "redirect",
        "redirect",
        (("destination", "clspd"),),
    ),
}


class Witness(TextChoices):
    """Who says what became of it, by kind: never a name."""

    CARETAKER = "caretaker", "Gardien, bailleur, syndic"
    SCHOOL = "school", "École, collège, lycée"
    TRADE = "trade", "Commerçant"
    RESIDENTS = "residents", "Riverains, instance d’habitants"
    TOWN = "town", "Service de la ville"
    TRANSPORT = "transport", "Transporteur"
    OUTREACH = "outreach", "Association, médiation, prévention"
    MUNICIPAL = "municipal", "Police municipale"
    POLICE = "police", "Police nationale"


# The second source comes from elsewhere: a resident, a school, a shop see what the police do not.
OF_THE_POLICE = frozenset({Witness.MUNICIPAL, Witness.POLICE})


class Effect(TextChoices):
    """What became of it, as one source says."""

    BETTER = "better", "Cela va mieux"
    SAME = "same", "Pas de changement"
    WORSE = "worse", "Cela s’aggrave"


class Decision(TextChoices):
    """What became of a request to close."""

    ACCEPTED = "accepted", "Acceptée : la problématique est close"
    DECLINED = "declined", "Refusée"
    MOOT = "moot", "Sans objet : la problématique a quitté le suivi autrement"
