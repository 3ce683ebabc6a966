"""Import of boundaries and kinds of place, on screen."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from palier.territory.models import PendingBoundaries, PlaceKind, Sector
from palier.territory.services import purge_pending
from tests.cast import NOW
from tests.territory.ground import collection, feature, square
from tests.web.territory.matrix import ground, pending


@pytest.fixture
def agathe(world, client_for):
    ground(world)
    return client_for("agathe")


def send(client, content, kind="sector"):
    file = SimpleUploadedFile("secteurs.geojson", content)
    return client.post(reverse("territory:import"), {"kind": kind, "file": file})


def test_a_file_is_previewed_then_confirmed(agathe):
    shape = square(6.1, 44.0, 6.2, 44.2)
    response = send(agathe, collection(feature(shape, code="DIG-3", nom="Digne trois", circonscription="DIG")))
    assert response.status_code == 303
    assert not Sector.objects.filter(code="DIG-3").exists()
    assert "Digne trois" in agathe.get(response["Location"]).content.decode()
    assert agathe.post(response["Location"], {"answer": "confirm"}).status_code == 303
    assert Sector.objects.get(code="DIG-3").name == "Digne trois"
    assert not PendingBoundaries.objects.exists()


def test_what_is_refused_is_listed_with_its_remedy(agathe, world):
    waiting = pending(world)
    page = agathe.get(reverse("territory:import-preview", args=[waiting.pk])).content.decode()
    assert "n° 2 DIG-9" in page
    assert "Ajoutez un champ" in page
    assert "(secteurs), envoyé le" in agathe.get(reverse("territory:import")).content.decode()
    contours = agathe.get(reverse("territory:import-contours", args=[waiting.pk])).json()
    assert [one["properties"]["name"] for one in contours["features"]] == ["Digne 1"]


def test_a_file_that_is_not_geojson_is_refused_on_the_form_and_not_kept(agathe):
    answer = send(agathe, b"PK not json")
    assert answer.status_code == 200
    assert "Ligne 1, colonne 1" in answer.content.decode()
    assert not PendingBoundaries.objects.exists()


def test_a_file_whose_features_are_all_refused_offers_nothing_to_confirm(agathe):
    address = send(agathe, collection(*[feature(None, code=f"DIG-{one}", nom="X") for one in range(250)]))["Location"]
    page = agathe.get(address).content.decode()
    assert "n° 200 DIG-199" in page
    assert "n° 201 DIG-200" not in page
    assert "Et 50 autres" in page
    assert "Importer les contours" not in page
    answer = agathe.post(address, {"answer": "confirm"})
    assert "Aucun contour" in answer.content.decode()


def test_giving_up_forgets_the_file(agathe, world):
    waiting = pending(world)
    address = reverse("territory:import-preview", args=[waiting.pk])
    assert agathe.post(address, {"answer": "drop"}).status_code == 303
    assert not PendingBoundaries.objects.exists()
    assert agathe.get(address).status_code == 404


def test_a_file_is_forgotten_after_a_day(world, db):
    pending(world)
    assert purge_pending(now=NOW + timedelta(hours=23)) == 0
    assert purge_pending(now=NOW + timedelta(hours=25)) == 1


def test_no_file_is_answered_on_the_form(agathe):
    response = agathe.post(reverse("territory:import"), {"kind": "sector"})
    assert response.status_code == 200
    assert not PendingBoundaries.objects.exists()


def test_kinds_are_added_renamed_retired_and_offered_again(agathe):
    listing = reverse("territory:kinds")
    assert agathe.post(listing, {"label": "Skatepark"}).status_code == 303
    address = reverse("territory:kind", args=["skatepark"])
    assert agathe.post(address, {"label": "Skatepark ou bowl"}).status_code == 303
    assert agathe.post(address, {"answer": "deprecate"}).status_code == 303
    assert "Retiré le" in agathe.get(listing).content.decode()
    assert agathe.post(address, {"answer": "restore"}).status_code == 303
    kind = PlaceKind.objects.get(pk="skatepark")
    assert (kind.label, kind.deprecated_on) == ("Skatepark ou bowl", None)
    refused = agathe.post(listing, {"label": "skatepark OU bowl"})
    assert "existe déjà" in refused.content.decode()
