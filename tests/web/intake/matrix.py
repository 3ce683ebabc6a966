"""Who gets what of the take-over of trackers: its sender alone reads a waiting file."""

from palier.intake.addresses import nothing_known
from palier.intake.waiting import confirm_file, read_waiting, reading_print, receive_file
from palier.kernel import clock
from palier.web.shell.navigation import address_of
from tests.intake.conftest import SAMPLE
from tests.web.matrix import CHIEFS, CUT, MANDATES, OTHER_GROUP, Route, answers

# Until the charter has its screen, whoever has not signed it has no seat and nowhere to be sent.
CHARTER = address_of("partners:charter-sign")
# Nothing of it is written: the world stays as it is.
CONTACTS = b"Organisation;Nom;Fonction;Courriel\nMairie;Paul Exemple;Directeur;paul@example.org\n"


def waiting(world, content=SAMPLE):
    """A file that Alice sent."""
    actor = world.cast.actor("alice")
    return receive_file(actor=actor, group=world.cast.group, name="suivi.csv", content=content, now=clock.now())


def a_file(world):
    return {"pk": waiting(world).pk}


def a_line(world):
    return {"pk": waiting(world).pk, "number": 1}


def a_file_of_contacts(world):
    return {"pk": waiting(world, CONTACTS).pk}


def a_confirmed_file(world):
    kept = waiting(world, CONTACTS)
    actor = world.cast.actor("alice")
    seen = reading_print(read_waiting(kept))
    confirm_file(actor=actor, waiting=kept, find_address=nothing_known, now=clock.now(), seen=seen)
    return {"pk": kept.pk}


def the_group(world):
    return {"pk": world.cast.group.pk}


def sender(status):
    """Whoever did not send the file finds nothing."""
    return answers(404, alice=status, gaelle=302 if CHARTER else 404)


ROWS = {
    # Marc leads another group: he may take over a tracker there.
    "intake:upload": Route(answers(403, chiefs=(CHIEFS, 200), marc=200, gaelle=302 if CHARTER else 403)),
    "intake:preview": Route(sender(200), args=a_file),
    "intake:columns": Route(sender(200), args=a_file),
    "intake:columns-forget": Route(sender(303), args=a_file, method="post"),
    "intake:line": Route(sender(200), args=a_line),
    "intake:line-leave-out": Route(sender(303), args=a_line, method="post"),
    "intake:line-restore": Route(sender(303), args=a_line, method="post"),
    "intake:confirm": Route(sender(200), args=a_file_of_contacts),
    "intake:result": Route(sender(200), args=a_confirmed_file),
    "intake:undo": Route(sender(200), args=a_confirmed_file),
    "intake:rejects": Route(sender(200), args=a_file),
    "intake:remove": Route(sender(303), args=a_file, method="post"),
    "intake:workbook": Route(
        answers(others=(OTHER_GROUP, 404), cut=(CUT, 403), mandates=(MANDATES, 403)), args=the_group
    ),
}
