"""The catalogue on screen: search, old leads to new, one page per entry, at a flat cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.access.levels import Level
from palier.cycle.catalogue.models import Answer, Category, KnowledgeCard, LegalReference, WhyNotCard
from palier.cycle.catalogue.services import withdraw_entry
from palier.cycle.reports.learning import learn_categories, note_choice
from tests.cast import NOW, TODAY

PAGES = {
    "category": Category,
    "answer": Answer,
    "why-not": WhyNotCard,
    "card": KnowledgeCard,
    "legal": LegalReference,
}


def read(client, name, **kwargs):
    response = client.get(reverse(f"nomenclature:{name}", kwargs=kwargs))
    assert response.status_code == 200
    return response.content.decode()


def search(client, words):
    return client.get(reverse("nomenclature:index"), {"q": words}).content.decode()


def test_the_index_lists_everything_and_the_scale_of_gravity(client_for):
    page = read(client_for("bruno"), "index")
    for words in ("Occupation de hall", "Amende forfaitaire délictuelle", "simplement contrôler", "Emprise durable"):
        assert words in page


def test_an_old_article_leads_to_the_new_one_and_to_what_rests_on_it(client_for):
    bruno = client_for("bruno")
    found = search(bruno, "L126-3")
    assert "remplacé par" in found
    assert reverse("nomenclature:legal", args=["csi-l272-4"]) in found
    page = read(bruno, "legal", code="cch-l126-3")
    assert "Remplacé par" in page
    assert reverse("nomenclature:answer", args=["PN4"]) in page


def test_an_old_code_leads_to_the_new_one(client_for, world):
    agathe = world.cast.actor("agathe")
    sent = {
        "entry": world.stage.category,
        "seen": 1,
        "deprecated_on": TODAY,
        "replaced_by": Category.objects.get(pk="A2"),
    }
    withdraw_entry(actor=agathe, now=NOW, **sent)
    bruno = client_for("bruno")
    assert reverse("nomenclature:category", args=["A2"]) in search(bruno, "a1")
    assert "Remplacé par" in read(bruno, "category", code="A1")


def test_a_search_without_answer_says_what_to_try(client_for):
    assert "Rien ne répond à ces mots" in search(client_for("bruno"), "zzzz")


def test_a_category_warns_when_persons_are_likely_and_links_what_helps(client_for):
    page = read(client_for("claire"), "category", code="A5")
    assert "jamais une personne" in page
    assert reverse("nomenclature:card", args=["voisinage"]) in page
    assert reverse("nomenclature:why-not", args=["pas-de-nom"]) in page


def test_what_rests_on_general_knowledge_says_so(client_for):
    bruno = client_for("bruno")
    assert "À vérifier" in read(bruno, "answer", code="PN2")
    assert "À vérifier" not in read(bruno, "answer", code="PN4")


@pytest.mark.parametrize("name", PAGES)
def test_every_entry_has_its_page(client_for, name):
    client = client_for("bruno")
    for entry in PAGES[name].objects.all():
        read(client, name, code=entry.pk)


@pytest.mark.parametrize("name", PAGES)
def test_an_unknown_code_is_not_found(client_for, name):
    assert client_for("bruno").get(reverse(f"nomenclature:{name}", args=["rien"])).status_code == 404


def test_the_cost_is_flat(client_for, world):
    client = client_for("bruno")
    read(client, "index")

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    index, page = reverse("nomenclature:index"), reverse("nomenclature:category", args=["A1"])
    before = cost(index), cost(page)
    for number in range(20):
        card = WhyNotCard.objects.create(code=f"c{number}", question=f"Pourquoi {number} ?", text="…", valid_from=TODAY)
        card.categories.add("A1")
        Category.objects.create(code=f"D{number + 20}", label=f"Autre {number}", family_id="D", valid_from=TODAY)
    assert (cost(index), cost(page)) == before


def propose(client, group, text):
    return client.post(reverse("nomenclature:propose"), {"group": group.pk, "text": text}).content.decode()


def test_categories_are_proposed_for_a_text(client_for, world):
    part = propose(client_for("bruno"), world.cast.group, "Rodéos et quads sur le parking")
    assert part.count("data-choose") == 3
    assert 'name="proposed" value="C1"' in part


@pytest.mark.parametrize("text", ["", "!!!"])
def test_without_words_nothing_is_proposed(client_for, world, text):
    assert "data-choose" not in propose(client_for("bruno"), world.cast.group, text)


def test_facts_of_the_police_change_no_proposal(client_for, world):
    """The two-databases test reads pages; this is its twin for what is asked by POST (decision 6)."""
    text = "Rodéos et quads sur le parking"
    before = propose(client_for("bruno"), world.cast.group, text)
    for _ in range(5):
        report = world.stage.report("olivier", text=text, level=Level.POLICE)
        note_choice(actor=world.cast.actor("olivier"), report=report, proposed="C1", now=NOW)
    learn_categories(now=NOW)
    assert propose(client_for("bruno"), world.cast.group, text) == before
