"""Writing what was read: stated states, persons removed, twice is once, all or nothing."""

from datetime import date

import pytest
from django.db.models import Count

from palier.access.levels import Level
from palier.cycle.actions.models import Action
from palier.cycle.problems.lifecycle import Outcome
from palier.cycle.problems.models import JudicialStatus, Problem
from palier.cycle.reviews.queries import yearly_count
from palier.intake import takeover
from palier.intake.addresses import FoundAddress
from palier.intake.models import TakenLine
from palier.intake.takeover import importer_for
from palier.intake.tracker import read_tracker
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.kernel.errors import NotGranted
from palier.partners.models import Organisation
from palier.screening import REMOVED
from palier.territory.models import Place
from tests.cast import NOW, TODAY
from tests.intake.conftest import HEADER, SAMPLE

HALL = "17/09/24;Hall occupé;12 rue des Lilas;bruit;réparer la porte;Bléone Habitat;30/09/2024;O;30/09/2024;RAS – clos"
RODEO = "17/09/24;Rodéos;avenue du Stade;motos;contrôles;PN;31/10/2024;;;"


def problems():
    return Problem.objects.unsealed("test")


def actions():
    return Action.objects.unsealed("test")


def test_the_sample_is_taken_over_whole(desk):
    tracker = read_tracker(SAMPLE, today=TODAY)
    done = desk.take(tracker)
    assert (done.problems, done.actions, done.already_there) == (25, 62, 0)
    assert problems().count() == 25
    assert actions().count() == 62
    assert set(problems().values_list("origin", flat=True)) == {Problem.Origin.IMPORT}
    counts = dict(problems().values_list("state").annotate(n=Count("pk")))
    assert counts["resolved"] == sum(one.state == "resolu" for one in tracker.problems)
    assert counts["in_progress"] == sum(one.state == "en_cours" for one in tracker.problems)


def test_the_same_file_twice_changes_nothing(desk):
    tracker = read_tracker(SAMPLE, today=TODAY)
    desk.take(tracker)
    before = [Model.objects.unsealed("test").count() for Model in (Problem, Action, Place, Entry)]
    again = desk.take(read_tracker(SAMPLE, today=TODAY))
    assert (again.problems, again.actions, again.already_there) == (0, 0, 62)
    assert [Model.objects.unsealed("test").count() for Model in (Problem, Action, Place, Entry)] == before


def test_a_line_added_since_joins_its_problem(desk):
    desk.take(desk.read(HALL))
    added = "15/10/24;HALL OCCUPE;12, rue des Lilas;idem;changer le code;Bléone Habitat;30/11/2024;;;"
    done = desk.take(desk.read(HALL, added))
    assert (done.problems, done.actions, done.already_there) == (0, 1, 1)
    assert problems().count() == 1


def test_a_problem_enters_in_its_stated_state_on_its_own_days(desk):
    desk.take(desk.read(HALL, RODEO))
    hall, rodeo = problems().get(title="Hall occupé"), problems().get(title="Rodéos")
    assert (hall.state, hall.outcome) == ("resolved", Outcome.GONE)
    assert (rodeo.state, rodeo.category_id) == ("reported", "C1")
    assert hall.created_at.date() == date(2024, 9, 17)
    assert hall.reference.startswith("DIG-1-2024-")
    count = yearly_count(desk.cast.actor("alice"), [desk.cast.group.pk], 2024)
    assert (count.problems.entered, count.problems.solved) == (1, 1)
    assert count.problems.balances


@pytest.mark.parametrize(
    ("outcome", "state", "result"),
    [
        ("clos sans effet", "closed", Outcome.NO_EFFECT),
        ("abandon", "abandoned", ""),
        ("transmis au CCAS, hors GPO", "declined", ""),
        ("on surveille", "observed", ""),
    ],
)
def test_each_ending_has_its_state(desk, outcome, state, result):
    desk.take(desk.read(f"17/09/24;Hall occupé;x;;agir;PN;;O;;{outcome}"))
    problem = problems().get()
    assert (problem.state, problem.outcome) == (state, result)


def test_an_action_keeps_its_word_its_date_and_its_owner(desk):
    desk.take(desk.read(HALL, RODEO))
    door = actions().get(title="réparer la porte")
    assert (door.state, door.due, door.done_on) == ("done", date(2024, 9, 30), date(2024, 9, 30))
    assert (door.organisation, door.accepted_on) == (desk.cast.landlord, date(2024, 9, 17))
    assert actions().get(title="contrôles").organisation == desk.cast.police


def test_an_action_left_undone_ends_with_its_problem(desk):
    desk.take(desk.read("17/09/24;Hall occupé;x;;agir;PN;30/09/2024;N;;abandon"))
    assert actions().get().state == "abandoned"


def test_passages_about_persons_are_not_written(desk):
    line = "17/09/24;Bruit de M. Jean Valjean;x;appeler 06 39 98 11 22;voir AB-123-CD;PN;;O;;écrit à a.b@example.org"
    desk.take(desk.read(line))
    problem, action = problems().select_related("diagnosis", "place").get(), actions().get()
    written = [problem.title, problem.place.name, problem.diagnosis.facts, action.title, action.observation]
    assert sum(REMOVED in text for text in written) >= 4
    assert not any(trace in " ".join(written) for trace in ("Valjean", "06 39", "AB-123", "example.org"))


def test_words_of_an_inquiry_become_a_police_level_fact(desk):
    desk.take(desk.read("17/09/24;Deal au hall;x;;présence;PN;;;;suite judiciaire en cours"))
    assert "judiciaire" not in actions().get().observation
    status = JudicialStatus.objects.unsealed("test").get()
    assert (status.status, status.level) == (JudicialStatus.Status.ONGOING, Level.POLICE)
    assert not JudicialStatus.objects.visible_to(desk.cast.actor("bruno")).exists()


def test_services_of_one_body_are_one_organisation_and_a_new_landlord_is_entered(desk):
    done = desk.take(
        desk.read(
            "17/09/24;Hall occupé;x;;a;Ville (voirie);;;;",
            "17/09/24;Hall occupé;x;;b;Espaces verts;;;;",
            "17/09/24;Hall occupé;x;;c;Provence Habitat;;;;",
        )
    )
    assert done.organisations == ("Provence Habitat",)
    assert set(actions().values_list("organisation__name", flat=True)) == {"Ville de Digne", "Provence Habitat"}
    assert Organisation.objects.get(name="Provence Habitat").type_id == "BAI"


def test_a_known_address_places_the_problem_and_the_place_is_used_again(desk):
    here = FoundAddress(
        resolvable=True, level="numero", number="12", street="Rue des Lilas", latitude=44.09, longitude=6.23
    )
    desk.take(desk.read(HALL), find_address=lambda place: here)
    desk.take(desk.read("18/11/24;Tags au hall;12 rue des Lilas;;nettoyer;PN;;;;"), find_address=lambda place: here)
    place = Place.objects.unsealed("test").get()
    assert (place.address, place.latitude, place.kind_id) == ("12 Rue des Lilas", 44.09, "rue")
    assert problems().count() == 2


def test_a_line_without_a_known_owner_is_left_out_and_the_others_written(desk):
    done = desk.take(desk.read("17/09/24;Hall occupé;x;;a;Zorglub;;;;", "17/09/24;Hall occupé;x;;b;PN;;;;"))
    assert (done.problems, done.actions) == (1, 1)


def test_a_failure_half_way_leaves_nothing(desk, monkeypatch):
    written = []

    def fail_on_the_second(**values):
        written.append(values)
        if len(written) == 2:
            raise RuntimeError("panne")
        return original(**values)

    original = takeover.take_over_action
    monkeypatch.setattr(takeover, "take_over_action", fail_on_the_second)
    with pytest.raises(RuntimeError):
        desk.take(desk.read(HALL, RODEO))
    assert not problems().exists()
    assert not TakenLine.objects.unsealed("test").exists()
    assert not Entry.objects.unsealed("test").filter(event=Event.IMPORT_CONFIRM).exists()


def test_only_the_chief_of_the_group_takes_over(desk):
    for name in ("olivier", "bruno", "marc", "agathe"):
        with pytest.raises(NotGranted):
            desk.take(desk.read(HALL), by=name)


def test_the_server_takes_over_in_its_own_name(desk):
    tracker = read_tracker("\n".join([HEADER, HALL]).encode(), today=TODAY)
    group = desk.cast.group
    done = takeover.take_over(
        actor=importer_for(group),
        group=group,
        tracker=tracker,
        find_address=lambda place: FoundAddress(resolvable=False),
        now=NOW,
    )
    assert done.actions == 1
    entry = Entry.objects.unsealed("test").get(event=Event.IMPORT_CONFIRM)
    assert entry.detail.payload == {"problems": 1, "actions": 1, "already_there": 0}
    assert entry.detail.actor_label == "Reprise de tableau"
