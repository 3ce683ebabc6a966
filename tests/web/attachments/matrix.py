"""Who gets what of the files."""

from palier.attachments.services import Upload, add_attachments
from palier.web.shell.navigation import address_of
from tests.attachments.samples import drawing
from tests.cast import NOW
from tests.web.matrix import CUT, MANDATES, OTHER_GROUP, Route, answers

# Until the charter has its screen, whoever has not signed it has no seat and nowhere to be sent.
CHARTER = 302 if address_of("partners:charter-sign") else 404
OUTSIDE = {"cut": (CUT, 404), "others": (OTHER_GROUP, 404), "mandates": (MANDATES, 404), "gaelle": CHARTER}


def problem(world):
    return {"kind": "problem", "pk": world["problem"].pk}


def file(world):
    actor, uploads = world.cast.actor("alice"), [Upload("plan.png", drawing())]
    (kept,) = add_attachments(actor=actor, subject=world["problem"], uploads=uploads, now=NOW)
    return {"pk": kept.pk}


ROWS = {
    "attachments:file": Route(answers(200, **OUTSIDE), args=file),
    "attachments:add": Route(answers(200, **OUTSIDE), args=problem),
    # One file for the whole cast: the first who may removes it, and the next finds nothing.
    "attachments:remove": Route(answers(404, alice=303, gaelle=CHARTER), args=file, method="post"),
}
