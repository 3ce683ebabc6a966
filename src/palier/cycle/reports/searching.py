"""The reports as rows that can be found."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from palier.access.levels import Level
from palier.cycle.catalogue.searching import category_mark, category_names
from palier.cycle.reports.models import PoliceReferral, Report, Transfer
from palier.search.kinds import EVERYONE, Kind, Part, group_mark, register

KIND = "report"


def register_reports() -> None:
    """Found by the place, the category and the text; by where the police sent it, for the police."""
    kind = Kind(
        KIND,
        _rows,
        heading=lambda report: report.place.name,
        body=lambda report: report.text,
        concerns=_concerns,
        parts=(Part("referral", PoliceReferral, _referral),),
        follows={"place": lambda pk: Report.objects.unsealed("index").filter(place=pk)},
        names=category_names,
        speaks_of=lambda report: [category_mark(report.category_id)],
    )
    register(kind)


def _rows() -> QuerySet[Any]:
    transfers = Prefetch("transfers", Transfer.objects.unsealed("index"))
    rows = Report.objects.unsealed("index").select_related("place", "police_referral").prefetch_related(transfers)
    return rows.defer("place__geometry")


def _concerns(report: Report) -> list[str]:
    if report.level == Level.POPULATION:
        return [EVERYONE]
    groups = {report.group_id, *(transfer.from_group_id for transfer in report.transfers.all())}
    return sorted(map(group_mark, groups))


def _referral(report: Report) -> str:
    referral: PoliceReferral | None = getattr(report, "police_referral", None)
    return referral.get_destination_display() if referral else ""
