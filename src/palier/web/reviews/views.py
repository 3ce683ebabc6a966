"""The yearly count: four figures for the national count, the honest ones beside, and the equation of the stock."""

from datetime import date

from django.http import HttpResponse

from palier.access.grants import Verb
from palier.cycle.reviews.queries import YearlyCount, countable_groups, yearly_count, years_counted
from palier.kernel import clock
from palier.web.reviews.forms import CountFilters
from palier.web.shell.access import needs
from palier.web.shell.navigation import address_of
from palier.web.shell.pages import page
from palier.web.shell.requests import Request

Rows = list[tuple[str, int]]


@needs(Verb.FIGURES_READ)
def yearly(request: Request) -> HttpResponse:
    """The count of one year."""
    today = clock.today()
    groups = countable_groups(request.actor).order_by("code")
    filters = CountFilters(request.GET, groups=groups, years=years_counted(request.actor, today))
    filters.is_valid()
    year = filters.cleaned_data.get("year") or today.year
    chosen = filters.cleaned_data.get("group")
    ids = [chosen.pk] if chosen else [group.pk for group in groups]
    count = yearly_count(request.actor, ids, year)
    context = {
        "filters": filters,
        "year": year,
        "count": count,
        "main": _main(count),
        "stock": _stock(count, today),
        "promises": _promises(count),
        "group": chosen,
        "document": address_of("documents:yearly-count", year=year),
    }
    return page(request, "reviews/yearly.html", context, partial="count")


def _main(count: YearlyCount) -> Rows:
    return [
        ("Groupes", count.groups),
        ("Réunions tenues", count.meetings_held),
        ("Problématiques identifiées", count.problems_identified),
        ("Problématiques résolues", count.problems_solved),
    ]


def _stock(count: YearlyCount, today: date) -> Rows:
    flow = count.problems
    end = "au 31 décembre" if count.year < today.year else f"au {today:%d/%m/%Y}"
    return [
        ("Suivies au 1ᵉʳ janvier", flow.stock_start),
        ("Identifiées dans l’année", flow.entered),
        ("Rouvertes", flow.reopened),
        ("Résolues (disparues ou nettement réduites)", flow.solved),
        ("Sorties autrement", flow.closed_otherwise),
        (f"Suivies {end}", flow.stock_end),
    ]


def _promises(count: YearlyCount) -> Rows:
    return [
        ("Actions promises", count.actions_promised),
        ("Actions faites", count.actions_kept),
        ("dont faites à la première échéance", count.actions_kept_in_time),
    ]
