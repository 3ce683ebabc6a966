"""Words of an inquiry or of an operation: facts for the police alone (decisions 3 and 4). They leave the texts of the
group for the closed list, whichever column they stand in."""

import re

from palier.intake.reading import ReadAction, ReadProblem
from palier.intake.words import fold
from palier.screening import without_persons

# Read on folded words. What belongs to civil or administrative life keeps its words: a complaint that a landlord
# lodges, a fine of the municipal police, an eviction, a survey of tenants, a property under administration.
_CIVIL = "administration|administrateur|administratrice|liquidation|redressement|mandataire|expert|expertise"
_SURVEY = "satisfaction|publiques?|sociales?|menages?|flash|aupres|locataires?|usagers?"
_CALLED_UPON = "bailleur|maire|mairie|ville|elue?s?|syndic|prefet"
_JUDICIAL = re.compile(
    "|".join(
        (
            rf"\benquet(?:e|es|eurs?)\b(?! (?:de )?(?:{_SURVEY}))",
            "".join(f"(?<!{word} )" for word in _CIVIL.split("|")) + r"\bjudiciaires?\b",
            r"\bparquet\b(?! (?:flottant|abime|bois|gondole|du logement))",
            r"\b(?:procureure?s?|substituts? du|juges? d instruction|tribunal (?:correctionnel|pour enfants))\b",
            r"\b(?:gltd|gav|opj|copj|crpc|comparution|tj|jld|commission rogatoire)\b",
            r"\bgardee?s? a vue\b",
            r"\binterpellations?\b",
            rf"\binterpellee?s?\b(?! (?:le|la|les|l|par) (?:{_CALLED_UPON}))",
            r"\b(?:mandats? (?:de depot|d arret|d amener)|mise?s? en examen|detention provisoire)\b",
            r"\b(?:perquis|ecrou|incarcer|defere)\w*",
            r"\bflagran(?:ce|t delit)\b",
            r"\bsurveillance (?:discrete|physique|du point)\b",
            r"\brequisitions? (?:videos?|du parquet|aux fins)\b",
            r"\bpv (?:d audition|de synthese|de renseignement)\b",
            r"\bprocedures? (?:penales?|n|numero|\d+|incidente|de flagrance|transmise|cloturee)\b",
            r"\b(?:operation de police|descente)s?(?: \w+){0,3} prevue?s?\b",
        )
    )
)
# Of the police alone: a landlord may say when its worker comes.
_TO_COME = re.compile(
    r"\b(?:operation|intervention|dispositif|controle)s?(?: \w+){0,3} prevue?s? (?:pour )?(?:le|ce|cette|a)\b"
)
_POLICE = "PN"
_PIECES = re.compile(r"(?<=[.;\n])\s*|(?=\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\s*:)")


def is_judicial(text: str) -> bool:
    """True of a text that speaks of an inquiry, or tells when the police will come."""
    return bool(_JUDICIAL.search(fold(text)))


def kept_words(text: str, *, names_nobody: bool = False) -> str:
    """The text without its passages about persons, unless a person said that it `names_nobody`, nor the sentences that
    speak of an inquiry."""
    pieces = [piece for piece in _PIECES.split(text) if piece and piece.strip()]
    said = [piece.strip(" ") for piece in pieces if not is_judicial(piece)]
    kept = " ".join(said).replace("\n ", "\n")
    return (kept if names_nobody else without_persons(kept)).strip()


def judicial_fields(read: ReadProblem) -> list[str]:
    """The parts of a problem whose words are not taken over, named as the preview says them."""
    parts = (
        ("l’intitulé", [read.title]),
        ("le lieu", [read.place]),
        ("le constat", [read.facts]),
        ("le suivi", [read.notes, *(line.outcome for line in read.lines)]),
    )
    return [name for name, texts in parts if any(is_judicial(text) for text in texts)]


def is_for_the_police(line: ReadAction) -> bool:
    """True of an action that tells an inquiry or an operation to come: the chief files it, at the level it needs."""
    of_police = line.owner is not None and line.owner.type == _POLICE
    return is_judicial(line.what) or (of_police and bool(_TO_COME.search(fold(line.what))))
