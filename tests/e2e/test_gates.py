"""From a problem just opened to its plan, in a real browser: each gate is met, mended by its own form, and passed."""

from palier.cycle.problems.models import Problem
from tests.e2e.conftest import PHONE

CRITERIA = ("precise", "located", "recurrent", "harm", "expectation", "partnership", "solvable")
PARTS = ("where", "when", "facts", "bothered", "holders", "watchers", "influence", "tried")
LACKS = ".palier-next__lacks"


def state_of(problem):
    return Problem.objects.unsealed("test").get(pk=problem.pk).state


def next_step(page, name):
    page.get_by_role("button", name=name).click()
    page.wait_for_load_state("networkidle")


def save(page):
    page.locator("form button[type=submit]", has_text="Enregistrer").click()
    page.locator(".palier-life").wait_for()


def admit(page, axe):
    """From the page of the problem: seven answers, then it is retained."""
    page.locator(LACKS).get_by_role("link", name="Répondre au test d’admission").click()
    for criterion in CRITERIA:
        page.locator(f"label[for=id_{criterion}_0]").click()
        page.fill(f"#id_{criterion}_evidence", "Sept soirées relevées par le gardien.")
    axe(page)
    save(page)
    next_step(page, "Retenir et ouvrir")


def diagnose(page):
    """From the page of the problem: its diagnosis."""
    page.locator(LACKS).get_by_role("link", name="Écrire le diagnostic").click()
    for part in PARTS:
        page.fill(f"#id_{part}", "Banc sous l’éclairage cassé, accès par le parking.")
    save(page)


def aim(page, axe):
    """From the page of the problem: an objective that is measured, then the plan."""
    page.locator(LACKS).get_by_role("link", name="Fixer l’objectif").click()
    page.fill("#id_objective", "Moins d’une soirée bruyante par semaine")
    page.select_option("#id_indicator", index=1)
    page.fill("#id_starting_value", "5")
    page.fill("#id_starting_value_on", "01/11/2026")
    page.fill("#id_starting_value_source", "Relevé du gardien")
    axe(page)
    save(page)
    next_step(page, "Passer au plan d’action")


def test_from_the_opening_to_the_plan(live_server, signed_in, world, axe):
    problem = world.stage.problem(title="Square bruyant la nuit")
    page = signed_in("alice")
    page.goto(f"{live_server.url}/problematiques/{problem.pk}/")
    assert "Le test d’admission attend une réponse" in page.locator(LACKS).inner_text()
    axe(page)
    admit(page, axe)
    assert state_of(problem) == "open"
    diagnose(page)
    aim(page, axe)
    assert state_of(problem) == "planned"
    assert "Inscrivez d’abord une action" in page.locator(LACKS).inner_text()

    page.set_viewport_size(PHONE)
    page.reload()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
