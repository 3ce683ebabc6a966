"""A tracker taken over in the browser: the preview, a correction, the confirmation, and the same file again."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from palier.cycle.problems.models import Problem
from palier.partners.models import OrganisationType
from palier.territory.models import Sector
from palier.territory.services.kinds import load_place_kinds
from tests.e2e.conftest import DESKTOP, PHONE

LINES = (
    ("N°", "Date", "Lieu", "Problématique", "Constat", "Actions décidées", "État"),
    (1, "12/09/2024", "12 rue des Lilas", "Hall occupé", "bruit le soir", "PM : rondes pour le 30/09/2024", "en cours"),
    (2, "31/02/2025", "Parking nord", "Épaves", "deux épaves", "enlever les épaves", "en cours"),
)


@pytest.fixture
def workbook(world):
    """A workbook as a group keeps it: a title above the header, an impossible date, an action that nobody owns."""
    group = world.cast.group
    group.sectors.add(Sector.objects.create(district=group.district, code="D1", name="Digne 1"))
    load_place_kinds()
    OrganisationType.objects.get_or_create(code="PM", defaults={"label": "Police municipale"})
    book = Workbook()
    sheet = book.active
    sheet.title = "SUIVI"
    sheet.append(["Suivi du groupe"])
    for line in LINES:
        sheet.append(line)
    file = BytesIO()
    book.save(file)
    return {
        "name": "suivi.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": file.getvalue(),
    }


def imported():
    return Problem.objects.unsealed("test").filter(origin=Problem.Origin.IMPORT)


def send(page, live_server, workbook):
    page.goto(f"{live_server.url}/reprise/")
    page.locator("input[type=file]").set_input_files(workbook)
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("heading", name="Aperçu de la reprise")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_workbook_is_previewed_corrected_confirmed_and_known_the_next_time(
    live_server, signed_in, axe, workbook, size
):
    page = signed_in("alice")
    page.set_viewport_size(size)
    send(page, live_server, workbook)
    axe(page)

    page.get_by_role("link", name="Devinées").click()
    expect(page.get_by_text("n’existe pas dans le calendrier")).to_be_visible()
    page.get_by_role("link", name="Corriger la ligne 4").click()
    page.get_by_label("Signalé le").fill("28/02/2025")
    page.get_by_label("Lieu").fill("Parking sud")
    page.get_by_label("qui la fait").select_option(index=1)
    axe(page)
    page.get_by_role("button", name="Enregistrer la correction").click()
    expect(page.get_by_text("corrigée par vous")).to_be_visible()
    expect(page.get_by_text("Parking sud")).to_be_visible()
    assert not imported().exists()

    page.get_by_role("link", name="Continuer vers la confirmation").click()
    expect(page.get_by_text("Problématiques créées")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Reprendre ce tableau").click()
    expect(page.get_by_role("heading", name="Tableau repris")).to_be_visible()
    axe(page)
    assert sorted(problem.place.name for problem in imported()) == ["12 rue des Lilas", "Parking sud"]

    send(page, live_server, workbook)
    page.get_by_role("link", name="Continuer vers la confirmation").click()
    expect(page.get_by_text("Il n’y a rien à reprendre")).to_be_visible()
    assert imported().count() == 2
