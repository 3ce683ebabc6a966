"""Who gets what at the reports."""

from palier.cycle.reports.filing import Sending
from palier.kernel.ids import new_id
from palier.web.reports.table import key_of
from tests.web.cycle_rows import CUT, MANDATES, MEMBERS, SEATED, listed, object_of_group, only
from tests.web.matrix import Route, public


def filed_in_a_table(world):
    """The key of a table of one line, filed by Bruno."""
    key = new_id()
    world.stage.report("bruno", sending=Sending(filing_key=key_of(key, 1)))
    return {"key": key}


ROWS = {
    "reports:list": Route(listed(*SEATED)),
    "reports:new": Route(listed(*SEATED)),
    # What a device keeps to file without network: the same for everybody, signed in or not.
    "reports:offline": Route(public()),
    "reports:offline-service": Route(public()),
    "reports:offline-ticket": Route(listed(*SEATED)),
    # Sent with nothing typed: refused, and said where.
    "reports:send": Route(only(others=422) | dict.fromkeys((*MANDATES, *CUT), 403), method="post"),
    "reports:known": Route(listed(*SEATED)),
    "reports:drawing": Route(listed(*SEATED)),
    "reports:table": Route(listed(*SEATED)),
    # Read by the one who filed it.
    "reports:table-filed": Route(only("bruno", others=404) | dict.fromkeys((*MANDATES, *CUT), 403), filed_in_a_table),
    "reports:mine": Route(listed(*SEATED)),
    # Sent with nothing to confirm: nothing is found.
    "reports:join": Route(only(others=404) | dict.fromkeys((*MANDATES, *CUT), 403), method="post"),
    "reports:report": Route(object_of_group(*MEMBERS), args=lambda world: {"pk": world["report"].pk}),
    "reports:filed": Route(
        object_of_group(*MEMBERS), args=lambda world: {"pk": world["new_report"].pk}, query={"differe": "1"}
    ),
    # Sent with nothing to join: nothing is found; nor is a report of somebody else's.
    "reports:join-own": Route(
        only(others=404) | dict.fromkeys((*MANDATES, *CUT), 403),
        args=lambda world: {"pk": world["new_report"].pk},
        method="post",
    ),
}
