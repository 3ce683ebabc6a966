"""The package brings a whole catalogue, honest about what is not checked; loading it again keeps what was edited."""

import pytest

from palier.cycle.catalogue.models import (
    Answer,
    Category,
    Family,
    GravityLevel,
    KnowledgeCard,
    LegalReference,
    WhyNotCard,
)
from palier.cycle.catalogue.services import load_catalogue
from palier.partners.models import OrganisationType
from palier.partners.reference import load_reference
from tests.cast import NOW


@pytest.fixture
def catalogue(db):
    load_reference(NOW)
    load_catalogue()


def test_the_package_brings_42_categories_in_8_families_and_the_other_one(catalogue):
    assert Category.objects.exclude(code="Z0").count() == 42
    assert Family.objects.exclude(code="Z").count() == 8
    watched = Category.objects.filter(individuals_likely=True).values_list("pk", flat=True)
    assert set(watched) == {"A5", "B6", "D4", "F3"}


def test_each_of_the_18_types_of_partner_has_something_to_answer(catalogue):
    types = set(OrganisationType.objects.values_list("code", flat=True))
    assert len(types) == 18
    assert set(Answer.objects.values_list("partner_type", flat=True)) == types
    assert all(set(row.suggested_partners) <= types for row in Category.objects.all())


def test_each_category_says_who_answers_how_and_what_to_read(catalogue):
    for category in Category.objects.exclude(code="Z0").prefetch_related("suggested_answers"):
        assert all((category.suggested_partners, category.suggested_answers.all(), category.card_id)), category.code


def test_what_is_to_verify_shows_no_article_number(catalogue):
    doubtful = Answer.objects.filter(to_verify=True)
    assert doubtful.exists()
    assert not doubtful.exclude(legal_references=None).exists()
    assert Answer.objects.get(code="MA5").concerns_person


def test_an_old_article_leads_to_the_new_one(catalogue):
    old = LegalReference.objects.get(code="cch-l126-3")
    assert old.replaced_by_id == "csi-l272-4"
    assert LegalReference.objects.get(code="csi-l272-4").answers.get().code == "PN4"


def test_gravity_has_four_levels_each_with_words_and_a_definition(catalogue):
    levels = list(GravityLevel.objects.values_list("rank", "label"))
    labels = ["Faits isolés", "Faits répétés", "Activité installée", "Emprise durable"]
    assert levels == list(enumerate(labels, start=1))
    assert all(level.definition for level in GravityLevel.objects.all())


def test_at_least_ten_cards_say_why_not_and_lead_to_what_they_explain(catalogue):
    assert WhyNotCard.objects.count() >= 10
    card = WhyNotCard.objects.get(code="preuve-hall")
    assert card.answers.filter(code="PN4").exists()
    assert card.categories.filter(code="A1").exists()
    assert card.legal_references.get().code == "csi-l272-4"


def test_loading_twice_adds_nothing_and_keeps_what_was_edited(catalogue):
    Category.objects.filter(code="A1").update(label="Hall occupé")
    KnowledgeCard.objects.filter(code="halls").update(title="Halls")
    Category.objects.get(code="A1").suggested_answers.clear()
    assert set(load_catalogue().values()) == {0}
    assert Category.objects.get(code="A1").label == "Hall occupé"
    assert not Category.objects.get(code="A1").suggested_answers.exists()
    assert KnowledgeCard.objects.get(code="halls").title == "Halls"
