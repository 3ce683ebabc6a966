"""A cell that holds several actions, cut into actions: what, who, and for when.

A new line, a bullet or a number opens an action whatever follows; a slash, a semicolon, a comma or a full stop only
where the words that follow name an organisation, since « plainte / relance » is one action and « 2h/jour » none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from palier.intake.dates import ReadDate, read_date
from palier.intake.dues import Clues, read_due, tidy
from palier.intake.organisations import Owner, joined_end, leading_owner, read_owner, type_by_stem
from palier.intake.text import level
from palier.intake.words import fold
from palier.screening.lexicon import is_everyday

_BULLET = re.compile(
    r"^\s*actions? ?(?:n ?°? ?)?\d{1,2} ?[:.)-]+\s*"
    r"|^\s*(?:[-–—•*·▪‣>→]+|\(?\d{1,2}[).°]|\(?[a-h]\))\s+"
    r"|^\s*[-–—•*·▪]+(?=\w)",
    re.IGNORECASE,
)
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|(?<=[.;,]))\(?(?:\d{1,2}|[a-h])\)\s+(?=\S)")
_INLINE_BULLET = re.compile(r"\s[•▪‣]\s*")
_CUTS = re.compile(r"\s*//\s*|\s+/\s+|\s*;\s*|\s*\|\s*|,\s+|\.\s+(?=[A-ZÀ-Ý])|\s+[-–—]\s+(?=[A-ZÀ-Ý])")
_SEPARATOR = re.compile(r"\s*(?::|-+>|=+>|→|=|[-–—](?=\s|\w))\s*")
_NOTHING = re.compile(
    r"^(?:neant|aucune?s?(?: action)?|rien(?: de prevu| a faire)?|ras|nc|so|sans objet|a definir|a determiner|a voir"
    r"|a preciser|pas d action|non|x|en attente|idem|\?+)?$"
)
_SENDS = re.compile(r"^(?:idem|cf|voir|id|meme(?:s)? (?:action|chose)|doublon)\b(?: \w+){0,4}$")
# « (fait) », « -> OK » : what became of the action, said at its end.
_ENDED = re.compile(
    r"(?:\s*\(|\s*(?:->|>|=>|=|:)\s*)(?:(?P<done>faite?s?|realisee?s?|ok|effectuee?s?|posee?s?)|abandonnee?s?|declinee?s?)\s*\)?\s*\.?$"
)
_DONE_ON = re.compile(
    r"[\s(,;:>-]*\b(?:faite?s?|realisee?s?|effectuee?s?|posee?s?)\s+le\s+(?P<day>[\d/.-]{3,10}\d)\s*\)?\s*\.?$"
)
# « Passages de la BST » : who does it comes after what is done.
_DONE_BY = re.compile(
    r"\b(?:passages?|presences?|rondes?|patrouilles?|interventions?|visites?|controles?|tournees?) "
    r"(?:de la |du |de l'|des |de |par )"
)
_NOT_BY = frozenset(
    ["au", "aux", "a", "avec", "de", "du", "des", "la", "le", "les", "chez", "vers", "pour", "et", "ou"]
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
_BY = re.compile(r"\bpar (?:la |le |les |l')?", re.IGNORECASE)
# « Gérant du snack : », « Police (BST) : » say more of the name; « Ville grille amovible : » begins the action.
_EXTENDS = re.compile(r"\s*(?:(?:du|de la|de l'|des|de|d')\s*[\w' -]{2,25}|\([^)]*\))\s*$")
_MOST, _TWO, _LONGEST_NAME = 40, 2, 4


@dataclass(frozen=True, slots=True)
class FoundAction:
    """One action of a cell. `owner` is nothing where the words name nobody."""

    what: str
    owner: Owner | None
    due: ReadDate
    done: bool | None = None
    done_on: date | None = None


def split_actions(cell: str, clues: Clues, names: Mapping[str, Owner] | None = None) -> list[FoundAction]:
    """The actions that a cell decides, in order; none for « néant », « voir ligne 7 »."""
    if says_nothing(cell):
        return []
    parts = [part for part in _parts(cell, names or {}) if not says_nothing(part)][:_MOST]
    return [action for part in parts if (action := _action(part, clues, names or {})).what]


def says_nothing(cell: str) -> bool:
    """True of an empty cell, of « à définir », and of one that only sends to another line."""
    folded = fold(cell)
    return bool(_NOTHING.match(folded) or _SENDS.match(folded))


def _parts(cell: str, names: Mapping[str, Owner]) -> Iterator[str]:
    pending = ""
    for line in cell.splitlines():
        if not line.strip():
            continue
        opens = bool(_BULLET.match(line))
        bare = _BULLET.sub("", line, count=1).strip()
        # A line that goes on in small letters was only folded.
        if pending and not opens and bare[:1].islower() and not _opens(bare, names):
            pending = f"{pending} {bare}"
            continue
        if pending:
            yield from _cut(pending, names)
        pending = bare
    if pending:
        yield from _cut(pending, names)


def _cut(line: str, names: Mapping[str, Owner]) -> Iterator[str]:
    pieces = [piece for piece in _INLINE_BULLET.split(line) if piece.strip()]
    for piece in pieces:
        numbered = [one for one in _INLINE_NUMBER.split(f" {piece}") if one.strip()]
        for one in numbered if len(numbered) > 1 else [piece]:
            yield from _cut_at_owners(one.strip(), names)


def _cut_at_owners(text: str, names: Mapping[str, Owner]) -> Iterator[str]:
    start = 0
    for cut in _CUTS.finditer(text):
        before, after = text[start : cut.start()], text[cut.end() :]
        if text[: cut.start()].count("(") > text[: cut.start()].count(")"):
            continue
        if _separates(before, after, cut[0].strip(), names):
            yield before.strip()
            start = cut.end()
    yield text[start:].strip()


def _separates(before: str, after: str, mark: str, names: Mapping[str, Owner]) -> bool:
    opened = _lead(before, names)
    # « SDIS, PN : exercice » names two organisations before the action begins.
    if (opened and not before[opened[1] :].strip(" :-")) or not fold(before) or not fold(after):
        return False
    strong = mark in (";", "//", "|")
    lead = _lead(after, names)
    if lead is None:
        alone = strong and (_ends_with_owner(before) or (opened is None and not _ends_with_owner(after)))
        return alone or (mark == "/" and _closing_owner(after) is not None)
    rest = after[lead[1] :]
    if mark == ",":
        # A comma lists as often as it cuts: what follows must be an organisation that does something.
        return bool(_SEPARATOR.match(rest)) or _does(after, rest)
    return bool(rest.strip(" .,;)")) or (strong and _ends_with_owner(before))


def _does(after: str, rest: str) -> bool:
    return bool(re.match(r"(?:la|le|les|l')\b", level(after))) and bool(re.match(r"\s+\w+", rest))


def _ends_with_owner(text: str) -> bool:
    inside = _IN_BRACKETS.search(text.rstrip(" ."))
    return bool(inside and leading_owner(inside[1])) or _closing_owner(text) is not None


def _opens(text: str, names: Mapping[str, Owner]) -> bool:
    return _lead(text, names) is not None


def _lead(text: str, names: Mapping[str, Owner]) -> tuple[Owner, int] | None:
    """The organisation that opens a text: known to the table or the group, or any short name before a colon."""
    found = leading_owner(text, sure=bool(re.match(r"\s*[\w.' ]{2,30}\s*(?::(?!\d)|-+>|=+>|→)", text)))
    named = _from_directory(text, names)
    if named and (found is None or named[1] > found[1]):
        return named
    colon = re.match(r"\s*([^:>=()\n]{2,40}?)\s*(?::(?!\d)|-+>|=+>|→)\s*(?=\S)", text)
    if found:
        end = joined_end(text, found[1])
        inside = re.match(r"\s*\(([^()]{2,30})\)", text[end:])
        if inside and (precise := read_owner(inside[1])) and precise.known:
            return precise, end + inside.end()
        if not colon or colon.end(1) <= end or not _EXTENDS.match(level(text[end : colon.end(1)])):
            return found[0], end
        kept = type_by_stem(colon[1]) or found[0].type
        return (found[0] if kept == found[0].type else Owner(colon[1].strip(), kept, known=False)), colon.end(1)
    if colon and _may_be_a_name(colon[1]):
        return read_owner(colon[1]) or Owner(colon[1].strip(), type_by_stem(colon[1]), known=False), colon.end(1)
    return None


def _may_be_a_name(words: str) -> bool:
    """True of a few words before a colon of a kind that is known, or that no dictionary knows: « Zorglub : » names
    somebody, « Travaux : » does not."""
    said = fold(words).split()
    if len(said) > _LONGEST_NAME:
        return False
    return bool(type_by_stem(words)) or (words[:1].isupper() and not any(map(is_everyday, said)))


def _from_directory(text: str, names: Mapping[str, Owner]) -> tuple[Owner, int] | None:
    """The organisation of the directory whose name opens the text, the longest one."""
    folded = f"{fold(text)} "
    best = max((name for name in names if folded.startswith(f"{name} ")), key=len, default="")
    return (names[best], _end_of_words(text, len(best.split()))) if best else None


def _end_of_words(text: str, count: int) -> int:
    ends = [word.end() for word in re.finditer(r"[^\W_]+", text)]
    return ends[min(count, len(ends)) - 1]


def _action(part: str, clues: Clues, names: Mapping[str, Owner]) -> FoundAction:
    part, done, done_on = _without_end(part, clues)
    if lead := _lead(part, names):
        owner: Owner | None = lead[0]
        rest = part[lead[1] :]
        rest = _SEPARATOR.sub("", rest, count=1) if _SEPARATOR.match(rest) else rest
    else:
        owner, rest = _trailing(part)
    due = read_due(rest, clues)
    return FoundAction(due.rest or tidy(rest), owner, due.when, done, done_on)


def _without_end(part: str, clues: Clues) -> tuple[str, bool | None, date | None]:
    """The words without what became of them: « (fait) », « fait le 12/04 »."""
    plain = level(part)
    if (found := _DONE_ON.search(plain)) and (day := read_date(found["day"], clues.near).day):
        return part[: found.start()], True, day
    if found := _ENDED.search(plain):
        return part[: found.start()], True if found["done"] else None, None
    return part, None, None


def _trailing(part: str) -> tuple[Owner | None, str]:
    """« Contrôle (PN, 14/02) », « enlèvement par la fourrière », « passages de la BST », « rondes PM »."""
    inside = _IN_BRACKETS.search(part.rstrip(" ."))
    if inside and (found := leading_owner(inside[1])):
        end = joined_end(inside[1], found[1])
        left = inside[1][end:].strip(" ,;:-")
        return found[0], f"{part[: inside.start()].rstrip()}{f' ({left})' if left else ''}"
    for by in _BY.finditer(part):
        if found := leading_owner(part[by.end() :]):
            end = by.end() + joined_end(part[by.end() :], found[1])
            return found[0], f"{part[: by.start()].rstrip()} {part[end:].lstrip()}"
    for doing in _DONE_BY.finditer(level(part)):
        if found := leading_owner(part[doing.end() :]):
            return found[0], part
    return _closing_owner(part), part


def _closing_owner(part: str) -> Owner | None:
    """The organisation whose capital letters end the words: « rondes de nuit PM »; not « prévenir le CSU »."""
    words = part.rstrip(" .;,").split()
    if len(words) < _TWO or not words[-1].isupper() or level(words[-2]).strip("'") in _NOT_BY or "'" in words[-1]:
        return None
    owner = read_owner(words[-1])
    return owner if owner and owner.known else None
