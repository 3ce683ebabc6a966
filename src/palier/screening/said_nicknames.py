"""Nicknames that the text tells as such: « alias », « surnommé », « tout le monde l’appelle », an account."""

import re
from collections.abc import Iterator

from palier.screening.lexicon import is_everyday
from palier.screening.names import is_sure_first_name
from palier.screening.reading import Reading, fold
from palier.screening.spans import Kind, Span

_QUOTE = "[«“\"'‘]\\s?"
_SAYS = (
    r"alias|a\.k\.a\.?|aka|surnommee?s?|surnom(?: est| de)?|sobriquet(?: est| de)?|blaze|blase"
    r"|pseudo(?:nyme)?|pseudo (?:est|snap|insta)|signe|signature|dite?s?|"
    r"(?:se )?fait (?:appeler|nommer)|se faisant appeler|qu(?:e l)?'?on (?:appelle|surnomme|nomme)"
    r"|que (?:tout le monde|les autres|tous|les jeunes) appell?e(?:nt)?|(?:le|la|ce|cette) fameu(?:x|se)"
    r"|(?:celui|celle) qu'on (?:appelle|nomme|surnomme)|on l'appelle|on le surnomme|on la surnomme|"
    r"(?:ils|les jeunes|les autres|tout le monde|ses copains|tous) l'appell?ent?|l'appellent|tout le monde l'appelle|"
    r"connue? (?:sous (?:le (?:nom|sobriquet|surnom|pseudo|blaze)(?: de)?)|comme)|repond(?:ant)? au (?:nom"
    r"|surnom|sobriquet) de|(?:son|leur) (?:snap|insta|instagram|snapchat|tiktok|facebook)(?: c'est| est)?"
)
_SAID = re.compile(
    rf"(?<![\w'\[-])(?:{_SAYS})(?![\w-])\s?:?\s?(?:c'est |est |:\s?)?(?:comme |par |par tous |partout |souvent "
    rf"|l'un )?(?:{_QUOTE})?(?:d'|de )?"
)
_WEAK = frozenset({"dit", "dite", "dits", "dites", "signe", "signature"})
_SURE = re.compile(r"surnom|alias|sobriquet|blaze|blase|fai(?:t|sant) (?:appeler|nommer)")
_CALLS = re.compile(r"appell?ent?|appelle")
_CALLED = re.compile(
    r"(?:^|[.,;:!?(]\s?|\bc'est\s|\b(?:le|la)\s"
    r"|\s)(?:[«“\"]\s?)?([^,.;:!?()«»“”\"\[\]]{2,25}?)(?:\s?[»”\"])?,?\s(?:comme (?:ils|on"
    r"|tout le monde|les jeunes) (?:l'appell?ent|l'appelle|l'appele|dit|disent)|qu'(?:ils|on) (?:l'appell?ent"
    r"|l'appelle|l'appele)|c'est son (?:surnom|pseudo|blaze)|(?:est|c'est) le surnom |pour (?:ses"
    r"|les) (?:camarades|copains|potes|intimes|amis))"
)
_EVERYONE = re.compile(
    r"\bc'est\s((?:le |la |l')?[^,.;:!?()«»\"]{2,20}?),\s(?:tout le (?:quartier|monde)|tous|on) (?:le|la"
    r"|les)?\s?(?:connait|connaissent|sait)"
)
_HANDLE = re.compile(r"(?<![\w@.])@[a-z0-9_.]{3,30}")
_ACCOUNT = re.compile(
    r"\b(?:snap|snapchat|insta|instagram|tiktok|facebook|telegram|pseudo|compte)\b\s?(?:[:«“\"]\s?|c'est"
    r"|est)?\s?((?=[\w.]*(?:[\d_]|\.\w))[a-z][\w.]{3,30})"
)
_END = re.compile(
    r"\s?[»”\"',.;:!?()]|\s(?:et|qui|que|qu'|est|a|ont|sont|dans|sur|au|aux|il|elle|ils|pour|par|avec|de|du"
    r"|deja|se|s'|ne|n'|fait|fume|vend|vit|habite|traine|menace)(?![\w])|$"
)
_OPENING = re.compile(r"(?:le|la|l'|les)\s?")
_OPEN_QUOTE = re.compile(r"[«“\"'‘]\s?(?:d'|de )?$")
_CLOSE_QUOTE = re.compile(r"\s?[»”\"'’]")
_IT_IS = "c'est "
_THE = frozenset({"le", "la"})
_SPEAKS = frozenset(
    {"il", "elle", "je", "j'ai", "tu", "on", "nous", "vous", "ils", "c'est", "ca", "non", "oui", "ne", "pas"}
)
_LONGEST, _MOST_WORDS = 30, 4


def is_announced(before: str) -> bool:
    """True when a folded text ends by « surnommé », « alias », « on l’appelle »."""
    return any(match.end() == len(before) for match in _SAID.finditer(before))


def said_nicknames(reading: Reading) -> Iterator[Span]:
    """What stands after « alias », before « comme ils l’appellent », and accounts on networks."""
    text = reading.folded
    for match in _SAID.finditer(text):
        start, stop = match.end(), _end_of_said(reading, match)
        if _is_believed(reading, match[0], start, stop):
            yield Span(start, start + len(reading.raw[start:stop].rstrip()), Kind.NICKNAME)
    for match in (*_CALLED.finditer(text), *_EVERYONE.finditer(text)):
        yield from _if_a_name(reading, *match.span(1))
    for match in _HANDLE.finditer(text):
        yield Span(match.start(), match.start() + len(match[0].rstrip(".")), Kind.NICKNAME)
    for match in _ACCOUNT.finditer(text):
        yield Span(match.start(1), match.start(1) + len(match[1].rstrip(".")), Kind.NICKNAME)


def _end_of_said(reading: Reading, match: re.Match[str]) -> int:
    """Where the nickname ends: the closing quote, else a mark or a small word."""
    start = match.end()
    if _OPEN_QUOTE.search(match[0]):
        close = _CLOSE_QUOTE.search(reading.raw, start)
        return close.start() if close else start
    opening = _OPENING.match(reading.folded, start)
    ends = _END.search(reading.folded, opening.end() if opening else start)
    return ends.start() if ends else len(reading.raw)


def _is_believed(reading: Reading, saying: str, start: int, stop: int) -> bool:
    """True for a short name; without quotes, with a capital or of no everyday word, as announced."""
    written, words = reading.raw[start:stop], reading.folded[start:stop].split()
    if not words or len(written) > _LONGEST or len(words) > _MOST_WORDS or written[0] == "[":
        return False
    if _OPEN_QUOTE.search(saying):
        return words[0] not in _SPEAKS
    capital = not reading.shouted and any(letter.isupper() for letter in written)
    if saying.split(maxsplit=1)[0] in _WEAK:
        return capital and not is_sure_first_name(words[0]) and not all(is_everyday(word) for word in words)
    if capital or _SURE.search(saying) or not is_everyday(words[0]):
        return True
    return len(words) > 1 and words[0] in _THE and bool(_CALLS.search(saying))  # « qu’on appelle le suédois »


def _if_a_name(reading: Reading, start: int, end: int) -> Iterator[Span]:
    """The words before « comme ils l’appellent », when the last has a capital or is no everyday word."""
    written = reading.raw[start:end]
    words = [word for word in written.split() if word.lower() not in {"c'est", "que", "et"}]
    if not words or is_sure_first_name(fold(words[0])):
        return
    if words[-1][:1].isupper() or not is_everyday(fold(words[-1])):
        offset = written.lower().rfind(_IT_IS)
        yield Span(start + offset + len(_IT_IS) if offset >= 0 else start, end, Kind.NICKNAME)
