"""From the plan to the word kept: actions accepted and done, declined, blocked, late; each side reads what it must."""

from playwright.sync_api import expect

from palier.cycle.actions.models import Action
from palier.kernel import clock

REASON = "Pièce en commande chez le fournisseur."


def answer(page, address, word, text=""):
    """Press one of the answers of an action; fill the only box it asks for."""
    page.goto(address)
    if not text:
        page.get_by_role("button", name=word, exact=True).click()
    else:
        page.get_by_role("link", name=f"{word}…").click()
        page.locator("main textarea").first.fill(text)
        page.get_by_role("button", name=word, exact=True).click()
    page.wait_for_load_state("networkidle")


def test_each_promise_is_answered_and_followed(live_server, signed_in, world, axe):
    stage, origin = world.stage, live_server.url
    page = signed_in("alice")
    page.goto(f"{origin}/actions/nouvelle/{world['problem'].pk}/")
    page.fill("[name=title]", "Remplacer la serrure du local")
    page.select_option("[name=organisation]", label="Bléone Habitat")
    page.fill("[name=due]", f"{clock.today():%d/%m/%Y}")
    axe(page)
    page.get_by_role("button", name="Proposer", exact=True).click()
    expect(page.get_by_text("L’action est proposée")).to_be_visible()
    lamp, wall, gate = (
        stage.action(world["problem"], title=title)
        for title in ("Changer la lampe", "Monter un mur", "Poser un portillon")
    )
    lock = Action.objects.unsealed("test").get(title="Remplacer la serrure du local")
    at = {action: f"{origin}/actions/{action.pk}/" for action in (lock, lamp, wall, gate)}
    page = signed_in("bruno")
    page.goto(f"{origin}/avis/")
    expect(page.get_by_role("link", name="Remplacer la serrure du local")).to_be_visible()
    axe(page)
    answer(page, at[lock], "J’accepte")
    answer(page, at[lock], "C’est fait", "Serrure changée, clés remises à la police.")
    answer(page, at[wall], "Je décline", "Le mur n’est pas sur notre terrain.")
    answer(page, at[gate], "J’accepte")
    answer(page, at[gate], "C’est bloqué", REASON)
    answer(page, at[lamp], "J’accepte")
    states = dict(Action.objects.unsealed("test").filter(pk__in=[one.pk for one in at]).values_list("title", "state"))
    assert sorted(states.values()) == ["accepted", "blocked", "declined", "done"]
    page.goto(origin)
    # Its date, on the stage, is past by now.
    late = page.locator(".palier-cards > li", has=page.get_by_role("heading", name="Vos engagements en retard"))
    expect(late.get_by_role("link", name="Changer la lampe")).to_be_visible()
    page = signed_in("alice")
    page.goto(origin)
    blocked = page.locator(".palier-cards > li", has=page.get_by_role("heading", name="Actions bloquées"))
    expect(blocked.get_by_text("1 en attente")).to_be_visible()
    blocked.get_by_role("link", name="Ouvrir la liste").click()
    expect(page.get_by_role("link", name="Poser un portillon")).to_be_visible()
    axe(page)
    page.goto(f"{origin}/avis/")
    told = page.locator("main")
    for said in ("faite", "déclinée, le motif se lit sur sa fiche", "en retard, échéance le"):
        expect(told.get_by_text(said).first).to_be_visible()
    page.goto(at[gate])
    expect(page.get_by_text(REASON).first).to_be_visible()
