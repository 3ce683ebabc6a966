"""Who gets what of the documents."""

from palier.web.shell.navigation import address_of
from tests.web.cycle_rows import CHIEFS, object_of_group
from tests.web.matrix import CUT, MANDATES, OTHER_GROUP, Route, answers

# Until the charter has its screen, whoever has not signed it has no seat and nowhere to be sent.
CHARTER = address_of("partners:charter-sign")

ROWS = {
    "documents:minutes": Route(
        answers(
            200, cut=(CUT, 404), others=(OTHER_GROUP, 404), mandates=(MANDATES, 404), gaelle=302 if CHARTER else 404
        ),
        args=lambda world: {"pk": world["closed_meeting"].pk, "level": "partners"},
    ),
    "documents:pack": Route(
        object_of_group(*CHIEFS), args=lambda world: {"pk": world["meeting"].pk, "level": "partners"}
    ),
    "documents:yearly-count": Route(
        answers(200, cut=(CUT, 403), agathe=403, denis=403, gaelle=302 if CHARTER else 403),
        args=lambda world: {"year": 2026},
    ),
}
