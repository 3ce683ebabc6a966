"""Every free text of every form is screened, or says why it is not."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms

from palier import web
from palier.web.shell.forms import PalierForm
from palier.web.shell.screening import ScreenedTextField, UnscreenedField


def every_form() -> list[type[PalierForm]]:
    """Each form class of the product, once all its modules are read."""
    for module in pkgutil.walk_packages(web.__path__, f"{web.__name__}."):
        importlib.import_module(module.name)
    found, left = set(), [PalierForm]
    while left:
        kinds = [kind for kind in left.pop().__subclasses__() if kind.__module__.startswith("palier.")]
        found |= set(kinds)
        left += kinds
    return sorted(found, key=lambda kind: (kind.__module__, kind.__qualname__))


FORMS = every_form()


def free_texts(form: type[forms.Form]) -> Iterator[tuple[str, forms.Field]]:
    """What people type as words: neither a password, an address, a number nor a choice."""
    for name, field in form.base_fields.items():
        plain = type(field) is forms.CharField or isinstance(field, ScreenedTextField | UnscreenedField)
        if plain or isinstance(field.widget, forms.Textarea):
            hidden = isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
            if not hidden:
                yield name, field


def test_the_forms_of_every_screen_are_found():
    screens = {form.__module__.split(".")[2] for form in FORMS}
    assert {"reports", "problems", "actions", "meetings", "partners", "territory", "account", "pages"} <= screens
    assert len(FORMS) > 50


def test_every_form_of_the_product_is_built_on_the_same_base():
    strange = [
        kind
        for kind in forms.BaseForm.__subclasses__() + forms.Form.__subclasses__()
        if kind.__module__.startswith("palier.") and not issubclass(kind, PalierForm)
    ]
    assert strange == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__.split('.')[2]}.{form.__name__}")
def test_a_free_text_is_screened_or_says_why_not(form):
    for name, field in free_texts(form):
        screened = isinstance(field, ScreenedTextField)
        reason = form.unscreened or getattr(field, "why", "")
        assert screened or len(reason) > 10, f"{form.__name__}.{name} is neither screened nor exempt with a reason"


def test_what_people_write_about_facts_is_screened():
    screened = {
        f"{form.__name__}.{name}"
        for form in FORMS
        for name, field in free_texts(form)
        if isinstance(field, ScreenedTextField)
    }
    assert {
        "ReportForm.text",
        "ReportForm.place_words",
        "OpenForm.title",
        "DiagnosisForm.facts",
        "CloseForm.closing_note",
        "SealedNoteForm.text",
        "ProposeForm.title",
        "DoneForm.observation",
        "DecisionForm.title",
        "OutcomeForm.note",
        "PlanForm.place",
        "PlaceForm.name",
        "PlaceForm.address",
        "SuspendForm.reason",
    } <= screened


def test_an_exempt_text_says_why_in_french():
    reasons = {field.why for form in FORMS for _, field in free_texts(form) if isinstance(field, UnscreenedField)}
    assert reasons
    assert all(reason[0].islower() and not reason.endswith(".") for reason in reasons)
