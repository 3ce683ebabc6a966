"""Large exports: asked for, made by the worker with the rights of the moment, served to their owner for a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from palier.access.roles import Role
from palier.attachments.services import remove_orphans
from palier.journal.events import Event
from palier.journal.models import Entry
from palier.journal.services import Subject, record_event
from palier.kernel import clock
from palier.kernel.ids import new_id
from palier.partners.models import Seat
from palier.web.exports import keeping, making
from palier.web.exports.models import ExportFile
from palier.web.finding import exports
from tests.web.exports.matrix import made
from tests.web.finding.outputs import SUBJECTS
from tests.world import POLICE_WORD

MINE, ASK = "/mes-exports/", "/mes-exports/demander/"
ASKED = {"liste": "report", "format": "csv", "criteres": "kind=hall"}
State = ExportFile.State


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def rows():
    return ExportFile.objects.unsealed("test")


def address(row):
    return reverse("exports:file", kwargs={"pk": row.pk})


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def events(name):
    return Entry.objects.unsealed("test").filter(event=name)


def seat_of(world, name):
    return Seat.objects.unsealed("test").filter(contact__user=world.cast.users[name])


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "geojson"])
@pytest.mark.parametrize("name", SUBJECTS)
def test_the_file_holds_what_the_export_of_the_list_holds(world, client_for, kind, name):
    slug = SUBJECTS[name].slug
    row = made(world, "olivier", subject=slug, kind=kind)
    assert (row.state, row.reason) == (State.READY, "")
    olivier = client_for("olivier")
    assert body(olivier.get(address(row))) == olivier.get(reverse(f"finding:{slug}-{kind}")).content


def test_too_long_a_list_leads_to_ask_for_it_then_to_the_file(world, client_for, monkeypatch):
    monkeypatch.setattr(exports, "MOST_COUNTED", 0)
    bruno = client_for("bruno")
    led = bruno.get(reverse("finding:report-csv") + "?words=hall")
    page = bruno.get(led.url).text
    assert "Préparer cet export" in page
    assert "Mots ou numéro : « hall »" in page or "« hall »" in page
    assert not rows().exists()
    told = bruno.post(ASK, {**ASKED, "criteres": "words=hall"})
    assert told.url == MINE
    [row] = rows()
    assert row.state == State.ASKED
    task = DBTaskResult.objects.get(pk=row.task_id)
    assert task.args_kwargs["args"] == [str(row.pk)]
    assert events("export:file:ask").latest("seq").detail.payload == {"format": "csv", "criteria": ["words"]}
    assert "<progress" in bruno.get(MINE).text
    assert bruno.get(address(row)).status_code == 404
    making.make_export.call(str(row.pk))
    part = bruno.get(MINE, headers={"HX-Request": "true"}).text
    assert address(row) in part
    assert "hx-trigger" not in part
    assert "Un export est prêt" in bruno.get("/").text
    before = events("export:file:make").count()
    assert b"hall" in body(bruno.get(address(row)))
    assert events("export:file:make").count() == before + 1


def test_nobody_else_reads_it_and_the_police_word_is_not_in_it(world, client_for):
    row = made(world)
    assert POLICE_WORD.encode() not in body(client_for("bruno").get(address(row)))
    for other in ("alice", "claire", "dora"):
        assert client_for(other).get(address(row)).status_code == 404
        assert str(row.pk) not in client_for(other).get(MINE).text


def test_a_lost_seat_or_a_lower_level_closes_the_file(world, client_for):
    row = made(world, "olivier")
    olivier = client_for("olivier")
    assert POLICE_WORD.encode() in body(olivier.get(address(row)))
    seat_of(world, "olivier").update(role=Role.PARTNER)
    assert olivier.get(address(row)).status_code == 404
    assert "Vos droits ont changé" in olivier.get(MINE).text
    seat_of(world, "olivier").update(role=Role.OFFICER, suspended_at=clock.now())
    assert olivier.get(address(row)).status_code == 404


def test_rights_are_those_of_the_moment_when_it_is_made(world, client_for):
    seat_of(world, "olivier").update(role=Role.PARTNER)
    row = made(world, "olivier")
    assert POLICE_WORD.encode() not in body(client_for("olivier").get(address(row)))
    seat_of(world, "bruno").update(suspended_at=clock.now())
    refused = made(world)
    assert (refused.state, refused.reason, refused.path) == (State.FAILED, making.NO_RIGHT, "")


def test_rights_that_change_while_it_is_made_give_no_file(world, monkeypatch, tmp_path):
    def write(sheet, out):
        out.write(b"half")
        seat_of(world, "olivier").update(role=Role.PARTNER)

    monkeypatch.setitem(making.WRITERS, "csv", write)
    row = made(world, "olivier")
    assert (row.state, row.reason) == (State.FAILED, making.CHANGED)
    assert list((tmp_path / "exports").iterdir()) == []


def test_one_at_a_time_and_no_words_about_somebody(world, client_for):
    bruno = client_for("bruno")
    bruno.post(ASK, {**ASKED, "criteres": "words=Karim+Benali"})
    assert not rows().exists()
    assert "désigner une personne" in bruno.get(MINE).text
    bruno.post(ASK, ASKED)
    bruno.post(ASK, ASKED)
    assert rows().count() == 1
    assert "déjà en préparation" in bruno.get(MINE).text
    assert client_for("claire").post(ASK, ASKED).status_code == 303
    assert rows().count() == 2


def test_disk_is_bounded_for_each_person_and_for_all(
    world, client_for, monkeypatch, django_capture_on_commit_callbacks
):
    kept = [made(world) for _ in range(keeping.MOST_KEPT)]
    with django_capture_on_commit_callbacks(execute=True):
        client_for("bruno").post(ASK, ASKED)
    assert rows().count() == keeping.MOST_KEPT
    assert [keeping.path_of(row).exists() for row in kept] == [False, True, True]
    monkeypatch.setattr(keeping, "MOST_BYTES", 1)
    client_for("claire").post(ASK, ASKED)
    assert not rows().filter(user=world.cast.users["claire"]).exists()


def test_a_day_later_it_is_closed_then_deleted_with_its_file(world, client_for, django_capture_on_commit_callbacks):
    row = made(world)
    stray = keeping.folder() / "stray.part"
    stray.write_bytes(b"half")
    remove_orphans(now=clock.now() + timedelta(days=30))
    assert keeping.path_of(row).exists()
    rows().update(finished_at=clock.now() - keeping.KEPT)
    bruno = client_for("bruno")
    assert bruno.get(address(row)).status_code == 404
    assert "Télécharger" not in bruno.get(MINE).text
    assert "Un export est prêt" not in bruno.get("/").text
    with django_capture_on_commit_callbacks(execute=True):
        assert keeping.forget_old_exports(now=clock.now() + timedelta(days=2)) == 1
    assert not rows().exists()
    assert list(keeping.folder().iterdir()) == []


def test_its_owner_deletes_it_and_gives_up_one_under_way(world, client_for, django_capture_on_commit_callbacks):
    row, bruno = made(world), client_for("bruno")
    remove = reverse("exports:remove", args=[row.pk])
    assert (bruno.get(remove).status_code, client_for("claire").post(remove).status_code) == (405, 404)
    with django_capture_on_commit_callbacks(execute=True):
        bruno.post(remove)
    assert (rows().count(), list(keeping.folder().iterdir())) == (0, [])
    bruno.post(ASK, ASKED)
    waiting = rows().get()
    assert "Annuler" in bruno.get(MINE).text
    bruno.post(reverse("exports:remove", args=[waiting.pk]))
    assert "L’export est annulé." in bruno.get(MINE).text
    making.make_export.call(str(waiting.pk))
    assert (rows().count(), list(keeping.folder().iterdir())) == (0, [])
    bruno.post(ASK, ASKED)
    assert rows().count() == 1


def test_the_file_has_the_day_of_the_person_who_asked_for_it(world, client_for):
    row = made(world)
    rows().update(asked_at=datetime(2026, 7, 31, 22, 30, tzinfo=UTC))
    answer = client_for("bruno").get(address(row))
    assert body(answer)
    assert "signalements-2026-08-01.csv" in answer["Content-Disposition"]


def test_erasing_the_account_erases_the_file(world, django_capture_on_commit_callbacks):
    row = made(world)
    assert keeping.collect_exports(world.cast.users["bruno"])[0]["format"] == "csv"
    with django_capture_on_commit_callbacks(execute=True):
        keeping.erase_exports(world.cast.users["bruno"])
    assert not rows().exists()
    assert not keeping.path_of(row).exists()


def test_a_run_that_stopped_half_way_is_started_anew_and_the_old_one_gives_way(world, monkeypatch):
    row = ExportFile(user=world.cast.users["bruno"], subject="report", kind="csv", asked_at=clock.now())
    row.state, row.run_id = State.MAKING, new_id()
    row.save(force_insert=True)
    old = row.run_id
    making.make_export.call(str(row.pk))
    row.refresh_from_db()
    assert row.state == State.READY
    monkeypatch.setattr(making, "SECONDS", 0)
    monkeypatch.setattr(making, "TOLD_EVERY", 1)
    with pytest.raises(making.GivenWay):
        list(making._told([1, 2], row, old))
    making.make_export.call(str(row.pk))
    assert rows().get().path == row.path


def test_an_error_leaves_no_half_file_and_says_so(world, client_for, monkeypatch, tmp_path):
    def write(sheet, out):
        out.write(b"half")
        raise OSError("disk full")

    monkeypatch.setitem(making.WRITERS, "csv", write)
    with pytest.raises(OSError, match="disk full"):
        made(world)
    row = rows().get()
    assert (row.state, row.reason) == (State.FAILED, making.BROKEN)
    assert list((tmp_path / "exports").iterdir()) == []
    assert making.BROKEN in client_for("bruno").get(MINE).text


def test_an_export_that_no_task_makes_any_more_has_failed(world, client_for):
    client_for("bruno").post(ASK, ASKED)
    assert keeping.an_export_waits()
    assert keeping.fail_lost_exports(now=clock.now()) == 0
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert keeping.fail_lost_exports(now=clock.now()) == 1
    assert rows().get().reason == keeping.LOST
    assert not keeping.an_export_waits()


def test_seeing_as_a_partner_neither_asks_nor_gets_an_export(world, client_for):
    alice, row = client_for("alice"), made(world, "alice")
    whom = {"whom": f"{world.cast.group.pk}:{world.cast.landlord.pk}", "back": "/problematiques/"}
    assert alice.post(reverse("viewing:choose"), whom).status_code == 303
    for answer in (alice.get(MINE), alice.get(address(row)), alice.post(ASK, ASKED)):
        assert answer.status_code == 403
    assert rows().count() == 1


@pytest.mark.parametrize(
    ("event", "purged", "withdrawn"),
    [
        (Event.RETENTION_PURGE, "reports", {"olivier", "marc"}),
        (Event.RETENTION_PURGE, "journal", set()),
        (Event.PROBLEM_PURGE, "", {"olivier"}),
        (Event.PLACE_CREATE, "", set()),
    ],
)
def test_what_is_erased_leaves_the_files_made_before(
    world, event, purged, withdrawn, django_capture_on_commit_callbacks
):
    kept = {name: made(world, name) for name in ("olivier", "marc")}
    files = {name: keeping.path_of(row) for name, row in kept.items()}
    subject = Subject("place", None, "Purge", group_id=None if purged else world.cast.group.pk)
    with django_capture_on_commit_callbacks(execute=True):
        alice = world.cast.actor("alice")
        record_event(event, actor=alice, at=clock.now(), subject=subject, payload={"subject": purged})
    assert {name for name, path in files.items() if not path.exists()} == withdrawn
    for name, row in kept.items():
        row.refresh_from_db()
        assert (row.state, row.reason) == ((State.FAILED, keeping.OUTDATED) if name in withdrawn else (State.READY, ""))
