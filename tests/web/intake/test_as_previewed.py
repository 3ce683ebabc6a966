"""What is written is what was previewed, whatever another file taught the group meanwhile."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from palier.cycle.problems.models import Problem
from palier.intake.columns import remember_columns, remembered_columns
from palier.intake.headings import REASON
from palier.intake.models import RememberedColumns, WaitingFile
from palier.partners.models import Organisation, OrganisationType
from palier.web.intake import views
from palier.web.intake.writing import write_file
from tests.cast import NOW
from tests.intake.test_rejects import FIRST, SECOND, two_layouts
from tests.web.intake.test_intake import address, alice, confirmed, group, imported, send, text

__all__ = ["alice", "group"]

QUARTER = """Date;Lieu;Problème constaté;Qui fait quoi;Où en est-on;Remarques
12/01/2026;place du Bourg;Tapage;PM : passages pour le 20/01/2026;résolu;
13/01/2026;rue Haute;Dépôt de pneus;PM : enlèvement pour le 30/01/2026;résolu;
""".encode()
OTHER = "Date;Problème constaté;Lieu;Adresse;État\n12/01/2026;Tags;Centre;rue Basse;en cours\n".encode()


def teach(group, alice_actor, **fields):
    remember_columns(actor=alice_actor, group=group, headings=[*fields], fields=fields, now=NOW)


def test_a_field_kept_from_memory_is_given_to_no_other_column(group, alice, world):
    teach(group, world.cast.actor("alice"), lieu="place")
    sent = send(alice, group, QUARTER)
    rows = alice.get(sent["Location"]).context["rows"].object_list
    assert [row.place for row in rows] == ["place du Bourg", "rue Haute"]
    confirmed(alice, sent)
    assert {one.state for one in imported()} == {Problem.objects.unsealed("test").first().state} == {"resolved"}


def test_another_file_confirmed_meanwhile_changes_nothing_of_what_was_previewed(group, alice, world):
    sent = send(alice, group, QUARTER)
    before = alice.get(address(sent)).context["seen"]
    teach(group, world.cast.actor("alice"), **{"lieu": "", "probleme constate": "facts", "ou en est on": ""})
    assert alice.get(address(sent)).context["seen"] == before
    confirmed(alice, sent)
    assert {one.place.name for one in imported()} == {"place du Bourg", "rue Haute"}
    assert {one.state for one in imported()} == {"resolved"}


@pytest.mark.parametrize("by_worker", [False, True], ids=["at once", "worker"])
def test_an_organisation_that_changes_the_reading_is_told_and_nothing_is_written(group, alice, monkeypatch, by_worker):
    content = "Date;Lieu;Problème;Actions décidées;État\n12/01/2026;rue A;Tags;Tisseurs du Coin : nettoyer;en cours\n"
    sent = send(alice, group, content.encode())
    seen = alice.get(address(sent)).context["seen"]
    if by_worker:
        monkeypatch.setattr(views, "LONG", 0)
        alice.post(address(sent), {"seen": seen})
    kind = OrganisationType.objects.get(code="PM")
    Organisation.objects.create(name="Tisseurs du Coin", type=kind, created_at=NOW)
    if by_worker:
        write_file.call(sent["Location"].strip("/").split("/")[-1])
        answer = alice.get(address(sent, "result"), follow=True)
    else:
        answer = alice.post(address(sent), {"seen": seen}, follow=True)
    assert "relisez l’aperçu" in text(answer)
    assert not imported().exists()
    monkeypatch.undo()
    confirmed(alice, sent)
    assert imported().exists()


def test_a_confirmation_that_showed_nothing_writes_nothing(group, alice):
    sent = send(alice, group, QUARTER)
    assert "relisez l’aperçu" in text(alice.post(address(sent), follow=True))
    assert not imported().exists()


def test_columns_explained_stay_with_the_file_until_it_is_confirmed(group, alice):
    sent = send(alice, group, OTHER)
    form = alice.get(address(sent, "columns")).context["form"]
    kept = {name: field.initial for name, field in form.fields.items() if field.initial}
    alice.post(address(sent, "columns"), {**kept, "column_2": "district", "column_3": "place"})
    assert remembered_columns(group) == {}
    assert WaitingFile.objects.unsealed("test").get().columns["lieu"] == "district"
    confirmed(alice, sent)
    assert remembered_columns(group)["lieu"] == "district"


def test_a_file_of_another_layout_leaves_what_the_group_said_of_the_first(group, alice):
    confirmed(alice, send(alice, group, QUARTER))
    first = RememberedColumns.objects.unsealed("test").get()
    confirmed(alice, send(alice, group, "Reçu le;Voie;Sujet;Statut\n01/02/2026;rue X;Tags;en cours\n".encode()))
    second = RememberedColumns.objects.unsealed("test").get()
    assert first.fields.items() <= second.fields.items()
    assert second.fields["voie"] == "place"
    assert second.headings == first.headings


def test_a_heading_that_names_a_person_is_not_remembered(group, alice):
    content = "Date;Lieu;Problème;État;Avis de Mme Rossi 06 39 98 00 11\n12/01/2026;rue A;Tags;en cours;ok\n"
    confirmed(alice, send(alice, group, content.encode()))
    kept = RememberedColumns.objects.unsealed("test").get()
    assert "Rossi" not in str((kept.headings, kept.fields))
    assert kept.headings == ["Date", "Lieu", "Problème", "État"]


def test_the_rejects_of_two_sheets_come_on_two_sheets_and_are_offered_only_when_there_are_some(group, alice):
    sent = send(alice, group, two_layouts(), "suivi.xlsx")
    offered = "Télécharger ce qui est à corriger"
    assert offered in text(alice.get(sent["Location"]))

    def sheets():
        book = load_workbook(BytesIO(alice.get(address(sent, "rejects")).content))
        return {one.title: next(one.iter_rows(values_only=True)) for one in book.worksheets}

    before = sheets()
    assert before == {"T1": (*FIRST, REASON), "T2": (*SECOND, REASON)}
    confirmed(alice, sent)
    assert sheets() == before
    assert offered not in text(alice.get(send(alice, group, QUARTER)["Location"]))
