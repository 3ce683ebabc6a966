"""What a passage about a person is: where it stands, of which kind, and why it does not belong in the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Self


class Kind(Enum):
    """The kinds of passage: code, French label, and an explanation in two short lines."""

    PERSON = (
        "person",
        "Nom ou prénom",
        "Ce passage semble désigner une personne par son nom.\n"
        "Le groupe traite des lieux et des faits : dites plutôt le rôle (« un résident », « le gardien »).",
    )
    PHONE = (
        "phone",
        "Numéro de téléphone",
        "Ce numéro mène à une personne.\nGardez-le dans votre propre service : il n’a pas sa place ici.",
    )
    EMAIL = (
        "email",
        "Adresse électronique",
        "Cette adresse mène à une personne.\nGardez-la dans votre propre service : elle n’a pas sa place ici.",
    )
    PLATE = (
        "plate",
        "Plaque d’immatriculation",
        "Cette plaque mène au titulaire du véhicule.\nDites le type et la couleur du véhicule, rien de plus.",
    )
    FLAT = (
        "flat",
        "Logement précis",
        "Ce passage désigne un logement, donc ses occupants.\nLe bâtiment, le hall ou l’adresse suffisent.",
    )
    NICKNAME = (
        "nickname",
        "Surnom",
        "Ce surnom désigne une personne pour qui la connaît.\nDites ce qui se passe, pas qui l’on croit reconnaître.",
    )
    KINSHIP = (
        "kinship",
        "Lien de parenté",
        "Ce lien permet de reconnaître quelqu’un de précis.\nDites « une personne », « un jeune », sans le lien.",
    )
    BIRTHDATE = (
        "birthdate",
        "Date de naissance",
        "Une date de naissance identifie une personne.\nUne tranche d’âge suffit, si elle est utile.",
    )
    PROCEDURE = (
        "procedure_number",
        "Numéro de procédure",
        "Ce numéro ouvre un dossier qui n’est pas celui du groupe.\nDites seulement qu’un dossier existe.",
    )
    SOCIAL = (
        "social",
        "Situation personnelle",
        "Santé, aides, titre de séjour, passé judiciaire : c’est l’affaire de la personne.\n"
        "Décrivez le fait constaté, sans la situation.",
    )

    code: str
    label: str
    explanation: str

    def __new__(cls, code: str, label: str, explanation: str) -> Self:
        """The code alone is the value of a kind."""
        kind = object.__new__(cls)
        kind._value_ = code
        kind.code, kind.label, kind.explanation = code, label, explanation
        return kind


def kind_of(code: str) -> Kind:
    """The kind of this code; `KeyError` when there is none."""
    return _BY_CODE[code]


_BY_CODE = {kind.code: kind for kind in Kind}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage of a text, in characters: `text[start:end]`."""

    start: int
    end: int
    kind: Kind

    def of(self, text: str) -> str:
        """The passage itself."""
        return text[self.start : self.end]


def without_overlap(ranked: Iterable[Span]) -> list[Span]:
    """The spans in the order of the text; of two that overlap, the one that came first in the iterable stays."""
    kept: list[Span] = []
    for span in ranked:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept)
