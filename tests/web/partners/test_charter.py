"""Screens of the charter and of the words of the house."""

import pytest
from django.urls import reverse

from palier.partners.models import Charter, CharterSignature, OrganisationType, Term
from palier.partners.reference import load_reference
from tests.cast import NOW

SIGN = "/charte/"


def text_of(response):
    return response.content.decode()


def test_the_unsigned_are_led_to_the_charter_and_back(world, client_for):
    client, wanted = client_for("gaelle"), reverse("partners:groups")
    gate = client.get(wanted)
    assert gate.headers["Location"] == f"{SIGN}?next={wanted}"
    shown = text_of(client.get(gate.headers["Location"]))
    assert "Des lieux, jamais des personnes." in shown
    signed = client.post(gate.headers["Location"], {"agreed": "on"})
    assert signed.headers["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_signing_needs_the_box(world, client_for):
    shown = text_of(client_for("gaelle").post(SIGN, {}))
    assert "Cochez la case pour signer." in shown
    assert not CharterSignature.objects.filter(user=world.cast.users["gaelle"]).exists()


@pytest.mark.parametrize("target", ["https://exemple.fr/", "//exemple.fr", "javascript:alert(1)", "nulle-part"])
def test_signing_never_leads_outside(world, client_for, target):
    response = client_for("gaelle").post(f"{SIGN}?next={target}", {"agreed": "on"})
    assert response.headers["Location"] == reverse("home:home")


def test_the_signed_read_what_they_signed(world, client_for):
    shown = text_of(client_for("bruno").get(SIGN))
    assert "Vous êtes à jour" in shown
    assert "02/11/2026" in shown
    version = Charter.objects.get()
    assert "Vous l’avez signée le 02/11/2026" in text_of(client_for("bruno").get(f"{SIGN}{version.pk}/"))


def test_a_draft_is_not_read_before_its_publication(world, client_for):
    project = Charter.objects.create(version=2, title="Projet", text="À venir")
    assert client_for("bruno").get(f"{SIGN}{project.pk}/").status_code == 404


def test_a_new_version_is_drafted_then_published_and_asks_again(world, client_for):
    client = client_for("agathe")
    text = "Préambule du groupe, assez long pour être signé.\n\n1. Des lieux\nJamais des personnes."
    client.post(reverse("partners:charter-draft"), {"title": "Charte revue", "text": text})
    project = Charter.objects.get(version=2)
    page = text_of(client.get(reverse("partners:charter-publish", args=[project.pk])))
    assert "Chacun devra signer de nouveau" in page
    assert '<h2 class="fr-h5">1. Des lieux</h2>' in page
    assert world.cast.actor("bruno").seats
    client.post(reverse("partners:charter-publish", args=[project.pk]), {"seen": 1})
    assert world.cast.actor("bruno").charter_due
    assert "En vigueur" in text_of(client.get(reverse("partners:charters")))


def test_two_editors_of_the_draft_are_told(world, client_for):
    project = Charter.objects.create(version=2, title="Projet", text="À venir", revision=3)
    form = {"seen": 2, "title": "Autre", "text": "Un texte assez long pour que chacun puisse le lire et le signer."}
    shown = text_of(client_for("agathe").post(reverse("partners:charter-edit", args=[project.pk]), form))
    assert "a changé entre-temps" in shown
    assert Charter.objects.get(pk=project.pk).title == "Projet"


def test_types_are_renamed_and_withdrawn_on_screen(world, client_for):
    client, kind = client_for("agathe"), OrganisationType.objects.get(code="BAI")
    form = {"seen": 1, "label": "Bailleur", "usual_contact": "Gardien", "rank": 4}
    assert client.post(reverse("partners:type-edit", args=["BAI"]), form).status_code == 303
    assert client.post(reverse("partners:type-withdraw", args=["BAI"]), {"seen": 2, "on": "01/11/2026"})
    kind.refresh_from_db()
    assert (kind.label, kind.deprecated_on is None) == ("Bailleur", False)
    assert "Retiré" in text_of(client.get(reverse("partners:types")))


def test_terms_get_new_words_and_corrections_on_screen(world, client_for):
    load_reference(NOW)
    client = client_for("agathe")
    form = {"label": "Sécurité partagée", "valid_from": "01/01/2027"}
    assert client.post(reverse("partners:term-date", args=["doctrine"]), form).status_code == 303
    row = Term.objects.get(label="Sécurité partagée")
    form = {"seen": 1, "label": "Sécurité commune", "valid_from": "01/01/2027"}
    assert client.post(reverse("partners:term-correct", args=[row.pk]), form).status_code == 303
    shown = text_of(client.get(reverse("partners:terms")))
    assert "Sécurité commune" in shown
    assert "Aujourd’hui" in shown


def test_an_unknown_term_or_type_is_not_found(world, client_for):
    client = client_for("agathe")
    assert client.get(reverse("partners:term-date", args=["inconnu"])).status_code == 404
    assert client.get(reverse("partners:type-edit", args=["XXX"])).status_code == 404


def test_an_empty_house_says_how_to_fill_its_words(world, client_for):
    assert "Aucun libellé daté" in text_of(client_for("agathe").get(reverse("partners:terms")))
