"""The triage box through its screens, without script: every exit, the next one, the answer taken back, several."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.catalogue.models import Category
from palier.cycle.problems.models import Problem, Source
from palier.cycle.reports.models import PoliceReferral, Report
from palier.kernel import clock
from tests.web.conftest import sign_in


def now_of(report) -> Report:
    return Report.objects.unsealed("test").get(pk=report.pk)


def answer(client, report, name, **values):
    return client.post(reverse("triage:report", kwargs={"pk": report.pk}), {"answer": name, **values})


def exits(stage):
    """What each answer is given, and the state that it leads to."""
    later = clock.today() + timedelta(days=20)
    return {
        "attach": ({"problem": stage.problem().pk}, "attached"),
        "open": ({"title": "Hall occupé le soir", "gravity": 2, "level": 20}, "attached"),
        "watch": ({"review_on": f"{later:%d/%m/%Y}"}, "watched"),
        "redirect": ({"towards": "clspd"}, "redirected"),
        "pass": ({"group": stage.cast.other_group.pk, "reason": "De l’autre côté de l’avenue."}, "received"),
        "decline": ({"reason": "isolated", "words": ""}, "declined"),
        "merge": ({"into": stage.report().pk}, "merged"),
    }


@pytest.mark.parametrize("name", ["attach", "open", "watch", "redirect", "pass", "decline", "merge"])
def test_every_exit_answers_and_brings_the_next_one(stage, name):
    report = stage.report()
    stage.now += timedelta(minutes=1)
    following = stage.report(text="Encore du bruit.")
    stage.now += timedelta(minutes=1)
    values, state = exits(stage)[name]
    client = sign_in(stage.cast, "olivier")
    response = answer(client, report, name, **values)
    assert response.status_code == 303, response.text[:3000]
    assert now_of(report).state == state
    assert response.url.startswith(reverse("triage:report", kwargs={"pk": following.pk}))
    shown = client.get(response.url).text
    assert "Encore du bruit." in shown
    assert ("Reprendre cette réponse" in shown) == (state in {"watched", "redirected", "declined"})


def test_the_last_answer_is_taken_back(stage):
    report = stage.report()
    client = sign_in(stage.cast, "alice")
    answer(client, report, "decline", reason="handled", words="Porte réparée.")
    assert now_of(report).decline_reason == "Déjà traité : Porte réparée."
    client.post(reverse("triage:undo", kwargs={"pk": report.pk}))
    assert now_of(report).state == "received"


def test_the_other_group_finds_it_in_its_box_and_sends_it_back(stage):
    report = stage.report()
    reason = "De l’autre côté de l’avenue."
    answer(sign_in(stage.cast, "alice"), report, "pass", group=stage.cast.other_group.pk, reason=reason)
    other = sign_in(stage.cast, "marc")
    assert "Transmis par GPO Digne 1" in other.get(reverse("triage:box")).text
    shown = other.get(reverse("triage:report", kwargs={"pk": report.pk}), {"reponse": "pass"}).text
    assert reason in shown
    assert f'<option value="{stage.cast.group.pk}" selected>' in shown
    mine = sign_in(stage.cast, "bruno").get(reverse("reports:mine")).text
    assert "Transmis au groupe GPO Manosque 1, qui y répondra." in mine
    assert reason in sign_in(stage.cast, "bruno").get(reverse("reports:report", kwargs={"pk": report.pk})).text
    answer(other, report, "pass", group=stage.cast.group.pk, reason="C’est bien chez vous.")
    assert "Transmis par GPO Manosque 1" in sign_in(stage.cast, "olivier").get(reverse("triage:box")).text


def test_the_gltd_is_read_by_the_police_alone(stage):
    report = stage.report()
    answer(sign_in(stage.cast, "alice"), report, "redirect", towards="gltd")
    assert now_of(report).get_destination_display() == "Autre cadre"
    assert PoliceReferral.objects.unsealed("test").get(report=report).destination == "gltd"
    page = sign_in(stage.cast, "bruno").get(reverse("reports:report", kwargs={"pk": report.pk})).text
    assert "Autre cadre" in page
    assert "Groupe local de traitement" not in page


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("watch", {"review_on": "02/01/2020"}, "La date de revue doit être dans l’avenir."),
        ("decline", {"reason": "other", "words": " "}, "Dites le motif en une phrase."),
        ("attach", {"problem": ""}, "Ce champ est obligatoire."),
    ],
)
def test_a_bad_answer_says_where_and_writes_nothing(stage, name, values, said):
    report = stage.report()
    shown = answer(sign_in(stage.cast, "alice"), report, name, **values).text
    assert said in shown
    assert now_of(report).state == "received"


def test_the_box_counts_what_it_lists_and_marks_what_is_late(stage):
    for days in (12, 3):
        report = stage.report(text=f"Il y a {days} jours.")
        Report.objects.unsealed("test").filter(pk=report.pk).update(created_at=clock.now() - timedelta(days=days))
    shown = sign_in(stage.cast, "alice").get(reverse("triage:box")).text
    assert "2 signalements sans réponse" in shown
    assert "dont 1 en retard" in shown
    assert shown.index("Il y a 12 jours.") < shown.index("Il y a 3 jours.")
    assert "Depuis 12 jours" in shown
    assert shown.count("data-line") == 2


def test_several_are_grouped_in_one_act(stage):
    reports = [stage.report(), stage.report()]
    client, here = sign_in(stage.cast, "olivier"), reverse("triage:group")
    chosen = {"signalement": [str(report.pk) for report in reports]}
    assert "Ouvrir une problématique avec tous" in client.get(here, chosen).text
    response = client.post(here, {**chosen, "answer": "open", "title": "Hall occupé", "gravity": 2, "level": 20})
    problem = Problem.objects.unsealed("test").get()
    assert response.url == reverse("problems:problem", kwargs={"pk": problem.pk})
    assert Source.objects.unsealed("test").filter(problem=problem).count() == 2
    more = stage.report()
    client.post(here, {"signalement": [str(more.pk)], "answer": "attach", "problem": problem.pk})
    assert Source.objects.unsealed("test").filter(problem=problem).count() == 3


def test_a_group_is_named_after_the_most_open_report_and_proposed_at_the_level_of_the_most_reserved(stage):
    other = Category.objects.exclude(pk=stage.category.pk).first()
    reserved = stage.report("olivier", category=other, text="Vu par la patrouille.", level=Level.POLICE)
    shared = stage.report()
    shown = sign_in(stage.cast, "olivier").get(
        reverse("triage:group"), {"signalement": [str(reserved.pk), str(shared.pk)], "answer": "open"}
    )
    form = shown.context["open"]
    assert form["title"].initial.startswith(stage.category.label)
    assert form["level"].initial == Level.POLICE


def test_an_answered_report_offers_no_answer(stage):
    report = stage.report()
    stage.problem(report=report)
    shown = sign_in(stage.cast, "alice").get(reverse("triage:report", kwargs={"pk": report.pk})).text
    assert "Ce signalement a reçu sa réponse" in shown
    assert "Ne pas retenir" not in shown.split("</dialog>")[1]


@pytest.mark.parametrize("query", ["signalement=abc", ""])
def test_grouping_nothing_or_nonsense_writes_nothing(stage, query):
    response = sign_in(stage.cast, "alice").get(f"{reverse('triage:group')}?{query}")
    assert response.status_code == (404 if query else 303)


def test_the_seven_questions_help_and_lead_to_the_answer(world, client_for):
    page = client_for("alice").get(f"/signalements/tri/{world['new_report'].pk}/").content.decode()
    assert page.count(" ?</li>") + page.count(" ?</strong> Sinon") == 7
    assert "?reponse=watch#repondre" in page.split("Sept questions")[1]
