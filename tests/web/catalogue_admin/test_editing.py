"""The administrator's screens of the catalogue: every table is listed, added to, reworded, withdrawn, replaced."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.cycle.catalogue.models import Answer, Category, GravityLevel, LegalReference, WhyNotCard
from palier.web.catalogue_admin.tables import TABLES
from tests.cast import TODAY

NEW = {
    "categories": {"label": "Pigeons", "family": "D", "suggested_partners": "MAI BAI", "suggested_answers": "MA7"},
    "reponses": {"label": "Filets", "partner_type": "BAI", "family": "works", "legal_references": "csi-l132-5"},
    "pourquoi-pas": {"question": "Pourquoi ?", "text": "Parce que.", "categories": "A1, A2", "answers": "PN4"},
    "fiches": {"title": "Pigeons", "text": "Ne pas nourrir."},
    "textes": {"label": "Art. 1 XYZ", "meaning": "Un texte."},
}


@pytest.fixture
def agathe(world, client_for):
    return client_for("agathe")


def at(name, *args):
    return reverse(f"catalogue_admin:{name}", args=args)


@pytest.mark.parametrize("table", TABLES)
def test_an_entry_is_added_then_reworded_then_withdrawn(agathe, table):
    assert agathe.get(at("add", table)).status_code == 200
    sent = {"code": "N1", "valid_from": "01/12/2026", **NEW[table]}
    assert agathe.post(at("add", table), sent).status_code == 303
    model = TABLES[table].model
    entry = model.objects.get(pk="N1")
    page = agathe.get(at("change", table, "N1")).content.decode()
    name = next(iter(NEW[table]))
    assert str(getattr(entry, name)) in page
    again = {**NEW[table], name: "Autres mots", "seen": entry.revision}
    assert agathe.post(at("change", table, "N1"), again).status_code == 303
    entry = model.objects.get(pk="N1")
    assert str(entry) == "Autres mots"
    other = model.objects.exclude(pk="N1").filter(deprecated_on=None).first()
    withdrawal = {"seen": entry.revision, "deprecated_on": "15/12/2026", "replaced_by": other.pk}
    assert agathe.post(at("withdraw", table, "N1"), withdrawal).status_code == 303
    assert model.objects.get(pk="N1").replaced_by == other
    assert f"remplacé par {other}".replace("’", "&#x27;")[:20] in agathe.get(at("entries", table)).content.decode()


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_of_a_table_opens_its_forms(agathe, table):
    for entry in TABLES[table].model.objects.all()[:8]:
        assert agathe.get(at("change", table, entry.pk)).status_code == 200
        assert agathe.get(at("withdraw", table, entry.pk)).status_code == 200


def test_links_are_written_as_codes_and_kept_in_order(agathe):
    agathe.post(at("add", "categories"), {"code": "D10", "valid_from": "01/12/2026", **NEW["categories"]})
    made = Category.objects.get(pk="D10")
    assert made.suggested_partners == ["MAI", "BAI"]
    assert [answer.pk for answer in made.suggested_answers.all()] == ["MA7"]
    card = {"code": "c1", "valid_from": "01/12/2026", **NEW["pourquoi-pas"]}
    agathe.post(at("add", "pourquoi-pas"), card)
    assert WhyNotCard.objects.get(pk="c1").categories.count() == 2


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"code": "A1"}, "déjà pris"),
        ({"code": "A B"}, "code"),
        ({"code": "TROPLONG"}, "trop long"),
        ({"suggested_answers": "MA7 ZZ9"}, "Code inconnu : ZZ9"),
        ({"valid_from": "31/02/2026"}, "Cette date n’existe pas"),
        ({"label": ""}, "obligatoire"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_is_kept(agathe, values, told):
    sent = {"code": "D10", "valid_from": "01/12/2026", **NEW["categories"], **values}
    answer = agathe.post(at("add", "categories"), sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert told in page
    assert "MAI BAI" in page
    assert not Category.objects.filter(label="Pigeons").exists()


def test_an_answer_to_verify_with_an_article_is_refused_beside_its_field(agathe):
    sent = {"code": "BA9", "valid_from": "01/12/2026", **NEW["reponses"], "to_verify": "on"}
    assert "ne montre pas d’article" in agathe.post(at("add", "reponses"), sent).content.decode()
    assert not Answer.objects.filter(pk="BA9").exists()


def test_who_was_slower_is_told_to_reload(agathe):
    entry = LegalReference.objects.get(pk="csi-l272-4")
    sent = {"label": "Art. L272-4 CSI", "meaning": "Deux mois.", "seen": entry.revision}
    agathe.post(at("change", "textes", entry.pk), sent)
    answer = agathe.post(at("change", "textes", entry.pk), {**sent, "meaning": "Trois mois."})
    assert "entre-temps" in answer.content.decode()
    assert LegalReference.objects.get(pk="csi-l272-4").meaning == "Deux mois."


def test_a_level_of_gravity_is_reworded(agathe):
    sent = {"label": "Faits isolés", "definition": "Rien ne les relie.", "seen": 1}
    assert agathe.post(at("gravity", 1), sent).status_code == 303
    assert GravityLevel.objects.get(pk=1).definition == "Rien ne les relie."


@pytest.mark.parametrize("name", ["entries", "add"])
def test_an_unknown_table_is_not_found(agathe, name):
    assert agathe.get(at(name, "rien")).status_code == 404


def test_the_lists_cost_the_same_whatever_their_length(agathe):
    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert agathe.get(address).status_code == 200
        return len(queries)

    addresses = [at("overview"), at("entries", "categories"), at("entries", "reponses")]
    cost(addresses[0])  # what is filled once per session
    before = [cost(address) for address in addresses]
    for number in range(20):
        Category.objects.create(code=f"D{number + 20}", label=f"Autre {number}", family_id="D", valid_from=TODAY)
        Answer.objects.create(code=f"Y{number}", label="…", family="works", partner_type="BAI", valid_from=TODAY)
    assert [cost(address) for address in addresses] == before
