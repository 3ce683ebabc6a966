"""Uploading a tracker, seeing every line, correcting, confirming; and files that cannot be read."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from palier.cycle.actions.models import Action
from palier.cycle.catalogue.services import load_catalogue
from palier.cycle.problems.models import Diagnosis, Problem
from palier.cycle.problems.services import change_problem
from palier.intake.models import WaitingFile
from palier.intake.waiting import forget_old_files, receive_file
from palier.kernel import clock
from palier.kernel.errors import NotGranted
from palier.partners.models import Organisation, OrganisationType
from palier.territory.models import Sector
from palier.territory.services.kinds import load_place_kinds
from palier.web.intake import views
from palier.web.intake.writing import write_file
from tests.cast import NOW
from tests.intake.conftest import HEADER, SAMPLE

LINE = "17/09/24;Hall occupé;x;;voir M. Valjean;PN;fin octobre;O;;"
SMALL = f"{HEADER}\n{LINE}\n".encode()
OWN = "N°;Date;Lieu;Problématique;Constat;Actions décidées;État"
WHOLE = f"""{OWN}
1;12/09/2024;12 rue des Lilas;Hall occupé;bruit le soir;PM : rondes pour le 30/09/2024;en cours
2;31/02/2025;Parking nord;Épaves;deux épaves;enlever les épaves;en cours
3;10/10/2024;12 rue des Lilas;Hall occupé;encore du bruit;Mairie : courrier pour le 20/10/2024;doublon du 1
""".encode()


@pytest.fixture
def group(world):
    load_catalogue()
    load_place_kinds()
    for code in ("PM", "MAI"):
        OrganisationType.objects.get_or_create(code=code, defaults={"label": code})
    group = world.cast.group
    group.sectors.add(Sector.objects.create(district=group.district, code="D1", name="Digne 1"))
    return group


@pytest.fixture
def alice(client_for):
    return client_for("alice")


def send(client, group, content, name="suivi.csv"):
    return client.post(reverse("intake:upload"), {"group": str(group.pk), "file": SimpleUploadedFile(name, content)})


def address(answer, name="confirm", **kwargs):
    pk = answer["Location"].strip("/").split("/")[-1]
    return reverse(f"intake:{name}", kwargs={"pk": pk, **kwargs})


def correct(client, sent, number, **values):
    """What the form of a line sends back, but for what is said."""
    page = client.get(address(sent, "line", number=number))
    form = page.context["form"]
    kept = {name: form.initial.get(name, field.initial) for name, field in form.fields.items()}
    kept = {name: "on" if value is True else value for name, value in {**kept, **values}.items()}
    kept = {name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in kept.items()}
    return client.post(
        address(sent, "line", number=number),
        {name: value for name, value in kept.items() if value not in (None, False)},
    )


def confirmed(client, sent, **options):
    """What the confirmation shown sends back."""
    page = client.get(address(sent))
    seen = (page.context or {}).get("seen", "")
    return client.post(address(sent), {"seen": seen}, **options)


def imported():
    return Problem.objects.unsealed("test").filter(origin=Problem.Origin.IMPORT)


def actions():
    return Action.objects.unsealed("test").filter(problem__in=imported())


def text(answer):
    return answer.content.decode()


def test_the_preview_tells_each_line_and_writes_nothing(group, alice):
    answer = alice.get(send(alice, group, SMALL)["Location"])
    shown = text(answer)
    assert "Devinée" in shown
    assert answer.context["summary"] == "1 ligne : 1 problématique, 1 action."
    assert "Déjà repris" not in shown
    assert "compris comme le 31/10/2024" in shown
    assert "Valjean" not in shown
    assert not imported().exists()


def test_the_preview_filters_by_how_far_a_line_was_understood(group, alice):
    sent = send(alice, group, WHOLE)["Location"]
    shown = text(alice.get(sent, {"lignes": "devinees"}))
    assert "Parking nord" in shown
    assert "31/02/2025" in shown
    assert "bruit le soir" not in shown
    assert text(alice.get(sent, {"lignes": "sures"})).count('<th scope="row">') == 1


def test_the_confirmation_says_what_is_written_and_writes_exactly_that(group, alice):
    sent = send(alice, group, WHOLE)
    page = alice.get(address(sent))
    foreseen = page.context["foreseen"]
    assert not imported().exists()
    assert confirmed(alice, sent).status_code == 303
    outcome = WaitingFile.objects.unsealed("test").get().outcome
    assert (outcome["problems"], outcome["actions"]) == (foreseen.taken.problems, foreseen.taken.actions)
    assert list(foreseen.taken.organisations) == outcome["organisations"]
    assert (imported().count(), actions().count()) == (outcome["problems"], outcome["actions"])


def test_confirming_leads_to_what_was_written_and_forgets_the_file(group, alice):
    sent = send(alice, group, SMALL)
    result = confirmed(alice, sent, follow=True)
    assert result.context["told"] == "Repris : 1 problématique, 1 action."
    assert imported().get().reference in text(result)
    assert bytes(WaitingFile.objects.unsealed("test").get().content) == b""


def test_a_second_import_says_beforehand_that_nothing_is_new(group, alice):
    confirmed(alice, send(alice, group, SMALL))
    again = send(alice, group, SMALL)
    assert "1 ligne de ce tableau est déjà dans ce groupe" in text(alice.get(again["Location"]))
    confirmation = text(alice.get(address(again)))
    assert "Rien de nouveau" in confirmation
    assert "Reprendre ce tableau" not in confirmation
    assert "Rien de nouveau" in text(confirmed(alice, again, follow=True))
    assert imported().count() == 1


def test_a_corrected_line_is_written_as_corrected_and_recognised_the_next_time(group, alice):
    sent = send(alice, group, WHOLE)
    owner = Organisation.objects.filter(closed_on__isnull=True).first()
    answer = correct(
        alice,
        sent,
        2,
        day="28/02/2025",
        state="resolu",
        place="Parking sud",
        title="Épaves du parking",
        owner_0=owner.pk,
        words_0="Enlever les épaves et fermer la barrière",
        due_0="15/03/2025",
    )
    assert answer.status_code == 303
    shown = text(alice.get(answer["Location"]))
    assert "corrigée par vous" in shown
    assert "Parking sud" in shown
    confirmed(alice, sent)
    problem = imported().get(title__startswith="Épaves du parking")
    assert problem.place.name == "Parking sud"
    assert problem.state == "resolved"
    assert f"{problem.created_at:%Y-%m-%d}" == "2025-02-28"
    action = actions().get(problem=problem)
    assert action.organisation == owner
    assert action.title == "Enlever les épaves et fermer la barrière"
    assert f"{action.due:%Y-%m-%d}" == "2025-03-15"
    again = send(alice, group, WHOLE)
    assert "Rien de nouveau" in text(alice.get(address(again)))


UNKNOWN = "Zz1;Zz2;Zz3;Zz4\nx;Hall occupé le soir;12 rue de la Source;aa\nx;Épave;Parking nord;bb\n".encode()


def test_a_table_that_is_not_understood_is_explained_by_hand(group, alice):
    sent = send(alice, group, UNKNOWN)
    columns = alice.get(sent["Location"], follow=True)
    assert "Aucun tableau de suivi n’est reconnu" in text(columns)
    assert "Hall occupé le soir" in text(columns)
    form = columns.context["form"]
    refused = alice.post(address(sent, "columns"), {"header_0": 1})
    assert "rien n’est lu" in text(refused)
    assert not imported().exists()
    named = {field.label: name for name, field in form.fields.items()}
    said = {"Votre colonne « Zz2 » contient": "title", "Votre colonne « Zz3 » contient": "place"}
    answer = alice.post(
        address(sent, "columns"), {"header_0": 1, **{named[label]: name for label, name in said.items()}}, follow=True
    )
    assert answer.context["summary"].startswith("2 lignes : 2 problématiques")
    confirmed(alice, sent)
    assert imported().filter(title__startswith="Hall occupé le soir").exists()


def test_a_table_that_is_not_understood_writes_nothing_by_itself(group, alice):
    sent = send(alice, group, UNKNOWN)
    assert "Aucun tableau" in text(confirmed(alice, sent, follow=True))
    assert not WaitingFile.objects.unsealed("test").get().confirmed_at


def test_a_line_and_an_action_left_out_stay_out(group, alice):
    sent = send(alice, group, WHOLE)
    alice.post(address(sent, "line-leave-out", number=2))
    assert correct(alice, sent, 3, keep_0=False).status_code == 303
    assert "Écartée" in text(alice.get(sent["Location"]))
    confirmed(alice, sent)
    assert imported().count() == 2
    assert actions().count() == 1
    assert "Rien de nouveau" in text(alice.get(address(send(alice, group, WHOLE))))


def test_a_line_taken_back_is_as_it_was_read(group, alice):
    sent = send(alice, group, WHOLE)
    before = text(alice.get(sent["Location"]))
    alice.post(address(sent, "line-leave-out", number=2))
    alice.post(address(sent, "line-restore", number=2))
    assert alice.get(sent["Location"]).context["rows"].object_list[1].key == "devinees"
    assert "Écartée" not in before


def test_a_double_is_joined_to_its_line_or_kept_apart(group, alice):
    sent = send(alice, group, WHOLE)
    correct(alice, sent, 3, tie="joined")
    assert "Jointe à la ligne 2" in text(alice.get(sent["Location"]))
    confirmed(alice, sent)
    joined = imported().get(title__startswith="Hall occupé")
    assert actions().filter(problem=joined).count() == 2
    assert "Rien de nouveau" in text(alice.get(address(send(alice, group, WHOLE))))


def test_what_was_written_is_taken_back_in_one_go(group, alice):
    sent = send(alice, group, WHOLE)
    confirmed(alice, sent)
    assert "Retirer cette reprise" in text(alice.get(address(sent, "result")))
    asked = text(alice.get(address(sent, "undo")))
    assert "Les lieux et les organisations ajoutés restent" in asked
    assert imported().exists()
    done = alice.post(address(sent, "undo"), follow=True)
    assert "La reprise est retirée : 3 problématiques" in text(done)
    assert "suivi.csv" not in text(done)
    assert not imported().exists()
    assert alice.get(address(sent, "undo")).status_code == 404
    assert "a été retiré" in text(alice.get(address(sent, "result"), follow=True))


def test_what_has_lived_since_keeps_the_whole(world, group, alice):
    sent = send(alice, group, WHOLE)
    confirmed(alice, sent)
    problem = imported().first()
    later = clock.now() + timedelta(minutes=1)
    change_problem(actor=world.cast.actor("alice"), problem=problem, title="Autre intitulé", now=later)
    done = alice.post(address(sent, "undo"), follow=True)
    assert f"on a travaillé depuis sur {problem.reference}" in text(done)
    assert imported().exists()


def test_a_long_file_is_written_by_the_worker(group, alice, monkeypatch):
    monkeypatch.setattr(views, "LONG", 0)
    sent = send(alice, group, WHOLE)
    pk = sent["Location"].strip("/").split("/")[-1]
    assert "Reprise en cours" in text(confirmed(alice, sent, follow=True))
    assert "Reprise en cours" in text(alice.get(sent["Location"], follow=True))
    assert alice.get(address(sent, "result"), headers={"HX-Request": "true"}).status_code == 200
    write_file.call(pk)
    write_file.call(pk)
    assert imported().count() == 3
    polled = alice.get(address(sent, "result"), headers={"HX-Request": "true"})
    assert polled["HX-Redirect"] == address(sent, "result")
    assert "Tableau repris" in text(alice.get(address(sent, "result")))


def test_what_the_worker_refuses_is_told_and_may_be_confirmed_again(group, alice, monkeypatch):
    monkeypatch.setattr(views, "LONG", 0)
    sent = send(alice, group, WHOLE)
    confirmed(alice, sent)
    group.sectors.clear()
    Sector.objects.all().delete()
    write_file.call(sent["Location"].strip("/").split("/")[-1])
    assert not imported().exists()
    assert "pas encore de secteur" in text(alice.get(address(sent, "result"), follow=True))
    assert alice.get(address(sent)).status_code == 200


def test_a_column_is_corrected_and_remembered_for_the_group(group, alice):
    content = (
        "N°;Date;Où ça;Sujet du jour;Actions décidées;État\n1;12/09/2024;Place;Tags;PM : rondes;en cours\n".encode()
    )
    sent = send(alice, group, content)
    form = alice.get(address(sent, "columns")).context["form"]
    kept = {name: field.initial for name, field in form.fields.items() if field.initial}
    twice = alice.post(address(sent, "columns"), {**kept, "column_2": "title", "column_3": "title"})
    assert "déjà choisi pour la colonne" in text(twice)
    answer = alice.post(address(sent, "columns"), {**kept, "column_2": "place", "column_3": "title"})
    assert answer.status_code == 303
    row = alice.get(sent["Location"]).context["rows"].object_list[0]
    assert (row.title, row.place) == ("Tags", "Place")
    again = alice.get(send(alice, group, content)["Location"]).context["rows"].object_list[0]
    assert (again.title, again.place) == ("Tags", "Place")


def test_the_row_of_the_header_is_corrected(group, alice):
    sent = send(alice, group, b"Rappel;pour;info;;;;\n" + WHOLE)
    form = alice.get(address(sent, "columns")).context["form"]
    kept = {name: field.initial for name, field in form.fields.items() if field.initial}
    assert kept["header_0"] == 2
    answer = alice.post(address(sent, "columns"), {**kept, "header_0": 3})
    assert answer.status_code == 303
    assert WaitingFile.objects.unsealed("test").get().header_rows == {"": 3}


def test_what_is_refused_comes_as_a_workbook_before_and_after(group, alice):
    sent = send(alice, group, f"{HEADER}\n17/09/24;Hall;x;;rondes;;;;;\n{LINE}\n".encode())

    def reasons():
        sheet = load_workbook(BytesIO(alice.get(address(sent, "rejects")).content)).worksheets[0]
        return [row[-1] for row in sheet.iter_rows(values_only=True) if row[0] == "17/09/24"]

    before = reasons()
    assert len(before) == 1
    assert "nommez une organisation connue" in before[0]
    confirmed(alice, sent)
    assert reasons() == before


def test_the_workbook_of_the_group_comes_in_its_own_columns(group, alice, client_for):
    confirmed(alice, send(alice, group, WHOLE))
    answer = client_for("bruno").get(reverse("intake:workbook", kwargs={"pk": group.pk}))
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert tuple(OWN.split(";")) in rows


def test_giving_up_deletes_the_file(group, alice):
    sent = send(alice, group, SMALL)
    alice.post(address(sent, "remove"))
    assert not WaitingFile.objects.unsealed("test").exists()
    assert alice.get(sent["Location"]).status_code == 404


def test_another_chief_of_the_group_does_not_find_the_file(group, alice, client_for):
    sent = send(alice, group, SMALL)
    assert client_for("alain").get(sent["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04" + b"x" * 50, "abîmé"),
        (b";;;\n", "vide"),
        (b"\x00\x01\x02" * 50, "texte lisible"),
        (b"nom;age\nA;3\n", "Aucun tableau de suivi"),
    ],
    ids=["xlsx", "blank", "binary", "other"],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_form_and_not_kept(group, alice, content, words):
    answer = send(alice, group, content)
    assert answer.status_code == 200
    assert words in text(answer)
    assert not WaitingFile.objects.unsealed("test").exists()


def test_a_chief_may_not_send_to_a_group_it_does_not_lead(group, client_for):
    answer = send(client_for("marc"), group, SMALL)
    assert answer.status_code == 200
    assert not WaitingFile.objects.unsealed("test").exists()


def test_a_waiting_file_is_forgotten_after_a_day(world, group):
    alice = world.cast.actor("alice")
    receive_file(actor=alice, group=group, name="a.csv", content=SAMPLE, now=NOW)
    assert forget_old_files(now=NOW + timedelta(hours=23)) == 0
    assert forget_old_files(now=NOW + timedelta(hours=24)) == 1
    with pytest.raises(NotGranted):
        receive_file(actor=world.cast.actor("bruno"), group=group, name="a.csv", content=SAMPLE, now=NOW)


FALSE_ALERT = (
    f"{OWN}\n1;12/09/2024;12 rue A;M. Dupont;bruit ven-sam, M. Dupont se plaint;PM : rondes;en cours\n".encode()
)


def maintained(client, sent, name, **values):
    """The form of the first line sent back, and the notice under one of its texts answered."""
    warned = correct(client, sent, 1, **{name: values[name]})
    notice = warned.context["form"].notices[name]
    said = {f"{name}-maintained": "on", f"{name}-seal": notice.seal, f"{name}-reason": "nobody"}
    return correct(client, sent, 1, **values, **said)


def test_the_facts_are_corrected_and_a_text_said_to_name_nobody_is_written_as_it_is(group, alice):
    sent = send(alice, group, FALSE_ALERT)
    row = alice.get(sent["Location"]).context["rows"].object_list[0]
    assert row.title.startswith("bruit")
    answer = maintained(alice, sent, "facts", facts="bruit ven-sam, M. Dupont (enseigne) ferme tard")
    assert answer.status_code == 303
    assert correct(alice, sent, 1, title="Bar bruyant").status_code == 303
    confirmed(alice, sent)
    problem = imported().get()
    assert problem.title.startswith("Bar bruyant")
    assert Diagnosis.objects.unsealed("test").get(problem=problem).facts == (
        "bruit ven-sam, M. Dupont (enseigne) ferme tard"
    )
    assert "Rien de nouveau" in text(alice.get(address(send(alice, group, FALSE_ALERT))))


def test_a_title_of_which_nothing_may_be_written_is_worded_from_the_facts(group, alice):
    sent = send(alice, group, FALSE_ALERT)
    assert "[donnée" not in alice.get(sent["Location"]).context["rows"].object_list[0].title[:10]
    confirmed(alice, sent)
    assert imported().get().title.startswith("Bruit")
