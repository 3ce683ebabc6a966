"""A re-examination on the screens: in the box, on the problem, and set aside with its reason."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palier.cycle.problems.services import decline_problem
from palier.cycle.reports.models import Report
from palier.cycle.triage.models import Dismissal
from palier.kernel import clock
from tests.web.conftest import sign_in

WHY = "3 signalements en 6 mois depuis la fin de"


@pytest.fixture
def problem(stage):
    """Declined yesterday, told three times since."""
    made, yesterday = stage.problem(), clock.now() - timedelta(days=1)
    decline_problem(actor=stage.actor("alice"), problem=made, reason="Sans suite", now=yesterday)
    for _ in range(3):
        stage.report()
    Report.objects.unsealed("test").update(created_at=clock.now() - timedelta(hours=1))
    return made


def address(stage):
    place, category = stage.place.pk, stage.category.pk
    return reverse("triage:dismiss", kwargs={"group": stage.cast.group.pk, "place": place, "category": category})


def test_it_shows_in_the_box_and_on_the_problem_to_those_who_triage(stage, problem):
    pages = [reverse("triage:box"), reverse("problems:problem", kwargs={"pk": problem.pk})]
    for page in pages:
        assert WHY in sign_in(stage.cast, "olivier").get(page).text
    assert WHY not in sign_in(stage.cast, "bruno").get(pages[1]).text


def test_it_is_set_aside_with_a_reason(stage, problem):
    client = sign_in(stage.cast, "alice")
    assert "Ce champ est obligatoire" in client.post(address(stage), {"reason": ""}).text
    assert client.post(address(stage), {"reason": "Chantier fini."}).url == reverse("triage:box")
    assert Dismissal.objects.unsealed("test").get().reason == "Chantier fini."
    assert WHY not in client.get(reverse("triage:box")).text
    assert client.get(address(stage)).status_code == 404
