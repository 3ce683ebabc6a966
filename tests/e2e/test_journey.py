"""The journey of a report, on each database (`tests.run` runs this file, and its likes, on PostgreSQL as well).

At a desk, on a phone, on a phone without network → « Nous savons déjà » → triage, through every exit → problem →
admission → diagnosis → objective.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from palier.cycle.problems.models import Problem, Source
from palier.cycle.reports.models import PoliceReferral, Report
from palier.kernel import clock
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.phone import FILING, Phone, ready
from tests.e2e.test_gates import admit, aim, diagnose, state_of

DESK_TEXT = "Sacs déposés devant la porte du hall, chaque lundi."
PHONE_TEXT = "Encombrants au pied de la porte du hall."
OFFLINE_TEXT = "Matelas et cartons dans le hall, ce matin."


@pytest.fixture
def phone(world, playwright, tmp_path, browser_type_launch_args, live_server) -> Iterator[Phone]:
    """A phone with an empty profile."""
    device = Phone(playwright, tmp_path / "profil", browser_type_launch_args, live_server.url)
    yield device
    device.close()


def report_of(text):
    return Report.objects.unsealed("test").get(text=text)


def file_it(page, text):
    """The form of a place known by one tap, then sent, past the question about what is known."""
    page.get_by_text("Hall du 12 rue des Lilas").first.click()
    page.get_by_label("De quoi s’agit-il ?").select_option("D8")
    page.get_by_label("Ce qui a été constaté").fill(text)
    expect(page.get_by_role("heading", name="Nous savons déjà")).to_be_visible()
    page.get_by_role("button", name="Enregistrer le signalement").click()
    expect(page.get_by_role("heading", name="Et maintenant ?")).to_be_visible()


def confirm_what_is_known(page, live_server, problem):
    """« Constaté aussi », at a desk."""
    page.goto(live_server.url + FILING)
    page.get_by_text("Hall du 12 rue des Lilas").first.click()
    known = page.locator("#deja-connu li", has_text=problem.title)
    known.get_by_role("button", name="Constaté aussi").click()
    expect(page.get_by_role("heading", name="Merci, c’est enregistré")).to_be_visible()


def file_without_network(phone, world):
    """Typed without network, sent once it is back."""
    page = phone.open()
    phone.enter(world, "claire")
    ready(page, phone.origin)
    phone.network(there=False)
    page.goto(phone.origin + FILING)
    page.get_by_label("Où est-ce ?").fill("Hall du 12 rue des Lilas")
    page.get_by_label("Type de lieu").select_option(label="Hall d’immeuble")
    page.get_by_label("De quoi s’agit-il ?").select_option("D8")
    page.get_by_label("Ce qui a été constaté").fill(OFFLINE_TEXT)
    page.get_by_role("button", name="Garder et envoyer").click()
    expect(page.locator(".palier-waiting__state")).to_have_text("En attente du réseau")
    phone.network(there=True)
    expect(page.locator(".palier-waiting__state")).to_have_text("Envoyé")
    phone.close()


def answer(page, live_server, report, exit_name, **fields):
    """One exit of the triage box, its form filled in; the report as it then stands."""
    page.goto(f"{live_server.url}/signalements/tri/{report.pk}/?reponse={exit_name}")
    form = page.locator("[data-answer-form]")
    for name, value in fields.items():
        box = form.locator(f"[name={name}]")
        if box.first.get_attribute("type") == "radio":
            form.locator(f"label[for={box.first.get_attribute('id')}]").click()
        elif box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    form.locator("button[type=submit]").last.click()
    page.wait_for_url("**reprise=**")
    return Report.objects.unsealed("test").get(pk=report.pk)


def test_from_the_report_to_the_objective(world, live_server, signed_in, phone, axe):
    Report.objects.unsealed("test").update(created_at=clock.now())
    page = signed_in("claire")
    page.set_viewport_size(DESKTOP)
    confirm_what_is_known(page, live_server, world["problem"])
    assert Source.objects.unsealed("test").filter(problem=world["problem"], report__reporter=claire(world)).count() == 1
    page.goto(live_server.url + FILING)
    file_it(page, DESK_TEXT)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + FILING)
    file_it(page, PHONE_TEXT)
    file_without_network(phone, world)
    assert report_of(OFFLINE_TEXT).place == world.stage.place

    page = signed_in("alice")
    page.set_viewport_size(DESKTOP)
    opened = answer(page, live_server, report_of(DESK_TEXT), "open", title="Dépôts sauvages, 12 rue des Lilas")
    problem = Problem.objects.unsealed("test").get(title="Dépôts sauvages, 12 rue des Lilas")
    assert opened.state == "attached"
    attached = answer(page, live_server, report_of(PHONE_TEXT), "attach", problem=str(problem.pk))
    assert attached.state == "attached"
    merged = answer(page, live_server, report_of(OFFLINE_TEXT), "merge", into=str(world["new_report"].pk))
    assert (merged.state, merged.merged_into_id) == ("merged", world["new_report"].pk)

    page.goto(f"{live_server.url}/problematiques/{problem.pk}/")
    admit(page, axe)
    diagnose(page)
    aim(page, axe)
    assert state_of(problem) == "planned"


def test_the_exits_that_open_no_problem(world, live_server, signed_in):
    page = signed_in("alice")
    watched = answer(page, live_server, world.stage.report(), "watch", review_on="01/01/2100")
    assert watched.state == "watched"
    declined = answer(page, live_server, world.stage.report(), "decline", reason="")
    assert declined.state == "declined"
    assert declined.decline_reason
    for destination in (*Report.Destination.values, *PoliceReferral.Destination.values):
        report = answer(page, live_server, world.stage.report(), "redirect", towards=destination)
        is_police = destination in PoliceReferral.Destination.values
        assert (report.state, report.destination) == ("redirected", "other" if is_police else destination)
        referrals = PoliceReferral.objects.unsealed("test").filter(report=report)
        assert list(referrals.values_list("destination", flat=True)) == ([destination] if is_police else [])


def claire(world):
    return world.cast.users["claire"].pk
