"""The two things that are looked for: how each is filtered, shown and named."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palier.documents.exports import problem_sheet, report_sheet
from palier.documents.sheets import Sheet
from palier.web.finding.filters import Filters, ProblemFilters, ReportFilters
from palier.web.finding.points import Wording


@dataclass(frozen=True, slots=True)
class Subject:
    """Problems or reports: the filters, the table, the templates, the names of the addresses."""

    key: str
    slug: str
    title: str
    filters: type[Filters[Any]]
    sheet: Callable[..., Sheet]
    list_template: str
    rows_template: str
    list_url: str
    map_url: str
    points_url: str
    wording: Wording


PROBLEMS = Subject(
    key="problematiques",
    slug="problem",
    title="Problématiques",
    filters=ProblemFilters,
    sheet=problem_sheet,
    list_template="problems/list.html",
    rows_template="problems/_rows.html",
    list_url="problems:list",
    map_url="finding:problem-map",
    points_url="finding:problem-points",
    wording=Wording(("title",), "problems:problem", "problématique", "problématiques"),
)
REPORTS = Subject(
    key="signalements",
    slug="report",
    title="Signalements",
    filters=ReportFilters,
    sheet=report_sheet,
    list_template="reports/list.html",
    rows_template="reports/_rows.html",
    list_url="reports:list",
    map_url="finding:report-map",
    points_url="finding:report-points",
    wording=Wording(("category__label",), "reports:report", "signalement", "signalements"),
)
