"""Words as data: types of partner, dated terms, sharing rules, and the loader that writes the first ones."""

from datetime import date

import pytest

from palier.kernel.errors import NotGranted, Refused, Stale
from palier.partners.models import Charter, OrganisationType, Page, Term
from palier.partners.queries.wording import sharing_rule, term, terms, types_offered
from palier.partners.reference import load_reference
from palier.partners.services.wording import change_type, correct_term, date_term, deprecate_type
from tests.cast import NOW, TODAY


@pytest.fixture
def reference(cast):
    return load_reference(NOW)


def test_a_new_house_has_eighteen_types_its_terms_and_a_charter_in_force(db, events):
    loaded = load_reference(NOW)
    assert OrganisationType.objects.count() == loaded.types == 18
    assert list(OrganisationType.objects.filter(is_police=True).values_list("code", flat=True)) == ["PN"]
    charter = Charter.objects.get()
    assert (charter.version, charter.published_at) == (1, NOW)
    assert "jamais des personnes" in charter.text
    assert events() == ["partners:reference:load"]


def test_loading_again_writes_nothing_and_keeps_what_was_edited(db, events):
    load_reference(NOW)
    OrganisationType.objects.filter(code="BAI").update(label="Bailleurs")
    Page.objects.update(text="Notre texte.")
    assert load_reference(NOW).total == 0
    assert OrganisationType.objects.get(code="BAI").label == "Bailleurs"
    assert set(Page.objects.values_list("text", flat=True)) == {"Notre texte."}
    assert len(events()) == 1


def test_a_charter_already_there_is_left_alone(reference):
    assert reference.charters == 0
    assert Charter.objects.count() == 1


def test_a_term_says_the_word_of_its_day(reference):
    assert "DDSP" in term("departmental-directorate", date(2019, 4, 1))
    assert "DDPN" in term("departmental-directorate", date(2026, 1, 1))
    assert "DCSP" in term("national-directorate", date(1950, 1, 1))
    assert term("unknown", TODAY) == "unknown"


def test_several_terms_come_in_one_query(reference, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = terms(["departmental-directorate", "doctrine", "unknown"], date(2019, 1, 1))
    assert "DDSP" in found["departmental-directorate"]
    assert "PSQ" in found["doctrine"]
    assert found["unknown"] == "unknown"


@pytest.mark.parametrize(("attachment", "words"), [("clspd", "L132-5"), ("standalone", "jamais de personnes")])
@pytest.mark.parametrize("is_loaded", [True, False])
def test_the_sharing_rule_follows_the_attachment(cast, attachment, words, is_loaded):
    if is_loaded:
        load_reference(NOW)
    cast.group.attachment = attachment
    assert words in sharing_rule(cast.group).text


def test_a_term_gets_a_new_word_from_a_day(cast, reference, events):
    date_term(actor=cast.actor("agathe"), key="doctrine", label="Sécurité de demain", valid_from=TODAY, now=NOW)
    assert term("doctrine", TODAY) == "Sécurité de demain"
    assert "SQ" in term("doctrine", date(2026, 11, 1))
    assert events()[-1] == "partners:term:change"


def test_two_words_for_one_day_or_an_unknown_term_are_refused(cast, reference):
    same_day = Term.objects.filter(key="doctrine").first().valid_from
    for key, day, field in (("doctrine", same_day, "valid_from"), ("nope", TODAY, "key")):
        with pytest.raises(Refused) as refusal:
            date_term(actor=cast.actor("agathe"), key=key, label="X", valid_from=day, now=NOW)
        assert refusal.value.field == field


def test_a_slip_in_a_term_is_mended_once(cast, reference):
    row = Term.objects.filter(key="doctrine").first()
    correct_term(actor=cast.actor("agathe"), term=row, seen=1, label="Mot juste", valid_from=row.valid_from, now=NOW)
    assert Term.objects.get(pk=row.pk).label == "Mot juste"
    with pytest.raises(Stale):
        correct_term(actor=cast.actor("agathe"), term=row, seen=1, label="Autre", valid_from=TODAY, now=NOW)


def test_a_type_is_renamed_and_withdrawn_but_never_deleted(cast, reference, events):
    kind = OrganisationType.objects.get(code="CUL")
    change_type(actor=cast.actor("agathe"), kind=kind, seen=1, label="Culte", usual_contact="", rank=3, now=NOW)
    deprecate_type(actor=cast.actor("agathe"), kind=kind, seen=2, on=TODAY, now=NOW)
    assert kind not in types_offered(TODAY)
    assert kind in types_offered(date(2026, 1, 1))
    deprecate_type(actor=cast.actor("agathe"), kind=kind, seen=3, on=None, now=NOW)
    assert kind in types_offered(TODAY)
    assert events().count("partners:type:change") == 3


def test_the_police_stays_in_use(cast, reference):
    with pytest.raises(Refused, match="reste en usage"):
        deprecate_type(
            actor=cast.actor("agathe"), kind=OrganisationType.objects.get(code="PN"), seen=1, on=TODAY, now=NOW
        )


@pytest.mark.parametrize("who", ["alice", "bruno", "diane", "denis"])
def test_only_the_administrator_changes_words(cast, reference, who):
    kind = OrganisationType.objects.get(code="CUL")
    with pytest.raises(NotGranted):
        change_type(actor=cast.actor(who), kind=kind, seen=1, label="X", usual_contact="", rank=1, now=NOW)
    with pytest.raises(NotGranted):
        date_term(actor=cast.actor(who), key="doctrine", label="X", valid_from=TODAY, now=NOW)
