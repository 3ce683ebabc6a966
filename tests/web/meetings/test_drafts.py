"""What is typed in séance survives: kept for its writer, never covered by another window or another person."""

from uuid import uuid4

import pytest
from django.urls import reverse

from palier.cycle.meetings import services
from palier.cycle.meetings.models import AgendaItem, Decision, Draft
from palier.kernel import clock
from tests.cast import NOW
from tests.web.conftest import sign_in


@pytest.fixture
def alice(stage):
    return sign_in(stage.cast, "alice")


@pytest.fixture
def point(stage):
    meeting = stage.meeting(planned_at=NOW)
    item = services.add_item(actor=stage.actor("alice"), meeting=meeting, problem=stage.problem(), now=NOW)
    services.open_meeting(actor=stage.actor("alice"), meeting=meeting, now=clock.now(), today=clock.today())
    item.meeting = meeting
    return item


def address(item, name="item"):
    return reverse(f"meetings:{name}", kwargs={"pk": item.meeting_id, "item": item.pk})


def typed(client, item, title, version=0, **more):
    sent = {"kind": "decision", "version": version, "decision-title": title, **more}
    return client.post(address(item, "draft"), sent)


def decide(client, item, key, title="Poser un digicode"):
    sent = {"title": title, "organisation": "Bléone Habitat", "due": f"{clock.today():%d/%m/%Y}"}
    sent = {f"decision-{name}": value for name, value in sent.items()}
    return client.post(address(item), {**sent, "filing_key": key, "decide": 1})


def end(client, item, outcome, note, seen):
    sent = {"outcome-outcome": outcome, "outcome-note": note, "outcome-seen": seen, "end": 1}
    return client.post(address(item), sent)


def test_what_is_typed_comes_back_after_a_closed_lid(stage, alice, point):
    key = str(uuid4())
    assert typed(alice, point, "Poser un dig", filing_key=key).json() == {"version": 1}
    assert typed(alice, point, "Poser un digicode", version=1, filing_key=key).json() == {"version": 2}
    page = sign_in(stage.cast, "alice").get(address(point)).content.decode()
    assert 'value="Poser un digicode"' in page
    assert 'data-version="2"' in page
    assert key in page
    assert "Repris du brouillon" in page
    assert decide(alice, point, key).status_code == 303
    assert not Draft.objects.unsealed("test").exists()


def test_two_windows_see_both_texts_and_neither_is_covered(alice, point):
    typed(alice, point, "Premier texte")
    for version in (0, 7):
        other = typed(alice, point, "Second texte", version=version)
        assert other.status_code == 409
        assert (other.json()["version"], other.json()["words"]["decision-title"]) == (1, "Premier texte")
    assert Draft.objects.unsealed("test").get().words["title"] == "Premier texte"
    assert typed(alice, point, "Second texte", version=1).json() == {"version": 2}, "chosen knowingly"


def test_two_people_have_each_their_own(stage, alice, point):
    alain = sign_in(stage.cast, "alain")
    typed(alice, point, "Poser un digicode")
    typed(alain, point, "Appeler le syndic")
    page = alice.get(address(point)).content.decode()
    assert 'value="Poser un digicode"' in page
    assert "Alain écrit aussi (décision) : « Appeler le syndic »" in page
    assert typed(sign_in(stage.cast, "bruno"), point, "x").status_code == 403


def test_a_decision_sent_twice_over_a_cut_network_is_one(alice, point):
    key = uuid4()
    assert decide(alice, point, key).status_code == decide(alice, point, key).status_code == 303
    assert decide(alice, point, uuid4(), title="Autre chose").status_code == 303
    assert Decision.objects.unsealed("test").count() == 2
    assert decide(alice, point, "rien").status_code == 303


def test_an_outcome_noted_meanwhile_is_shown_and_replaced_knowingly(stage, alice, point):
    seen = point.ending_mark
    assert end(sign_in(stage.cast, "alain"), point, "postponed", "Le syndic est absent.", seen).status_code == 303
    page = end(alice, point, "nothing_new", "Rien depuis.", seen).content.decode()
    assert "Un collègue a noté entre-temps : « Reporté à la prochaine réunion », « Le syndic est absent. »" in page
    assert "Rien depuis." in page
    noted = AgendaItem.objects.unsealed("test").get(pk=point.pk)
    assert noted.outcome == "postponed"
    assert f'name="outcome-seen" value="{noted.ending_mark}"' in page
    assert end(alice, point, "nothing_new", "Rien depuis.", noted.ending_mark).status_code == 303


def test_what_is_not_a_draft_is_refused_and_all_leave_with_the_seance(stage, alice, point):
    assert alice.post(address(point, "draft"), {"kind": "autre"}).status_code == 422
    assert typed(alice, point, "x" * 1001).status_code == 422
    typed(alice, point, "Commencé")
    services.set_item_outcome(actor=stage.actor("alice"), item=point, outcome="nothing_new", now=NOW)
    for row in point.meeting.attendances.unsealed("test").select_related("contact"):
        services.record_attendance(
            actor=stage.actor("alice"), meeting=point.meeting, contact=row.contact, state="present", now=NOW
        )
    services.close_meeting(actor=stage.actor("alice"), meeting=point.meeting, now=NOW)
    assert not Draft.objects.unsealed("test").exists()
    assert typed(alice, point, "Trop tard").status_code == 422
