"""The registers on screen: what they show, whole or as a part, and that reading them is written down."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from palier.access.levels import Level
from palier.journal import guards
from palier.journal.consultations import log_register_reading
from palier.journal.events import Event
from palier.journal.inspections import inspect
from palier.journal.models import Consultation, Detail, Inspection, Retention
from palier.journal.retention import run_purges
from palier.journal.services import Subject, record_event
from palier.kernel import clock
from tests.cast import NOW
from tests.cycle.closing import PURGE, close


@pytest.fixture(autouse=True)
def anchor_file(settings, tmp_path):
    settings.ANCHOR_FILE = tmp_path / "anchors.txt"


@pytest.fixture
def note(world):
    """Write entries about the group of Digne."""

    def entries(count=1, *, level=Level.GROUP, at=NOW):
        about = Subject("group", world.cast.group.pk, "Nom du groupe écrit", world.cast.group.pk, level)
        for rank in range(count):
            moment = at + timedelta(minutes=rank)
            record_event(Event.GROUP_CHANGE, actor=world.cast.actor("alice"), at=moment, subject=about)

    return entries


def readings(register):
    return Consultation.objects.unsealed("test").filter(subject_type=register)


def body(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_audit_says_who_and_what_without_the_label_of_the_object(client_for, note):
    note()
    page = body(client_for("denis").get(reverse("journal:audit")))
    assert "Alice" in page
    assert "a modifié le groupe" in page
    assert "Nom du groupe écrit" not in page


@pytest.mark.parametrize("register", ["audit", "consultations", "integrity"])
def test_reading_a_register_is_itself_written_down(client_for, world, register):
    client_for("agathe").get(reverse(f"journal:{register}"))
    row = readings(register).get()
    assert row.actor_id == world.cast.users["agathe"].pk


@pytest.mark.parametrize("register", ["audit", "consultations"])
def test_the_list_is_filtered_in_place(client_for, note, register):
    note()
    client = client_for("denis")
    address = reverse(f"journal:{register}")
    part = body(client.get(address, {"since": "01/01/2030"}, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "Aucun" in part


def test_a_period_that_goes_backwards_is_told(client_for):
    page = body(client_for("denis").get(reverse("journal:audit"), {"since": "05/11/2026", "until": "01/11/2026"}))
    assert "La fin précède le début" in page


def test_an_absurd_page_number_shows_a_page(client_for, note):
    note()
    for number in ("zéro", "-3", "9" * 40):
        assert "a modifié le groupe" in body(client_for("denis").get(reverse("journal:audit"), {"page": number}))


@pytest.mark.parametrize("register", ["audit", "consultations"])
def test_the_cost_of_a_register_is_flat(client_for, note, world, register):
    client = client_for("denis")
    address = reverse(f"journal:{register}")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    note()
    client.get(address)
    first = cost()
    note(10)
    for _ in range(10):
        log_register_reading(actor=world.cast.actor("agathe"), register="audit", now=NOW)
    assert cost() == first


def test_the_integrity_page_gives_the_verdict_without_number_nor_hash(client_for, note):
    client = client_for("denis")
    assert "Jamais vérifié" in body(client.get(reverse("journal:integrity")))
    note(3)
    inspect(now=clock.now())
    assert "Le journal est intact" in body(client.get(reverse("journal:integrity")))


@pytest.mark.django_db(transaction=True)  # the worker closes its connections, as in production
def test_verifying_now_is_left_to_the_worker_and_asked_for_once(client_for, note):
    client, address = client_for("denis"), reverse("journal:integrity")
    note(3)
    asked = body(client.post(reverse("journal:check"), follow=True))
    assert "Vérification en cours" in asked
    assert "Vérifier maintenant" not in asked
    assert not Inspection.objects.exists()
    assert "déjà en cours" in body(client.post(reverse("journal:check"), follow=True))
    assert DBTaskResult.objects.count() == 1
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    assert Inspection.objects.get().intact
    part = body(client.get(address, headers={"HX-Request": "true"}))
    assert "Le journal est intact" in part
    assert "<html" not in part
    assert "hx-trigger" not in part


def test_a_broken_chain_is_told_with_its_reason(client_for, note):
    note(3)
    guards.remove(connection)
    Detail.objects.unsealed("forging").filter(entry__event=Event.GROUP_CHANGE).update(actor_label="Personne")
    inspect(now=clock.now())
    page = body(client_for("denis").get(reverse("journal:integrity")))
    assert "Le journal est rompu" in page
    assert "modifiés après coup" in page
    assert "Une garde de la base manque" in page


def test_the_dpo_changes_a_duration_and_the_administrator_only_reads_it(client_for):
    address = reverse("journal:retention-change", args=["journal"])
    answer = client_for("denis").post(address, {"months": "18"}, follow=True)
    assert "18" in body(answer)
    assert Retention.objects.get(subject="journal").months == 18
    page = body(client_for("agathe").get(reverse("journal:retention")))
    assert address not in page


def test_a_duration_out_of_bounds_is_told_under_its_field_and_kept(client_for):
    answer = client_for("denis").post(reverse("journal:retention-change", args=["journal"]), {"months": "400"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choisissez une durée de 6 à 36 mois." in page
    assert 'value="400"' in page
    assert not Retention.objects.exists()


def test_an_unknown_subject_is_not_found(client_for):
    assert client_for("denis").get(reverse("journal:retention-change", args=["rien"])).status_code == 404


def test_the_purge_shows_what_leaves_before_it_leaves(client_for, note):
    client = client_for("denis")
    note(2, at=clock.now() - timedelta(days=500))
    assert "Journal : connexions, comptes et réglages" in body(client.get(reverse("journal:purge")))
    done = body(client.post(reverse("journal:purge"), follow=True))
    assert "Purge faite" in done
    assert "Rien à purger" in body(client.get(reverse("journal:purge")))
    assert not Detail.objects.unsealed("test").filter(entry__event=Event.GROUP_CHANGE).exists()


def test_the_purge_counts_what_leaves_with_a_closed_problem(client_for, world):
    problem = close(world.stage, world.stage.problem(), at=clock.now() - timedelta(days=800))
    client, address = client_for("denis"), reverse("journal:purge")
    page = body(client.get(address))
    assert "Problématiques closes, avec tout leur dossier" in page
    assert "actions : 1" in page
    assert problem.title not in page
    done = body(client.post(address, follow=True))
    assert "Problématiques closes, avec tout leur dossier : 1" in done
    assert client_for("alice").get(reverse("problems:problem", args=[problem.pk])).status_code == 404
    assert not inspect(now=clock.now()).reason


def test_a_purge_too_long_for_a_page_says_that_the_rest_leaves_in_the_night(client_for, world, monkeypatch):
    monkeypatch.setattr("palier.journal.retention.ON_SCREEN", 0.01)  # one batch and its pause are longer
    for _ in range(2):
        close(world.stage, world.stage.problem(), at=clock.now() - timedelta(days=800))
    assert "il partira cette nuit" in body(client_for("denis").post(reverse("journal:purge"), follow=True))
    outcomes = run_purges(actor=PURGE, now=clock.now())
    assert all(outcome.is_finished for outcome in outcomes)


@pytest.mark.parametrize("name", ["purge", "check"])
def test_only_a_post_acts(client_for, name):
    client_for("denis").get(reverse(f"journal:{name}"))
    assert not Inspection.objects.exists()


def test_the_history_of_an_object_is_a_page_and_a_part(client_for, note, world):
    note()
    address = reverse("journal:timeline", args=["group", world.cast.group.pk])
    page = body(client_for("bruno").get(address))
    assert "a modifié le groupe" in page
    part = body(client_for("bruno").get(address, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert part.strip() in page


@pytest.mark.parametrize("kind", ["entry", "consultation", "nothing", "user"])
def test_what_is_not_an_object_has_no_history(client_for, world, kind):
    address = reverse("journal:timeline", args=[kind, world.cast.group.pk])
    assert client_for("alice").get(address).status_code == 404
