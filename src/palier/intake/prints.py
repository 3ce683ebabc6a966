"""What recognises a line that was taken over: a print of what it says, not of where it stands."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from palier.intake.reading import ReadAction, ReadProblem
from palier.intake.words import fold
from palier.screening import without_persons

_TELLING = 25  # fewer letters may be said of two problems


def problem_prints(read: ReadProblem, seen: Counter[str]) -> list[str]:
    """The prints of a problem told in one line. Any of them recognises it, so that its number, its title, its place
    or its day may be corrected in the file, one at a time."""
    read = read.as_read or read
    title, place, facts = (without_persons(text) for text in (read.title, read.place, read.facts))
    # As it comes back from a file of rejects, without its words about persons.
    screened = replace(read, title=title, place=place, facts=facts)
    told = [read] if screened == read else [read, screened]
    return [_print("|".join(words), seen) for one in told for words in _wordings(one)]


def _wordings(read: ReadProblem) -> list[tuple[str, ...]]:
    day = read.reported.day.isoformat() if read.reported.day else read.reported.month or ""
    title, place, facts = fold(read.title), fold(read.place), fold(read.facts)[:200]
    said: list[tuple[str, ...]] = [("words", title, place, day, facts)]
    if read.label:
        label = fold(read.label)
        said += [("place", label, day, place), ("title", label, day, title), ("number", label, title, place)]
    if len(facts) >= _TELLING:
        said += [("facts", place, day, facts), ("untitled", title, place, facts)]
    return said


def spot_prints(read: ReadProblem) -> list[str]:
    """The prints of a problem told in several lines, one per action: what and where it is, as any of them says it. A
    line brought back alone, once corrected, finds its problem by them."""
    said = {(line.title or read.title, line.place or read.place) for line in read.lines}
    folded = {(fold(without_persons(title)), fold(without_persons(place))) for title, place in said}
    told = sorted((title, place) for title, place in folded if (title and place) or len(title) >= _TELLING)
    return [hashlib.sha256(f"spot|{title}|{place}".encode()).hexdigest() for title, place in told]


def action_prints(read: ReadProblem) -> Iterator[tuple[str, ReadAction]]:
    """Each action with its print: what, who, and where and when when its line says so."""
    seen: Counter[str] = Counter()
    if not read.record:
        yield from _line_prints(read.lines, seen)
        return
    for line in read.lines:
        told = line.as_read or line
        said = "|".join(("action", fold(told.what), told.owner.name if told.owner else ""))
        yield _print(said, seen), line


def _line_prints(lines: Sequence[ReadAction], seen: Counter[str]) -> Iterator[tuple[str, ReadAction]]:
    for line in lines:
        told = line.as_read or line
        said = "|".join(
            [
                *(fold(text) for text in (told.title, told.place, told.what, told.owner.name if told.owner else "")),
                *(day.isoformat() if day else "" for day in (told.met_on, told.due.day)),
            ]
        )
        yield _print(said, seen), line


def within(problem: str, action: str) -> str:
    """The print of an action of one problem: the same words under another problem are another action."""
    return hashlib.sha256(f"{problem}|{action}".encode()).hexdigest()


def _print(said: str, seen: Counter[str]) -> str:
    seen[said] += 1
    return hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()
