"""What recognises a line that was taken over: a print of what it says, not of where it stands."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from palier.intake.reading import ReadAction, ReadProblem
from palier.intake.words import fold

_TELLING = 25  # fewer letters may be said of two problems


def problem_prints(read: ReadProblem, seen: Counter[str]) -> list[str]:
    """The prints of a problem told in one line. Any of them recognises it, so that its number, its title, its place
    or its day may be corrected in the file, one at a time."""
    day = read.reported.day.isoformat() if read.reported.day else read.reported.month or ""
    title, place, facts = fold(read.title), fold(read.place), fold(read.facts)[:200]
    said: list[tuple[str, ...]] = [("words", title, place, day, facts)]
    if read.label:
        label = fold(read.label)
        said += [("place", label, day, place), ("title", label, day, title), ("number", label, title, place)]
    if len(facts) >= _TELLING:
        said += [("facts", place, day, facts), ("untitled", title, place, facts)]
    return [_print("|".join(words), seen) for words in said]


def action_prints(read: ReadProblem) -> Iterator[tuple[str, ReadAction]]:
    """Each action with its print: what, who, and where and when when its line says so."""
    seen: Counter[str] = Counter()
    if not read.record:
        yield from _line_prints(read.lines, seen)
        return
    for line in read.lines:
        said = "|".join(("action", fold(line.what), line.owner.name if line.owner else ""))
        yield _print(said, seen), line


def _line_prints(lines: Sequence[ReadAction], seen: Counter[str]) -> Iterator[tuple[str, ReadAction]]:
    for line in lines:
        said = "|".join(
            [
                *(fold(text) for text in (line.title, line.place, line.what, line.owner.name if line.owner else "")),
                *(day.isoformat() if day else "" for day in (line.met_on, line.due.day)),
            ]
        )
        yield _print(said, seen), line


def within(problem: str, action: str) -> str:
    """The print of an action of one problem: the same words under another problem are another action."""
    return hashlib.sha256(f"{problem}|{action}".encode()).hexdigest()


def _print(said: str, seen: Counter[str]) -> str:
    seen[said] += 1
    return hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()
