"""The screens that tie problems together: dividing, proposing, the question of a boundary, undoing a merge."""

from django.urls import reverse

from palier.cycle.problems.models import Problem
from palier.cycle.relations.models import Handover
from palier.cycle.relations.services import propose_handover
from palier.territory.models import Sector
from tests.cast import NOW


def named(title):
    return Problem.objects.unsealed("test").filter(title=title)


def test_dividing_keeps_what_was_typed_until_it_is_sound(world, client_for):
    client, problem = client_for("alice"), world["problem"]
    address = reverse("relations:split", args=[problem.pk])
    page = client.get(address).content.decode()
    assert "Signalements qui partent" in page
    data = {
        "title": "Le parking",
        "category": "C1",
        "place_words": world.stage.place.name,
        "place": f"lieu:{world.stage.place.pk}",
    }
    refused = client.post(address, data).content.decode()
    assert "Choisissez au moins un signalement ou une action" in refused
    assert 'value="Le parking"' in refused
    action = world["action"]
    answer = client.post(address, {**data, "actions": [action.pk]})
    assert answer.status_code == 303
    action.refresh_from_db(from_queryset=type(action).objects.unsealed("test"))
    assert action.problem == named("Le parking").get()
    assert "Divisée" in client.get(reverse("problems:problem", args=[problem.pk])).content.decode()


def test_a_problem_is_proposed_read_and_taken_over(world, client_for):
    problem = world.stage.problem(title="Regroupements à la limite")
    data = {"group": world.cast.other_group.pk, "reason": "De l’autre côté de l’avenue.", "keeps_reading": "on"}
    assert client_for("alice").post(reverse("relations:hand-over", args=[problem.pk]), data).status_code == 303
    marc = client_for("marc")
    assert "Problématiques proposées par un autre groupe" in marc.get(reverse("home:home")).content.decode()
    address = reverse("relations:handover", args=[Handover.objects.unsealed("test").get().pk])
    assert "De l’autre côté de l’avenue." in marc.get(address).content.decode()
    assert "Dites pourquoi" in marc.post(address, {"answer": ""}).content.decode()
    answer = marc.post(address, {"accept": "1"})
    assert answer.status_code == 303
    assert marc.get(answer["Location"]).status_code == 200
    assert named("Regroupements à la limite").get().group == world.cast.other_group


def test_a_boundary_asks_and_the_answer_associates(world, client_for):
    cast, place = world.cast, world.stage.place
    groups = (cast.group, cast.other_group)
    sectors = [Sector.objects.create(district=one.district, code=f"S{one.code}", name=one.name) for one in groups]
    for sector, group in zip(sectors, groups, strict=True):
        group.sectors.add(sector)
    place.sector, place.second_sector = sectors
    place.save()
    alice, problem = client_for("alice"), world["problem"]
    page, question = reverse("problems:problem", args=[problem.pk]), reverse("relations:boundary", args=[problem.pk])
    assert question in alice.get(page).content.decode()
    assert question not in client_for("bruno").get(page).content.decode()
    theirs = alice.post(question, {"group": cast.other_group.pk, "answer": "theirs"})
    assert theirs["Location"].endswith(f"?groupe={cast.other_group.pk}")
    assert alice.post(question, {"group": cast.other_group.pk, "answer": "ours"}).status_code == 303
    assert question not in alice.get(page).content.decode()
    assert client_for("dora").get(page).status_code == 200


def test_a_merge_is_undone_from_its_page(world, client_for):
    alice, into = client_for("alice"), world["problem"]
    problem = world.stage.problem(title="Encore le hall")
    done = alice.post(reverse("problems:move", args=[problem.pk]), {"move": "merge", "into": into.pk})
    assert done.status_code == 303
    page = alice.get(reverse("problems:problem", args=[problem.pk])).content.decode()
    assert "Défaire la fusion" in page
    assert alice.post(reverse("relations:separate", args=[problem.pk])).status_code == 303
    assert named("Encore le hall").get().state == "to_qualify"


def test_a_proposal_shows_nothing_of_it_to_a_partner(world, client_for):
    values = {"group": world.cast.other_group, "reason": "Ailleurs.", "keeps_reading": True, "now": NOW}
    problem = world.stage.problem()
    page = reverse("problems:problem", args=[problem.pk])
    propose_handover(actor=world.stage.actor("alice"), problem=problem, **values)
    assert "Transmission" not in client_for("bruno").get(page).content.decode()
    assert "Transmission proposée" in client_for("olivier").get(page).content.decode()
