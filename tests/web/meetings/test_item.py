"""One item of the séance: what it shows, a decision typed, an outcome that passes the problem's gates."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.actions.services import accept_action, complete_action
from palier.cycle.meetings import services
from palier.cycle.meetings.models import AgendaItem, Decision
from palier.cycle.problems import services as problems
from palier.kernel import clock
from tests.cast import NOW, TODAY
from tests.web.conftest import sign_in


@pytest.fixture
def alice(stage):
    return sign_in(stage.cast, "alice")


@pytest.fixture
def point(stage):
    meeting = stage.meeting(planned_at=clock.now())
    item = services.add_item(actor=stage.actor("alice"), meeting=meeting, problem=stage.problem(), now=NOW)
    services.open_meeting(actor=stage.actor("alice"), meeting=meeting, now=NOW, today=TODAY)
    item.meeting = meeting
    return item


def address(item, name="item"):
    return reverse(f"meetings:{name}", kwargs={"pk": item.meeting_id, "item": item.pk})


def decide(client, item, **values):
    sent = {"title": "Poser un digicode", "organisation": "Bléone Habitat", "due": f"{clock.today():%d/%m/%Y}"}
    return client.post(
        address(item), {f"decision-{key}": value for key, value in (sent | values).items()} | {"decide": 1}
    )


def end(client, item, outcome, **values):
    sent = {f"outcome-{key}": value for key, value in {"outcome": outcome, **values}.items()}
    return client.post(address(item), sent | {"end": 1})


def outcome_of(item):
    return AgendaItem.objects.unsealed("test").get(pk=item.pk).outcome


@pytest.mark.parametrize("typed", ["Bléone Habitat", "bleone habitat", "bléo", "habitat"])
def test_letters_are_enough_to_name_who_is_in_charge(stage, alice, point, typed):
    assert decide(alice, point, organisation=typed).status_code == 303
    assert Decision.objects.unsealed("test").get().action.organisation == stage.cast.landlord


def test_a_name_unknown_or_shared_is_told_and_what_was_typed_is_kept(stage, alice, point):
    page = decide(alice, point, organisation="Préfecture").content.decode()
    assert "Aucune organisation de ce nom" in page
    assert 'value="Poser un digicode"' in page
    page = decide(alice, point, organisation="digne").content.decode()
    assert "Plusieurs organisations" in page
    assert not Decision.objects.unsealed("test").exists()


def test_the_date_proposed_is_that_of_the_next_meeting(stage, alice, point):
    day = clock.today() + timedelta(days=11)
    stage.meeting(planned_at=clock.now() + timedelta(days=11))
    assert f'value="{day:%d/%m/%Y}"' in alice.get(address(point)).content.decode()


def test_the_screen_recalls_decided_promised_done_and_new(stage, alice, point):
    """The previous meeting decided; since then the landlord did it, and somebody reported again."""
    before = stage.meeting(planned_at=NOW - timedelta(days=15))
    type(before).objects.unsealed("test").filter(pk=before.pk).update(
        state="closed", opened_at=NOW - timedelta(days=15), closed_at=NOW - timedelta(days=15)
    )
    item = AgendaItem.objects.create(meeting=before, problem=point.problem, rank=1)
    action = stage.action(point.problem, title="Changer la serrure")
    Decision.objects.create(item=item, action=action, text=action.title, taken_at=NOW - timedelta(days=15))
    accept_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY)
    complete_action(actor=stage.actor("bruno"), action=action, now=NOW, today=TODAY, observation="Posée lundi.")
    report = stage.report(text="Encore du bruit à minuit.")
    problems.attach_report(actor=stage.actor("alice"), report=report, problem=point.problem, now=NOW)
    page = alice.get(address(point)).content.decode()
    assert page.count("Changer la serrure") == 2
    assert "Faite" in page
    assert "1 signalement depuis la réunion du" in page
    assert "Encore du bruit à minuit." in page


def test_what_the_police_promised_stands_beside_and_folded(stage, alice, point):
    stage.action(point.problem, title="Passage le soir", organisation=stage.cast.police, level=Level.POLICE)
    shown, _, folded = alice.get(address(point)).content.decode().partition('<details class="palier-reserved"')
    assert "Passage le soir" not in shown
    assert "Passage le soir" in folded


def test_a_closure_that_lacks_something_says_it_on_the_spot(stage, alice, point):
    stage.lead(point.problem, "admit")
    page = end(alice, point, "closure", closing="gone", note="Plus rien.").content.decode()
    assert "Étape suivante : « Passer au plan d’action »" in page
    assert "Plus rien." in page
    assert outcome_of(point) == ""


def test_a_closure_and_a_handing_over_ask_for_the_rest(stage, alice, point):
    assert "Ce champ est nécessaire" in end(alice, point, "closure").content.decode()
    assert "Ce champ est nécessaire" in end(alice, point, "redirected").content.decode()
    assert end(alice, point, "redirected", destination="clspd", note="À la ville").status_code == 303
    assert outcome_of(point) == "redirected"


def test_the_room_is_turned_to_an_item_and_the_clock_runs(stage, alice, point):
    page = alice.get(address(point)).content.decode()
    assert "data-follow" in page
    assert alice.post(address(point, "show"), headers={"HX-Request": "true"}).status_code == 204
    page = alice.get(address(point)).content.decode()
    assert "data-since" in page
    assert "data-follow" not in page
    # Alain reads another page: the room does not follow him, he may have it do so.
    other = services.add_item(
        actor=stage.actor("alice"), meeting=point.meeting, problem=stage.problem(title="Autre"), now=NOW
    )
    page = sign_in(stage.cast, "alain").get(address(other)).content.decode()
    assert "Montrer ce point à la salle" in page
    assert "data-follow" not in page
    url = reverse("meetings:show-agenda", kwargs={"pk": point.meeting_id})
    assert alice.post(url).status_code == 303
