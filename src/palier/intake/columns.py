"""Which column holds what, by its name: the wordings seen in trackers, compared without accents or case."""

from rapidfuzz import fuzz

from palier.intake.words import fold

REQUIRED = {"title": "« Problématique »", "what": "« Action »"}

_NAMES = {
    "reference": ("ref cr", "reference cr", "cr", "n cr", "compte rendu"),
    "met_on": ("reunion du", "date de reunion", "date reunion", "date du cr", "reunion", "date"),
    "district": ("quartier", "secteur", "zone"),
    "title": ("problematique", "probleme", "sujet", "objet", "theme", "nature"),
    "place": ("localisation", "lieu", "lieu adresse", "lieu ou adresse", "adresse", "ou"),
    "facts": ("constat", "constats", "faits", "description", "detail", "situation"),
    "number": ("n action", "numero action", "no action", "n"),
    "what": ("action", "actions", "action decidee", "actions decidees", "mesure", "decision", "a faire"),
    "who": ("qui fait", "qui", "responsable", "porteur", "acteur", "partenaire", "service"),
    "due": ("delai", "echeance", "pour le", "pour quand", "date limite", "quand"),
    "done": ("realise", "realisee", "fait", "fait o n", "realise o n", "avancement"),
    "done_on": ("fait le", "realise le", "date de realisation", "date realisation"),
    "outcome": ("suite", "suites", "suivi", "resultat", "observations", "commentaire", "commentaires"),
    "state": ("etat", "statut", "etat de la problematique"),
    "lead": ("pilote gpo", "pilote", "referent"),
}
_CLOSE_ENOUGH = 90
_LONGEST_NAME = 40


def recognise(cells: list[str]) -> dict[str, int]:
    """The known columns among these names: name of the field -> place in the record."""
    best: dict[str, tuple[float, int]] = {}
    for place, cell in enumerate(cells):
        found = _field_of(fold(cell))
        if found and found[1] > best.get(found[0], (0, 0))[0]:
            best[found[0]] = (found[1], place)
    return {name: place for name, (_, place) in best.items()}


def _field_of(heading: str) -> tuple[str, float] | None:
    if not heading or len(heading) > _LONGEST_NAME:
        return None
    scored = [
        (name, 100.0 if heading == wording else fuzz.ratio(heading, wording))
        for name, wordings in _NAMES.items()
        for wording in wordings
    ]
    name, score = max(scored, key=lambda pair: pair[1])
    return (name, score) if score >= _CLOSE_ENOUGH else None
