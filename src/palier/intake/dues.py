"""The date an action is promised for, found inside its words: « jusqu’au 31/10 », « sous 15 j », « -> fin avril »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from palier.intake.dates import MONTH_NAMES, NO_DATE, ReadDate, Sure, after, read_date, stretch_end
from palier.intake.text import level

_LINK = (
    r"(?:pour|avant|avt|jusqu'? ?(?:au|a|en|aux|a la|a l')?|d'ici(?: a| au| le| la)?|des|a compter d[ue]|a/c(?: du)?|a partir d[ue]"
    r"|au plus tard(?: le)?|echeance|ech\.?|delai|fin prevue|prevue?s?|programmee?s?|le|la|l'|les|du|de|en|au|aux|un|une|courant"
    r"|pendant|durant|x\d+|[->=:,(]+)"
)
# « avant la foire du 12/10 » : the event goes with its date.
_LEAD = rf"(?:(?:avant|avt|pour|apres) (?:la |le |l'|les )?[a-z]{{4,15}} (?=(?:du |le )?\d))?(?:(?<![a-z]){_LINK}\s*)*"
_MONTHS = rf"(?:{MONTH_NAMES})\b\.?"
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_YEAR = r"(?:\s*(?:20\d{2}|\d{2}(?![\dh:%])))?"
_EXPRESSIONS: tuple[tuple[str, str], ...] = (
    ("span", rf"du \d{{1,2}}(?:er)?(?:[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?| {_MONTHS})? (?:au|a) (?P<until>\d{{1,2}}(?:er)?(?:[/.]\d{{1,2}}(?:[/.](?:\d{{4}}|\d{{2}}))?| {_MONTHS}{_YEAR}))"),
    ("figures", r"(?<![\d/.,])(?P<figures>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d/%]|\s*[h€])"),
    ("day", rf"(?<![\d/hx:-])(?P<day>\d{{1,2}}(?:er)? {_MONTHS}{_YEAR})"),
    ("within", r"(?:sous|dans|d'ici(?: a)?|delai(?: de)?)\s+(?P<count>\d{1,3}|un|une|deux|trois|quatre|six|huit|dix|quinze)\s*(?P<unit>jours?|jrs?|j|semaines?|sem|mois)\b(?P<event>\s+(?:apres|suivant)\s+(?:la |le |l')?\w+)?"),
    ("hours", r"(?:sous|dans les?)\s+\d{1,3}\s*(?:h|heures?)\b"),
    ("week", r"\b(?:semaine|sem)\.?\s*(?:n ?°? ?)?(?P<week>\d{1,2})\b(?![h/])"),
    ("range", rf"\b{_MONTHS}\s*(?:-|/|a|et|,|\s)\s*(?P<last>{_MONTHS}){_YEAR}"),
    ("month", rf"\b(?:(?:fin|mi|debut|courant|avant fin)[- ])?(?:de |d'|du mois de )?{_MONTHS}{_YEAR}"),
    ("stretch", r"\bfin (?:d'|de l')?ann?ee?\b|\bfin 20\d{2}\b|\b[1-4](?:er|e|eme)? trimestre(?: 20\d{2})?\b|\bt[1-4](?: 20\d{2})?\b"),
    ("season", r"\bnoel\b|\bvac(?:ances|\.)?(?: d[e']s? ?(?:la )?(?:paques|printemps|toussaint|noel|ete|hiver|fevrier|automne|l'ete))?(?=\W|$)|\b(?:l')?ete(?: 20\d{2})?\b|\brentree\b|\btoussaint\b|\bpaques\b"),
    ("meeting", r"\bprochaine (?:reunion|seance|instance)\b"),
    ("none", r"\bpas de date\b|\bsans date\b|\bdate a (?:fixer|definir|preciser|convenir)\b|\bimmediat(?:ement|e)?\b|\bdes que possible\b"),
)  # fmt: skip
_PATTERNS = [(kind, re.compile(rf"(?P<lead>{_LEAD})(?P<body>{body})")) for kind, body in _EXPRESSIONS]
_FINAL = re.compile(r"jusqu|pour|avant|avt|d'ici|plus tard|ech|delai|->|>|=|au\b")
_FROM = re.compile(r"\bdes\b|a compter|a/c|a partir")
_DURATION = re.compile(r"(?P<count>\d{1,2}|un|une|deux|trois)\s*(?P<unit>jours?|j|semaines?|sem|mois)\s*$")
_ABOUT = 75
_BARE_MONTH_FOLLOWS = re.compile(r"^[\s.,;:)\]+*!?-]*(?:$|\(|\bx ?\d|\bet\b)")


@dataclass(frozen=True, slots=True)
class Due:
    """What a text promises for when, and the words that are left once the date is taken out."""

    when: ReadDate
    rest: str


@dataclass(frozen=True, slots=True)
class Clues:
    """What helps read a date that words leave vague: the day of the line, its due date, the meetings known."""

    near: date | None = None
    line_due: date | None = None
    meetings: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    rank: int
    start: int
    end: int
    when: ReadDate


def read_due(text: str, clues: Clues) -> Due:
    """The date promised in the words of an action; the strongest mark of a deadline wins, then the last one."""
    found = sorted(_all(text, clues), key=lambda one: (one.rank, -one.start))
    if not found:
        return Due(NO_DATE, tidy(text))
    best = found[0]
    return Due(best.when, tidy(f"{text[: best.start]} {text[best.end :]}"))


def tidy(text: str) -> str:
    """Without what a date leaves behind: empty brackets, a comma or an arrow at the end."""
    text = re.sub(r"\(\s*[,;:]?\s*\)|\[\s*\]", " ", " ".join(text.split()))
    text = re.sub(r"\(\s*[,;]\s*", "(", re.sub(r"\s*[,;]\s*\)", ")", text))
    text = re.sub(r"\s+([,.;)])", r"\1", " ".join(text.split()))
    text = re.sub(
        r"(?:\s*[-–—>→=,;:(+/]+|\s+(?:le|la|pour|avant|dès|en|et|à|au|du))+\s*$", "", text, flags=re.IGNORECASE
    )
    return text.strip(" ,;:-–—>→=•*·.")


def _all(text: str, clues: Clues) -> Iterator[_Found]:
    plain = level(text)
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if any(match.start("body") < stop and start < match.end("body") for start, stop in taken):
                continue
            found = _read(kind, match, plain, clues)
            if found:
                taken.append((match.start("body"), match.end("body")))
                yield found


def _read(kind: str, match: re.Match[str], plain: str, clues: Clues) -> _Found | None:
    lead, body, rest = match["lead"], match["body"], plain[match.end() :]
    near = clues.near or _floor(clues.line_due)
    rank, start, end = 3, match.start(), match.end()
    if kind == "none":
        return _Found(5, start, end, NO_DATE)
    if kind == "hours":
        return None
    when: ReadDate | None = None
    if kind == "span":
        when = read_date(match["until"], near)
        when = ReadDate(when.day, Sure.WRITTEN) if when.day else None
    elif kind in ("figures", "day"):
        when = read_date(match[kind], near)
        # A day and a month leave only the year to be worked out: the date is written.
        when = ReadDate(when.day, Sure.WRITTEN) if when.day else None
    elif kind == "within":
        when = _within(match, near, clues)
    elif kind == "meeting":
        when = _meeting(near, clues)
    else:
        when = _vague(kind, match, near, clues)
        if kind in ("month", "range") and not lead.strip(" ,-") and not _closes(rest, plain[: match.start()]):
            return None
    if when is None or when.day is None:
        return None
    if _FROM.search(lead):
        rank, start, when = _from(plain, match, when, start)
    elif _FINAL.search(lead):
        rank = 1
    elif "(" in lead or kind in ("span", "within"):
        rank = 2
    if kind in ("month", "range", "season", "week", "stretch"):
        rank += 1
    if not _FINAL.search(lead) and "(" in lead:
        start = match.start() + lead.index("(")
    return _Found(rank, start, end + (1 if rest[:1] == ")" and "(" in plain[start:end] else 0), when)


def _from(plain: str, match: re.Match[str], when: ReadDate, start: int) -> tuple[int, int, ReadDate]:
    """« 3 semaines à compter du 23/09 » ends three weeks later; « dès le 23/09 » is due that day."""
    before = plain[: match.start()].rstrip(" ,")
    if when.day and (length := _DURATION.search(before)):
        day = after(when.day, length["count"], length["unit"])
        return 2, length.start(), ReadDate(day, Sure.DEDUCED)
    return 3, start, when


def _closes(rest: str, before: str) -> bool:
    """True when a bare month ends what is said; « mars » in the middle of words may be a street or a name."""
    return bool(_BARE_MONTH_FOLLOWS.match(rest)) and bool(before.strip())


def _within(match: re.Match[str], near: date | None, clues: Clues) -> ReadDate | None:
    if clues.line_due and match["event"]:
        return ReadDate(clues.line_due, Sure.DEDUCED)
    return ReadDate(after(near, match["count"], match["unit"]), Sure.DEDUCED) if near else None


def _meeting(near: date | None, clues: Clues) -> ReadDate | None:
    if near is None:
        return None
    following = next((day for day in sorted(clues.meetings) if day > near), None)
    return ReadDate(following or near + timedelta(days=28), Sure.DEDUCED)


def _vague(kind: str, match: re.Match[str], near: date | None, clues: Clues) -> ReadDate | None:
    """A month, a week, a season: its end; a season as long as a holiday is better said by the due date of the line."""
    words = re.sub(r"[^a-z0-9]+", " ", match["body"]).strip()
    if kind == "range":
        last = match["last"].rstrip(".")
        year = re.search(r"(20\d{2}|\d{2})$", words)
        day = stretch_end(f"{last} {year[1]}" if year else last, near)
    elif kind == "week":
        day = stretch_end(f"semaine {match['week']}", near)
    elif kind == "season" and words.endswith("ete") and not words.startswith("vac"):
        day = stretch_end("l ete" if re.search(r"avant|avt", match["lead"]) else "aout", near)
    elif kind == "season" and words.startswith("vac") and not re.search(r"ete|noel|paques|printemps|toussaint", words):
        day = clues.line_due
    else:
        day = stretch_end(words, near)
    if kind == "season" and clues.line_due and (day is None or abs((day - clues.line_due).days) <= _ABOUT // 2):
        day = clues.line_due
    return ReadDate(day, Sure.DEDUCED) if day else None


def _floor(due: date | None) -> date | None:
    """A line without its own day: its actions are promised within the months before its due date."""
    return due - timedelta(days=_ABOUT) if due else None
