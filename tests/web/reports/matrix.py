"""Who gets what at the reports."""

from tests.web.cycle_rows import MEMBERS, POLICE, SEATED, listed, object_of_group
from tests.web.matrix import Route

ROWS = {
    "reports:list": Route(listed(*SEATED)),
    "reports:new": Route(listed(*SEATED)),
    "reports:report": Route(object_of_group(*MEMBERS), args=lambda world: {"pk": world["report"].pk}),
    "reports:triage": Route(
        object_of_group(*POLICE), args=lambda world: {"pk": world["new_report"].pk}, query={"move": "decline"}
    ),
}
