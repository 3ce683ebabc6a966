"""Who edits the catalogue."""

from typing import Any

from tests.web.cycle_rows import listed
from tests.web.matrix import Route


def administrator() -> dict[str, int]:
    return listed("agathe")


def table(world: Any) -> dict[str, Any]:
    return {"table": "categories"}


def entry(world: Any) -> dict[str, Any]:
    return {"table": "reponses", "code": "PN4"}


ROWS = {
    "catalogue_admin:overview": Route(administrator()),
    "catalogue_admin:gravity": Route(administrator(), args=lambda world: {"rank": 2}),
    "catalogue_admin:entries": Route(administrator(), args=table),
    "catalogue_admin:add": Route(administrator(), args=table),
    "catalogue_admin:change": Route(administrator(), args=entry),
    "catalogue_admin:withdraw": Route(administrator(), args=entry),
}
