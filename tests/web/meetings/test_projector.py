"""The projector: a browser of its own, opened by a code, that is sent what partners read and opens nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.meetings import services
from palier.cycle.meetings.models import Projection
from palier.cycle.meetings.projecting import ask_projection
from palier.cycle.meetings.room import show_item
from palier.journal.models import Entry
from palier.kernel import clock
from palier.web.meetings import projector as screen
from tests.cast import NOW
from tests.web.conftest import sign_in
from tests.web.reading import Answer

WALL = reverse("meetings:projector")


@pytest.fixture
def alice(stage):
    return sign_in(stage.cast, "alice")


@pytest.fixture
def sitting(stage):
    """A séance with an item that everybody reads, and one of the police."""
    meeting = stage.meeting(planned_at=NOW)
    meeting.points = [
        services.add_item(actor=stage.actor("alice"), meeting=meeting, problem=problem, now=NOW)
        for problem in (stage.problem(title="Hall occupé"), stage.police_problem())
    ]
    services.open_meeting(actor=stage.actor("alice"), meeting=meeting, now=clock.now(), today=clock.today())
    return meeting


def ask(stage, meeting, now=None):
    return ask_projection(actor=stage.actor("alice"), meeting=meeting, now=now or clock.now())


def on_the_wall(stage, meeting):
    client = Client()
    assert client.post(WALL, {"code": ask(stage, meeting)}).status_code == 303
    return client


def show(stage, meeting, item):
    show_item(actor=stage.actor("alice"), meeting=meeting, item=item, now=clock.now())


def words(page):
    """The page, without the token of its forms."""
    return Answer(page.status_code, "", "", page.content).masked


def polled(client, mark=""):
    return client.get(WALL, headers={"HX-Request": "true", "If-None-Match": mark})


def test_the_code_is_shown_to_the_chief_and_opens_once(stage, alice, sitting):
    page = alice.post(reverse("meetings:projections", kwargs={"pk": sitting.pk})).content.decode()
    code = page.partition('palier-code-block__code">')[2][:7]
    wall = Client()
    assert wall.post(WALL, {"code": code.lower()}).headers["Location"] == WALL
    assert "Ordre du jour" in wall.get(WALL).content.decode()
    assert "n’ouvre rien" in Client().post(WALL, {"code": code}).content.decode()
    assert [entry.event for entry in Entry.objects.unsealed("test").order_by("-seq")[:1]] == ["meeting:projection:open"]


def test_a_code_lives_two_minutes_and_the_next_one_replaces_it(stage, sitting):
    old = ask(stage, sitting, now=clock.now() - timedelta(minutes=3))
    assert "n’ouvre rien" in Client().post(WALL, {"code": old}).content.decode()
    first, second = ask(stage, sitting), ask(stage, sitting)
    assert "n’ouvre rien" in Client().post(WALL, {"code": first}).content.decode()
    assert Client().post(WALL, {"code": second}).status_code == 303


def test_guessing_is_slowed_down(stage, sitting, monkeypatch):
    monkeypatch.setattr(screen, "TRIES_A_MINUTE", 2)
    guesses = [Client().post(WALL, {"code": "ABCDEF"}).content.decode() for _ in range(2)]
    assert all("n’ouvre rien" in page for page in guesses)
    assert "Trop d’essais" in Client().post(WALL, {"code": ask(stage, sitting)}).content.decode()


def test_a_browser_that_is_signed_in_does_not_become_a_projector(stage, alice, sitting):
    page = alice.post(WALL, {"code": ask(stage, sitting)}).content.decode()
    assert "connecté à un compte" in page
    assert alice.get(reverse("meetings:list")).status_code == 200


def test_it_shows_the_item_of_the_chief_as_partners_read_it(stage, sitting):
    wall, (shared, reserved) = on_the_wall(stage, sitting), sitting.points
    stage.action(shared.problem, title="Passage le soir", organisation=stage.cast.police, level=Level.POLICE)
    stage.action(shared.problem, title="Réparer la porte")
    agenda = words(wall.get(WALL))
    assert reserved.problem.title.encode() not in agenda
    show(stage, sitting, shared)
    page = wall.get(WALL).content.decode()
    assert "Réparer la porte" in page
    assert "Passage le soir" not in page
    assert "Réservé" not in page
    assert 'href="/problematiques' not in page
    show(stage, sitting, reserved)
    assert words(wall.get(WALL)) == agenda, "an item of the police reads as the agenda, to the byte"


def test_nothing_is_sent_while_nothing_changed_for_partners(stage, sitting):
    wall, (shared, reserved) = on_the_wall(stage, sitting), sitting.points
    mark = polled(wall).headers["ETag"]
    assert polled(wall, mark).status_code == 304
    show(stage, sitting, reserved)
    assert polled(wall, mark).status_code == 304, "the police's item moves nothing"
    show(stage, sitting, shared)
    changed = polled(wall, mark)
    assert changed.status_code == 200
    assert "Hall occupé" in changed.content.decode()
    assert "<html" not in changed.content.decode()
    decide = {"meeting": sitting, "problem": shared.problem, "due": clock.today(), "now": NOW, "today": NOW.date()}
    services.take_decision(
        actor=stage.actor("alice"), title="Ronde", organisation=stage.cast.police, level=Level.POLICE, **decide
    )
    assert polled(wall, changed.headers["ETag"]).status_code == 304


def test_its_session_opens_nothing_else(stage, sitting):
    wall, (shared, reserved) = on_the_wall(stage, sitting), sitting.points
    other = reverse("meetings:projector-place", args=[reserved.problem.place_id])
    for path in ("/", reverse("meetings:list"), reverse("account_login"), reverse("meetings:check-in"), other):
        assert wall.get(path).status_code == 404
    show(stage, sitting, shared)
    assert wall.get(reverse("meetings:projector-place", args=[shared.problem.place_id])).status_code == 200
    assert wall.get(reverse("meetings:projector-layer", args=["communes"])).status_code == 200
    assert wall.get(reverse("meetings:projector-layer", args=["lieux"])).status_code == 404


def test_the_chief_stops_it_and_its_browser_is_nobody_s_again(stage, alice, sitting):
    wall = on_the_wall(stage, sitting)
    item = reverse("meetings:item", kwargs={"pk": sitting.pk, "item": sitting.points[0].pk})
    assert "Projecteur ouvert" in alice.get(item).content.decode()
    row = Projection.objects.unsealed("test").get()
    url = reverse("meetings:projection-stop", kwargs={"pk": sitting.pk, "projection": row.pk})
    assert sign_in(stage.cast, "bruno").post(url).status_code == 403
    assert alice.post(url).status_code == 303
    assert polled(wall).status_code == 404
    assert "Projeter" in wall.get(WALL).content.decode()
    assert wall.get(reverse("account_login")).status_code == 200


def test_it_leaves_by_itself_and_with_the_seance(stage, sitting):
    gone, wall = on_the_wall(stage, sitting), on_the_wall(stage, sitting)
    assert gone.post(reverse("meetings:projector-leave")).status_code == 303
    assert "Projeter" in gone.get(WALL).content.decode()
    for item in sitting.points:
        item.meeting = sitting
        services.set_item_outcome(actor=stage.actor("alice"), item=item, outcome="nothing_new", now=NOW)
    for row in sitting.attendances.unsealed("test").select_related("contact"):
        services.record_attendance(
            actor=stage.actor("alice"), meeting=sitting, contact=row.contact, state="present", now=NOW
        )
    services.close_meeting(actor=stage.actor("alice"), meeting=sitting, now=NOW)
    assert not Projection.objects.unsealed("test").exists()
    assert polled(wall).status_code == 404
    services.resume_meeting(actor=stage.actor("alice"), meeting=sitting, now=NOW)
    assert "Projeter" in wall.get(WALL).content.decode(), "a séance resumed asks for a new code"


def test_members_follow_at_their_own_level(stage, sitting):
    shared, reserved = sitting.points
    url = reverse("meetings:follow", kwargs={"pk": sitting.pk})
    bruno, olivier = (sign_in(stage.cast, name) for name in ("bruno", "olivier"))
    agenda = words(bruno.get(url))
    show(stage, sitting, reserved)
    assert words(bruno.get(url)) == agenda
    assert reserved.problem.title in olivier.get(url).content.decode()
    show(stage, sitting, shared)
    page = bruno.get(url)
    assert "Hall occupé" in page.content.decode()
    mark = {"HX-Request": "true", "If-None-Match": page.headers["ETag"]}
    assert bruno.get(url, headers=mark).status_code == 304
    assert url in bruno.get(reverse("meetings:meeting", kwargs={"pk": sitting.pk})).content.decode()
