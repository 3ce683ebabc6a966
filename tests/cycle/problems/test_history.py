"""The history of a problem: who changed what, from what to what, for whoever reads the field and nobody else."""

from datetime import timedelta
from decimal import Decimal

import pytest

from palier.cycle.catalogue.models import Category
from palier.cycle.problems import services
from palier.cycle.problems.circumstances import Band, Bothered
from palier.cycle.problems.criteria import Criterion
from palier.cycle.problems.models import Problem
from palier.cycle.problems.services.content import CHANGEABLE
from palier.journal.erasure import erase_words_about
from palier.journal.queries import timeline
from palier.kernel.moments import said as moments_said
from palier.territory.models import Place
from palier.workflow.changes import NOT_COPIED
from tests.cast import NOW, TODAY

LATER = NOW + timedelta(hours=1)


def told(stage, name, problem, line=0):
    """The changes of one line of the history, as this person reads them: « Gravité : Faits isolés → Faits répétés »."""
    lines = timeline(stage.actor(name), problem).lines
    return [f"{one.label} : {one.before} → {one.after}" for one in lines[line].changes] if len(lines) > line else []


def change(stage, problem, **values):
    return services.change_problem(actor=stage.actor("alice"), problem=problem, now=LATER, **values)


def new_values(stage):
    """Another value for each field that a form may change, and how its change reads."""
    place, _ = Place.objects.unsealed("test").get_or_create(
        kind=stage.place.kind, name="Square des Pins", defaults={"created_at": NOW}
    )
    other = Category.objects.get(code="A2")
    return {
        "title": ("Cave occupée", "Intitulé (fait et lieu) : Hall occupé, 12 rue des Lilas → Cave occupée"),
        "category": (other, f"Catégorie principale : {stage.category} → {other}"),
        "second_category": (other, f"Catégorie secondaire :  → {other}"),
        "place": (place, "Lieu : Hall du 12 rue des Lilas → Square des Pins"),
        "gravity": (Problem.Gravity.SETTLED, "Gravité : Faits répétés → Activité installée"),
        "lead_organisation": (stage.cast.town, "Pilote :  → Ville de Digne"),
        "first_seen": (TODAY, "Première manifestation :  → 02/11/2026"),
        "last_seen": (TODAY, "Dernière manifestation :  → 02/11/2026"),
        "moments": (moments_said("nights").code, "Moments :  → Nuits (0 h – 6 h)"),
        "frequency": ("weekly", "Fréquence :  → Chaque semaine"),
        "bothered": (Bothered.values[0], f"Qui est surtout gêné :  → {Bothered.labels[0]}"),
        "bothered_number": (Band.values[0], f"Combien environ :  → {Band.labels[0]}"),
    }


def test_every_field_that_a_form_changes_says_what_it_said_and_says(stage):
    assert new_values(stage).keys() == CHANGEABLE
    for name, (value, line) in new_values(stage).items():
        problem = stage.problem()
        change(stage, problem, **{name: value})
        assert told(stage, "bruno", problem) == [line]
        first = timeline(stage.actor("bruno"), problem).lines[0]
        assert (first.who, first.at, first.text) == ("Alice", LATER, "a modifié la problématique")


def test_what_did_not_change_is_not_told(stage):
    problem = stage.problem()
    change(stage, problem, title=problem.title, gravity=Problem.Gravity.LASTING, frequency="")
    assert told(stage, "bruno", problem) == ["Gravité : Faits répétés → Emprise durable"]


def test_the_diagnosis_the_test_the_objective_the_rank_and_the_attempts_are_told_too(stage):
    problem, alice = stage.problem(), stage.actor("alice")
    ask = {"actor": alice, "problem": problem, "now": LATER}
    for is_met, line in ((True, " → Oui. Trois soirs"), (False, "Oui. Trois soirs → Non. Trois soirs")):
        answer = services.Answered(is_met=is_met, evidence="Trois soirs")
        services.answer_admission(answers={Criterion.RECURRENT: answer}, **ask)
        assert told(stage, "bruno", problem) == [f"{Criterion.RECURRENT.label} : {line}"]
    words = dict.fromkeys(("where", "when", "facts", "bothered", "tried"), "Porte forcée")
    services.write_diagnosis(**words, **ask)
    services.write_diagnosis(**{**words, "facts": "Vitre brisée"}, **ask)
    assert [line.split(" : ")[1] for line in told(stage, "bruno", problem)] == ["Porte forcée → Vitre brisée"]
    services.set_objective(
        objective="Hall libre le soir", indicator="Soirées", starting_value=Decimal("2.5"), starting_value_on=TODAY,
        starting_value_source="Gardien", today=TODAY, **ask,
    )  # fmt: skip
    assert "Valeur de départ :  → 2,5" in told(stage, "bruno", problem)
    services.rank_problem(priority="high", reason="Une école est à côté.", **ask)
    assert told(stage, "bruno", problem) == ["Priorité : Normale → Haute", "Motif :  → Une école est à côté."]
    attempt = services.add_attempt(family="B", text="Rondes", **ask)
    services.remove_attempt(actor=alice, attempt=attempt, now=LATER)
    assert told(stage, "bruno", problem)[0].endswith(": Rondes → ")


def test_a_move_tells_the_fields_it_wrote(stage):
    problem = stage.problem()
    services.decline_problem(actor=stage.actor("alice"), problem=problem, reason="Fait isolé.", now=LATER)
    assert told(stage, "bruno", problem) == ["Motif :  → Fait isolé."]


def test_the_judicial_follow_up_is_told_to_the_police_alone(stage):
    problem = stage.problem()
    before = timeline(stage.actor("bruno"), problem).lines
    for status in ("ongoing", "gltd"):
        services.set_judicial_status(actor=stage.actor("alice"), problem=problem, status=status, now=LATER)
    assert told(stage, "olivier", problem) == ["Suite judiciaire : Traitement judiciaire en cours → Orienté GLTD"]
    assert timeline(stage.actor("bruno"), problem).lines == before


def test_the_sealed_drawer_has_no_line_but_for_its_readers_and_no_word_at_all(stage):
    problem = stage.problem()
    stage.open_drawer(problem, "alice")
    before = timeline(stage.actor("olivier"), problem).lines
    services.write_sealed_note(actor=stage.actor("alice"), problem=problem, text="Opération mardi.", now=LATER)
    assert timeline(stage.actor("olivier"), problem).lines == before
    assert told(stage, "alice", problem) == []


def test_the_problem_into_which_one_is_merged_is_not_named(stage):
    problem, other = stage.problem(), stage.problem(title="Cave occupée")
    services.merge_problem(actor=stage.actor("alice"), problem=problem, into=other, now=LATER)
    assert told(stage, "bruno", problem) == []


@pytest.mark.parametrize("text", ["Hall occupé par Kevin Martin", "Bruit, appeler le 06 12 34 56 78"])
def test_a_name_taken_away_does_not_stay_in_the_history(stage, text):
    problem = stage.problem(title=text)
    change(stage, problem, title="Hall occupé le soir")
    assert told(stage, "alice", problem) == [f"Intitulé (fait et lieu) : {NOT_COPIED} → Hall occupé le soir"]


def test_what_was_said_leaves_with_the_words_of_the_journal(stage):
    problem = stage.problem()
    change(stage, problem, gravity=Problem.Gravity.LASTING)
    erase_words_about(actor=stage.actor("denis"), subject_ids=[problem.pk], reason="problems", now=LATER)
    assert told(stage, "alice", problem) == []
    assert timeline(stage.actor("alice"), problem).lines[0].text == "a modifié la problématique"
