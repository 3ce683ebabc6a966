"""The messages of the discussions as rows that can be found, each by its own readers."""

from typing import Any

from django.db.models import QuerySet

from palier.cycle.discussion.models import Remark
from palier.search.kinds import Kind, register

KIND = "remark"


def register_remarks() -> None:
    """Found by their words; a message withdrawn holds none."""
    register(Kind(KIND, _rows, heading=lambda _: "", body=lambda remark: remark.text))


def _rows() -> QuerySet[Any]:
    return Remark.objects.unsealed("index")
