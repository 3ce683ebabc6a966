"""Who gets what of the take-over of trackers."""

from palier.intake.waiting import receive_file
from palier.web.shell.navigation import address_of
from tests.cast import NOW
from tests.intake.conftest import SAMPLE
from tests.web.matrix import CHIEFS, Route, answers

# Until the charter has its screen, whoever has not signed it has no seat and nowhere to be sent.
CHARTER = address_of("partners:charter-sign")


def waiting(world):
    actor = world.cast.actor("alice")
    kept = receive_file(actor=actor, group=world.cast.group, name="suivi.csv", content=SAMPLE, now=NOW)
    return {"pk": kept.pk}


ROWS = {
    # Marc leads another group: he may take over a tracker there.
    "intake:upload": Route(answers(403, chiefs=(CHIEFS, 200), marc=200, gaelle=302 if CHARTER else 403)),
    "intake:preview": Route(
        answers(404, chiefs=(CHIEFS, 200), olivier=403, gaelle=302 if CHARTER else 404), args=waiting
    ),
}
