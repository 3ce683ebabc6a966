"""The date an action is promised for, found inside its words: « jusqu’au 31/10 », « sous 15 j », « -> fin avril »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from palier.intake.dates import NO_DATE, ReadDate, Sure, after, read_date, stretch_end
from palier.intake.due_patterns import ALWAYS, CLOSING, DURATION, FINAL, FROM, PATTERNS, STREET
from palier.intake.text import level

_VAGUE = ("month", "range", "season", "week", "stretch")
_BARE = ("month", "range")
_ABOUT = 75  # days: how long before its due date a line may have been written


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
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(plain):
            if any(match.start("body") < stop and start < match.end("body") for start, stop in taken):
                continue
            found = _read(kind, match, plain, clues)
            if found:
                taken.append((match.start("body"), match.end("body")))
                yield found


def _read(kind: str, match: re.Match[str], plain: str, clues: Clues) -> _Found | None:
    lead, rest = match["lead"], plain[match.end() :]
    start, end = match.start(), match.end()
    if STREET.search(plain[: match.start("body")]) or ALWAYS.match(match["body"]):
        return None
    if kind == "none":
        return _Found(5, start, end, NO_DATE)
    # A bare month in the middle of words may be a street or a name.
    if kind in _BARE and not lead.strip(" ,-") and not (CLOSING.match(rest) and plain[:start].strip()):
        return None
    when = _when(kind, match, clues)
    if when is None or when.day is None:
        return None
    rank = 2 if "(" in lead or kind in ("span", "within") else 3
    if FROM.search(lead):
        rank, start, when = _from(plain, match, when, start)
    elif FINAL.search(lead):
        rank = 1
    elif "(" in lead:
        start = match.start() + lead.index("(")
    rank += kind in _VAGUE
    end += rest[:1] == ")" and "(" in plain[start:end]
    return _Found(rank, start, end, when)


def _when(kind: str, match: re.Match[str], clues: Clues) -> ReadDate | None:
    near = clues.near or _floor(clues.line_due)
    if kind == "hours":
        return None
    if kind in ("span", "figures", "day"):
        found = read_date(match["until" if kind == "span" else kind], near)
        # A day and a month leave only the year to be worked out: the date is written.
        return ReadDate(found.day, Sure.WRITTEN) if found.day else None
    if kind == "within":
        return _within(match, near, clues)
    return _meeting(near, clues) if kind == "meeting" else _vague(kind, match, near, clues)


def _from(plain: str, match: re.Match[str], when: ReadDate, start: int) -> tuple[int, int, ReadDate]:
    """« 3 semaines à compter du 23/09 » ends three weeks later; « dès le 23/09 » is due that day."""
    before = plain[: match.start()].rstrip(" ,")
    if when.day and (length := DURATION.search(before)):
        day = after(when.day, length["count"], length["unit"])
        return 2, length.start(), ReadDate(day, Sure.DEDUCED)
    return 3, start, when


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
        day = stretch_end("l ete" if re.search(r"avant|avt|ici|pour", match["lead"]) else "aout", near)
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
