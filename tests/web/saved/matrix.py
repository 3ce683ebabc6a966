"""Who gets what at one's own filters: Bruno keeps one, and nobody else reads it."""

from palier.web.saved.models import SavedFilter
from tests.cast import NOW
from tests.web.cycle_rows import SEATED, listed, only
from tests.web.matrix import CUT, MANDATES, Route


def kept(world):
    row, _ = SavedFilter.objects.unsealed("test").get_or_create(
        user=world.cast.users["bruno"],
        subject="problem",
        name="Halls",
        defaults={"query": "words=hall", "saved_at": NOW},
    )
    return {"pk": row.pk}


ALONE = only("bruno", others=404) | dict.fromkeys((*CUT, *MANDATES), 403)

ROWS = {
    "saved:list": Route(listed(*SEATED)),
    "saved:save": Route(listed(*SEATED), query={"liste": "problem", "criteres": "words=hall"}),
    "saved:rename": Route(ALONE, args=kept),
    "saved:delete": Route(ALONE | {"bruno": 303}, args=kept, method="post"),
}
