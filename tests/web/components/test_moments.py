"""The field that asks when: words and cells add up, nothing ticked is nothing known, a forged cell is refused."""

import pytest
from django.http import QueryDict

from palier.kernel.moments import WORDS, Moments
from palier.web.shell.forms import PalierForm
from palier.web.shell.moments import MomentsField


class When(PalierForm):
    moments = MomentsField(required=False)


class Compulsory(PalierForm):
    moments = MomentsField()


def cleaned(query: str) -> Moments:
    form = When(QueryDict(query))
    assert form.is_valid(), form.errors
    return form.cleaned_data["moments"]


def test_words_and_cells_add_up():
    assert cleaned("moments_words=evenings&moments=0") == WORDS["evenings"].moments | Moments.over((0,), (0,))


def test_nothing_ticked_is_nothing_known():
    assert cleaned("") == Moments()
    assert Compulsory(QueryDict("")).errors["moments"] == ["Cochez au moins un moment, même approximatif."]


@pytest.mark.parametrize("query", ["moments=56", "moments=-1", "moments=a", "moments_words=jamais"])
def test_what_was_not_offered_is_refused(query):
    assert "cochez les cases" in When(QueryDict(query)).errors["moments"][0]


def test_what_was_ticked_is_kept_when_the_form_comes_back():
    drawn = str(When(QueryDict("moments_words=weekends&moments=9"))["moments"])
    assert 'value="weekends"' in drawn.split("checked", maxsplit=1)[0].rsplit("<input", 1)[1]
    assert 'value="9" aria-label="mardi, 3 h – 6 h" checked' in drawn


def test_what_is_known_is_drawn_ticked():
    drawn = str(When(initial={"moments": Moments.over((6,), (7,)).code})["moments"])
    assert drawn.count("checked") == 1
    assert "<details" in drawn
    assert " open" in drawn
