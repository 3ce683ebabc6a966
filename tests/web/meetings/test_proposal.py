"""The agenda proposed, as the chief ticks it and puts it in order, without script."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.meetings import services
from palier.cycle.meetings.models import AgendaTemplate
from palier.cycle.meetings.queries import agenda_of
from palier.kernel import clock
from tests.cast import NOW, TODAY
from tests.web.conftest import sign_in


@pytest.fixture
def alice(stage):
    return sign_in(stage.cast, "alice")


@pytest.fixture
def halls(stage):
    return [stage.problem(title=f"Hall {name}") for name in ("nord", "sud", "est")]


@pytest.fixture
def planned(stage, halls):
    return stage.meeting(planned_at=clock.now() + timedelta(days=1))


def address(meeting):
    return reverse("meetings:proposal", kwargs={"pk": meeting.pk})


def sent(*ticked, aside=(), minutes=5, **more):
    """What the page sends back: every line, those ticked first."""
    lines = [*ticked, *aside]
    form = {"problem": [str(one.pk) for one in lines], "add": "", **more}
    return form | {f"minutes-{one.pk}": minutes for one in lines} | {f"on-{one.pk}": "on" for one in ticked}


def titles(page):
    """The problems of the page's lines, in order."""
    return re.findall(r'<label class="fr-label" for="id_on-[^"]+">([^<]+)</label>', page.content.decode())


def written(stage, meeting, by="alice"):
    return [(item.problem, item.minutes, item.level) for item in agenda_of(stage.actor(by), meeting)]


def test_one_click_proposes_with_reasons_and_nothing_is_written(stage, alice, planned, halls):
    page = alice.get(address(planned))
    assert titles(page) == [problem.title for problem in halls]
    assert page.content.decode().count("Jamais examinée en réunion") == 3
    assert "30 minutes de points sur 45" in page.content.decode()
    assert written(stage, planned) == []


def test_a_line_goes_up_and_down_and_is_written_only_when_saved(stage, alice, planned, halls):
    north, south, east = halls
    page = alice.post(address(planned), sent(north, south, east, up=str(east.pk)))
    assert titles(page) == [north.title, east.title, south.title]
    assert "Rien n’est encore enregistré" in page.content.decode()
    page = alice.post(address(planned), sent(north, east, south, down=str(north.pk)))
    assert titles(page) == [east.title, north.title, south.title]
    assert written(stage, planned) == []
    answer = alice.post(address(planned), sent(east, north, aside=[south], minutes=7, save="1"))
    assert answer.status_code == 303
    assert written(stage, planned) == [(east, 7, Level.GROUP), (north, 7, Level.GROUP)]


def test_what_is_unticked_goes_aside_and_leaves_the_agenda(stage, alice, planned, halls):
    north, south, east = halls
    services.add_item(actor=stage.actor("alice"), meeting=planned, problem=north, now=NOW)
    page = alice.post(address(planned), sent(south, east, aside=[north], recount="1"))
    assert titles(page) == [south.title, east.title, north.title]
    assert "10 minutes de points" in page.content.decode()
    alice.post(address(planned), sent(south, aside=[north, east], save="1"))
    assert [problem for problem, *_ in written(stage, planned)] == [south]
    again = alice.get(address(planned)).content.decode()
    assert "<strong>5 minutes de points" in again, "a composed agenda is not refilled"


def test_another_problem_is_added_and_a_point_kept_to_the_police(stage, alice, planned, halls):
    north = halls[0]
    quiet = stage.problem(title="Parking")
    services.add_item(actor=stage.actor("alice"), meeting=stage.meeting(), problem=quiet, now=NOW)
    assert "Parking" not in titles(alice.get(address(planned)))
    page = alice.post(address(planned), sent(north, more="1", add=str(quiet.pk)))
    assert titles(page) == [north.title, "Parking"]
    form = sent(north, save="1", add=str(quiet.pk), **{f"reserved-{north.pk}": "on"})
    assert alice.post(address(planned), form).status_code == 303
    assert written(stage, planned) == [(north, 5, Level.POLICE), (quiet, 5, Level.GROUP)]
    assert written(stage, planned, by="bruno") == [(quiet, 5, Level.GROUP)]


def test_minutes_that_make_no_sense_are_told_and_kept(stage, alice, planned, halls):
    page = alice.post(address(planned), sent(*halls, minutes="beaucoup", save="1")).content.decode()
    assert "Le formulaire n’a pas été enregistré" in page
    assert 'value="beaucoup"' in page
    assert written(stage, planned) == []


def test_lines_of_other_groups_are_not_taken(stage, alice, planned, halls):
    alice.post(address(planned), {"problem": ["x", str(planned.pk)], f"on-{planned.pk}": "on", "save": "1"})
    assert written(stage, planned) == []


def test_a_meeting_under_way_is_no_longer_proposed(stage, alice, planned):
    services.open_meeting(actor=stage.actor("alice"), meeting=planned, now=NOW, today=TODAY)
    answer = alice.get(address(planned), follow=True)
    assert "se propose avant la séance" in answer.content.decode()


def test_members_read_the_minutes_the_reasons_and_the_fixed_points(stage, alice, planned, halls):
    alice.post(address(planned), sent(halls[0], minutes=12, save="1"))
    shown = sign_in(stage.cast, "bruno").get(reverse("meetings:meeting", kwargs={"pk": planned.pk})).content.decode()
    assert "12 minutes · Jamais examinée" in shown
    assert AgendaTemplate.OPENING in shown
    assert address(planned) not in shown


def test_the_usual_agenda_of_the_group_is_changed_on_its_page(stage, alice):
    url = reverse("meetings:template", kwargs={"pk": stage.cast.group.pk})
    page = alice.get(url).content.decode()
    ranks = dict(re.findall(r'name="rank-(\w+)" value="(\d+)"', page))
    form = {f"rank-{code}": rank for code, rank in ranks.items()} | {f"minutes-{code}": 4 for code in ranks}
    form |= {"rank-new": 1, "rank-postponed": 8, "opening": "Accueil", "opening_minutes": 3, "closing": "Fin"}
    assert alice.post(url, form | {"closing_minutes": "trois"}).status_code == 200
    assert alice.post(url, form | {"closing_minutes": 2}).status_code == 303
    template = AgendaTemplate.objects.unsealed("test").get()
    assert (template.ordered[0], template.fixed_minutes) == (("new", 4), 5)
