"""What surrounds an action, as its reader meets it: ticks, operations, partners, what was tried, what stays outside."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from palier.cycle.actions.lifecycle import PartState
from palier.cycle.actions.models import Action, Involvement, JointOperation, Tick
from palier.cycle.catalogue.models import Answer
from palier.kernel import clock
from tests.attachments.samples import photo

DAY = {"day": f"{clock.today():%d/%m/%Y}"}


@pytest.fixture
def patrol(world):
    action = world["action"]
    values = {"state": "accepted", "every_days": 7, "accepted_on": clock.today(), "due": clock.today()}
    Action.objects.unsealed("test").filter(pk=action.pk).update(**values, first_due=clock.today())
    return action


def read(client, name, **kwargs):
    return client.get(reverse(f"actions:{name}", kwargs=kwargs)).content.decode()


def test_a_passage_is_ticked_in_one_press_and_unticked(patrol, client_for):
    bruno = client_for("bruno")
    assert "Aucun passage coché" in read(bruno, "action", pk=patrol.pk)
    page = bruno.post(reverse("actions:tick", args=[patrol.pk]), DAY, follow=True).content.decode()
    assert "est coché" in page
    again = bruno.post(reverse("actions:tick", args=[patrol.pk]), {**DAY, "note": "Tout est calme"})
    assert "est déjà coché" in again.content.decode()
    assert "Tout est calme" in again.content.decode(), "what was typed is kept"
    assert "Décocher" not in read(client_for("claire"), "action", pk=patrol.pk)
    row = Tick.objects.unsealed("test").get()
    bruno.post(reverse("actions:untick", args=[patrol.pk, row.pk]))
    assert not Tick.objects.unsealed("test").exists()


def test_a_joint_operation_is_written_in_counts_and_read_by_the_group(patrol, world, client_for):
    bruno, address = client_for("bruno"), reverse("actions:operation", args=[patrol.pk])
    staff = {f"staff_{world.cast.landlord.pk.hex}": 2, f"staff_{world.cast.town.pk.hex}": "beaucoup"}
    refused = bruno.post(address, {"held_on": DAY["day"], **staff}).content.decode()
    assert "nombre entier" in refused
    assert "beaucoup" in refused
    staff[f"staff_{world.cast.town.pk.hex}"] = 3
    bruno.post(address, {"held_on": DAY["day"], **staff, "result_checks": 14})
    assert JointOperation.objects.unsealed("test").exists()
    page = read(client_for("claire"), "action", pk=patrol.pk)
    assert "Bléone Habitat : 2, Ville de Digne : 3" in page
    assert "Contrôles : 14" in page


def test_a_partner_says_where_it_stands_and_the_chief_asks_another(world, client_for):
    problem, bruno = world["problem"], client_for("bruno")
    part = Involvement.objects.unsealed("test").get(problem=problem, organisation=world.cast.landlord)
    address = reverse("actions:part", args=[part.pk])
    assert "Nous déclinons" in bruno.get(f"{address}?move=decline").content.decode()
    assert "Nous en sommes" in bruno.get(reverse("problems:problem", args=[problem.pk])).content.decode()
    bruno.post(address, {"move": "join"})
    part.refresh_from_db()
    assert part.state == PartState.IN
    assert bruno.get(f"{address}?move=jump").status_code == 404
    ask = reverse("actions:ask-partner", args=[problem.pk])
    page = client_for("alice").post(ask, {"organisation": world.cast.town.pk}, follow=True).content.decode()
    assert "Le partenaire est sollicité" in page
    assert "Sollicité" in page


def test_what_concerns_a_person_is_yes_or_no_and_nothing_else(world, client_for):
    claire, address = client_for("claire"), reverse("actions:outside", args=[world["problem"].pk])
    answer = Answer.objects.get(concerns_person=True, partner_type="MAI")
    page = claire.get(address).content.decode()
    assert answer.label in page
    assert "<textarea" not in page
    shown = claire.post(address, {f"answer_{answer.pk}": "oui"}, follow=True).content.decode()
    assert f"{answer.label} : oui" in shown
    stale = client_for("alice").post(address, {f"answer_{answer.pk}": "non", f"seen_answer_{answer.pk}": ""})
    assert "entre-temps" in stale.content.decode(), "Claire was faster than what this page had read"
    claire.post(address, {f"answer_{answer.pk}": "", f"seen_answer_{answer.pk}": "oui"})
    assert f"{answer.label} : oui" not in claire.get(reverse("problems:problem", args=[world["problem"].pk])).text


def test_a_plan_of_presence_alone_is_prompted_and_precedents_answer(world, client_for):
    problem, alice = world["problem"], client_for("alice")
    address = reverse("problems:problem", args=[problem.pk])
    rows = Action.objects.unsealed("test").filter(problem=problem)
    rows.update(answer=Answer.objects.filter(family=Answer.Kind.PRESENCE).first())
    assert "fait que de présence" in alice.get(address).content.decode()
    rows.update(answer=Answer.objects.filter(family=Answer.Kind.WORKS, concerns_person=False).first())
    assert "fait que de présence" not in alice.get(address).content.decode()
    rows.update(state="proposed", accepted_on=None)
    other = world.stage.problem(title="Un autre hall")
    page = read(alice, "precedents", problem=other.pk)
    assert "Rien de semblable" in page, "what was only proposed was not tried"
    rows.update(state="accepted")
    assert "Tentée sur" in read(alice, "precedents", problem=other.pk)


def test_the_person_who_carries_it_is_chosen_among_its_organisation(world, client_for):
    action, address = world["action"], reverse("actions:assign", args=[world["action"].pk])
    page = client_for("bruno").get(address).content.decode()
    assert "Bruno</option>" in page
    assert "Claire</option>" not in page
    contact = world.cast.users["bruno"].contacts.unsealed("test").get()
    client_for("bruno").post(address, {"contact": contact.pk})
    assert Action.objects.unsealed("test").get(pk=action.pk).contact == contact


def test_done_is_said_with_its_photographs_or_not_at_all(world, client_for, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    action, bruno = world["action"], client_for("bruno")
    address = reverse("actions:move", args=[action.pk])
    bruno.post(address, {"move": "accept"})
    said = {"move": "complete", "observation": "Porte réparée, testée."}
    refused = bruno.post(address, {**said, "files": ContentFile(b"pas une image", name="porte.jpg")})
    assert "porte.jpg" in refused.content.decode()
    assert "Porte réparée, testée." in refused.content.decode(), "what was typed is kept"
    assert Action.objects.unsealed("test").get(pk=action.pk).state == "accepted"
    bruno.post(address, {**said, "files": ContentFile(photo(), name="porte.jpg")})
    assert Action.objects.unsealed("test").get(pk=action.pk).state == "done"
    assert "porte" in read(client_for("claire"), "action", pk=action.pk)
