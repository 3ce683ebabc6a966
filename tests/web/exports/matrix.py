"""Who gets what at one's own exports: Bruno has one ready, and nobody else reads it."""

from palier.kernel import clock
from palier.web.exports.making import make_export
from palier.web.exports.models import ExportFile
from tests.web.cycle_rows import SEATED, listed, only
from tests.web.matrix import CUT, MANDATES, Route


def made(world, member="bruno", **values):
    """An export of this member, made by the task that makes them."""
    row = ExportFile(
        user=world.cast.users[member], asked_at=clock.now(), **{"subject": "report", "kind": "csv", **values}
    )
    row.save(force_insert=True)
    make_export.call(str(row.pk))
    row.refresh_from_db()
    return row


ROWS = {
    "exports:list": Route(listed(*SEATED), query={"liste": "report", "format": "csv", "criteres": "words=hall"}),
    # Sent without saying of which list: nothing is found.
    "exports:ask": Route(only(others=404) | dict.fromkeys((*CUT, *MANDATES), 403), method="post"),
    "exports:file": Route(only("bruno", others=404), args=lambda world: {"pk": made(world).pk}),
    "exports:remove": Route(
        only(others=404) | dict.fromkeys((*CUT, *MANDATES), 403) | {"bruno": 303},
        args=lambda world: {"pk": made(world).pk},
        method="post",
    ),
}
