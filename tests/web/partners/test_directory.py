"""Screens of the directory: organisations and contacts."""

import pytest
from django.urls import reverse

from palier.partners.models import Contact, Organisation
from tests.cast import ARRIVED


@pytest.fixture
def contact(world):
    return lambda name: Contact.objects.unsealed("test").get(user=world.cast.users[name])


def text_of(response):
    return response.content.decode()


def test_the_directory_shows_each_reader_its_own_contacts(world, client_for):
    url = reverse("partners:organisations")
    assert "Bruno" in text_of(client_for("claire").get(url))
    shown = text_of(client_for("dora").get(url))
    assert "Bléone Habitat" in shown
    assert "Bruno" not in shown


def test_searching_swaps_only_the_list(world, client_for):
    url = reverse("partners:organisations")
    part = text_of(client_for("alice").get(url, {"words": "bleone"}, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "Bléone Habitat" in part
    assert "Ville de Digne" not in part
    assert "Aucune organisation trouvée" in text_of(client_for("alice").get(url, {"words": "introuvable"}))


def test_a_long_directory_is_paged_and_keeps_its_filters(world, client_for):
    Organisation.objects.bulk_create(
        Organisation(type=world.cast.landlord.type, name=f"Régie {n:02}", created_at=world.cast.landlord.created_at)
        for n in range(30)
    )
    shown = text_of(client_for("alice").get(reverse("partners:organisations"), {"words": "régie", "page": 2}))
    assert "Régie 29" in shown
    assert "Régie 01" not in shown
    assert "words=r%C3%A9gie" in shown


def test_the_cost_of_the_directory_is_flat(world, client_for, django_assert_max_num_queries):
    client = client_for("alice")
    for number in range(10):
        Contact.objects.create(organisation=world.cast.landlord, name=f"Contact {number}", arrived_on=ARRIVED)
    with django_assert_max_num_queries(20):
        client.get(reverse("partners:organisations"), {"words": "contact"})


def test_a_chief_enters_an_organisation_then_its_contact(world, client_for):
    client = client_for("alice")
    kind = world.cast.landlord.type_id
    client.post(reverse("partners:organisation-create"), {"kind": kind, "name": "Ubaye Logement", "short_name": ""})
    organisation = Organisation.objects.get(name="Ubaye Logement")
    form = {"name": "Nina Aubert", "email": "nina@example.org", "channel": "mail", "on": "02/11/2026"}
    response = client.post(reverse("partners:contact-arrive", args=[organisation.pk]), form)
    nina = Contact.objects.unsealed("test").get(name="Nina Aubert")
    assert response.headers["Location"] == reverse("partners:contact", args=[nina.pk])


def test_a_double_name_is_told_on_its_field_and_what_was_typed_is_kept(world, client_for):
    form = {"kind": world.cast.landlord.type_id, "name": "Ville de Digne", "short_name": "VD"}
    shown = text_of(client_for("alice").post(reverse("partners:organisation-create"), form))
    assert "porte déjà ce nom" in shown
    assert 'value="VD"' in shown


def test_replacing_a_contact_leads_to_its_successor(world, client_for, contact):
    bruno = contact("bruno")
    form = {"seen": 1, "name": "Nina Aubert", "email": "nina@example.org", "channel": "mail", "on": "02/11/2026"}
    client = client_for("alice")
    response = client.post(reverse("partners:contact-replace", args=[bruno.pk]), form)
    shown = text_of(client.get(response.headers["Location"]))
    assert "Nina Aubert" in shown
    assert "A remplacé" in shown
    assert "Remplacé par" in text_of(client_for("alice").get(reverse("partners:contact", args=[bruno.pk])))


def test_a_departure_shows_and_cuts_access(world, client_for, contact):
    url = reverse("partners:contact-depart", args=[contact("bruno").pk])
    assert client_for("alice").post(url, {"seen": 1, "on": "02/11/2026"}).status_code == 303
    assert not world.cast.actor("bruno").seats
    assert "Parti" in text_of(client_for("alice").get(reverse("partners:contact", args=[contact("bruno").pk])))


def test_a_partner_corrects_its_own_entry(world, client_for, contact):
    form = {"seen": 1, "name": "Bruno", "email": "bruno@example.org", "phone": "04 92 00 00 00", "channel": "phone"}
    url = reverse("partners:contact-edit", args=[contact("bruno").pk])
    assert client_for("bruno").post(url, form).status_code == 303
    assert contact("bruno").phone == "04 92 00 00 00"


def test_an_organisation_is_changed_and_closed(world, client_for):
    client = client_for("agathe")
    organisation = Organisation.objects.create(
        type=world.cast.landlord.type, name="Vide", created_at=world.cast.landlord.created_at
    )
    form = {"seen": 1, "kind": organisation.type_id, "name": "Vide encore", "short_name": ""}
    assert client.post(reverse("partners:organisation-edit", args=[organisation.pk]), form).status_code == 303
    url = reverse("partners:organisation-close", args=[organisation.pk])
    assert client.post(url, {"seen": 2, "on": "02/11/2026"}).status_code == 303
    assert "Fermé" in text_of(client.get(reverse("partners:organisation", args=[organisation.pk])))
