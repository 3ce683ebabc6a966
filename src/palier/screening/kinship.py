"""Kinship that tells someone apart: « le fils de la gardienne », « la mère du petit » (before a name)."""

import re
from collections.abc import Iterator

from palier.screening.lexicon import is_everyday, lexicon, word_list
from palier.screening.reading import Reading
from palier.screening.spans import Kind, Span

_KIN = (
    r"(?:petite?s?[- ]|grande?s?[- ]|beaux?[- ]|belles?[- ]|demie?s?[- ]|arriere[- ](?:petite?[- ]"
    r"|grande?[- ])?|ex[- ]|ancien(?:ne)? |futur?e? |jeune |plus jeune |"
    r"premiere? |deuxieme |seconde? |autre |vieille |vieux )*"
    r"(?:fils|filles?|fistons?|freres?|s(?:oe|œ)urs?|peres?|meres?|mamans?|papas?|mamies?|papis?|oncles?"
    r"|tontons?|tantes?|tatas?|cousine?s?|neveux?|nieces?|maris?|femmes?|epoux|epouses?|"
    r"compagnes?|compagnons?|conjointe?s?|concubine?s?|copains?|copines?|petite? amie?|fiancee?s?|gendres?"
    r"|bru|parents?|enfants?|gosses?|gamine?s?|jumeaux|jumelles?|filleule?s?|parrains?|marraines?|"
    r"frangine?s?|frerots?|darone?s?|daronne?s?|reuf|reum|ex|beauf|beaufs|veufs?|veuves?|aine|ainee|cadet"
    r"|cadette|benjamine?|demi-freres?)(?: jumel(?:le|les)| jumeaux?| ainee?s?| cadet(?:te)?| germaine?s?"
    r"| unique| biologique)?"
)
_HEAD = re.compile(
    r"(?<![\w'-])(?:(?:(?:le|la|les|un|une|du|au|deux|trois|les deux)\s|l')|(?<=, )|(?<=\()"
    rf"|^)({_KIN})\s(?:(?:de|a)\s(?=(?:la|l'|mon|ma|mes|notre|votre|son|sa|ses|leur|cette?|ce|une?|mr|m\.|mme"
    r"|mlle|monsieur|madame|\w))|du\s|d'|des\s|au\s)"
)
_PLURAL_OF_NO_ONE = re.compile(
    r"^(?:les\s)?(?:enfants|parents|filles|meres|peres|femmes|copains|copines|gamins|gosses|freres|cousins"
    r"|soeurs|sœurs)\s(?:de|du|des|d')"
)
_DET = re.compile(r"(?:la |l'|le |mon |ma |notre |votre |son |sa |leur |cette |cet |ce |une |un )?")
_NOUN = re.compile(r"[a-zœ]+(?:[-'][a-zœ]+)*")
_WHERE = re.compile(
    r"\s(?:d'en (?:face|haut|bas)|du (?:dessous|dessus|haut|bas|fond|rdc|rez-de-chaussee|\d+(?:e|eme"
    r"|er)?(?: etage)?|bout|hall|\w+(?= d'a cote)))\b|\sen cause\b|\sd'a cote\b|\sprincipale?\b"
    r"|\sde l'immeuble\b|\sde la residence\b"
)
_CHAIN = re.compile(rf"(?:{_KIN})\s(?:du|de la|de l'|de mon|de ma|de notre)\s?")
_PERSON_ENDING = ("eur", "euse", "ier", "iere", "ien", "ienne", "iste", "ant", "ante", "trice", "ard", "ain", "aine")
_NOT_A_PERSON = word_list("kinship not a person")

_ACQUAINTANCE = re.compile(r"\b(?:copain|copine|ami|amie|parent|enfant|gosse|gamin|gamine)$")

_BESIDE_NAME = re.compile(rf"(?<![\w'-])((?:(?:le|la|les|du|au|deux)\s|l')(?:{_KIN}))\s")
_ACCUSED = re.compile(r"mise?s? en (?:cause|examen)")
_AGES = word_list("kinship ages")
_CHILDREN = word_list("kinship children")


def kinships(reading: Reading, persons: list[Span]) -> Iterator[Span]:
    """Each phrase from its article to its complement; before a name, it stops where the name or its title begins."""
    text = reading.folded
    starts = sorted(span.start for span in persons)
    for match in _BESIDE_NAME.finditer(text):
        if match.end() in starts:
            yield Span(match.start(), match.end(1), Kind.KINSHIP)
    for match in _HEAD.finditer(text):
        name = next((start for start in starts if match.end() <= start), None)
        lead = text[match.end() : name] if name is not None else ""
        if name is not None and _BEFORE_NAME.fullmatch(lead):
            yield Span(match.start(), len(text[: match.end() + len(_kept(lead))].rstrip()), Kind.KINSHIP)
            continue
        end = _complement(text, match.end(), contracted=match[0].endswith(("du ", "au ", "des ")))
        bare = match[0].endswith(" d'") and not text[match.end() :].startswith(("un ", "une "))
        if bare or (match[0].startswith(("un ", "une ")) and _ACQUAINTANCE.search(match[1])):
            continue
        if end and not (_PLURAL_OF_NO_ONE.match(match[0]) and match[0].rstrip().endswith("des")):
            yield Span(match.start(), end, Kind.KINSHIP)


_BEFORE_NAME = re.compile(
    r"(?:(?:m|mr|mme|mlle|monsieur|madame|docteur|dr)\.?\s|(?:la |le |l'|ce |cette |mon |ma "
    r"|notre )?(?:petite?|jeune|grande?|vieux|vieille|nommee?|voisine?|gardienne?|gardien|locataire|eleve|dit"
    r"|dite|certaine?)\s)*"
)
_TITLE = re.compile(r"(?:m|mr|mme|mlle|monsieur|madame|docteur|dr)\.?\s$")


def _kept(lead: str) -> str:
    """What the phrase keeps before a name: « petit » stays, « M. » goes with the name."""
    return _TITLE.sub("", lead)


def _complement(text: str, start: int, *, contracted: bool) -> int:
    """Where a complement that names a human being ends; 0 when it names none."""
    determiner = _DET.match(text, start)
    at = determiner.end() if determiner else start
    if not contracted and at == start and not text[:start].endswith("d'"):
        return 0
    chained = _CHAIN.match(text, at)
    if chained:
        return _complement(text, chained.end(), contracted=True)
    noun = _NOUN.match(text, at)
    if accused := _ACCUSED.match(text, at):
        return accused.end()
    return _noun_end(text, noun) if noun else 0


def _noun_end(text: str, noun: re.Match[str]) -> int:
    """Where a noun for a human being ends, « petit » before it and « du dessous » after it included; 0 for another."""
    if noun[0] in _AGES:
        longer = _NOUN.match(text, noun.end() + 1)
        noun = longer if longer and _is_human(longer[0]) else noun
        return noun.end() if noun[0] in _CHILDREN or _is_human(noun[0]) else 0
    if not _is_human(noun[0]):
        return 0
    where = _WHERE.match(text, noun.end())
    return where.end() if where else noun.end()


def _is_human(noun: str) -> bool:
    if (
        noun in lexicon("human_nouns")
        or noun.removesuffix("s") in lexicon("human_nouns")
        or noun in {"gens", "voisins"}
    ):
        return True
    return noun.endswith(_PERSON_ENDING) and noun not in _NOT_A_PERSON and is_everyday(noun)
