"""Neutral words in place of a passage: the role or « une personne », never the identity."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from palier.screening.finding import find_spans
from palier.screening.lexicon import lexicon
from palier.screening.reading import fold
from palier.screening.said_nicknames import is_announced
from palier.screening.spans import Kind, Span

REMOVED = "[donnée personnelle retirée]"

_WORDS = {
    Kind.PERSON: "une personne",
    Kind.NICKNAME: "une personne",
    Kind.KINSHIP: "une personne",
    Kind.FLAT: "un logement",
    Kind.PHONE: "[numéro retiré]",
    Kind.EMAIL: "[adresse électronique retirée]",
    Kind.PLATE: "[plaque retirée]",
    Kind.BIRTHDATE: "[date retirée]",
    Kind.PROCEDURE: "[référence retirée]",
    Kind.SOCIAL: "[situation personnelle retirée]",
}
_MASCULINE = re.compile(r"(?:\b(?:le|un|du|au|ce)\s)?\b(?:m\.|mr\.?|monsieur|sieur|le nomme|un certain|un denomme)\s$")
_FEMININE = re.compile(r"(?:\b(?:la|une|cette)\s)?\b(?:mme|mlle|madame|mademoiselle|la nommee|une certaine)\.?\s$")
_FAMILY = re.compile(r"\b(?:les|des|aux)\s$")
_TITLES_ONLY = re.compile(r"\s?(?:(?:m\.|mr\.?|mme\.?|mlle|monsieur|madame|docteur|dr\.?)\s)?")
_COUPLE = re.compile(r"\b(?:m\.|mr\.?|monsieur) et (?:mme|madame)\.?\s$")
_TITLED = (
    (_COUPLE, "un couple"),
    (_MASCULINE, "un résident"),
    (_FEMININE, "une résidente"),
    (_FAMILY, "une famille"),
)
_AGES = {"petit", "petite", "jeune", "vieux", "vieille", "grand", "grande"}
_CONTRACTED = re.compile(r"(du|au|des|aux)\s")
_CONTRACTIONS = {"du": "d’", "des": "d’", "au": "à ", "aux": "à "}
_ROLE = re.compile(r"([a-zœ-]+)(,?\s)$")
_BEFORE = re.compile(r"(?:\b(du|de la|de|des|au|aux|a la|a|que|le|la|les|un|une)\s|\b(de l'|a l'|l'|d'|qu'))$")
_OPENS = re.compile(r"(?:^|[.!?…]\s|\n)$")
# The word before, and what it becomes before « un », « une ».
_LINKED = {
    "du": "d’",
    "de la": "d’",
    "de l'": "d’",
    "de": "d’",
    "des": "d’",
    "d'": "d’",
    "que": "qu’",
    "qu'": "qu’",
    "au": "à ",
    "aux": "à ",
    "a la": "à ",
    "a l'": "à ",
    "a": "à ",
}
_INTO_A_HOME = {"au", "a la", "a l'", "a"}


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words to write instead of `text[start:end]`; the part may reach over a title or an article."""

    start: int
    end: int
    words: str


def suggestion(text: str, span: Span) -> str:
    """The neutral words offered in place of one passage; empty when the role just before says enough."""
    return _reworded(text, span).words.strip(" ’") or "(le rôle seul)"


def rewordings(text: str, spans: Iterable[Span]) -> list[Rewording]:
    """What to write in place of the passages, in order; kinship and the name that completes it become one."""
    ordered = sorted(spans)
    found: list[Rewording] = []
    for position, span in enumerate(ordered):
        if position + 1 < len(ordered) and _completes(text, span, ordered[position + 1]):
            continue  # said by the next one
        before = ordered[position - 1] if position else None
        start = before.start if before and _completes(text, before, span) else span.start
        rewording = _reworded(text, Span(start, span.end, Kind.KINSHIP if start < span.start else span.kind))
        if found and rewording.start < found[-1].end:
            rewording = Rewording(found[-1].end, rewording.end, rewording.words)
        found.append(rewording)
    return found


def neutral(text: str, spans: Iterable[Span]) -> str:
    """The text with neutral words in place of the passages."""
    return _written(text, rewordings(text, spans))


def without_persons(text: str) -> str:
    """The text with a mark in place of each passage found (decision 29: what an import writes)."""
    return _written(text, [Rewording(span.start, span.end, REMOVED) for span in find_spans(text)])


def _written(text: str, parts: list[Rewording]) -> str:
    for part in reversed(parts):
        text = text[: part.start] + part.words + text[part.end :]
    return text


def _completes(text: str, kinship: Span, span: Span) -> bool:
    """True for the name after « le fils de »."""
    if kinship.kind is not Kind.KINSHIP or span.kind not in {Kind.PERSON, Kind.NICKNAME}:
        return False
    return bool(_TITLES_ONLY.fullmatch(fold(text[kinship.end : span.start])))


def _reworded(text: str, span: Span) -> Rewording:
    before = fold(text[: span.start])
    if span.kind is Kind.PERSON:
        return _person(text, span, before)
    if span.kind in {Kind.KINSHIP, Kind.NICKNAME}:
        return _whole(text, span)
    if span.kind is Kind.FLAT:
        return _joined(text, span.start, span.end, _WORDS[Kind.FLAT])
    return Rewording(span.start, span.end, _WORDS[span.kind])


def _person(text: str, span: Span, before: str) -> Rewording:
    """« M. Dupont » is « un résident », « les Dupont » « une famille »; after a role, the role is enough."""
    titled, words = next(
        ((found, words) for pattern, words in _TITLED if (found := pattern.search(before))),
        (None, _WORDS[Kind.PERSON]),
    )
    role = _ROLE.search(before[: titled.start()] if titled else before)
    if role and role[1] in lexicon("human_nouns") | _AGES:
        return Rewording(role.start(2), _past_comma(text, span.end, opened="," in role[2]), "")
    if titled is None:
        return _joined(text, span.start, span.end, words)
    contracted = _CONTRACTED.match(titled[0])
    return _joined(text, titled.start(), span.end, (_CONTRACTIONS[contracted[1]] if contracted else "") + words)


def _past_comma(text: str, end: int, *, opened: bool) -> int:
    """A name between commas goes with both."""
    return end + 1 if opened and text[end : end + 1] == "," else end


def _whole(text: str, span: Span) -> Rewording:
    """A passage that holds its own article: « du fils de la gardienne » becomes « d’une personne »."""
    contracted = _CONTRACTED.match(fold(span.of(text)))
    words = _WORDS[span.kind]
    if span.kind is Kind.NICKNAME and is_announced(fold(text[: span.start])):
        return Rewording(span.start, span.end, "[surnom retiré]")
    if contracted and span.kind is Kind.KINSHIP:
        return Rewording(span.start, span.end, _CONTRACTIONS[contracted[1]] + words)
    return _joined(text, span.start, span.end, words)


def _joined(text: str, start: int, end: int, words: str) -> Rewording:
    """The words, the article or the preposition before them made to agree; a capital where a sentence opens."""
    before = _BEFORE.search(fold(text[:start]))
    if before and words.startswith("un"):
        link = before[1] or before[2]
        start = before.start()
        if words == _WORDS[Kind.FLAT] and link in _INTO_A_HOME:
            words = f"dans {words}"
        else:
            words = _LINKED.get(link, "") + words
    if text[start].isupper() and _OPENS.search(text[:start]):
        words = words[:1].upper() + words[1:]
    return Rewording(start, end, words)
