"""Typing in the printed pack: in the order of the paper, through the services of the séance, all of it or nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.convening.services import answer_on_screen
from palier.cycle.meetings.models import Attendance, Decision, Meeting, Topic
from palier.cycle.meetings.services import add_item, close_meeting, plan_meeting
from palier.journal.models import Entry
from palier.kernel import clock
from palier.kernel.clock import day_of
from palier.partners.models import Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(world):
    """The stage of the world, where no other séance is open and no other topic waits."""
    Meeting.objects.unsealed("test").filter(group=world.cast.group).update(state="closed")
    Topic.objects.unsealed("test").all().delete()
    return world.stage


@pytest.fixture
def meeting(stage):
    """Planned yesterday evening, held without network, with two points for all and one for the police."""
    now = clock.now()
    values = {"group": stage.cast.group, "planned_at": now - timedelta(hours=20), "place": "Mairie"}
    made = plan_meeting(actor=stage.actor("alice"), now=now - timedelta(days=9), **values)
    police = stage.problem(level=Level.POLICE, title="Suivi réservé")
    for problem in (police, stage.problem(), stage.problem(title="Rodéos, place du Tampinet")):
        add_item(actor=stage.actor("alice"), meeting=made, problem=problem, now=now - timedelta(days=8))
    return made


@pytest.fixture
def client(client_for):
    return client_for("alice")


def address(meeting, level="partners"):
    return reverse("meetings:reentry", kwargs={"pk": meeting.pk, "level": level})


def items(meeting):
    return list(meeting.items.unsealed("test").order_by("rank"))


def decisions_of(meeting):
    return Decision.objects.unsealed("test").filter(item__meeting=meeting)


def box(item, rank, title="", who="", due=""):
    key = f"d{item.pk.hex}-{rank}"
    return {f"{key}_title": title, f"{key}_organisation": str(who and who.pk), f"{key}_due": due}


def everybody(state="present"):
    return {f"a{one.pk.hex}": state for one in Contact.objects.unsealed("test").all()}


def due(days=14):
    return (clock.today() + timedelta(days=days)).isoformat()


def written(meeting):
    """What a half-written page would leave behind."""
    return (
        Meeting.objects.unsealed("test").get(pk=meeting.pk).state,
        Action.objects.unsealed("test").count(),
        Attendance.objects.unsealed("test").count(),
        Entry.objects.unsealed("test").count(),
    )


def test_the_same_paper_typed_in_twice_is_one(stage, meeting, client):
    _, first, _ = items(meeting)
    typed = everybody() | box(first, 1, "Couper la haie", stage.cast.town, due())
    for _ in range(2):
        assert client.post(address(meeting), typed).status_code == 303
    assert decisions_of(meeting).count() == 1


def test_the_paper_is_typed_in_its_order_and_the_meeting_keeps_its_day(stage, meeting, client):
    _, first, second = items(meeting)
    typed = everybody() | box(first, 1, "Poser une lampe", stage.cast.landlord, due())
    typed |= box(first, 3, "Élaguer la haie", stage.cast.town, due())
    typed |= {f"o{second.pk.hex}_outcome": "nothing_new", f"o{second.pk.hex}_note": "Moins de bruit le soir."}
    answer = client.post(address(meeting), typed)
    assert (answer.status_code, answer["Location"]) == (303, reverse("meetings:live", kwargs={"pk": meeting.pk}))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.opened_at) == ("open", meeting.planned_at)
    decided = decisions_of(meeting)
    assert {one.text for one in decided} == {"Poser une lampe", "Élaguer la haie"}
    assert {one.action.state for one in decided} == {"accepted"}, "both were in the room"
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, second.outcome, second.note) == ("decision", "nothing_new", "Moins de bruit le soir.")
    states = set(meeting.attendances.unsealed("test").values_list("state", flat=True))
    assert states == {"present"}


def test_then_it_is_closed_like_any_other(stage, meeting, client):
    typed = everybody()
    for item in items(meeting):
        typed |= {f"o{item.pk.hex}_outcome": "postponed"}
    assert client.post(address(meeting, "police"), typed).status_code == 303
    meeting.refresh_from_db()
    close_meeting(actor=stage.actor("alice"), meeting=meeting, now=clock.now())
    assert (meeting.state, day_of(meeting.takes_place_at)) == ("closed", day_of(meeting.planned_at))


def test_numbers_are_those_of_the_paper_of_each_level(meeting, client):
    partners, police = (client.get(address(meeting, level)).content.decode() for level in ("partners", "police"))
    assert "1. Hall occupé, 12 rue des Lilas" in partners
    assert "Suivi réservé" not in partners
    assert "1. Suivi réservé" in police
    assert "2. Hall occupé, 12 rue des Lilas" in police
    assert client.get(address(meeting, "autre")).status_code == 404


def test_a_box_half_filled_is_told_and_nothing_is_written(stage, meeting, client):
    _, first, second = items(meeting)
    typed = everybody() | box(first, 1, "Poser une lampe", stage.cast.landlord, due())
    typed |= box(second, 2, "Ronde du soir", due=due())
    before = written(meeting)
    page = client.post(address(meeting), typed).content.decode()
    assert "Cette case est commencée : complétez-la, ou videz-la." in page
    assert "Rien n’est enregistré" in page
    assert written(meeting) == before
    assert 'value="Poser une lampe"' in page
    assert 'value="Ronde du soir"' in page


def test_what_a_service_refuses_undoes_the_rest_and_is_told_at_its_box(stage, meeting, client):
    """The first box is sound: it is not kept either, and nothing typed is lost."""
    _, first, second = items(meeting)
    typed = everybody() | box(first, 1, "Poser une lampe", stage.cast.landlord, due())
    typed |= box(second, 1, "Élaguer la haie", stage.cast.town, due(-3))
    before = written(meeting)
    page = client.post(address(meeting), typed).content.decode()
    assert f'href="#id_d{second.pk.hex}-1_due"' in page, "the summary leads to the box refused"
    assert 'value="Poser une lampe"' in page
    assert written(meeting) == before
    typed |= box(second, 1, "Élaguer la haie", stage.cast.town, due())
    assert client.post(address(meeting), typed).status_code == 303
    assert decisions_of(meeting).count() == 2


def test_a_name_in_a_box_is_screened_like_anywhere(stage, meeting, client):
    _, first, _ = items(meeting)
    typed = box(first, 1, "Convoquer M. Jean Dupont", stage.cast.town, due())
    before = written(meeting)
    page = client.post(address(meeting), typed).content.decode()
    assert "Jean Dupont" in page
    assert written(meeting) == before


def test_topics_have_their_answer_and_what_was_announced_is_in_the_boxes(stage, meeting, client):
    planned = meeting.planned_at
    Meeting.objects.unsealed("test").filter(pk=meeting.pk).update(planned_at=clock.now() + timedelta(hours=2))
    topic = stage.topic()
    said = {"meeting": Meeting.objects.unsealed("test").get(pk=meeting.pk), "answer": "excused"}
    answer_on_screen(actor=stage.actor("bruno"), now=clock.now(), today=clock.today(), **said)
    Meeting.objects.unsealed("test").filter(pk=meeting.pk).update(planned_at=planned)
    page = client.get(address(meeting)).content.decode()
    assert "S1. Les horaires du local à vélos" in page
    assert '<option value="excused" selected' in page
    answer = client.post(address(meeting), {f"t{topic.pk.hex}_answer": "Affichés au local"})
    assert answer.status_code == 303
    topic.refresh_from_db()
    assert (topic.state, topic.answer) == ("answered", "Affichés au local")


def test_before_its_hour_nothing_is_typed_in(stage, meeting, client):
    later = clock.now() + timedelta(days=1)
    Meeting.objects.unsealed("test").filter(pk=meeting.pk).update(planned_at=later)
    before = written(meeting)
    page = client.post(address(meeting), everybody()).content.decode()
    assert "n’a pas encore eu lieu" in page
    assert written(meeting) == before


def test_twenty_points_cost_as_many_queries_as_three(stage, meeting, client):
    def cost():
        client.get(address(meeting))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(meeting)).status_code == 200
        return len(queries)

    before = cost()
    for rank in range(17):
        problem = stage.problem(title=f"Point {rank}")
        add_item(actor=stage.actor("alice"), meeting=meeting, problem=problem, now=clock.now())
    assert cost() == before
