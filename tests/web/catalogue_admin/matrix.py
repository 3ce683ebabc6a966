"""Who edits the nomenclature."""

from tests.web.cycle_rows import listed
from tests.web.matrix import Route


def administrator() -> dict[str, int]:
    return listed("agathe")


ROWS = {
    "catalogue_admin:list": Route(administrator()),
    "catalogue_admin:category": Route(administrator(), args=lambda world: {"code": "A1"}),
}
