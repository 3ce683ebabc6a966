"""What a search finds, by kind: rows of the access rule, those that answer in their heading first, then the newest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from palier.access.actor import Actor
from palier.access.levels import Level
from palier.cycle.actions.queries import actions_for
from palier.cycle.discussion.models import Remark
from palier.cycle.problems.models import Problem
from palier.cycle.problems.queries import problems_for
from palier.cycle.reports.models import Report
from palier.cycle.reports.queries import report_numbered, reports_for
from palier.search.asking import Asked, read
from palier.search.queries import answering, question
from palier.territory.queries import places_for_list
from palier.web.finding.paging import in_order
from palier.web.search.excerpts import excerpt, marked

SHOWN = 6
MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of rows on the page: how they are read, ordered, named, and where they lead."""

    kind: str
    title: str
    rows: Callable[[Actor], "QuerySet[Any]"]
    order: tuple[str, ...]
    name: Callable[[Any], str]
    address: Callable[[Any], str]
    texts: Callable[[Any], list[str]]
    about: Callable[[Any], str]
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One row found."""

    name: SafeString
    address: str
    about: SafeString
    excerpt: SafeString
    level: int


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of one kind: the first ones, how many in all up to a bound, and the list that holds the rest."""

    kind: str
    title: str
    hits: list[Hit]
    count: str
    whole: str


def search_all(actor: Actor, text: str) -> list[Found]:
    """What this reader may see that holds these words; kinds without any are left out."""
    asked = question(text)
    found = [_found(actor, sort, text, asked) for sort in SORTS]
    return [one for one in found if one.hits]


def exact(actor: Actor, text: str) -> str:
    """The address of the problem or of the report that this reader sees under exactly this reference; else nothing."""
    wanted = text.strip().upper()
    problem = Problem.objects.visible_to(actor).filter(reference=wanted).first() if wanted.isprintable() else None
    if problem is not None:
        return reverse("problems:problem", args=[problem.pk])
    report = report_numbered(actor, wanted) if wanted.startswith("S-") else None
    return reverse("reports:report", args=[report.pk]) if report else ""


def _found(actor: Actor, sort: Sort, text: str, asked: Asked | None) -> Found:
    seen = sort.rows(actor)
    keys = _keys(seen.filter(answering(actor, sort.kind, asked)), sort, MOST_COUNTED + 1)
    heads = _keys(seen.filter(answering(actor, sort.kind, asked, in_heading=True)), sort, SHOWN) if keys else []
    shown = in_order(seen, list(dict.fromkeys([*heads, *keys]))[:SHOWN]) if keys else []
    typed = read(text)
    hits = [
        Hit(
            marked(sort.name(row), typed),
            sort.address(row),
            marked(sort.about(row), typed),
            # Two rows of the same name are told apart; what fewer people read is shown only where it answers.
            excerpt(sort.texts(row), typed, or_beginning=row.level <= Level.GROUP),
            row.level,
        )
        for row in shown
    ]
    count = f"plus de {MOST_COUNTED}" if len(keys) > MOST_COUNTED else str(len(keys))
    whole = f"{reverse(sort.whole)}?{urlencode({'words': text[:80]})}" if sort.whole and len(keys) > len(hits) else ""
    return Found(sort.kind, sort.title, hits, count, whole)


def _keys(rows: "QuerySet[Any]", sort: Sort, most: int) -> list[Any]:
    return list(rows.order_by(*sort.order).values_list("pk", flat=True)[:most])


def _remarks(actor: Actor) -> "QuerySet[Any]":
    return Remark.objects.visible_to(actor).select_related("problem", "action", "organisation")


def _discussion(remark: Remark) -> str:
    if remark.action_id:
        return reverse("discussion:action", args=[remark.action_id])
    return reverse("discussion:problem", args=[remark.problem_id])


def _problem_texts(row: Problem) -> list[str]:
    diagnosis = getattr(row, "diagnosis", None)
    names = ("where", "when", "facts", "bothered", "holders", "watchers", "influence", "tried")
    understood = [getattr(diagnosis, name) for name in names] if diagnosis else []
    return [row.objective, row.indicator, *understood, row.closing_note]


def _report_about(row: Report) -> str:
    return f"{row.number} · {row.place} · reçu le {row.created_at:%d/%m/%Y}"


SORTS = (
    Sort(
        "problem", "Problématiques", lambda actor: problems_for(actor).select_related("place", "category", "diagnosis"),
        ("-changed_at", "id"), lambda row: row.title, lambda row: reverse("problems:problem", args=[row.pk]),
        _problem_texts, lambda row: f"{row.reference} · {row.place} · {row.get_state_display()}", "problems:list",
    ),
    Sort(
        "report", "Signalements", reports_for, ("-created_at", "id"), lambda row: str(row.category),
        lambda row: reverse("reports:report", args=[row.pk]), lambda row: [row.text], _report_about, "reports:list",
    ),
    Sort(
        "action", "Actions", actions_for, ("-created_at", "id"), lambda row: row.title,
        lambda row: reverse("actions:action", args=[row.pk]), lambda row: [row.observation, row.ticket],
        lambda row: f"{row.problem.title} · {row.organisation} · {row.get_state_display()}",
    ),
    Sort(
        "place", "Lieux", places_for_list, ("name", "id"), lambda row: row.name,
        lambda row: reverse("territory:place", args=[row.pk]), lambda row: [row.address],
        lambda row: " · ".join(filter(None, [str(row.kind), row.commune.name if row.commune else ""])),
    ),
    Sort(
        "remark", "Messages", _remarks, ("-written_at", "id"),
        lambda row: f"Message sur « {row.action or row.problem.title} »", _discussion, lambda row: [row.text],
        lambda row: f"{row.organisation} · {row.written_at:%d/%m/%Y}",
    ),
)  # fmt: skip
