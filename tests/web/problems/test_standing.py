"""Where a problem stands, as its page draws it: a closed one says with what result, and through which steps."""

import pytest
from django.urls import reverse

from palier.cycle.problems.lifecycle import Outcome
from tests.cast import TODAY

VALUES = {"close": {"today": TODAY}}


@pytest.mark.parametrize(
    ("moves", "outcome", "resolved"),
    [
        (("observe", "close"), Outcome.MOVED, "Résolu : étape non franchie"),
        (("observe", "resolve", "close"), Outcome.GONE, "Résolu : étape passée"),
    ],
)
def test_what_was_closed_says_its_result_and_whether_it_was_solved(stage, client, moves, outcome, resolved):
    problem = stage.lead(stage.problem(), "admit", "plan", "start")
    for move in moves:
        stage.lead(problem, move, **VALUES.get(move, {}) | ({"outcome": outcome} if move != "observe" else {}))
    client.force_login(stage.cast.users["bruno"])
    page = client.get(reverse("problems:problem", kwargs={"pk": problem.pk})).content.decode()
    assert f"Résultat constaté : <strong>{outcome.label}</strong>" in page
    assert resolved in page.replace('<span class="fr-sr-only">', "")
