"""Attendance past its retention keeps the organisation and loses the person."""

from datetime import timedelta

from palier.access.actor import program
from palier.cycle.meetings.models import Attendance
from palier.cycle.meetings.retention import count_expired, forget_people
from palier.partners.models import Contact
from tests.cast import NOW


def test_old_attendance_loses_its_person_and_keeps_its_organisation(stage):
    meeting = stage.meeting()
    Attendance.objects.unsealed("test").filter(meeting=meeting).delete()
    for name in ("Bruno", "Claire"):
        contact = Contact.objects.unsealed("test").get(name=name)
        Attendance.objects.create(
            meeting=meeting, contact=contact, organisation=contact.organisation, state="present", note="en retard"
        )
    assert count_expired(NOW - timedelta(days=1)) == 0
    after = NOW + timedelta(days=1)
    assert count_expired(after) == 2
    assert forget_people(actor=program("Purge"), before=after, now=after) == 2
    rows = list(Attendance.objects.unsealed("test").filter(meeting=meeting))
    assert {(row.contact_id, row.note) for row in rows} == {(None, "")}
    assert {row.organisation_id for row in rows} == {stage.cast.landlord.pk, stage.cast.town.pk}
    assert count_expired(after) == 0
