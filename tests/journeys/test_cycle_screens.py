"""The main job through the screens: report, problem, action, meeting, closing, count; no script, no browser."""

from datetime import timedelta

import pytest
from django.urls import reverse

from palier.cycle.actions.models import Action
from palier.cycle.meetings.models import AgendaItem, Attendance, Meeting
from palier.cycle.problems.criteria import Criterion
from palier.cycle.problems.models import Problem
from palier.cycle.reports.models import Report
from palier.kernel import clock
from palier.territory.models import PlaceKind, Sector
from tests.web.conftest import sign_in


@pytest.fixture
def stage(stage):
    group = stage.cast.group
    group.sectors.add(Sector.objects.create(district=group.district, code="DIG-S1", name="Digne 1"))
    return stage


def day(days: int) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


def post(client, name, data, **kwargs):
    response = client.post(reverse(name, kwargs=kwargs or None), data)
    assert response.status_code == 303, response.content.decode()[:4000]
    return response


def report_data(stage, **values):
    content = {
        "happening": "earlier",
        "place_words": "lilas",
        "place": f"lieu:{stage.place.pk}",
        "category": "A1",
        "text": "Dix personnes dans le hall entre 21 h et minuit.",
        "channel": "member",
        "group": stage.cast.group.pk,
    }
    return {**content, **values}


def test_what_is_going_on_is_not_filed_and_what_was_typed_is_kept(stage):
    bruno = sign_in(stage.cast, "bruno")
    answer = bruno.post(reverse("reports:new"), report_data(stage, happening="now")).content.decode()
    assert 'href="tel:17"' in answer
    assert "112" in answer
    assert "114" in answer
    assert "Dix personnes dans le hall" in answer
    assert not Report.objects.unsealed("test").exists()


def test_searching_a_place_without_script_keeps_what_was_typed(stage):
    bruno = sign_in(stage.cast, "bruno")
    data = report_data(stage, place="", chercher="1")
    answer = bruno.post(reverse("reports:new"), data).content.decode()
    assert f"lieu:{stage.place.pk}" in answer
    assert "Dix personnes dans le hall" in answer
    assert "fr-error-text" not in answer
    assert not Report.objects.unsealed("test").exists()


def test_a_spot_without_an_address_becomes_a_place_of_the_sector(stage):
    bruno, kind = sign_in(stage.cast, "bruno"), PlaceKind.objects.get(code="hall")
    data = report_data(stage, place="nouveau:Passage des Remparts", kind=kind.pk)
    post(bruno, "reports:new", data)
    place = Report.objects.unsealed("test").get().place
    assert (place.name, place.sector.code) == ("Passage des Remparts", "DIG-S1")
    post(bruno, "reports:new", data)
    assert {report.place for report in Report.objects.unsealed("test")} == {place}


def test_a_new_spot_asks_for_its_kind(stage):
    bruno = sign_in(stage.cast, "bruno")
    response = bruno.post(reverse("reports:new"), report_data(stage, place="nouveau:Passage des Remparts"))
    assert response.status_code == 200
    assert "de quel type de lieu" in response.content.decode()


def test_a_police_place_is_proposed_to_nobody_else(stage):
    stage.place.level, stage.place.group_id = 40, stage.cast.group.pk
    stage.place.save()
    address = reverse("place_choice:lines")
    seen = {
        name: str(stage.place.pk) in sign_in(stage.cast, name).get(address, {"place_words": "lilas"}).content.decode()
        for name in ("olivier", "bruno", "dora")
    }
    assert seen == {"olivier": True, "bruno": False, "dora": False}


def test_from_the_report_to_the_count(stage):
    alice, bruno = sign_in(stage.cast, "alice"), sign_in(stage.cast, "bruno")
    post(bruno, "reports:new", report_data(stage))
    report = Report.objects.unsealed("test").get()

    asked = alice.get(reverse("problems:new"), {"report": report.pk}).content.decode()
    assert f"lieu:{stage.place.pk}" in asked
    opening = {
        "title": "Hall occupé le soir, 12 rue des Lilas",
        "place": f"lieu:{stage.place.pk}",
        "category": "A1",
        "gravity": "2",
        "group": stage.cast.group.pk,
        "level": "20",
        "report": report.pk,
    }
    post(alice, "problems:new", opening)
    problem = Problem.objects.unsealed("test").get()
    report.refresh_from_db()
    assert (report.state, problem.reference) == ("attached", f"DIG-1-{clock.today().year}-001")

    pass_the_gates(alice, problem)
    assert "Inscrivez d’abord une action" in refusal(alice, problem, "start")
    proposal = {"title": "Réparer la porte", "organisation": stage.cast.landlord.pk, "due": day(20)}
    post(alice, "actions:new", proposal, problem=problem.pk)
    action = Action.objects.unsealed("test").get()
    post(bruno, "actions:move", {"move": "accept"}, pk=action.pk)
    post(alice, "problems:move", {"move": "start"}, pk=problem.pk)

    meeting = hold_meeting(stage, alice, problem)
    post(bruno, "actions:move", {"move": "complete", "observation": "Porte réparée, testée."}, pk=action.pk)
    post(alice, "problems:move", {"move": "observe"}, pk=problem.pk)
    resolve(stage, alice, bruno, problem)
    ending = {"move": "close", "outcome": "gone", "closing_note": "Plus d’appel."}
    post(alice, "problems:move", ending, pk=problem.pk)

    count = bruno.get(reverse("reviews:yearly")).content.decode()
    assert "0 + 1 + 0 − 1 = 0" in count.replace("\xa0", " ")
    assert Meeting.objects.unsealed("test").get(pk=meeting.pk).state == "closed"


def refusal(alice, problem, move):
    """What the page says when a step lacks something."""
    answer = alice.post(reverse("problems:move", kwargs={"pk": problem.pk}), {"move": move})
    assert answer.status_code == 200
    return answer.content.decode()


def pass_the_gates(alice, problem):
    """Admission, diagnosis and objective, each asked for before it is written, then the plan."""
    told = refusal(alice, problem, "admit")
    assert reverse("problems:admission", kwargs={"pk": problem.pk}) in told
    asked = dict.fromkeys(Criterion, "yes")
    asked |= {f"{criterion}_evidence": "Sept soirées relevées par le gardien." for criterion in Criterion}
    post(alice, "problems:admission", asked | {"partnership": "no"}, pk=problem.pk)
    advice = alice.get(reverse("problems:admission", kwargs={"pk": problem.pk})).content.decode()
    assert "move=redirect&amp;destination=ordinary" in advice
    post(alice, "problems:admission", asked, pk=problem.pk)
    post(alice, "problems:move", {"move": "admit"}, pk=problem.pk)

    told = refusal(alice, problem, "plan")
    assert reverse("problems:diagnosis", kwargs={"pk": problem.pk}) in told
    assert reverse("problems:objective", kwargs={"pk": problem.pk}) in told
    parts = ("where", "when", "facts", "bothered", "holders", "watchers", "influence", "tried")
    post(alice, "problems:diagnosis", dict.fromkeys(parts, "Hall traversant, porte cassée."), pk=problem.pk)
    problem.refresh_from_db()
    measure = {
        "objective": "Moins d’une soirée occupée par semaine",
        "indicator": "Soirées occupées par semaine",
        "starting_value": "5",
        "starting_value_on": day(0),
        "starting_value_source": "Relevé du gardien",
        "version": problem.version,
    }
    post(alice, "problems:objective", measure, pk=problem.pk)
    post(alice, "problems:move", {"move": "plan"}, pk=problem.pk)


def resolve(stage, alice, bruno, problem):
    """Too early, then two sources once the time is over; a partner asks to close."""
    assert "L’observation dure 60 jours" in refusal(alice, problem, "resolve")
    long_ago = clock.now() - timedelta(days=61)
    Problem.objects.unsealed("test").filter(pk=problem.pk).update(state_since=long_ago)
    seen = {"effect": "better", "observed_on": day(-2), "text": "Plus de porte bloquée."}
    post(bruno, "problems:evidence", {**seen, "witness": "caretaker"}, pk=problem.pk)
    post(alice, "problems:evidence", {**seen, "witness": "police"}, pk=problem.pk)
    asking = {"outcome": "gone", "reason": "Plus d’appel depuis six semaines."}
    post(bruno, "problems:ask-closure", asking, pk=problem.pk)
    assert "Clôtures demandées" in alice.get(reverse("home:home")).content.decode()
    post(alice, "problems:move", {"move": "resolve", "outcome": "gone"}, pk=problem.pk)


def hold_meeting(stage, alice, problem):
    """Plan, open, attend, decide, close."""
    plan = {"group": stage.cast.group.pk, "day": day(0), "time": "18:00", "place": "Mairie", "planned_minutes": "60"}
    post(alice, "meetings:new", plan)
    meeting = Meeting.objects.unsealed("test").get()
    post(alice, "meetings:agenda", {"problem": problem.pk}, pk=meeting.pk)
    post(alice, "meetings:move", {"move": "open"}, pk=meeting.pk)
    close = reverse("meetings:move", kwargs={"pk": meeting.pk})
    assert "sans issue" in alice.post(close, {"move": "close"}, follow=True).content.decode()
    rows = Attendance.objects.unsealed("test").filter(meeting=meeting)
    post(alice, "meetings:attendance", {str(row.pk): "present" for row in rows}, pk=meeting.pk)
    item = AgendaItem.objects.unsealed("test").get()
    decision = {
        "decide": "1",
        "decision-title": "Poser un digicode",
        "decision-organisation": "Bléone Habitat",
        "decision-due": day(30),
    }
    post(alice, "meetings:item", decision, pk=meeting.pk, item=item.pk)
    made = Action.objects.unsealed("test").get(title="Poser un digicode")
    assert (made.state, made.decided) == ("accepted", True)
    post(alice, "meetings:move", {"move": "close"}, pk=meeting.pk)
    return meeting
