"""A move that the gates would refuse now is not offered: what it lacks is read in its place."""

from django.urls import reverse

from palier.cycle.problems.models import Problem


def page_of(client, problem):
    return client.get(reverse("problems:problem", args=[problem.pk])).text


def button(move):
    return f'name="move" value="{move}"'


def test_the_next_step_has_no_button_while_something_is_missing_then_has_one(world, client_for):
    problem = world.stage.problem("alice", title="Square occupé")
    alice = client_for("alice")
    before = page_of(alice, problem)
    assert button("admit") not in before
    assert "Le test d’admission attend une réponse" in before
    assert reverse("problems:admission", args=[problem.pk]) in before
    assert "Le bouton de cette étape paraîtra" in before
    world.stage.pass_gates(problem, "admit")
    after = page_of(alice, problem)
    assert button("admit") in after
    assert "Le bouton de cette étape paraîtra" not in after


def test_another_step_that_lacks_something_says_so_as_well(world, client_for):
    problem = world.stage.problem("alice", title="Square occupé")
    Problem.objects.unsealed("test").filter(pk=problem.pk).update(state="reopened")
    page = page_of(client_for("alice"), problem)
    assert button("start") not in page
    assert "Mettre en œuvre : pas encore possible" in page
    assert "Inscrivez d’abord une action" in page
    assert "Mettre en œuvre : pas encore possible" not in page_of(client_for("bruno"), problem)
