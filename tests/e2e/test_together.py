"""What a problem is among others, and who is told what of it, in a real browser: divided, merged and unmerged; its
drawer opened by name and a date moved away; a message written to those it names."""

from datetime import timedelta

from playwright.sync_api import expect

from palier.access.levels import Level
from palier.cycle.actions.models import Postponement
from palier.cycle.problems.models import Problem
from palier.kernel import clock
from tests.web.drawers.matrix import operate
from tests.world import SEALED_WORD


def page_of(live_server, problem, then=""):
    return f"{live_server.url}/problematiques/{problem.pk}/{then}"


def named(title):
    return Problem.objects.unsealed("test").get(title=title)


def test_a_problem_is_divided_then_merged_again_and_the_merge_undone(live_server, signed_in, world, axe):
    whole, action = world["problem"], world["action"]
    page = signed_in("alice")
    page.goto(page_of(live_server, whole))
    page.get_by_role("link", name="Diviser").click()
    page.locator("label", has_text=action.title).click()
    page.get_by_label("Intitulé de la nouvelle problématique").fill("Porte du parking forcée")
    page.get_by_role("button", name="Diviser").click()
    # Same place, same category: it would be the same one; what was ticked is kept.
    expect(page.get_by_text("Donnez un autre lieu ou une autre catégorie").first).to_be_visible()
    axe(page)
    page.get_by_label("Catégorie principale").select_option("C1")
    page.get_by_role("button", name="Diviser").click()
    expect(page).not_to_have_url(page_of(live_server, whole, "diviser/"))
    part = named("Porte du parking forcée")
    action.refresh_from_db(from_queryset=type(action).objects.unsealed("test"))
    assert action.problem == part
    page.goto(page_of(live_server, whole))
    expect(page.locator(".palier-relations").get_by_role("link", name=part.title)).to_be_visible()

    again = world.stage.problem(title="Encore le hall, côté cour")
    page.goto(page_of(live_server, again))
    page.get_by_role("link", name="Fusionner").click()
    page.locator("[name=into]").select_option(str(whole.pk))
    axe(page)
    page.locator("main form button[type=submit]").last.click()
    page.goto(page_of(live_server, again))
    expect(page.get_by_text("Fusionnée avec")).to_be_visible()
    page.get_by_role("button", name="Défaire la fusion").click()
    page.wait_for_load_state("networkidle")
    assert (named(again.title).state, named(again.title).merged_into_id) == ("to_qualify", None)


def test_a_reader_of_the_drawer_is_named_and_struck_off(live_server, signed_in, world, axe):
    drawer = page_of(live_server, world["problem"], "tiroir/")
    assert signed_in("olivier").goto(drawer).status == 404
    page = signed_in("alice")
    page.goto(page_of(live_server, world["problem"]))
    page.get_by_role("link", name="Lecteurs du tiroir scellé").click()
    page.get_by_label("Policier du groupe").select_option(label="Olivier")
    page.get_by_label("Motif").fill("Conduit l’opération.")
    axe(page)
    page.get_by_role("button", name="Ouvrir le tiroir").click()
    expect(page.get_by_role("row", name="Olivier")).to_contain_text("Conduit l’opération.")
    page = signed_in("olivier")
    assert page.goto(drawer).status == 200
    expect(page.get_by_text(SEALED_WORD).first).to_be_visible()
    page = signed_in("alice")
    page.goto(page_of(live_server, world["problem"], "tiroir/lecteurs/"))
    page.get_by_role("row", name="Olivier").get_by_role("link", name="Refermer").click()
    page.get_by_label("Motif").fill("Opération terminée.")
    page.get_by_role("button", name="Refermer").click()
    expect(page.get_by_role("row", name="Olivier")).to_contain_text("Opération terminée.")
    assert signed_in("olivier").goto(drawer).status == 404


def test_a_date_that_collides_is_moved_without_a_word(live_server, signed_in, world, axe):
    action = operate(world)
    warning = "tombe près d’une opération"
    for name in ("bruno", "olivier"):
        page = signed_in(name)
        page.goto(page_of(live_server, world["problem"]))
        expect(page.locator("main")).not_to_contain_text(warning)
    page = signed_in("alice")
    page.goto(page_of(live_server, world["problem"]))
    page.get_by_text("À lire seul, à ne pas projeter").click()
    page.locator("li", has_text=warning).filter(has_text=action.title).get_by_role("link", name="Décaler").click()
    expect(page.get_by_text("Vous seul lisez ceci")).to_be_visible()
    axe(page)
    page.get_by_label("Organisation du service").check(force=True)
    page.get_by_role("button", name="Reporter l’échéance").click()
    page.wait_for_load_state("networkidle")
    moved = Postponement.objects.unsealed("test").get(action=action)
    assert moved.reason == "Organisation du service"
    page = signed_in("bruno")
    page.goto(f"{live_server.url}/actions/{action.pk}/")
    expect(page.locator("main")).to_contain_text(f"{clock.today() + timedelta(days=12):%d/%m/%Y}")
    expect(page.locator("main")).not_to_contain_text(warning)


def test_a_message_says_who_reads_it_and_reaches_those_it_names(live_server, signed_in, world, axe):
    discussion = page_of(live_server, world["problem"], "discussion/")
    page = signed_in("bruno")
    page.goto(discussion)
    expect(page.get_by_text("Lu par : Bléone Habitat (1)").first).to_be_visible()
    page.locator(f"[name=level][value='{Level.NAMED.value}'] + label").click()
    page.locator("[name=readers] + label", has_text=world.cast.town.name).click()
    page.get_by_role("textbox", name="Message").fill("Le digicode est commandé.")
    axe(page)
    page.get_by_role("button", name="Écrire").click()
    expect(page.get_by_text(f"Pour : Bléone Habitat, {world.cast.town.name}, et la police du groupe.")).to_be_visible()
    page.get_by_role("link", name="Corriger").click()
    page.get_by_role("textbox", name="Message").fill("Le digicode est posé.")
    page.get_by_role("button", name="Corriger").click()
    for reader in ("claire", "olivier"):
        page = signed_in(reader)
        page.goto(discussion)
        expect(page.get_by_text("Le digicode est posé.")).to_be_visible()
    page = signed_in("bruno")
    page.goto(discussion)
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("Message retiré")).to_be_visible()
