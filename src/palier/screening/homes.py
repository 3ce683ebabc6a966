"""What singles out one home: a flat number, a door on a floor. Buildings, halls and cellars single out no one."""

import re
from collections.abc import Iterator

from palier.screening.reading import Reading
from palier.screening.spans import Kind, Span

_N = r"(?:n°\s?|no?\s|num(?:ero)?\s|:\s?)?"
_CODE = r"(?:[a-z]?-?\d{1,4}(?:\s?(?:bis|ter))?(?:(?:-?[a-z]|\s[b-hj-xz])(?![\w']))?|[a-z](?![\w'’]))"
_FLOOR_NAMES = (
    "premier|deuxieme|second|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|dernier"
)
_LEVEL = (
    rf"(?:\d{{1,2}}\s?(?:er?|re|eme|em|me|nd|nde|°)\b\.?|(?:{_FLOOR_NAMES})\b|rdc\b|r\.d\.c\.?"
    r"|rez[- ]de[- ]chaussee|r\+\d)"
)
_STAGE = r"(?:\s?(?:etage|etg|et\.|et(?=[\s,]+(?:\d\w*\s)?(?:porte|pte|gauche|droite|face|a\s|cote))))?"
_SIDE = (
    r"(?:(?:\d(?:e|eme|nde?)\s)?(?:porte )?"
    r"(?:a |cote |porte |de |sur la |au )?(?:gauche|droite|droit|face|fond(?: (?:du )?couloir)?|milieu"
    r"|centre|gche|dte)\b(?:\s(?:en sortant|de l'ascenseur))?"
    r"|en face\b)"
)
_HOME = r"(?:appartements?|apparts?|appts?|appt|apts?|apt|app|logements?|lgts?|lgt|logt|studio|chambre|porte|pte)\b\.?"
_SEP = r"(?:\s?,\s?|\s-\s|\s?/\s?|\s|\s?\()"

_HEADED = re.compile(
    rf"(?<![\w-]){_HOME}\s?{_N}({_CODE})(?![\w€%])(?!\s?(?:m2|m²|h\b|euros|ans|heures|min\b|fois|jours"
    r"|pieces))"
)
_SIDED = re.compile(
    rf"(?<![\w/]){_LEVEL}{_STAGE}{_SEP}{{1,2}}{_SIDE}(?:{_SEP}(?:porte|pte|appt?|apt)\s?{_N}{_CODE}(?![\w]))?"
)
_DOOR = re.compile(rf"(?<![\w/]){_LEVEL}{_STAGE}{_SEP}{{1,2}}(?:{_HOME}|n°)\s?{_N}(?:{_CODE}(?![\w])|{_SIDE})")
_DOOR_FIRST = re.compile(
    rf"(?<![\w-])(?:{_HOME}\s?{_N}{_CODE}|{_HOME}\s(?:de )?{_SIDE})(?![\w])(?:{_SEP}{{1,2}}(?:au "
    rf"|du )?{_LEVEL}{_STAGE}(?:{_SEP}{_SIDE})?)?"
)
# The floor alone, when it is said of who lives there: « la locataire du 3e ».
_DWELLER = (
    r"(?:locataires?|voisin(?:e|s|es)?|occupante?s?|residente?s?|gens|famille|couple|dame|monsieur|mr|mme"
    r"|homme|femme|type|mec|gars|vieux|vieille|proprietaires?|proprio"
    r"|retraitee?|fils|fille|jeunes?|habitante?s?|squatteurs?|mamie|papi|celui|celle|ceux|chez (?:le|la"
    r"|les) \w+|mere|pere|squat|individu|personne)"
)
_OF_DWELLER = re.compile(
    rf"\b{_DWELLER}(?:\s\w+)?\sdu\s(?!rez|rdc|r\.d)({_LEVEL}{_STAGE}|\d{{3,4}}(?=\s(?:[a-z']|$)|[,.;)]"
    r"|$))(?!\s?(?:rue|avenue|av\b|boulevard|bd\b|chemin|allee|place|bis|ter|[a-z]+\s(?:arrondissement)))"
)
_OF_NUMBER = re.compile(
    r"\b((?:locataire|voisin|voisine|occupant|occupante|resident|residente|famille|dame"
    r"|monsieur) du \d{1,3})(?=[,.;)]|$|\s(?!bis|ter|rue|avenue|av\b|boulevard|bd\b|chemin|allee|place"
    r"|impasse|[a-z]+tre\b|[a-z]+bre\b|janvier|fevrier|mars|avril|mai|juin|juillet|aout))"
)
_ON_FLOOR = re.compile(
    r"\b(?:habite|habitent|vit|vivent|loge|logent|reside|residant|demeure|demeurant|domicilie[es]*"
    rf"|locataires?)\s(?:au|a)\s({_LEVEL}{_STAGE})(?!\s?(?:{_SIDE}|rue|avenue|boulevard|porte))"
)
_BARE = re.compile(
    r"(?:^|[.!?,;]\s|\bet\s|\bque\s)(?:le|au)\s(\d{3})(?=\s(?:a|ont|est|fait|font|laisse|jette|gueule|hurle"
    r"|se|s'|ne|n'|m'|nous|recoit|tape|insulte)\b|\s(?:encore|toujours)\b)"
)
_LETTER_FIRST = re.compile(
    r"\((?:appt?\s)?([a-z]\d{2,4})\)|\b(?:logement|appartement|locataire|chez le)\s+\(?([a-z]-?\d{2,4})\)?"
)

_OTHER_DOOR = re.compile(
    r"^\s?(?:du|de la|de l'|des|d'|d\b)\s?(?:hall|garage|parking|parc|local|cave|caves|gymnase|stade|ecole"
    r"|college|lycee|magasin|metro|bus|gare|salle|entree|batiment|square|jardin|box|mairie|immeuble|residence"
    r"|centre|terrain|cimetiere|eglise|musee|quai)"
)
_STREET_NEAR = re.compile(
    r"\b(?:rue|virage|feu|feux|rond-point|intersection|carrefour|tournez|prendre|prenez|sortie|voie|file"
    r"|allee|couloir|ligne|rang|porte coupe-feu|hall|cave|caves|garage|box|cellier|local)\s(?:la |le |au "
    r"|a la )?$"
)

_KIND_OF_FLAT = re.compile(r"^[tf][1-7](?:bis)?$")
_VERB_LETTERS = frozenset("aynltsmdcj")


def homes(reading: Reading) -> Iterator[Span]:
    """The parts that single out a home, the longest first."""
    text = reading.folded
    found = [
        (match.start(), match.end())
        for pattern in (_DOOR, _SIDED, _DOOR_FIRST, _HEADED)
        for match in pattern.finditer(text)
    ]
    found += [
        match.span(1) for pattern in (_OF_DWELLER, _OF_NUMBER, _ON_FLOOR, _BARE) for match in pattern.finditer(text)
    ]
    found += [match.span(match.lastindex or 0) for match in _LETTER_FIRST.finditer(text)]
    for start, end in sorted(found, key=lambda span: span[0] - span[1]):
        if not _STREET_NEAR.search(reading.before(start)) and not _is_other_door(text, start, end):
            yield Span(start, end, Kind.FLAT)


def _is_other_door(text: str, start: int, end: int) -> bool:
    """True for the door of a gymnasium or a hall, for a kind of flat (T3), for a door followed by a verb (« a »)."""
    words = re.split(r"[\s,]+", text[start:end])
    if any(_KIND_OF_FLAT.match(word) for word in words):
        return True
    lone = len(words) > 1 and words[-1] in _VERB_LETTERS and not words[-2][-1:].isdigit()
    if lone and text[end : end + 1] == " ":
        return True
    return bool(_OTHER_DOOR.match(text[end:]))
