"""Who gets what at the triage box."""

from tests.web.cycle_rows import POLICE, listed, object_of_group, only
from tests.web.matrix import Route

TRIAGE = (*POLICE, "marc")


def waiting(world):
    return {"pk": world["new_report"].pk}


ROWS = {
    "triage:box": Route(listed(*TRIAGE)),
    "triage:report": Route(object_of_group(*POLICE), args=waiting, query={"reponse": "decline"}),
    # Nothing is to examine again in this world: those who triage find no such page.
    "triage:dismiss": Route(
        only(others=403) | dict.fromkeys(TRIAGE, 404),
        args=lambda world: {"group": world.cast.group.pk, "place": world["place"].pk, "category": "A1"},
    ),
    "triage:group": Route(only(others=403) | dict.fromkeys(TRIAGE, 303)),
    # What waits has no answer to take back.
    "triage:undo": Route(object_of_group(*POLICE) | dict.fromkeys(POLICE, 422), args=waiting, method="post"),
}
