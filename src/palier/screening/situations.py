"""The personal situation of someone: health, addiction, legal protection, benefits, papers, prison, origin.

It counts when tied to an individual: « une personne sous curatelle », not « les personnes alcoolisées ».
"""

import re
from collections.abc import Iterator
from functools import cache

from palier.screening.lexicon import lines
from palier.screening.reading import Reading, preceding
from palier.screening.spans import Kind, Span

_ILLNESSES = (
    r"depression|cancers?|maladies?|alcoolisme|addictions?|toxicomanie|handicap|dependance|schizophrenie"
    r"|autisme|incarceration|detention|condamnations?|grossesse|demence|tutelle|curatelle"
    r"|surendettement|hospitalisation|chimiotherapie|cure|tentative de suicide|avortement|fausse couche"
    r"|internement|bipolarite|epilepsie|alzheimer|parkinson|psychose|paranoia|diabete|vih|sida|hepatite"
    r"|leucemie|sclerose|trisomie|anorexie"
)
_TROUBLE = (
    r"(?:troubles?|problemes?|soucis?|difficultes|crises?|pathologies?) (?:psy\w*|mentaux|mentales?"
    r"|psychiques?|bipolaires?|du comportement|autistiques?|cognitifs?|neurologiques?|cardiaques?"
    r"|alimentaires?|de sante(?: mentale)?|d'alcool\w*|d'addictions?|de drogue|avec l'alcool)"
)
_MACROS = {
    "{ILLNOUN}": _ILLNESSES,
    "{ILL}": rf"(?:(?:{_ILLNESSES}|{_TROUBLE}|troubles?|syndrome|phobie|insuffisance|crises?|obesite|surdite|cecite"
    r"|hemophilie|asthme|demence)(?: (?!et |qui |a |est |dans |depuis )[a-z]+(?:iques?|aires?|ales?|aux"
    r"|elles?|ives?|iles?|antes?|ence|ade))?)",
    "{TROUBLE}": _TROUBLE,
    "{HUMAN}": r"(?:homme|femme|dame|jeune|fille|garcon|voisine?|famille|eleve|individu|locataire|mere|pere|monsieur"
    r"|personne|mec|gars|type|couple)",
}
_CLAUSE = re.compile(r"[.!?;]")

# Said of a group, of a place or of a thing: nobody is told apart.
_GROUPS = (
    r"(?:des|les|aux|ces|plusieurs|quelques|nombreu(?:x|ses)|certain(?:e)?s|deux|trois|quatre|cinq|six|dix"
    r"|entre|d'autres|nos|leurs|ses|vos|tous|toutes"
    r"|(?<!ment )(?<!ppt )(?<!apt )(?<!orte )(?<!part )(?<!lgt )(?<!app )\d{1,2}\b"
    r"|population|personnes|publics?|gens|individus"
    r"|jeunes|hommes|femmes"
    r"|usagers|migrants|enfants|eleves|lyceens|collegiens|mineurs|adultes|habitants|residents|locataires"
    r"|occupants|familles|consommateurs|parents|certains"
    r"|(?:beaucoup|trop|nombre|plein|bandes?|tas|groupes?|dizaine|vingtaine|regroupements?|presence|passages?"
    r"|rassemblements?|occupation|attroupements?|squat)\s(?:d'|de))"
)
_OF_GROUP = re.compile(rf"(?:^|[\s'])\b{_GROUPS}\s?(?:(?!est |et |sous |en |a )\w+ )?$")
_OF_PLACE = re.compile(
    r"\b(?:places?|stationnements?|emplacements?|acces|cartes?|rampe|toilettes?|wc|ascenseur|parking|macaron"
    r"|case|bus|transport|arrets?|centre|service|foyer|association|structure|equipe|derriere la|devant la"
    r"|pres de la|cote de la"
    r"|rue de la|porte|peines? de|maison|journee|atelier|campagne|prevention|lutte|reunion|hotel|permanence"
    r"|article|loi|numero|agence|dossier de|commission de|commission|risque de|mur de la"
    r"|accueil des?)\s(?:contre |de |des |du |pour |sur |(?:la|le|l') ?)*$"
)
_BEFORE_PLURAL = re.compile(
    r"^\s(?:sont|ont|dorment|mendient|squattent|occupent|trainent|vivent|reviennent|s'installent|boivent"
    r"|crient|consomment|viennent|passent|restent|notoires)\b"
)
_ONE = re.compile(
    r"(?<![\w'])(?:il|elle|lui|celui|celle|un|une|ce|cet|cette|le|la|mon|ma|son|sa|notre|votre|m\.|mr|mme"
    r"|mlle|monsieur|madame|je|qui|quelqu'un|l'(?=[a-z])|j'|c'est|qu'il|qu'elle|s'il|interesse|personne"
    r"|individu|locataire|eleve|mineure?|occupante?|cliente?|nomme|voisine?|homme|femme|mere|pere)(?![\w])"
    r"|l'[a-z]"
)

_ARTICLE = re.compile(r"(?:des |du |de l'|de la |les |le |la |l'|une |un |d'une |d'un |son |sa |ses )")
_AHEAD = 60
_ALWAYS_PLURAL = re.compile(r"(?:troubles|problemes|soucis|crises|difficultes|pathologies|antecedents|dettes)\b")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The patterns of the lexicon, written out; an empty group marks where the passage begins, when it is not first."""
    found = []
    for line in lines("situations"):
        written = line
        for macro, meaning in _MACROS.items():
            written = written.replace(macro.lower(), meaning)
        found.append(re.compile(rf"(?<![\w-])(?:{written.replace('@?', '@').replace('@', '()')})(?![\w-])"))
    return tuple(found)


def situations(reading: Reading, persons: list[Span]) -> Iterator[Span]:
    """Personal situations tied to someone: a name, a singular, a family; the longest of those that overlap first."""
    text = reading.folded
    found = [(_start(match), match.end()) for pattern in _patterns() for match in pattern.finditer(text)]
    for start, end in sorted(found, key=lambda bounds: bounds[0] - bounds[1]):
        if _is_tied(text, start, end, named=bool(persons)):
            yield Span(start, end, Kind.SOCIAL)


def _start(match: re.Match[str]) -> int:
    marks = [match.start(group) for group in range(1, match.re.groups + 1) if match.start(group) >= 0]
    start = max(marks, default=match.start())
    article = _ARTICLE.match(match.string, start)
    return article.end() if article and article.end() < match.end() else start


def _is_tied(text: str, start: int, end: int, *, named: bool) -> bool:
    """True when the situation is that of someone, not of a group nor of a place."""
    before, after = preceding(text, start), text[end : end + _AHEAD]
    if _OF_PLACE.search(before) or _BEFORE_PLURAL.match(after):
        return False
    if named:
        return True
    clause = _CLAUSE.split(before)[-1]
    if _OF_GROUP.search(before) and not _ALWAYS_PLURAL.match(text, start):
        return False
    return bool(_ONE.search(clause) or _ONE.search(after)) or not clause.strip(" ,:-")
