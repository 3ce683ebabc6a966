"""The agenda and the séance as the chief works them, without script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from palier.access.levels import Level
from palier.cycle.meetings import services
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.kernel import clock
from tests.cast import NOW, TODAY
from tests.cycle.stage import SOON
from tests.web.conftest import sign_in


@pytest.fixture
def alice(stage):
    return sign_in(stage.cast, "alice")


@pytest.fixture
def planned(stage):
    """A meeting of tomorrow with one problem on its agenda."""
    meeting = stage.meeting(planned_at=clock.now() + timedelta(days=1))
    services.add_item(actor=stage.actor("alice"), meeting=meeting, problem=stage.problem(title="Hall occupé"), now=NOW)
    return meeting


@pytest.fixture
def opened(stage, planned):
    return services.open_meeting(actor=stage.actor("alice"), meeting=planned, now=NOW, today=TODAY)


def address(name, meeting, **kwargs):
    return reverse(f"meetings:{name}", kwargs={"pk": meeting.pk, **kwargs})


def fresh(meeting):
    return Meeting.objects.unsealed("test").get(pk=meeting.pk)


def test_a_planned_meeting_changes_its_day_and_place(alice, planned):
    shown = alice.get(address("change", planned)).content.decode()
    assert planned.place in shown
    day = clock.today() + timedelta(days=3)
    sent = {"day": f"{day:%d/%m/%Y}", "time": "09:30", "place": "Mairie annexe"}
    assert alice.post(address("change", planned), sent).status_code == 303
    moved = fresh(planned)
    assert (moved.place, timezone.localtime(moved.planned_at).date()) == ("Mairie annexe", day)


def test_a_meeting_under_way_does_not_move_and_what_was_typed_is_kept(alice, opened):
    sent = {"day": f"{clock.today():%d/%m/%Y}", "time": "09:30", "place": "Mairie annexe"}
    page = alice.post(address("change", opened), sent).content.decode()
    assert "Seule une réunion prévue se déplace." in page
    assert "Mairie annexe" in page


def test_a_point_put_by_mistake_is_taken_off_the_agenda(alice, planned):
    item = AgendaItem.objects.unsealed("test").get(meeting=planned)
    page = alice.post(address("item-withdraw", planned, item=item.pk), follow=True).content.decode()
    assert "Le point est retiré" in page
    assert not AgendaItem.objects.unsealed("test").filter(meeting=planned).exists()


def test_opening_on_another_day_is_confirmed_first(alice, planned):
    assert f"{address('move', planned)}?move=open" in alice.get(address("meeting", planned)).content.decode()
    asked = alice.get(address("move", planned), {"move": "open"}).content.decode()
    assert "Cette réunion est prévue le" in asked
    assert fresh(planned).state == "planned"


def test_freezing_is_confirmed_first(alice, stage, opened):
    Meeting.objects.unsealed("test").filter(pk=opened.pk).update(state="validated")
    assert f"{address('move', opened)}?move=freeze" in alice.get(address("meeting", opened)).content.decode()
    assert "plus rien n’y change" in alice.get(address("move", opened), {"move": "freeze"}).content.decode()


def test_those_left_open_are_noted_present_at_once(alice, opened):
    rows = list(Attendance.objects.unsealed("test").filter(meeting=opened))
    excused = {str(rows[0].pk): "excused"}
    alice.post(address("attendance", opened), {**excused, "everybody": "1"})
    states = Attendance.objects.unsealed("test").filter(meeting=opened).values_list("pk", "state")
    assert dict(states) == {row.pk: "present" for row in rows} | {rows[0].pk: "excused"}


def test_what_this_meeting_decides_is_not_reviewed_in_it(alice, stage, opened):
    item = AgendaItem.objects.unsealed("test").get(meeting=opened)
    earlier = stage.action(item.problem, title="Promesse de la dernière fois")
    services.take_decision(
        actor=stage.actor("alice"),
        meeting=opened,
        problem=item.problem,
        title="Décision du jour",
        organisation=stage.cast.landlord,
        due=SOON,
        now=NOW,
        today=TODAY,
    )
    page = alice.get(address("live", opened)).content.decode()
    assert earlier.title in page
    assert "Décision du jour" not in page


def test_reserved_promises_stand_apart_closed_for_the_projector(alice, stage, opened):
    problem = AgendaItem.objects.unsealed("test").get(meeting=opened).problem
    hidden = stage.action(problem, title="Consigne", organisation=stage.cast.police, level=Level.POLICE)
    page = alice.get(address("live", opened)).content.decode()
    before, _, after = page.partition('<details class="palier-reserved">')
    assert hidden.title not in before
    assert hidden.title in after


def test_a_point_says_where_it_stands_and_leads_to_the_next(alice, stage, opened):
    second = services.add_item(
        actor=stage.actor("alice"), meeting=opened, problem=stage.problem(title="Autre"), now=NOW
    )
    first = AgendaItem.objects.unsealed("test").filter(meeting=opened).order_by("rank").first()
    page = alice.get(address("item", opened, item=first.pk)).content.decode()
    assert "Point 1 sur 2" in page
    assert address("item", opened, item=second.pk) in page
