"""Every page of one object opened on restricted content leaves a consultation (a partner's none: `test_leaks.py`)."""

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.attachments.services import Upload, add_attachments
from palier.cycle.meetings.models import AgendaItem
from palier.journal.models import Consultation
from palier.kernel import clock
from tests.attachments.samples import photo

# The kind of object read at each address, and the object of the world it is read on.
RESTRICTED = {
    "problems:problem": ("problem", "police_problem"),
    "problems:judicial": ("problem", "problem"),
    "reports:report": ("report", "police_report"),
    "reports:filed": ("report", "police_report"),
    "actions:action": ("action", "police_action"),
    "actions:new": ("problem", "police_problem"),
    "territory:place": ("place", "police_place"),
    "meetings:meeting": ("meeting", "closed_meeting"),
    "attachments:file": ("attachment", None),
    "documents:minutes": ("minutesrelease", "closed_meeting"),
    "journal:timeline": ("problem", "police_problem"),
}


def readings(kind):
    return Consultation.objects.unsealed("test").filter(subject_type=kind)


def address(world, name, target):
    if name == "attachments:file":
        upload = Upload("photo.jpg", photo())
        alice = world.cast.actor("alice")
        subject = world["police_problem"]
        file = add_attachments(actor=alice, subject=subject, uploads=[upload], now=clock.now())[0]
        return reverse(name, kwargs={"pk": file.pk})
    pk = world[target].pk
    kwargs = {
        "actions:new": {"problem": pk},
        "documents:minutes": {"pk": pk, "level": "police"},
        "journal:timeline": {"kind": "problem", "pk": pk},
    }
    return reverse(name, kwargs=kwargs.get(name, {"pk": pk}))


@pytest.mark.parametrize("name", RESTRICTED)
def test_a_police_reader_leaves_a_consultation(world, client_for, name):
    kind, target = RESTRICTED[name]
    url = address(world, name, target)
    assert client_for("alice").get(url).status_code == 200
    row = readings(kind).get()
    assert (row.actor_id, row.level) == (world.cast.users["alice"].pk, Level.POLICE)


def test_the_police_block_of_an_ordinary_problem_counts_as_restricted(world, client_for):
    url = reverse("problems:problem", kwargs={"pk": world["problem"].pk})
    client_for("alice").get(url)
    assert readings("problem").get().level == Level.POLICE


def test_a_page_without_restricted_content_leaves_nothing(world, client_for):
    client_for("alice").get(reverse("reports:report", kwargs={"pk": world["new_report"].pk}))
    assert not Consultation.objects.unsealed("test").exists()


def test_the_seance_and_its_police_item_leave_a_consultation(world, client_for):
    meeting = world["closed_meeting"]
    item = AgendaItem.objects.unsealed("test").get(meeting=meeting, problem=world["police_problem"])
    client_for("alice").get(reverse("meetings:live", kwargs={"pk": meeting.pk}))
    client_for("alice").get(reverse("meetings:item", kwargs={"pk": meeting.pk, "item": item.pk}))
    assert readings("meeting").count() == readings("agendaitem").count() == 1
