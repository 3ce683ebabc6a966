"""Who is there: in whose place, late, gone early, visiting, or checked in by the code of the séance."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from palier.cycle.meetings import services
from palier.cycle.meetings.models import Attendance
from palier.cycle.meetings.presence import check_in, expected_at, meeting_of_code, strike_visitor, welcome_visitor
from palier.cycle.meetings.retention import forget_people
from palier.cycle.meetings.room import check_in_code
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted, Refused, Stale
from tests.cast import NOW, TODAY


@pytest.fixture
def sitting(stage):
    meeting = stage.meeting()
    services.open_meeting(actor=stage.actor("alice"), meeting=meeting, now=NOW, today=TODAY)
    return meeting


def line(meeting, name):
    return next(row for row in expected_at(meeting) if row.contact.name == name)


def record(stage, meeting, name, state="present", **more):
    contact = line(meeting, name).contact
    return services.record_attendance(
        actor=stage.actor("alice"), meeting=meeting, contact=contact, state=state, now=NOW, **more
    )


def test_somebody_s_place_and_hours_are_told_in_words(stage, sitting):
    deputy = line(sitting, "Claire").contact
    row = record(stage, sitting, "Gaelle", "represented", represented_by=deputy, arrived_at=time(14, 20))
    assert row.details == "représenté par Claire, arrivé à 14:20"
    row = record(stage, sitting, "Bruno", note="son adjoint", left_at=time(15, 5))
    assert row.details == "son adjoint, parti à 15:05"
    with pytest.raises(Refused, match="suit l’heure d’arrivée"):
        record(stage, sitting, "Bruno", arrived_at=time(15), left_at=time(14))


def test_who_has_left_no_longer_commits_on_the_spot(stage, sitting):
    record(stage, sitting, "Bruno")
    assert services.is_in_the_room(sitting, stage.cast.landlord)
    record(stage, sitting, "Bruno", left_at=time(15))
    assert not services.is_in_the_room(sitting, stage.cast.landlord)


def test_a_visitor_is_an_organisation_and_a_role(stage, sitting):
    alice = stage.actor("alice")
    visit = {"meeting": sitting, "organisation": stage.cast.town, "now": NOW}
    with pytest.raises(Refused, match="à quel titre"):
        welcome_visitor(actor=alice, role=" ", **visit)
    with pytest.raises(NotGranted):
        welcome_visitor(actor=stage.actor("bruno"), role="Élue", **visit)
    row = welcome_visitor(actor=alice, role="Directrice adjointe", **visit)
    assert (row.who, row.contact, row.state) == ("Directrice adjointe", None, "present")
    assert row not in expected_at(sitting)
    strike_visitor(actor=alice, attendance=line(sitting, "Bruno"), now=NOW)
    strike_visitor(actor=alice, attendance=row, now=NOW)
    assert not Attendance.objects.unsealed("test").exclude(role="").exists()
    assert line(sitting, "Bruno")


def test_the_code_checks_in_as_long_as_the_seance(stage, sitting):
    code = check_in_code(sitting)
    assert meeting_of_code(code.lower()) == sitting
    row = check_in(actor=stage.actor("bruno"), meeting=sitting, attendance=line(sitting, "Bruno").pk, now=NOW)
    assert (row.state, row.arrived_at) == ("present", None)
    told = Entry.objects.unsealed("test").order_by("seq").last()
    assert (told.actor_id, told.event) == (stage.cast.users["bruno"].pk, "meeting:attendance:record")
    for left in expected_at(sitting):
        record(stage, sitting, left.contact.name)
    services.close_meeting(actor=stage.actor("alice"), meeting=sitting, now=NOW)
    assert check_in_code(sitting) == ""
    with pytest.raises(Refused, match="aucune séance"):
        meeting_of_code(code)
    with pytest.raises(Stale):
        check_in(actor=stage.actor("bruno"), meeting=sitting, attendance=row.pk, now=NOW)
    services.resume_meeting(actor=stage.actor("alice"), meeting=sitting, now=NOW)
    assert check_in_code(sitting) not in ("", code)


def test_a_late_check_in_has_its_hour_and_the_chief_the_last_word(stage, sitting):
    late = NOW + timedelta(minutes=25)
    record(stage, sitting, "Claire", "represented")
    record(stage, sitting, "Bruno", "excused")
    anybody = stage.actor("claire")
    row = check_in(actor=anybody, meeting=sitting, attendance=line(sitting, "Bruno").pk, now=late)
    assert (row.state, row.arrived_at) == ("present", timezone.localtime(late).time())
    # Claire does not speak for the landlord: it is told of the code, not of her.
    assert Entry.objects.unsealed("test").order_by("seq").last().actor_id is None
    row = check_in(actor=anybody, meeting=sitting, attendance=line(sitting, "Claire").pk, now=late)
    assert row.state == "represented"
    with pytest.raises(Refused):
        check_in(actor=anybody, meeting=sitting, attendance=sitting.pk, now=late)


def test_names_leave_with_their_term_and_roles_stay(stage, sitting):
    record(stage, sitting, "Gaelle", "represented", represented_by=line(sitting, "Claire").contact)
    forget_people(actor=stage.actor("alice"), before=NOW + timedelta(days=1), now=NOW)
    rows = Attendance.objects.unsealed("test").filter(meeting=sitting)
    assert not rows.filter(contact__isnull=False).exists()
    assert not rows.filter(represented_by__isnull=False).exists()
