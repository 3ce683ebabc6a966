"""Problems and reports as tables: exactly the rows handed over, with every date, as their reader may read them.

Sealed facts have no column (decision 2); what only the police reads has one only for the police (decision 3).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils import timezone

from palier.access.actor import Actor
from palier.access.levels import LABELS, Level
from palier.cycle.problems.lifecycle import State
from palier.cycle.problems.models import JudicialStatus, Passage, Problem
from palier.cycle.problems.queries import problems_of
from palier.cycle.reports.models import PoliceReferral, Report
from palier.documents.sheets import Sheet
from palier.documents.sheets.cells import Cell
from palier.journal.events import Event
from palier.journal.services import Subject, record_event
from palier.kernel.moments import Moments

R = TypeVar("R", bound=Model)
Columns = dict[str, Callable[[Any], Cell]]
Line = list[Cell]
CHUNK = 500
PLACE_PARTS = ("place__kind", "place__commune", "place__sector")
SHAPES = ("place__geometry", "place__commune__geometry", "place__sector__geometry")
USE = (
    "Document de travail du groupe, soumis à la charte : à ne pas transmettre à qui ne lit pas ce niveau. "
    "Limites : © IGN, INSEE (Licence Ouverte 2.0). Adresses : © contributeurs d’OpenStreetMap, BAN (ODbL 1.0)."
)

_PLACE: Columns = {
    "Lieu": lambda row: row.place.name,
    "Type de lieu": lambda row: row.place.kind.label,
    "Adresse": lambda row: row.place.address,
    "Commune": lambda row: row.place.commune.name if row.place.commune else "",
    "Secteur": lambda row: row.place.sector.name if row.place.sector else "",
    "Longitude": lambda row: row.place.longitude,
    "Latitude": lambda row: row.place.latitude,
}
_PROBLEM: Columns = {
    "Référence": lambda row: row.reference,
    "Intitulé": lambda row: row.title,
    "État": lambda row: row.get_state_display(),
    "Dans cet état depuis": lambda row: _local(row.state_since),
    "Gravité": lambda row: row.get_gravity_display(),
    "Code": lambda row: row.category_id,
    "Catégorie": lambda row: row.category.label,
    "Catégorie secondaire": lambda row: row.second_category.label if row.second_category else "",
    "Groupe": lambda row: row.group.name,
    **_PLACE,
    "Pilote": lambda row: row.lead_organisation.name if row.lead_organisation else "",
    "Origine": lambda row: row.get_origin_display(),
    "Créée le": lambda row: _local(row.created_at),
    "Première manifestation": lambda row: row.first_seen,
    "Dernière manifestation": lambda row: row.last_seen,
    "Modifiée le": lambda row: _local(row.changed_at),
    "Close le": lambda row: row.closed_on,
    "Objectif": lambda row: row.objective,
    "Indicateur": lambda row: row.indicator,
    "Valeur de départ": lambda row: None if row.starting_value is None else float(row.starting_value),
    "Résultat": lambda row: row.get_outcome_display(),
    "Constat de clôture": lambda row: row.closing_note,
    "Orientée vers": lambda row: row.get_destination_display(),
    "Motif": lambda row: row.exit_reason,
    "Confidentialité": lambda row: LABELS[Level(row.level)],
}
_REPORT: Columns = {
    "Numéro": lambda row: row.number,
    "État": lambda row: row.get_state_display(),
    "Dans cet état depuis": lambda row: _local(row.state_since),
    "Code": lambda row: row.category_id,
    "Catégorie": lambda row: row.category.label,
    "Faits constatés": lambda row: row.text,
    "Groupe": lambda row: row.group.name,
    **_PLACE,
    "Source": lambda row: row.get_channel_display(),
    "Signalé par": lambda row: row.reporter_organisation.name,
    "Reçu le": lambda row: _local(row.created_at),
    "Vu le": lambda row: row.seen_on,
    "Moments": lambda row: Moments.read(row.moments).label if row.moments else "",
    "Fréquence": lambda row: row.get_frequency_display(),
    "Constaté aussi": lambda row: "oui" if row.is_light else "",
    "À revoir le": lambda row: row.review_on,
    "Orienté vers": lambda row: row.get_destination_display(),
    "Motif": lambda row: row.decline_reason,
    "Confidentialité": lambda row: LABELS[Level(row.level)],
}


def problem_sheet(actor: Actor, rows: QuerySet[Problem], *, criteria: Sequence[str], day: date) -> Sheet:
    """The problems, with the day they first entered each state."""
    entered = [f"Entrée : {label}" for label in State.labels]
    heads = [*_PROBLEM, *entered, *(["Suite judiciaire (police)"] if _reads_police(actor) else [])]
    rows = rows.select_related("second_category", "lead_organisation", *PLACE_PARTS).defer(*SHAPES)
    lines = (line for chunk in _chunks(rows) for line in _problem_lines(actor, chunk))
    return _sheet("Problématiques", heads, lines, _notes(actor, criteria, day), day)


def report_sheet(actor: Actor, rows: QuerySet[Report], *, criteria: Sequence[str], day: date) -> Sheet:
    """The reports, with the problem that each was attached to where the reader sees the link."""
    heads = [*_REPORT, "Problématique", *(["Destination (police)"] if _reads_police(actor) else [])]
    rows = rows.select_related(*PLACE_PARTS).defer(*SHAPES)
    lines = (line for chunk in _chunks(rows) for line in _report_lines(actor, chunk))
    return _sheet("Signalements", heads, lines, _notes(actor, criteria, day), day)


def note_export(
    *,
    actor: Actor,
    title: str,
    kind: str,
    criteria: Sequence[str],
    now: datetime,
    event: Event = Event.EXPORT_MAKE,
) -> None:
    """One entry for each file handed over, or asked for: who, what, which format, which criteria; never their words."""
    payload = {"format": kind, "criteria": list(criteria)}
    record_event(event, actor=actor, at=now, subject=Subject("export", None, title), payload=payload)


def _problem_lines(actor: Actor, chunk: list[Problem]) -> Iterator[Line]:
    passages = Passage.objects.visible_to(actor).filter(problem__in=chunk).order_by("-number")
    first: dict[tuple[UUID, str], Cell] = {(row.problem_id, row.to_state): _local(row.at) for row in passages}
    judicial = {}
    if is_police := _reads_police(actor):
        judicial = {row.pk: str(row) for row in JudicialStatus.objects.visible_to(actor).filter(problem__in=chunk)}
    for problem in chunk:
        line = [column(problem) for column in _PROBLEM.values()]
        line += [first.get((problem.pk, state)) for state in State.values]
        yield [*line, *([judicial.get(problem.pk, "")] if is_police else [])]


def _report_lines(actor: Actor, chunk: list[Report]) -> Iterator[Line]:
    problems = problems_of(actor, chunk)
    referrals = {}
    if is_police := _reads_police(actor):
        referrals = {row.pk: str(row) for row in PoliceReferral.objects.visible_to(actor).filter(report__in=chunk)}
    for report in chunk:
        problem = problems.get(report.pk)
        line = [*(column(report) for column in _REPORT.values()), problem.reference if problem else ""]
        yield [*line, *([referrals.get(report.pk, "")] if is_police else [])]


def _sheet(title: str, heads: list[str], lines: Iterator[Line], notes: list[tuple[str, str]], day: date) -> Sheet:
    point = (heads.index("Longitude"), heads.index("Latitude"))
    return Sheet(title=title, heads=heads, lines=lines, notes=notes, day=day, point=point)


def _notes(actor: Actor, criteria: Sequence[str], day: date) -> list[tuple[str, str]]:
    highest = max(actor.groups_by_clearance(), default=Level.POPULATION)
    return [
        ("Critères", " ; ".join(criteria) or "aucun"),
        ("Niveau de lecture", f"jusqu’à « {LABELS[min(highest, Level.POLICE)]} », dans les groupes du lecteur"),
        ("Date", f"{day:%d/%m/%Y}"),
        ("Usage et licences", USE),
    ]


def _reads_police(actor: Actor) -> bool:
    return max(actor.groups_by_clearance(), default=Level.POPULATION) >= Level.POLICE


def _chunks(rows: QuerySet[R]) -> Iterator[list[R]]:
    """The rows by batches: what goes with them is asked once for each batch, and the memory does not grow."""
    left = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _local(moment: datetime | None) -> datetime | None:
    """The moment as the clocks of the service showed it, to the second: a spreadsheet knows no time zone."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None
