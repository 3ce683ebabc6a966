"""What speaks of an inquiry is for the police alone, whatever its column; what only sounds like it is kept."""

import pytest

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.problems.models import Diagnosis, JudicialStatus, Problem
from palier.intake.inquiry import is_judicial
from palier.intake.preview import Status, preview_lines


@pytest.mark.parametrize(
    "text",
    [
        "Enquête judiciaire en cours",
        "deux gardes à vue",
        "GAV de l’auteur",
        "parquet saisi, OPJ avisé",
        "CRPC le 12/03",
        "Transmis GLTD",
        "mandat de dépôt",
        "affaire suivie au TJ",
        "Interpellation mardi",
        "3 individus interpellés",
        "perquisition cage B",
        "procédure 2026/004512",
        "enquête de voisinage faite",
        "opération de police prévue le 12/12",
        "réquisition vidéo adressée",
        "mis en examen",
        "déféré ce matin",
    ],
)
def test_what_tells_of_an_inquiry(text):
    assert is_judicial(text)


@pytest.mark.parametrize(
    "text",
    [
        "Porter plainte au nom du bailleur",
        "plainte déposée par la copropriété",
        "PV de stationnement",
        "procédure d’expulsion engagée",
        "Procédure mairie : évaluation comportementale",
        "enquête de satisfaction auprès des locataires",
        "copropriété sous administration judiciaire",
        "Rondes renforcées le soir",
        "interpeller le bailleur sur l’éclairage",
        "a interpellé le maire en conseil",
        "parquet abîmé du logement",
        "condamner la porte du local",
        "contrôles de vitesse réguliers",
        "intervention du serrurier prévue le 12/12",
    ],
)
def test_what_only_sounds_like_it(text):
    assert not is_judicial(text)


LINE = (
    "17/09/24;Hall occupé, enquête en cours;12 rue A;Du bruit le soir. Deux gardes à vue, parquet saisi;{action};PN"
    ";30/09/2024;;;plainte. Mandat de dépôt."
)


def test_no_column_of_the_group_keeps_the_words_of_an_inquiry(desk):
    desk.take(desk.read(LINE.format(action="présence le soir")))
    problem = Problem.objects.unsealed("test").get(title__startswith="Fait repris")
    told = [problem.title, problem.place.name, Diagnosis.objects.unsealed("test").get(problem=problem).facts]
    action = Action.objects.unsealed("test").get(problem=problem)
    told += [action.title, action.observation, action.block_reason]
    assert "Du bruit le soir" in " ".join(told)
    assert not any(is_judicial(text) for text in told)
    assert JudicialStatus.objects.unsealed("test").get(problem=problem).level == Level.POLICE


def test_an_operation_to_come_is_no_action_of_the_group_and_the_preview_says_so(desk):
    tracker = desk.read(
        LINE.format(action="perquisition prévue le 12/12/2026 à 6h, cage B"), LINE.format(action="rondes")
    )
    refused, *_ = preview_lines(tracker)
    assert refused.status is Status.REFUSED
    assert any("tiroir scellé" in remark for remark in refused.remarks)
    assert any("Ce qui parle d’une enquête dans l’intitulé, le constat, le suivi" in said for said in refused.remarks)
    desk.take(tracker)
    assert not Action.objects.unsealed("test").filter(title__contains="perquisition").exists()


def test_when_the_police_will_come_is_not_told_while_a_landlord_says_when_its_worker_does(desk):
    told = "17/09/24;Hall occupé;12 rue A;x;{};{};30/09/2024;;;"
    desk.take(
        desk.read(
            told.format("opération prévue le 12/12", "PN"), told.format("intervention prévue le 12/12", "Espaces verts")
        )
    )
    titles = Action.objects.unsealed("test").values_list("title", flat=True)
    assert "intervention prévue le 12/12" in titles
    assert "opération prévue le 12/12" not in titles
