"""Numbers and addresses that lead to a person: telephones, e-mail addresses, procedure numbers, birth dates."""

import re
from collections.abc import Iterator

import phonenumbers

from palier.screening.reading import Reading
from palier.screening.spans import Kind, Span

# -- e-mail: as usual, or spelled out to escape robots (« nom at domaine point fr »)
# Tried where a word begins, not at each of its letters: a long one is read once.
_EMAIL = re.compile(
    r"(?<![\w.+%-])[a-z0-9][\w.+%-]*(?:@|\s@\s|\s?\(a(?:t|robase?)?\)\s?|\s?\[a(?:t|robase?)?\]\s?)[a-z0-9-]+(?:\.[a-z0-9-]+)+"
)
_SPELLED = re.compile(
    r"[a-z0-9][\w.+-]*\s(?:at|arobase|arobas)\s[a-z0-9-]+(?:(?:\.|\s(?:point|dot)\s)[a-z0-9-]+)*(?:\."
    r"|\s(?:point|dot)\s)[a-z]{2,6}\b"
)
_AT = ("@", " at", "[a", "(a", "arobas")

# -- telephone: nine digits after the prefix, cut anywhere
_PHONE = re.compile(
    r"(?<![\w/.-])(?:(?:\+|00)\s?33\s?(?:\(0\)\s?)?|0)\s?[1-9](?:[\s./-]{0,2}\d){8}(?!\d|[.-]\d|/(?!\s?[0+]))"
    r"|(?<![\w/.,-])0[1-9](?:,\s?\d{2}){4}(?![\d,])"
)
_DIGITS = re.compile(r"\d")
_SHORTEST = 8

# -- dates
_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|janv|fevr?|sept|oct|nov|dec"
)
_DAY = (
    rf"(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:\d{{4}}|\d{{2}})"
    rf"|(?:(?:\d{{1,2}}(?:er)?|premier)\s)?(?:{_MONTHS})\.?\s\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}})"
)
_YEAR = r"(?:19[2-9]\d|20[0-3]\d)"
_BORN = re.compile(
    rf"\b(?:ne|nee|nes|nees|ddn|date (?:de )?naiss(?:ance)?\.?|naissance|anniversaire)(?:\(e\)|\.e)?"
    rf"(?:\s?:|\s(?:le|en|vers|a [\w -]{{2,25}},? le|au mois de|est le|du|fin|debut))*\s*({_DAY}|{_YEAR})\b(?!\d)"
    rf"|\bnee?\sen\s('?\d{{2}})\b(?![\d-])|\b\d{{1,2}}\sans\s?[,(]\s?({_DAY})(?=\s?\))"
)
_BORN_AFTER = re.compile(rf"\b({_DAY})(?=[\w ',-]{{0,20}}\bdate de naissance)")
_BORN_BESIDE = re.compile(
    r"\s?[,(;:-]{0,2}\s?(?:le\s)?(\d{1,2}[/.-]\d{1,2}[/.-](?:19[2-9]\d|20[01]\d)"
    r"|\d{1,2}\s[a-z]+\s(?:19[2-9]\d|20[01]\d))\b"
)

# -- procedures
_SEPARATED = r"[a-z]{0,3}\d[\w]*(?:\s?[/-]\s?[\w]+)+"
_PLAIN = r"\d{3,}"
_GLUE = (
    r"(?:[\s,:(]|n°s?|no\b|num\b|n\b|numeros?|sous|le|la|reference|references|ref|electronique|suivi[es]?"
    r"|enregistre[es]*|\.|-(?=\s)|portant"
    r"|etabli[es]*|en cours|de police|judiciaire|penale|intitule[es]*|d'(?:intervention|information|enquete"
    r"|incident|audition|accident)|de (?:mise a disposition|renseignement|service))*"
)
_STRONG = re.compile(
    r"\b(?:pv[ie]?|p\.v|proces[- ]verba(?:l|ux)|proc|procedures?|mains? courantes?|mci?|mcpu|mc|rif|crt|taj"
    r"|plaintes?|enquetes?|gav|ipm|auditions?"
    rf"|parquet|instruction|commission rogatoire|affaires?|requisitions?)\b\.?{_GLUE}({_SEPARATED}|{_PLAIN})(?!\w)"
)
_WEAK = re.compile(
    r"\b(?:rapports?|dossiers?|ref|refs|references?|fiche|saisine|suivie?s?"
    rf"|transmis\w*)\b\.?{_GLUE}({_SEPARATED})(?!\w)"
)
_POLICE = re.compile(r"(?<![\w/-])\d{3,5}[/-]\d{4}[/-]\d{3,6}(?![\w/-])|(?<![\w/-])\d{4}[/-]\d{5,6}(?![\w/-])")
_NOT_A_CASE = re.compile(
    r"\b(?:arretes?|deliberations?|factures?|contrats?|marches?|devis|commandes?|bons?|tickets?|articles?|art"
    r"|ordres? de service|lois?|decrets?|circulaires?"
    r"|conventions?|permis|cheques?|codes?|clauses?|requisitions? 78|r|l)\b[\s.:n°ode-]{0,12}(?:municipal\w* "
    r"|prefectoral\w* )?(?:n°|no)?\s?$"
)
_ARTICLE = re.compile(r"^\d{2,3}-\d(?:-\d+)?$")
_IS_DATE = re.compile(rf"^{_DAY}$|^\d{{1,2}}[/-]\d{{1,2}}$|^\d{{1,2}}h|^{_YEAR}$|^\d{{2}}/\d{{4}}$|^{_YEAR}-{_YEAR}$")


def emails(reading: Reading) -> Iterator[Span]:
    """Addresses, written or spelled out."""
    if any(mark in reading.folded for mark in _AT):
        for pattern in (_EMAIL, _SPELLED):
            for match in pattern.finditer(reading.folded):
                yield Span(match.start(), match.start() + len(match[0].rstrip(".-")), Kind.EMAIL)


def phones(reading: Reading) -> Iterator[Span]:
    """French numbers however they are cut, and foreign ones that open with a plus."""
    if len(_DIGITS.findall(reading.folded)) < _SHORTEST:
        return
    for match in _PHONE.finditer(reading.folded):
        yield Span(match.start(), match.end(), Kind.PHONE)
    for found in phonenumbers.PhoneNumberMatcher(reading.raw, "FR"):
        if not _POLICE.fullmatch(found.raw_string):
            yield Span(found.start, found.end, Kind.PHONE)


def procedure_numbers(reading: Reading) -> Iterator[Span]:
    """Numbers of a record, a report or a case of the police or the courts; never those of an order or a bill."""
    text = reading.folded
    for match in (*_STRONG.finditer(text), *_WEAK.finditer(text)):
        number = match[1]
        if (
            not _IS_DATE.match(number)
            and not _ARTICLE.match(number)
            and not _NOT_A_CASE.search(reading.before(match.start(1)))
        ):
            yield Span(match.start(1), match.end(1), Kind.PROCEDURE)
    for match in _POLICE.finditer(text):
        if not _NOT_A_CASE.search(reading.before(match.start())):
            yield Span(match.start(), match.end(), Kind.PROCEDURE)


def birthdates(reading: Reading) -> Iterator[Span]:
    """Dates said to be of birth."""
    for pattern in (_BORN, _BORN_AFTER):
        for match in pattern.finditer(reading.folded):
            yield Span(*match.span(match.lastindex or 0), Kind.BIRTHDATE)


def birthdates_beside(reading: Reading, persons: list[Span]) -> Iterator[Span]:
    """A full date of the past written just after a name: how an identity is noted."""
    for person in persons:
        match = _BORN_BESIDE.match(reading.folded, person.end)
        if match:
            yield Span(match.start(1), match.end(1), Kind.BIRTHDATE)
