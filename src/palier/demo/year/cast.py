"""Who plays which part in each group, how each organisation keeps its word, and when each group meets."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Habit:
    """How an organisation behaves: days before it answers, chances of being late, of declining, of
    saying nothing, of being stuck.

    `misses` is how often it is away from a meeting; a school also is during its holidays.
    """

    answers: tuple[int, int] = (1, 4)
    late: float = 0.15
    declines: float = 0.18
    silent: float = 0.12
    blocked: float = 0.08
    misses: float = 0.1
    school: bool = False
    reasons: tuple[str, ...] = ("Hors de notre compétence : voyez avec le propriétaire du terrain.",)
    stuck: tuple[str, ...] = ("Nous attendons le devis de l’entreprise.",)


USUAL = Habit()
CALLED_AWAY = ("Effectif retenu par une mission du département.",)
HABITS: dict[str, Habit] = {
    "pn-dig": Habit(late=0.1, declines=0.0, silent=0.0, misses=0.0, stuck=CALLED_AWAY),
    "pn-man": Habit(late=0.2, declines=0.0, silent=0.0, misses=0.0, stuck=CALLED_AWAY),
    "pm-dig": Habit(late=0.1, declines=0.08, reasons=("Effectif déjà engagé sur la sortie des écoles.",)),
    "pm-man": Habit(late=0.15, declines=0.08, reasons=("Deux postes vacants, rien de plus ce trimestre.",)),
    "mai-dig": Habit(
        answers=(2, 7), late=0.3, declines=0.25, blocked=0.1, misses=0.05,
        reasons=("Pas de crédit avant le prochain budget.", "Voie privée : la Ville ne peut pas y faire de travaux."),
        stuck=("En attente du vote du budget.", "L’entreprise retenue a demandé un délai."),
    ),
    "mai-man": Habit(
        answers=(2, 8), late=0.3, declines=0.25, blocked=0.12, misses=0.08,
        reasons=("Pas de crédit cette année.", "Le service n’a plus d’agent pour le faire en soirée."),
        stuck=("Marché à relancer, premier appel sans réponse.", "En attente de l’accord des réseaux."),
    ),
    "bh": Habit(late=0.15),
    "l3v": Habit(late=0.35, misses=0.3, declines=0.1, reasons=("Travaux renvoyés au plan pluriannuel.",)),
    "dl": Habit(late=0.35, blocked=0.1, misses=0.2, stuck=("Devis au-dessus du budget, arbitrage demandé.",)),
    "hsl": Habit(late=0.2, misses=0.15),
    "paa": Habit(
        answers=(5, 15), late=0.6, misses=0.5, declines=0.12,
        reasons=("Tournée complète jusqu’au trimestre prochain.",),
    ),
    "dlva": Habit(answers=(5, 15), late=0.5, misses=0.45, declines=0.1, reasons=("Hors du périmètre de collecte.",)),
    "ucc": Habit(late=0.2, misses=0.35),
    "com-man": Habit(late=0.2, misses=0.2),
    "cc": Habit(late=0.1, misses=0.15, declines=0.25, reasons=("Aucun habitant disponible pour tenir ce relais.",)),
    "cq-man": Habit(late=0.1, misses=0.15, declines=0.25, reasons=("Le comité se renouvelle, revenez en janvier.",)),
    "tra": Habit(answers=(3, 9), late=0.3, misses=0.4),
    "tra-man": Habit(answers=(3, 9), late=0.25, misses=0.25),
    "col": Habit(school=True, late=0.1),
    "col-man": Habit(school=True, late=0.1),
    "lyc-man": Habit(school=True, late=0.2),
    "ps": Habit(
        late=0.15, declines=0.08,
        reasons=("Équipe incomplète ce trimestre.", "Mission déjà engagée ailleurs."),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One group of the year: who leads and who notes, where and when it meets, who holds each role."""

    chief: str
    officer: str
    place: str
    hour: int
    # Days before today of the first and last meetings, and the days between two of them.
    first: int
    last: int
    every: int
    # Days until the next meeting, when one is planned.
    ahead: int | None
    roles: dict[str, str] = field(default_factory=dict)
    # Days that somebody else tells (the hand-written story of Digne 1).
    told_elsewhere: tuple[int, ...] = ()
    # Lone reports that lead to no problem.
    lone: int = 0


_DIGNE = {"pn": "pn-dig", "pm": "pm-dig", "town": "mai-dig"}
_MANOSQUE = {"pn": "pn-man", "pm": "pm-man", "town": "mai-man"}
PARTS: dict[str, Part] = {
    "DIG-1": Part(
        "sophie.alvarez", "celine.astier", "Commissariat de Digne-les-Bains, salle de réunion", 14, 420, 14, 14, None,
        {
            **_DIGNE, "landlord": "bh", "agglo": "paa", "residents": "cc", "shops": "ucc", "school": "col",
            "transport": "tra", "prevention": "ps",
        },
        told_elsewhere=(56, 28), lone=44,
    ),
    "DIG-2": Part(
        "yves.morel", "karim.benali", "Mairie annexe, salle Saint-Benoît", 10, 20, 20, 14, 6,
        {**_DIGNE, "residents": "mai-dig", "agglo": "paa"}, lone=8,
    ),
    "DIG-GARE": Part(
        "yves.morel", "celine.astier", "Gare de Digne, salle d’exploitation", 9, 193, 4, 21, 9,
        {**_DIGNE, "shops": "ucc", "transport": "tra", "prevention": "ps", "residents": "ps"}, lone=9,
    ),
    "MAN-1": Part(
        "thomas.girard", "julien.mercier", "Hôtel de ville de Manosque, salle du conseil", 14, 409, 10, 21, 6,
        {
            **_MANOSQUE, "landlord": "dl", "agglo": "dlva", "residents": "cq-man", "shops": "com-man",
            "transport": "tra-man", "prevention": "ps",
        },
        lone=40,
    ),
    "MAN-2": Part(
        "thomas.girard", "julien.mercier", "Maison de quartier des Savels", 16, 390, 159, 21, None,
        {**_MANOSQUE, "landlord": "hsl", "agglo": "dlva", "residents": "cq-man"}, lone=13,
    ),
    "MAN-ECOLES": Part(
        "isabelle.faure", "isabelle.faure", "Lycée des Cinq Vallons, salle des conseils", 16, 288, 8, 28, 9,
        {**_MANOSQUE, "school": "lyc-man", "transport": "tra-man", "prevention": "ps", "residents": "ps"}, lone=8,
    ),
}  # fmt: skip
# The school of a place, where it is not the first one of the group.
SCHOOLS = {"olivier-college": "col-man", "olivier-gymnase": "col-man", "chaume-ecole": "col-man"}
