"""The table entry in the browser: cells pasted, Enter, copy from above, an error kept, then filed."""

import pytest
from playwright.sync_api import expect

from palier.cycle.reports.models import Report
from tests.e2e.conftest import DESKTOP, PHONE

PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""
LINES = "Hall du 12 rue des Lilas\t\tA1\tDix personnes dans le hall.\thier\tsoirs\nHall du 12 rue des Lilas\t\tD8\t"


def texts():
    return list(Report.objects.unsealed("test").order_by("-created_at").values_list("text", "category_id")[:2])


@pytest.fixture
def cell(page):
    return lambda line, column: page.get_by_label(f"Ligne {line}, {column}", exact=True)


def test_the_keyboard_moves_and_copies_in_the_table(world, live_server, signed_in, axe, cell):
    page = signed_in("claire")
    page.goto(f"{live_server.url}/signalements/")
    page.get_by_role("link", name="Saisie en tableau").click()

    cell(2, "Lieu").fill("Hall du 12 rue des Lilas")
    page.keyboard.press("Enter")
    expect(cell(3, "Lieu")).to_be_focused()
    page.keyboard.press("Control+d")
    expect(cell(3, "Lieu")).to_have_value("Hall du 12 rue des Lilas")
    page.keyboard.press("ArrowUp")
    expect(cell(2, "Lieu")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(cell(3, "Type de lieu")).to_be_focused()
    page.keyboard.type("h")
    page.keyboard.press("ArrowDown")
    expect(cell(3, "Type de lieu")).to_be_focused()
    cell(8, "Lieu").focus()
    page.keyboard.press("Enter")
    expect(cell(9, "Lieu")).to_be_focused()
    axe(page)


def test_cells_pasted_from_a_spreadsheet_are_mended_then_filed(world, live_server, signed_in, axe, cell):
    page = signed_in("claire")
    page.goto(f"{live_server.url}/signalements/tableau/")
    cell(1, "Lieu").focus()
    page.evaluate(PASTE, LINES.replace("D8", "zinzin") + '"Sacs ""noirs""\tdéposés"')
    expect(page.get_by_role("status").filter(has_text="2 lignes collées.")).to_be_visible()
    expect(cell(2, "Faits constatés")).to_have_value('Sacs "noirs"\tdéposés')
    cell(2, "Faits constatés").fill("Sacs déposés devant la porte.")
    page.get_by_role("button", name="Enregistrer les signalements").click()
    expect(page.get_by_role("alert")).to_contain_text("Ligne 2, Catégorie")
    expect(cell(2, "Catégorie")).to_have_value("zinzin")
    expect(cell(2, "Faits constatés")).to_have_value("Sacs déposés devant la porte.")
    axe(page)
    page.get_by_role("link", name="Ligne 2, Catégorie").click()
    expect(cell(2, "Catégorie")).to_be_focused()
    cell(2, "Catégorie").fill("D8")
    page.get_by_role("button", name="Enregistrer les signalements").click()
    expect(page.get_by_role("heading", name="Merci, c’est enregistré")).to_be_visible()
    axe(page)
    assert set(texts()) == {
        ("Dix personnes dans le hall.", "A1"),
        ("Sacs déposés devant la porte.", "D8"),
    }


def test_leaving_a_table_that_is_not_sent_asks_first(world, live_server, signed_in, cell):
    page = signed_in("claire")
    page.goto(f"{live_server.url}/signalements/tableau/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    cell(1, "Lieu").fill("Hall du 12 rue des Lilas")
    page.get_by_role("link", name="Un seul signalement").click()
    expect(cell(1, "Lieu")).to_have_value("Hall du 12 rue des Lilas")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Enregistrer les signalements").click()
    expect(page.get_by_role("alert")).to_contain_text("Ligne 1, Catégorie")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_passage_is_shown_under_its_line(world, live_server, signed_in, axe, size):
    page = signed_in("claire")
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/signalements/tableau/")
    page.get_by_label("Ligne 1, Lieu", exact=True).fill("Hall du 12 rue des Lilas")
    page.get_by_label("Ligne 1, Catégorie", exact=True).fill("A1")
    page.get_by_label("Ligne 1, Faits constatés", exact=True).fill("Karim Benali insulte les passants.")
    page.get_by_role("button", name="Enregistrer les signalements").click()
    expect(page.get_by_text("Ce passage désigne-t-il une personne ?")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Reprendre cette formulation").click()
    facts = page.get_by_label("Ligne 1, Faits constatés", exact=True)
    expect(facts).not_to_have_value("Karim Benali insulte les passants.")
    page.get_by_role("button", name="Enregistrer les signalements").click()
    expect(page.get_by_role("heading", name="Merci, c’est enregistré")).to_be_visible()


def test_a_paste_of_more_than_a_hundred_lines_is_refused(world, live_server, signed_in):
    page = signed_in("claire")
    page.goto(f"{live_server.url}/signalements/tableau/")
    page.get_by_label("Ligne 1, Lieu", exact=True).focus()
    page.evaluate(PASTE, "Quai\thall\n" * 101)
    expect(page.get_by_role("status").filter(has_text="100 lignes au plus")).to_be_visible()
    expect(page.get_by_label("Ligne 1, Lieu", exact=True)).to_have_value("")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_what_is_known_is_shown_under_its_line_then_joined(world, live_server, signed_in, axe, size):
    page = signed_in("claire")
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/signalements/tableau/")
    page.get_by_label("Ligne 1, Lieu", exact=True).fill("Hall du 12 rue des Lilas")
    page.get_by_label("Ligne 1, Catégorie", exact=True).fill("A1")
    page.get_by_label("Ligne 1, Faits constatés", exact=True).fill("Dix personnes dans le hall.")
    page.get_by_role("button", name="Enregistrer les signalements").click()
    expect(page.get_by_text("Rien n’est encore enregistré")).to_be_visible()
    group = page.get_by_role("group", name="Ligne 1 : nous savons déjà")
    expect(group.get_by_label("Faire un nouveau signalement")).to_be_checked()
    axe(page)
    group.get_by_label("Joindre à ").first.check(force=True)
    page.get_by_role("button", name="Enregistrer les signalements").click()
    expect(page.get_by_role("heading", name="Merci, c’est enregistré")).to_be_visible()
    expect(page.get_by_text("Joint à ")).to_be_visible()
    axe(page)
