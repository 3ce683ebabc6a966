"""The three papers of a meeting side by side: what each level reads, what stops before the next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from palier.cycle.meetings.models import Meeting
from palier.cycle.meetings.queries import agenda_of
from palier.cycle.minutes.queries import public_words_of
from palier.documents.attendance import AttendanceLine
from palier.documents.editions import PARTNERS, POLICE, POPULATION, Edition
from palier.documents.minutes import Item, Minutes, Row, minutes_of
from palier.documents.public_elements import PublicItem, public_items


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paper; `stops` when the next paper does not say it."""

    text: str
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the papers, as each level reads it; an empty level says nothing of it."""

    title: str
    police: list[Line] = field(default_factory=list)
    partners: list[Line] = field(default_factory=list)
    population: list[Line] = field(default_factory=list)


def side_by_side(meeting: Meeting) -> list[Part]:
    """The parts of the three papers, in the order of the fullest."""
    police, partners = minutes_of(meeting, POLICE), minutes_of(meeting, PARTNERS)
    seen = dict(zip(_items(meeting, PARTNERS), partners.items, strict=True))
    reader = POPULATION.reader(meeting.group_id)
    words = public_words_of(reader, meeting)
    told = {item.pk: one for item, one in public_items(meeting, reader, words)}
    parts = [
        _part("Présences", _attendance(police.attendance), _attendance(partners.attendance), []),
        _part("De la réunion en général", [], [], [words[None]] if None in words else []),
    ]
    for key, item in zip(_items(meeting, POLICE), police.items, strict=True):
        shared = _item(seen[key]) if key in seen else []
        parts.append(_part(item.title, _item(item), shared, _public(told.get(key))))
    parts.append(_part("Autres engagements suivis", _others(police), _others(partners), []))
    parts.append(_part("Remarques des participants", _remarks(police), _remarks(partners), []))
    orders = [_promise(row) for row in police.instructions]
    parts.append(_part("Consignes à porter à l’ordre de service", orders, [], []))
    return [part for part in parts if part.police or part.partners or part.population]


def _part(title: str, police: list[str], partners: list[str], population: list[str]) -> Part:
    return Part(title, _lines(police, partners), _lines(partners, population), [Line(text) for text in population])


def _lines(texts: Iterable[str], following: Iterable[str]) -> list[Line]:
    kept = set(following)
    return [Line(text, stops=text not in kept) for text in texts]


def _items(meeting: Meeting, edition: Edition) -> list[UUID]:
    return [item.pk for item in agenda_of(edition.reader(meeting.group_id), meeting)]


def _item(item: Item) -> list[str]:
    decided = [f"Décidé : {_promise(row)}" for row in item.decisions]
    promised = [f"Promis : {_promise(row)}" for row in item.promises]
    ended = [f"Issue : {item.outcome}"] if item.outcome and not decided else []
    said = [" · ".join(part for part in item.details if part), item.summary]
    return [text for text in (*said, *promised, *decided, *ended, *item.police_lines) if text]


def _public(item: PublicItem | None) -> list[str]:
    if item is None:
        return []
    done, under_way = (f"Fait : {text}" for text in item.done), (f"En cours : {text}" for text in item.under_way)
    return [text for text in (item.heading, item.words, *done, *under_way) if text]


def _attendance(lines: list[AttendanceLine]) -> list[str]:
    return [f"{line.organisation} : {', '.join((*line.present, *line.missing))}" for line in lines]


def _others(content: Minutes) -> list[str]:
    return [*(_promise(row) for row in content.others), *content.police_others]


def _remarks(content: Minutes) -> list[str]:
    return [f"{one.organisation} : {one.text} ({one.state})" for one in content.remarks]


def _promise(row: Row) -> str:
    """« Réparer la porte, Bléone Habitat, pour le 16/11/2026 (acceptée en séance) »."""
    due = f"pour le {row.due}" if row.due else ""
    outcome = f" ({row.outcome[:1].lower()}{row.outcome[1:]})" if row.outcome else ""
    return ", ".join(part for part in (row.what, row.who, due) if part) + outcome
