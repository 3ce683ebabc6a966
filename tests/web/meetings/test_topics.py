"""A member brings a topic, the chief gives it a follow-up, the member reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.meetings.models import Topic
from palier.kernel import clock
from tests.web.conftest import sign_in

PARK = reverse("meetings:topic-park")


@pytest.fixture
def bruno(stage):
    return sign_in(stage.cast, "bruno")


@pytest.fixture
def alice(stage):
    return sign_in(stage.cast, "alice")


@pytest.fixture
def planned(stage):
    return stage.meeting(planned_at=clock.now() + timedelta(days=1))


def only():
    return Topic.objects.unsealed("test").get()


def answering():
    return reverse("meetings:topic-answer", kwargs={"pk": only().pk})


def test_a_partner_brings_a_topic_from_the_page_of_a_problem(stage, bruno, planned):
    problem = stage.problem()
    page = bruno.get(reverse("problems:problem", kwargs={"pk": problem.pk})).content.decode()
    assert f"{PARK}?problem={problem.pk}" in page
    form = bruno.get(f"{PARK}?problem={problem.pk}").content.decode()
    assert f'<option value="{problem.pk}" selected' in form
    sent = {"group": stage.cast.group.pk, "text": "Les horaires du local", "problem": problem.pk}
    assert bruno.post(PARK, sent).status_code == 303
    assert (only().problem, only().level) == (problem, Level.GROUP)
    shown = bruno.get(reverse("meetings:meeting", kwargs={"pk": planned.pk})).content.decode()
    assert "Les horaires du local" in shown
    assert "Donner suite" not in shown


def test_a_topic_that_names_somebody_is_shown_and_not_kept(stage, bruno):
    sent = {"group": stage.cast.group.pk, "text": "Parler de M. Karim Dupont au 06 12 34 56 78"}
    page = bruno.post(PARK, sent).content.decode()
    assert "semble désigner une personne" in page
    assert not Topic.objects.unsealed("test").exists()


def test_a_problem_that_one_does_not_read_is_not_a_choice(stage, bruno):
    hidden = stage.police_problem()
    assert str(hidden.pk) not in bruno.get(f"{PARK}?problem={hidden.pk}").content.decode()
    sent = {"group": stage.cast.group.pk, "text": "Les horaires", "problem": hidden.pk}
    assert bruno.post(PARK, sent).status_code == 200
    assert not Topic.objects.unsealed("test").exists()


def test_a_policeman_may_keep_a_topic_to_the_police(stage, bruno):
    assert "Qui pourra lire" not in bruno.get(PARK).content.decode()
    sent = {"group": stage.cast.group.pk, "text": "La ronde du soir", "level": int(Level.POLICE)}
    assert sign_in(stage.cast, "olivier").post(PARK, sent).status_code == 303
    assert only().level == Level.POLICE
    assert "La ronde du soir" not in bruno.get(reverse("meetings:topics")).content.decode()


def test_the_chief_answers_and_the_author_reads_it(stage, alice, bruno, planned):
    stage.topic()
    assert answering() in alice.get(reverse("meetings:topics")).content.decode()
    page = alice.post(answering(), {"what": "answer", "answer": ""}).content.decode()
    assert "Ce champ est nécessaire" in page
    assert alice.post(answering(), {"what": "answer", "answer": "La serrure est changée."}).status_code == 303
    assert "La serrure est changée." in bruno.get(reverse("meetings:topics")).content.decode()


def test_without_a_meeting_a_topic_can_only_be_answered(stage, alice):
    stage.topic()
    page = alice.get(answering()).content.decode()
    assert "Aucune réunion n’est prévue" in page
    assert alice.post(answering(), {"what": "list"}).status_code == 200
    assert only().state == "waiting"


def test_a_topic_goes_on_the_agenda_and_can_no_longer_be_taken_back(stage, alice, bruno, planned):
    stage.topic()
    take_back = reverse("meetings:topic-withdraw", kwargs={"pk": only().pk})
    assert take_back in bruno.get(reverse("meetings:topics")).content.decode()
    assert alice.post(answering(), {"what": "list"}).status_code == 303
    assert take_back not in bruno.get(reverse("meetings:topics")).content.decode()
    assert "n’est pas possible" in bruno.post(take_back, follow=True).content.decode()
    assert (
        "Sujets apportés, hors problématique"
        in alice.get(reverse("meetings:proposal", kwargs={"pk": planned.pk})).content.decode()
    )
