"""The criteria of an address in words, each with the address that it leaves once removed."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from palier.web.finding.filters import Filters


@dataclass(frozen=True, slots=True)
class Chip:
    """One criterion: what it says, the address without it; `is_read` is false when nobody understood it."""

    label: str
    address: str
    is_read: bool = True


def query_of(data: QueryDict) -> QueryDict:
    """The criteria of an address: no page, no empty value."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        if name not in {"page", "bbox"} and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept


def chips(filters: Filters[Any], data: QueryDict, path: str) -> list[Chip]:
    """One chip for each criterion that narrows the rows."""
    query = query_of(data)
    found = []
    for name in filters.fields:
        if name in filters.silent or name not in query:
            continue
        if name in filters.errors:
            label = f"{_heading(filters, name)} : critère non compris, laissé de côté"
            found.append(Chip(label, _without(query, path, name), is_read=False))
            continue
        values = [str(value) for value in query.getlist(name)]
        values = values if name in {"state", "gravity"} else values[-1:]
        found += [Chip(_said(filters, name, value), _without(query, path, name, value)) for value in values]
    return found


def loosened(filters: Filters[Any], data: QueryDict, path: str) -> list[Chip]:
    """When nothing answers: the criteria that, taken away alone, leave something to read."""
    query = query_of(data)
    found = []
    for chip in chips(filters, data, path):
        _, _, left = chip.address.partition("?")
        trial = type(filters)(QueryDict(left), actor=filters.actor, today=filters.today)
        if left != query.urlencode() and trial.rows().exists():
            found.append(chip)
    return found


def _without(query: QueryDict, path: str, name: str, value: str | None = None) -> str:
    left = query.copy()
    kept = [other for other in left.getlist(name) if value is not None and other != value]
    left.setlist(name, kept)
    if not kept:
        del left[name]
    if name == "near":
        left.pop("metres", None)
    return f"{path}?{left.urlencode()}" if left else path


def _heading(filters: Filters[Any], name: str) -> str:
    return str(filters.fields[name].label or "")


def _said(filters: Filters[Any], name: str, value: str) -> str:
    heading, cleaned = _heading(filters, name), filters.cleaned_data.get(name)
    match name:
        case "late" | "bare" | "closing":
            return heading
        case "near":
            spot = filters.spot
            return f"À moins de {filters.reach} m de {spot.label}" if spot else f"Autour de « {value} » : introuvable"
        case "since" | "until":
            start = "à partir du" if name == "since" else "jusqu’au"
            return f"{filters.date_label} {start} {cleaned:%d/%m/%Y}"
        case "kind":
            return f"{heading} : {cleaned}"
        case "words":
            return f"{heading} : « {value} »"
    return f"{heading} : {_named(filters.fields[name].choices, value)}"


def _named(offered: Any, value: str) -> str:
    for key, label in offered:
        if isinstance(label, list | tuple):
            inner = _named(label, value)
            if inner:
                return inner
        elif str(key) == value:
            return str(label)
    return ""
