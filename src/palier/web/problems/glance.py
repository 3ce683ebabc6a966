"""A problem at a glance: its facts line by line, its place on the map, who owns it."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from palier.access.actor import Actor
from palier.access.grants import Verb, holds
from palier.cycle.problems.gathering import stewards_of
from palier.cycle.problems.models import Problem
from palier.intake.models import TakenLine
from palier.intake.preview import UNKNOWN_DAY
from palier.kernel.moments import Moments
from palier.territory.models import Place
from palier.web.place_choice.links import place_link
from palier.web.territory.layers import ground

GRAVITIES = len(Problem.Gravity)
MARGIN = 0.002
Rows = list[tuple[str, Any]]


def place_rows(actor: Actor, problem: Problem) -> Rows:
    """Where it is, what kind of place, and whose it is."""
    stewards = stewards_of(actor, problem.place)
    owners = format_html_join(" ; ", "{}", ((str(steward),) for steward in stewards))
    return [
        ("Lieu", place_link(actor, problem.place)),
        ("Type de lieu", problem.place.kind),
        ("À qui est le lieu", owners),
    ]


def fact_rows(problem: Problem) -> Rows:
    """What is known, the essential first; the rest only once it is said."""
    rows: Rows = [
        ("Catégorie", problem.category),
        ("Gravité", gravity_drawn(problem)),
        ("Moments", Moments.read(problem.moments).label),
        ("Fréquence", problem.get_frequency_display()),
        ("Depuis", _days(problem)),
        ("Qui est gêné", _bothered(problem)),
        ("Groupe", problem.group),
    ]
    for label, value in (
        ("Catégorie secondaire", problem.second_category),
        ("Pilote", problem.lead_organisation),
        ("Résultat", problem.get_outcome_display()),
        ("Constat de clôture", problem.closing_note),
        ("Orientée vers", problem.get_destination_display()),
        ("Motif", problem.exit_reason),
    ):
        if value not in (None, ""):
            rows.append((label, value))
    return rows


def origin_rows(actor: Actor, problem: Problem) -> Rows:
    """That it comes from a former tracker, and that its day was not known there."""
    if problem.origin != Problem.Origin.IMPORT:
        return []
    rows: Rows = [("Origine", problem.get_origin_display())]
    if TakenLine.objects.visible_to(actor).filter(problem=problem, undated=True).exists():
        rows.append(("Signalée le", UNKNOWN_DAY))
    return rows


def gravity_drawn(problem: Problem) -> str:
    """The level of gravity in words, with as many marks as its rank: never a colour alone."""
    on = ((" is-on" if rank < problem.gravity else "",) for rank in range(GRAVITIES))
    marks = format_html_join("", '<span class="palier-gravity__mark{}"></span>', on)
    return format_html(
        '<span class="palier-gravity" aria-hidden="true">{}</span> {} ({} sur {})',
        marks,
        problem.get_gravity_display(),
        problem.gravity,
        GRAVITIES,
    )


def place_context(actor: Actor, problem: Problem) -> dict[str, Any]:
    """The map of the place and the address where its owner is said, for those who read the place."""
    place = problem.place
    if not Place.objects.visible_to(actor).filter(pk=place.pk).exists():
        return {"map_sources": [], "map_bounds": [], "steward_url": ""}
    may_edit = holds(actor, Verb.PLACE_EDIT, place.group_id or problem.group_id)
    return {
        "map_sources": _sources(place) if place.latitude is not None else [],
        "map_bounds": _bounds(place),
        "steward_url": reverse("territory:steward-give", args=[place.pk]) if may_edit else "",
    }


def _sources(place: Place) -> list[dict[str, Any]]:
    drawn = str((place.geometry or {}).get("type", "Point"))
    kind = "point" if drawn == "Point" else "line" if "Line" in drawn else "area"
    url = reverse("territory:place-features", args=[place.pk])
    return [*ground(), {"url": url, "kind": kind, "label": place.name, "tone": "alert", "attribution": ""}]


def _bounds(place: Place) -> list[float]:
    if place.west is None or place.south is None or place.east is None or place.north is None:
        return []
    return [place.west - MARGIN, place.south - MARGIN, place.east + MARGIN, place.north + MARGIN]


def _days(problem: Problem) -> str:
    first, last = problem.first_seen, problem.last_seen
    if first and last:
        return f"du {first:%d/%m/%Y} au {last:%d/%m/%Y} (dernière manifestation)"
    if first:
        return f"{first:%d/%m/%Y}"
    return f"dernière manifestation le {last:%d/%m/%Y}" if last else ""


def _bothered(problem: Problem) -> str:
    return ", ".join(filter(None, (problem.get_bothered_display(), problem.get_bothered_number_display().lower())))
