"""Two people write the same thing at once: the second is told, nothing of the first is lost."""

import pytest
from django.urls import reverse

from palier.cycle.problems.models import Diagnosis

WORDS = {"where": "Hall traversant.", "when": "Le soir.", "facts": "Porte forcée."}


@pytest.fixture
def pages(world, client_for):
    return client_for("alice"), client_for("alain"), world["problem"]


def hidden(client, address: str, name: str) -> str:
    return str(client.get(address).context["form"][name].value() or "")


def test_a_diagnosis_written_meanwhile_is_not_replaced(pages):
    alice, alain, problem = pages
    address = reverse("problems:diagnosis", kwargs={"pk": problem.pk})
    mine, his = (hidden(client, address, "read") for client in (alice, alain))
    assert alice.post(address, {**WORDS, "read": mine}).status_code == 303
    told = alain.post(address, {**WORDS, "where": "Autre chose.", "read": his})
    assert "entre-temps" in told.content.decode()
    assert "Autre chose." in told.content.decode()  # what was typed is kept
    assert Diagnosis.objects.unsealed("test").get(problem=problem).where == "Hall traversant."
    assert (
        alain.post(address, {**WORDS, "where": "Autre chose.", "read": hidden(alain, address, "read")}).status_code
        == 303
    )


def test_a_rank_given_meanwhile_is_not_replaced(pages):
    alice, alain, problem = pages
    address = reverse("problems:rank", kwargs={"pk": problem.pk})
    mine, his = (hidden(client, address, "version") for client in (alice, alain))
    assert alice.post(address, {"priority": "high", "reason": "Chute.", "version": mine}).status_code == 303
    told = alain.post(address, {"priority": "low", "reason": "Calme.", "version": his})
    assert "entre-temps" in told.content.decode()
    problem.refresh_from_db()
    assert problem.priority == "high"
