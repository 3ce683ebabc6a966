"""Forms: refusals are told where they belong, dates read as French people write them, nothing typed is lost."""

from datetime import date

import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from palier.access.levels import Level
from palier.kernel.errors import NotGranted, Refused, Stale
from palier.web.catalogue.forms import SampleForm
from palier.web.shell.fields import DateField, DrawnSelect
from palier.web.shell.forms import PalierForm


class PromiseForm(PalierForm):
    what = forms.CharField(label="Quoi")
    due = DateField(label="Pour le")


GOOD = {"what": "Poser un éclairage", "due": "30/11/2026"}


def raises(error):
    def service(**kwargs):
        raise error

    return service


@pytest.fixture
def form():
    bound = PromiseForm(GOOD)
    assert bound.is_valid()
    return bound


def test_the_result_of_the_service_comes_back(form):
    assert form.carry_out(lambda **kwargs: kwargs["what"], **form.cleaned_data) == "Poser un éclairage"


def test_a_refusal_stands_at_its_field_and_what_was_typed_is_kept(form):
    assert form.carry_out(raises(Refused("Cette date est passée.", field="due"))) is None
    assert form.errors["due"] == ["Cette date est passée."]
    assert 'href="#id_due"' in str(form)
    assert "Poser un éclairage" in str(form)
    assert not form.is_valid()


@pytest.mark.parametrize("field", [None, "unknown"])
def test_a_refusal_without_a_field_of_this_form_stands_above_it(form, field):
    form.carry_out(raises(Refused("Le groupe est clos.", field=field)))
    assert form.non_field_errors() == ["Le groupe est clos."]


def test_someone_faster_is_told_with_a_way_to_reload(form):
    form.carry_out(raises(Stale()))
    assert "Recharger la page" in str(form)


def test_a_missing_right_goes_to_its_own_page(form):
    with pytest.raises(NotGranted):
        form.carry_out(raises(NotGranted("Non.")))


@pytest.mark.parametrize("written", ["15/11/2026", "2026-11-15", "15-11-2026", "15.11.2026", "15/11/26"])
def test_a_day_is_read_as_people_write_it(written):
    form = PromiseForm({**GOOD, "due": written})
    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2026, 11, 15)


@pytest.mark.parametrize("written", ["31/02/2026", "demain", "11/15/2026"])
def test_a_day_that_does_not_exist_is_refused_with_the_way_to_write_it(written):
    form = PromiseForm({**GOOD, "due": written})
    assert "JJ/MM/AAAA" in form.errors["due"][0]
    assert f'value="{written}"' in str(form)


def test_a_day_already_known_is_shown_in_french():
    assert 'value="15/11/2026"' in str(PromiseForm(initial={"due": date(2026, 11, 15)}))


def test_text_about_facts_shows_its_audience_its_rule_and_its_example():
    html = str(SampleForm())
    assert Level.GROUP.audience in html
    assert "jamais une personne" in html
    assert "Exemple : Regroupements" in html


def test_each_level_says_who_reads_it_and_only_those_offered_are_accepted():
    form = SampleForm({"level": str(int(Level.SEALED))})
    assert Level.POLICE.audience in str(form)
    assert "level" in form.errors


def test_an_error_is_tied_to_its_box_for_a_screen_reader():
    html = str(PromiseForm({"what": "", "due": "30/11/2026"}))
    assert 'aria-describedby="id_what_error"' in html
    assert 'id="id_what_error"' in html
    assert 'aria-invalid="true"' in html


CHOICES = [("", "Tous"), ("Familles & cie", [("a<", "<b>A</b>"), (2, "Deux")]), (3, "Trois")]


@pytest.mark.parametrize("value", ["", "a<", 2, "3", None, "zz"])
def test_a_drawn_list_is_the_one_that_django_draws(value):
    drawn = DrawnSelect(attrs={"class": "fr-select"}, choices=CHOICES).render("liste", value, {"id": "id_liste"})
    awaited = forms.Select(attrs={"class": "fr-select"}, choices=CHOICES).render("liste", value, {"id": "id_liste"})
    assertHTMLEqual(drawn, awaited)
    assert "<b>" not in drawn
